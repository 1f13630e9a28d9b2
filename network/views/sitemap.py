"""The sitemap: every public page in every language, each naming its siblings."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, abort, current_app, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape
from sqlalchemy import select

from network.extensions import reading
from network.locales import DEFAULT_LANGUAGE, LANGUAGES
from network.models import Activity, Plan
from network.queries.reports import reports
from network.web.addresses import absolute
from network.web.caching import current_atlas, tagged

blueprint = Blueprint("sitemap", __name__)

# The protocol allows this many addresses in one file.
MOST_ADDRESSES = 50_000
PREFIX = "/<language:language>/"
# What has an address below a language and is not a page for everyone.
NOT_PAGES = ("desk", "embed", "fragments", "search", "offline", "card")
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<urlset xmlns="{SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


@blueprint.get("/sitemap.xml")
@tagged
def whole() -> ResponseReturnValue:
    """All pages, or the list of the files that hold them where one file cannot."""
    pages = public_paths()
    if len(parts(pages)) == 1:
        return _xml(_pages(pages))
    return _xml(_index(len(parts(pages))))


@blueprint.get("/sitemap-<int:number>.xml")
@tagged
def part(number: int) -> ResponseReturnValue:
    """One of the files of a sitemap that has several, counted from 1."""
    all_parts = parts(public_paths())
    if not 1 <= number <= len(all_parts):
        abort(404)
    return _xml(_pages(all_parts[number - 1]))


def public_paths() -> list[str]:
    """The path below its language of every public page, in order."""
    slugs = _slugs()
    paths: list[str] = []
    for rule in current_app.url_map.iter_rules():
        below = rule.rule.removeprefix(PREFIX)
        folder = below.split("/")[0]
        if below == rule.rule or "GET" not in (rule.methods or ()):
            continue
        if folder in NOT_PAGES or "." in below:
            continue
        if rule.arguments == {"language"}:
            paths.append(below)
        elif rule.arguments == {"language", "slug"}:
            paths += [below.replace("<slug>", slug) for slug in slugs.get(folder, ())]
    return sorted(set(paths))


def parts(paths: list[str], most: int = MOST_ADDRESSES) -> list[list[str]]:
    """The paths in as many lists as keep each below `most` addresses; at least one."""
    length = most // len(LANGUAGES)
    return [paths[start : start + length] for start in range(0, len(paths), length)] or [[]]


def _slugs() -> dict[str, Sequence[str]]:
    atlas, session = current_atlas(), reading()
    return {
        "cities": list(atlas.cities),
        "forums": list(atlas.forums),
        "organizations": list(atlas.organizations),
        "themes": list(atlas.themes),
        "activities": session.scalars(select(Activity.slug)).all(),
        "plans": session.scalars(select(Plan.slug)).all(),
        "reports": [report.slug for report in session.scalars(reports(listed_only=True))],
    }


def _pages(paths: list[str]) -> Iterator[str]:
    site = absolute("")
    yield OPENING
    for path in paths:
        addresses = {code: escape(f"{site}/{code}/{path}") for code in LANGUAGES}
        default = addresses[DEFAULT_LANGUAGE] if path else escape(f"{site}/")
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>'
            for code, address in {**addresses, "x-default": default}.items()
        )
        for address in addresses.values():
            yield f"<url><loc>{address}</loc>{links}</url>\n"
    yield "</urlset>\n"


def _index(count: int) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{SCHEMA}">\n'
    for number in range(1, count + 1):
        address = absolute(url_for("sitemap.part", number=number))
        yield f"<sitemap><loc>{escape(address)}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def _xml(lines: Iterator[str]) -> Response:
    return Response("".join(lines), mimetype="application/xml")
