"""Without a connection: what was read before can be read again, and says from when it is."""

import pytest

pytestmark = pytest.mark.browser

KEPT = """async (address) => {
    for (const name of await caches.keys()) {
        if (await (await caches.open(name)).match(address, { ignoreVary: true })) return true;
    }
    return false;
}"""
UNTIL_KEPT = f"""async (address) => {{
    while (!await ({KEPT})(address)) await new Promise((later) => setTimeout(later, 50));
}}"""
COPY = "#old-copy:not([hidden])"


@pytest.fixture
def kept(visitor):
    """Opens a page, waits until it is kept, and takes the network away."""

    def open_(path):
        page = visitor.open(path)
        page.evaluate(UNTIL_KEPT, page.url)
        visitor.expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
        page.context.set_offline(True)
        return page

    return open_


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_map_works_after_the_first_visit(kept, language):
    page = kept(f"/{language}/?theme=womens-rights")
    counts = page.inner_text(".counts")
    page.reload()
    page.wait_for_selector("html[data-map=ready]")
    page.wait_for_selector(COPY)
    assert page.get_attribute("#old-copy time", "datetime").startswith("20")
    assert page.inner_text(".counts") == counts
    assert page.locator("#map-frame path.river").count() > 0
    page.uncheck("#filter input[value=womens-rights]")
    page.wait_for_function(
        "(before) => document.querySelector('.counts').innerText !== before", arg=counts
    )


def test_a_page_that_was_never_read_says_that_there_is_no_copy(kept):
    page = kept("/ar/")
    page.goto("/ar/cities/kut")
    assert page.locator("h1").inner_text() == "لا يوجد اتصال"
    assert page.locator(COPY).count() == 0


def test_with_a_connection_the_network_has_the_word(kept):
    page = kept("/en/")
    page.reload()
    page.wait_for_selector(COPY)
    page.context.set_offline(False)
    page.reload()
    page.wait_for_selector("html[data-map=ready]")
    assert page.locator(COPY).count() == 0


def test_the_desk_is_never_kept(kept, visitor):
    page = kept("/en/")
    page.context.set_offline(False)
    visitor.expect("/en/desk|404|^cookie desk-form")
    page.goto("/en/desk")
    page.goto("/en/")
    assert not page.evaluate(KEPT, f"{visitor.site.address}/en/desk")
