"""Makes the application: configure, bind, register; refuses to start if misconfigured."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from pathlib import Path
from threading import Thread
from wsgiref.types import StartResponse

from flask import Flask
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from network import cli
from network.assets import build_assets
from network.bytecode import CompiledTemplates
from network.changes.passwords import Passwords
from network.changes.tombstones import KeyLostError
from network.changes.withheld import FILE, keep_withheld
from network.config import (
    DATA_FOLDER,
    STATIC_FOLDER,
    TEMPLATE_FOLDER,
    TRANSLATION_FOLDER,
    SettingError,
    Settings,
    read_settings,
)
from network.extensions import babel, compress, database
from network.garbage import collector
from network.gates import gates_in
from network.locales import LANGUAGES, Writing, read_catalogs
from network.mail import smtp_mailer
from network.rendering import ForgetfulTemplate
from network.rights import keep_private
from network.tokens import read_key
from network.turnstile import Turnstile
from network.views import register_views
from network.web.arrival import ForwardedUnasked, KnownHosts, plainly
from network.web.language import chosen_locale

logger = logging.getLogger(__name__)

ONE_YEAR = 31_536_000
# What the database must not tell by itself is hashed or encrypted with keys that follow from this.
SITE_KEY = "site.key"
LONGEST_REQUEST = 1_000_000
COMPRESSED = [
    "application/atom+xml",
    "application/geo+json",
    "application/json",
    "application/manifest+json",
    "application/problem+json",
    "application/schema+json",
    "application/vnd.oai.openapi+json",
    "application/xml",
    "image/svg+xml",
    "text/calendar",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/plain",
]


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application.

    Raises SettingError or FileNotFoundError when it could not serve what it promises.
    """
    chosen = settings or read_settings()
    # Where it can be neither found nor made, nothing of what follows could be kept.
    chosen.instance_folder.mkdir(parents=True, exist_ok=True)
    app = Flask("network", template_folder=str(TEMPLATE_FOLDER), static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=LONGEST_REQUEST,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIMETYPES=COMPRESSED,
        BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATION_FOLDER),
    )
    app.jinja_env.template_class = ForgetfulTemplate
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.bytecode_cache = CompiledTemplates(chosen.instance_folder / "templates")
    app.extensions["settings"] = chosen
    app.extensions["writings"] = {
        code: Writing(language, chosen.digits.get(code, "latn"))
        for code, language in LANGUAGES.items()
    }
    app.extensions["clock"] = partial(datetime.now, UTC)
    app.extensions["passwords"] = Passwords()
    keep_private(chosen, _database_file(chosen), [chosen.instance_folder / SITE_KEY])
    app.extensions["site_key"] = chosen.site_key or _site_key(chosen.instance_folder / SITE_KEY)
    app.extensions["background"] = _in_background
    app.extensions["after_publication"] = partial(_after_publication, app, chosen.instance_folder)
    app.extensions["gates"] = gates_in(chosen.instance_folder / "gates")
    app.extensions["mailer"] = None
    if chosen.smtp_url:
        app.extensions["mailer"] = smtp_mailer(chosen.smtp_url, chosen.mail_from)
    _bind(app, chosen)
    _serve_assets(app, chosen)
    _watch_the_door(app, chosen)
    register_views(app)
    cli.register_commands(app)
    return app


def _site_key(file: Path) -> bytes:
    try:
        return read_key(file)
    except ValueError as error:
        raise SettingError(f"{error}. Put the key back, or set NETWORK_SITE_KEY to it") from None


def _after_publication(app: Flask, folder: Path, session: Session) -> None:
    """Write down what is withheld, and throw away past days that may tell of it.

    What was published stays published where that fails.
    """
    try:
        app.extensions["pasts"].forget()
    except OSError as error:
        logger.error("Past days could not be deleted in %s: %s", folder, error)
    try:
        keep_withheld(session, folder / FILE)
    except (OSError, SQLAlchemyError, KeyLostError) as error:
        logger.error("What is withheld could not be written down: %s", error)


def _database_file(settings: Settings) -> Path | None:
    address = make_url(settings.database_url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return None
    return Path(address.database).absolute()


def _in_background(work: Callable[..., None], *arguments: object) -> None:
    Thread(target=collector.held()(work), args=arguments).start()


def _bind(app: Flask, settings: Settings) -> None:
    database.init_app(app, settings.database_url)
    compress.init_app(app)
    babel.init_app(app, locale_selector=chosen_locale)
    with app.app_context():
        for locale, catalog in read_catalogs(TRANSLATION_FOLDER).items():
            babel.domain_instance.cache[locale, babel.domain] = catalog


def _serve_assets(app: Flask, settings: Settings) -> None:
    assets = build_assets(STATIC_FOLDER, DATA_FOLDER, settings.instance_folder / "static")
    app.extensions["assets"] = assets
    app.wsgi_app = Turnstile(app.wsgi_app, LONGEST_REQUEST, _busy)  # type: ignore[method-assign]
    # Every address holds its folder's hash, so all of them may be kept for good.
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(assets.folder),
        prefix="static/",
        max_age=ONE_YEAR,
        allow_all_origins=False,
        immutable_file_test=lambda *_: True,
        add_headers_function=_static_headers,
    )


def _watch_the_door(app: Flask, settings: Settings) -> None:
    app.wsgi_app = KnownHosts(app.wsgi_app, settings.public_url)  # type: ignore[method-assign]
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, count)  # type: ignore[method-assign]
    else:
        app.wsgi_app = ForwardedUnasked(app.wsgi_app, app.logger)  # type: ignore[method-assign]


def _busy(start_response: StartResponse) -> list[bytes]:
    return plainly(HTTPStatus.SERVICE_UNAVAILABLE, start_response, ("Retry-After", "5"))


def _static_headers(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
