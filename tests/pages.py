"""Reads a page for the tests: its elements with their attributes, its text, its counts."""

import json
from collections import Counter
from html.parser import HTMLParser

from network.locales import LANGUAGES

VOID = {"meta", "link", "img", "input", "br", "hr", "path", "circle", "rect"}


class Page(HTMLParser):
    """A parsed page; `elements` are (tag, attributes) in the order of the document."""

    def __init__(self, response):
        super().__init__(convert_charrefs=True)
        self.status = response.status_code
        self.markup = response.get_data(as_text=True)
        self.elements, self.texts, self.open = [], [], []
        self.feed(self.markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag not in VOID:
            self.open.append((tag, attributes, len(self.texts)))

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.open:
            opened, attributes, start = self.open.pop()
            attributes["text"] = "".join(self.texts[start:]).strip()
            if opened == tag:
                break

    def handle_data(self, data):
        self.texts.append(data)

    def all(self, tag):
        """The attributes of every element with this tag; its text stands under `text`."""
        return [attributes for name, attributes in self.elements if name == tag]

    def one(self, tag):
        """The attributes of the only element with this tag."""
        (attributes,) = self.all(tag)
        return attributes

    def values(self, attribute):
        """What every element that has `attribute` says there."""
        return [found[attribute] for _tag, found in self.elements if attribute in found]

    @property
    def counts(self):
        """The number of each count on the page."""
        return {
            attributes["data-count"]: int(attributes["data-value"])
            for _tag, attributes in self.elements
            if "data-count" in attributes
        }

    @property
    def text(self):
        """All text of the page."""
        return "".join(self.texts)

    @property
    def data(self):
        """The document that the map's scripts start from."""
        (island,) = [script for script in self.all("script") if script.get("id") == "map-data"]
        return json.loads(island["text"])


def faults(page, language):
    """What a page does that no page of ours may do."""
    root = page.one("html")
    direction = LANGUAGES[language].direction
    if (root.get("lang"), root.get("dir")) != (language, direction):
        yield f"lang and dir are {root.get('lang')} and {root.get('dir')}"
    if len(page.all("h1")) != 1:
        yield f"there are {len(page.all('h1'))} h1"
    if not page.all("title")[0]["text"].strip(" ·"):
        yield "there is no title"
    yield from (f"id {name} is there {n} times" for name, n in _several(page.values("id")))
    for tag, attributes in page.elements:
        yield from _element_faults(tag, attributes)


def _several(names):
    return [(name, count) for name, count in Counter(names).items() if count > 1]


def _element_faults(tag, attributes):
    inline = [name for name in attributes if name.startswith("on") or name == "style"]
    if inline or tag in ("style", "iframe", "object", "embed", "base"):
        yield f"{tag} has {inline}"
    data = ("application/json", "application/ld+json")
    if tag == "script" and not attributes.get("src") and attributes["type"] not in data:
        yield "there is an inline script"
    for name in ("href", "src", "action", "xlink:href", "srcset", "poster", "data", "formaction"):
        address = attributes.get(name) or ""
        if address.startswith(("/", "#", "?")) and not address.startswith("//"):
            continue
        own = tag == "link" and attributes.get("rel") in ("alternate", "canonical")
        leaving = tag == "a" and "noreferrer" in (attributes.get("rel") or "").split()
        if name in attributes and not (
            address.startswith(("http://", "https://")) and (own or leaving)
        ):
            yield f"{tag} leads to {address}"
