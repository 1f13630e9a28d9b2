"""What a page shows, read in the same form from the server's page and from the browser."""

IN_BROWSER = """() => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const text = (element) => element.textContent.trim();
    const valued = (selector, key) => Object.fromEntries(
        all(selector).map((mark) => [mark.dataset[key], [Number(mark.dataset.value), text(mark)]]));
    return {
        counts: valued("[data-count]", "count"),
        choices: valued("[data-choice]", "choice"),
        options: Object.fromEntries(all("#filter option[data-value]").map((option) => [
            `${option.parentElement.name}:${option.value}`,
            [Number(option.dataset.value), text(option)]])),
        years: Object.fromEntries(all("td[data-year]").map((td) => [td.dataset.year, text(td)])),
        bars: Object.fromEntries(all("rect[data-year]").map((bar) => [
            bar.dataset.year,
            [Number(bar.getAttribute("height")), bar.classList.contains("bar-outside")]])),
        asked: all("#asked:not([hidden])").map(text).join(),
        list: all("#results [data-activity]").map((item) => item.dataset.activity),
        bubbles: Object.fromEntries(all("#map-frame [data-city]:not([hidden])").map((bubble) => [
            bubble.dataset.city, Number(bubble.dataset.activities)])),
    };
}"""
# The names of the numbers that follow the filter in the browser alone, at once.
AT_ONCE = ("activities", "cities", "participants", "figures", "nowhere", "undated")


def in_browser(page):
    """What a page in the browser shows."""
    return page.evaluate(IN_BROWSER)


def on_server(page):
    """What the server's page shows to a browser without scripts."""
    shown = {key: {} for key in ("counts", "choices", "options", "years", "bars", "bubbles")}
    shown["list"], select = [], None
    for tag, found in page.elements:
        select = found["name"] if tag == "select" else select
        if found.get("id") == "results":
            shown["list"] = []
        elif found.get("id") == "asked":
            shown["asked"] = "" if "hidden" in found else found["text"]
        elif "data-count" in found:
            shown["counts"][found["data-count"]] = _valued(found)
        elif "data-choice" in found:
            shown["choices"][found["data-choice"]] = _valued(found)
        elif tag == "option" and "data-value" in found:
            shown["options"][f"{select}:{found['value']}"] = _valued(found)
        elif tag == "td" and "data-year" in found:
            shown["years"][found["data-year"]] = found["text"]
        elif tag == "rect" and "data-year" in found:
            bar = [float(found["height"]), found.get("class") == "bar-outside"]
            shown["bars"][found["data-year"]] = bar
        elif "data-activity" in found:
            shown["list"].append(found["data-activity"])
        elif "data-city" in found:
            shown["bubbles"][found["data-city"]] = int(found["data-activities"])
    return shown


def assert_same(browser, server):
    """The browser shows what the server does.

    The server's map shows the home view alone and counts the rest as outside of it; the drawn map
    has bubbles for both, and its own view decides what lies outside.
    """
    browser, server = dict(browser), dict(server)
    bubbles, home = browser.pop("bubbles"), server.pop("bubbles")
    beyond = {city: count for city, count in bubbles.items() if city not in home}
    assert {**bubbles, **home} == bubbles
    assert sum(beyond.values()) == server["counts"]["outside"][0]
    assert len(beyond) == sum(count > 0 for count in beyond.values())
    assert _without_outside(browser["counts"]) == _without_outside(server["counts"])
    for part in ("choices", "options", "years", "bars", "list", "asked"):
        assert browser[part] == server[part], part


def _without_outside(counts):
    return {what: value for what, value in counts.items() if what != "outside"}


def _valued(found):
    return [int(found["data-value"]), found["text"]]
