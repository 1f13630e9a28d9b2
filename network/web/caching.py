"""Answers 304 where nothing changed: one tag for the build, the edition and the days."""

import hashlib
from collections.abc import Callable
from functools import cache

from flask import Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from network.config import PROJECT_FOLDER, TEMPLATE_FOLDER, TRANSLATION_FOLDER, Settings
from network.days import today
from network.extensions import database, reading
from network.queries.atlas import NO_MARK, Atlas, edition_mark, read_atlas
from network.web.light import light_asked

# The key of a past day, which pages and files are asked to answer from.
DAY = "as_of"
View = Callable[..., ResponseReturnValue]
TAGGED: set[Callable[..., object]] = set()
# A browser sends one tag of some twenty letters; to read thousands of them takes long.
LONGEST_TAGS = 1_000
SOURCES = {".py", ".html", ".svg", ".po"}


def register(app: Flask) -> None:
    """Tag the public pages of `app` and answer those that a browser already has."""
    app.extensions["build"] = _build_digest(app)
    app.jinja_env.globals["is_demo"] = is_demo
    app.before_request(_answer_unchanged)
    app.after_request(_tag)


def current_atlas() -> Atlas:
    """The atlas of the edition that this request speaks of, read at most once per process.

    A preview and a past day bring one of their own.
    """
    if "atlas" in g:
        laid_in: Atlas = g.atlas
        return laid_in
    atlas: Atlas | None = current_app.extensions.get("atlas")
    if "edition" not in g:
        g.edition = reading().scalar(edition_mark()) or NO_MARK
    if atlas is None or atlas.mark != g.edition:
        # Of the same moment as all that this request reads: sums of an older edition must not be
        # kept as those of this one.
        with Session(reading().connection()) as session:
            atlas = read_atlas(session)
        current_app.extensions["atlas"] = atlas
    return atlas


def is_present() -> bool:
    """Whether the edition of this request is still the newest one."""
    with Session(database.engine(current_app)) as session:
        return (session.scalar(edition_mark()) or NO_MARK) == g.edition


def is_demo() -> bool:
    """Whether the database holds made-up records; without a database, as it was last known."""
    try:
        atlas = known_atlas() if "trouble" in g else current_atlas()
    except SQLAlchemyError:
        return False
    return atlas is not None and atlas.demo


def known_atlas() -> Atlas | None:
    """The atlas that this process read last, perhaps of an earlier edition."""
    atlas: Atlas | None = current_app.extensions.get("atlas")
    return atlas


def tagged(view: View) -> View:
    """Mark a view whose answer depends on its address and the edition, and on nothing else."""
    TAGGED.add(view)
    return view


def _is_tagged() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return view in TAGGED and request.method in ("GET", "HEAD")


def _answer_unchanged() -> Response | None:
    if not _is_tagged():
        return None
    mark_edition()
    known = len(request.headers.get("If-None-Match", "")) <= LONGEST_TAGS
    if known and request.if_none_match.contains_weak(g.tag):
        return current_app.response_class(status=304)
    return None


def mark_edition() -> None:
    """Note of which edition this request speaks, and the tag of its answer; also after a wait."""
    g.edition = reading().scalar(edition_mark()) or NO_MARK
    settings: Settings = current_app.extensions["settings"]
    writing = sorted(settings.digits.items())
    named = f"{settings.iati_organization} {settings.iati_name} {settings.iati_type} "
    # A page may say "today": at midnight in Baghdad it becomes another one.
    named += f"{current_app.extensions['build']} {g.edition} {today()} {writing} {request.host}"
    # A browser that saves data gets the light version of the map at the same address.
    named += f" {light_asked()} {request.args.get(DAY, '')}"
    g.tag = hashlib.sha256(named.encode()).hexdigest()[:20]


def _tag(response: Response) -> Response:
    if "tag" in g and response.status_code in (200, 304):
        response.set_etag(g.tag, weak=True)
        response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _build_digest(app: Flask) -> str:
    """A hash of everything that pages are made from, the same in every worker."""
    digest = hashlib.sha256(_source_digest())
    for address in sorted(app.extensions["assets"].addresses.values()):
        digest.update(address.encode())
    return digest.hexdigest()


@cache
def _source_digest() -> bytes:
    """A hash of code, templates and catalogs, which this process has read once and for all."""
    folders = (PROJECT_FOLDER / "network", TEMPLATE_FOLDER, TRANSLATION_FOLDER)
    files = {path for root in folders for path in root.rglob("*") if path.suffix in SOURCES}
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.digest()
