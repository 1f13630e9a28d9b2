"""Operating the filter in the browser as a visitor does, and waiting until it is answered."""

from contextlib import contextmanager

SEVERAL = ("theme", "river", "kind")
LISTS = ("from", "to", "city", "forum", "organization")
ANSWERED = """(before) => {
    const results = document.getElementById("results");
    return Number(results.dataset.loaded ?? 0) > before && !results.hasAttribute("aria-busy");
}"""
SETTLED = """(address) => location.pathname + location.search === address
    && !document.getElementById("results").hasAttribute("aria-busy")"""


def ask(page, state):
    """Operate the form until it asks for `state`: slugs by key, years and text as strings."""
    for key in SEVERAL:
        checked = f'#filter input[name="{key}"]:checked'
        now = page.eval_on_selector_all(checked, "boxes => boxes.map((box) => box.value)")
        for slug in sorted({*now} ^ {*state.get(key, ())}):
            page.press(f'#filter input[name="{key}"][value="{slug}"]', "Space")
    for key in LISTS:
        select = page.locator(f'#filter select[name="{key}"]')
        if select.input_value() != state.get(key, ""):
            select.select_option(state.get(key, ""))
    if page.input_value("#q") != state.get("q", ""):
        page.fill("#q", state.get("q", ""))
        page.press("#q", "Enter")


@contextmanager
def answered(page):
    """Wait until the list is new, after what is done in the `with` block."""
    before = int(page.get_attribute("#results", "data-loaded") or 0)
    yield
    page.wait_for_function(ANSWERED, arg=before)


def wait_for_address(page, address):
    """Wait until the page shows what this address asks for, and its list."""
    page.wait_for_function(SETTLED, arg=address)


def address_of(page):
    """The part of the address behind the host."""
    return page.evaluate("location.pathname + location.search")
