"""Reads a page for the tests: its elements with their attributes, its text, its counts."""

import json
from html.parser import HTMLParser

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
