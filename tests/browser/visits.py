"""A visitor's browser, and everything that happened in it that must not happen on any page."""

import re
from urllib.parse import urlsplit

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
READY = "html[data-map=ready]"
# The browser tells of a broken policy in an event; a script of ours tells it on.
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error("policy", event.violatedDirective, event.blockedURI, event.sourceFile))"""


def hold(page, pattern):
    """Hold back what the page asks for at such addresses; the requests that wait."""
    held = []

    def keep(route):
        held.append(route)

    page.route(pattern, keep)
    return held


class Visitor:
    """Opens pages of a site, each in a fresh browser profile, and keeps every complaint."""

    def __init__(self, browser, site):
        self.browser, self.site = browser, site
        self.contexts, self.complaints, self.expected = [], [], []

    def open(self, path, ready=READY, viewport=DESKTOP, **options):
        """The page at `path`, once the element `ready` is there."""
        context = self.browser.new_context(
            base_url=self.site.address, viewport=viewport, locale="en-GB", **options
        )
        self.contexts.append(context)
        context.set_default_timeout(10_000)
        context.add_init_script(TELL_VIOLATIONS)
        context.on("page", self._watch)
        page = context.new_page()
        page.goto(path)
        if ready:
            page.wait_for_selector(ready, state="attached")
        return page

    def expect(self, pattern):
        """Do not count as a complaint what matches `pattern`, a regular expression."""
        self.expected.append(pattern)

    def close(self):
        """Leave, and give the complaints that nobody expected."""
        for context in self.contexts:
            self.complaints += [f"cookie {cookie['name']}" for cookie in context.cookies()]
            context.close()
        return [
            complaint
            for complaint in self.complaints
            if not any(re.search(pattern, complaint) for pattern in self.expected)
        ]

    def _watch(self, page):
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("dialog", self._dismiss)
        page.on("request", self._follow)
        page.on("requestfailed", self._miss)
        page.on("response", self._receive)

    def _hear(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _dismiss(self, dialog):
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _follow(self, request):
        address = urlsplit(request.url)
        if f"{address.scheme}://{address.netloc}" != self.site.address:
            self.complaints.append(f"request elsewhere: {request.url}")

    def _miss(self, request):
        if "ERR_ABORTED" not in (request.failure or ""):
            self.complaints.append(f"no answer: {request.url} {request.failure}")

    def _receive(self, response):
        if response.status >= 400:
            self.complaints.append(f"answer {response.status}: {response.url}")
