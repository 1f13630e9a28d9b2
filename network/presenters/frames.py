"""The map as other sites show it, and the lines that they put into their pages."""

from dataclasses import dataclass

from flask import request, url_for
from markupsafe import Markup

from network.queries.filter import Filter
from network.web.addresses import absolute, joined

LOOKS = ("light", "dark")
HEIGHT, LEAST_HEIGHT, MOST_HEIGHT = 480, 240, 1600


@dataclass(frozen=True)
class Frame:
    """The map as another site shows it: its language, look ("" follows the reader) and filter."""

    language: str
    chosen: Filter
    look: str = ""
    height: int = HEIGHT

    @property
    def path(self) -> str:
        """The address that the frame shows, on this site."""
        extra = [("look", self.look)] if self.look else []
        address = url_for("embedding.embed", language=self.language)
        return joined(address, [*self.chosen.query(), *extra])

    def markup(self, title: str, width: str = "100%") -> Markup:
        """What another site puts into its page."""
        return Markup(
            '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" '
            'referrerpolicy="no-referrer" frameborder="0"></iframe>'
        ).format(absolute(self.path), width, self.height, title)


def asked_number(name: str, default: int) -> int:
    """The whole number that the address gives for `name`; nonsense gives `default`."""
    asked = request.args.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else default
