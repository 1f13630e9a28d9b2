"""What the scripts of every map are told: the language, the names, the words of its buttons."""

from typing import Any

from flask_babel import gettext

from network.locales import Text, text_of
from network.web.language import page_language, page_writing


def writing_data() -> dict[str, Any]:
    """How the page's language writes, for the scripts."""
    language = page_language()
    return {
        "language": language.code,
        "direction": language.direction,
        "digits": page_writing().digits,
        "plural_locale": language.plural_locale,
    }


def named(record: Any) -> dict[str, str]:
    """A name, with its language only where that is not the page's."""
    name = text_of(record.texts, "name", page_language().code) or Text(record.slug, "en")
    if name.language == page_language().code:
        return {"text": name.value}
    return {"text": name.value, "language": name.language, "direction": name.direction}


def moving_words(home: str) -> dict[str, str]:
    """The words of the buttons that move a map; `home` is what brings back its first view."""
    return {
        "zoom_in": gettext("Zoom in"),
        "zoom_out": gettext("Zoom out"),
        "home": home,
        "up": gettext("Move up"),
        "down": gettext("Move down"),
        "left": gettext("Move left"),
        "right": gettext("Move right"),
    }
