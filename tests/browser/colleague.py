"""One who works at the desk in a browser: reads labels, types, taps buttons."""

from flask_babel import gettext

from tests.browser.visits import PHONE

TOUCH = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


class Colleague:
    """A browser at the desk, on a phone that speaks `language`; words are given in English."""

    def __init__(self, visitor, language, path, **options):
        self.visitor, self.language = visitor, language
        visitor.expect("^cookie desk")
        self.page = visitor.open(path, ready=None, **{**TOUCH, **options})

    def words(self, text, **values):
        """A text of the desk as this colleague reads it."""
        with self.visitor.site.app.test_request_context(f"/{self.language}/"):
            return gettext(text, **values)

    def named(self, label, within=None):
        """The field with this label."""
        return (within or self.page).get_by_label(self.words(label), exact=True).first

    def type(self, label, text, within=None):
        """Type into the field with this label, as a person does: tap it first."""
        field = self.named(label, within)
        field.tap()
        field.fill(text)

    def choose(self, label, words, within=None):
        """Choose from a list what is called so."""
        self.named(label, within).select_option(label=words)

    def tick(self, label, name, key):
        """Open a list of several and tick one, through its search where it has one."""
        field = self.page.locator(f"#field-{key}")
        field.locator("summary").tap()
        search = field.locator("[type=search]")
        if search.count():
            search.fill(name)
        field.locator("label", has_text=name).tap()

    def tap(self, words, role="button", **values):
        """Tap the button or link that says so, and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=self.words(words, **values)).first.tap()

    def told(self, words):
        """Whether the page says so."""
        return self.page.get_by_text(self.words(words)).first.wait_for() is None

    def own_record(self, day, month, year):
        """Mark the source as an own record of a day."""
        self.named("This is our own record: we were there").tap()
        self.date("new_source_date", day, month, year)

    def date(self, key, day, month, year):
        """Fill a date's three parts."""
        parts = self.page.locator(f"#field-{key}")
        self.type("Day", day, parts)
        self.named("Month", parts).select_option(str(month))
        self.type("Year", year, parts)
