"""Pictures: SVG in, PNG out, with a font of our own that writes all three languages."""

from functools import lru_cache
from pathlib import Path

import fontpkg_noto_sans_arabic
import resvg_py

# Noto Sans Arabic holds Latin letters, too, and every letter of Sorani; no other font is read.
FONT_FAMILY = fontpkg_noto_sans_arabic.FAMILY
FONTS = sorted(map(str, Path(fontpkg_noto_sans_arabic.ROOT).rglob("*.ttf")))
KEPT_PICTURES = 64


@lru_cache(maxsize=KEPT_PICTURES)
def png(svg: str, width: int) -> bytes:
    """The picture that `svg` draws, `width` pixels wide, as the bytes of a PNG file.

    Raises ValueError for what is not SVG. Pictures drawn lately are kept.
    """
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            skip_system_fonts=True,
            font_files=FONTS,
            font_family=FONT_FAMILY,
        )
    )
