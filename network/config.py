"""Reads the settings from the environment: one table of names, defaults and meanings."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

PROJECT_FOLDER = Path(__file__).resolve().parent.parent
DATA_FOLDER = PROJECT_FOLDER / "data"
STATIC_FOLDER = PROJECT_FOLDER / "static"
TEMPLATE_FOLDER = PROJECT_FOLDER / "templates"
TRANSLATION_FOLDER = PROJECT_FOLDER / "network" / "translations"


class SettingError(ValueError):
    """A setting has a value that the application cannot work with."""


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, its default and what it does, in a sentence."""

    name: str
    default: str
    meaning: str


# IATI's list OrganisationType.
ORGANIZATION_TYPES = (
    "10",
    "11",
    "15",
    "21",
    "22",
    "23",
    "24",
    "30",
    "40",
    "60",
    "70",
    "71",
    "72",
    "73",
    "80",
    "90",
)
LAST_PORT = 65535
PUBLIC_URL = re.compile(
    r"https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?/?"
)
LOOPBACK = ("127.0.0.1", "::1", "localhost")
DIGITS = ("latn", "arab")
DEFAULT_DIGITS = {"en": "latn", "ar": "latn", "ckb": "latn"}

SETTINGS = (
    Setting("NETWORK_INSTANCE_FOLDER", "instance", "folder for the database and built files"),
    Setting(
        "NETWORK_DATABASE_URL",
        "",
        "database address; empty means SQLite in the instance folder",
    ),
    Setting(
        "NETWORK_BACKUP_FOLDER",
        "",
        "folder for backups; empty means backups in the instance folder",
    ),
    Setting(
        "NETWORK_DIGITS",
        ",".join(f"{language}={system}" for language, system in DEFAULT_DIGITS.items()),
        "digits of each language: latn or arab",
    ),
    Setting("NETWORK_PUBLIC_URL", "", "address of the site, as visitors type it"),
    Setting("NETWORK_PROXIES", "0", "number of trusted proxies in front of the application"),
    Setting(
        "NETWORK_SITE_KEY",
        "",
        "secret of the site, 64 hexadecimal digits; empty means site.key in the instance folder",
    ),
    Setting("NETWORK_SMTP_URL", "", "mail server for forgotten passwords: smtp:// or smtps://"),
    Setting("NETWORK_MAIL_FROM", "", "address that mail of the site comes from"),
    Setting("NETWORK_NOMINATIM_URL", "", "Nominatim server to ask for places; empty asks nobody"),
    Setting("NETWORK_NOMINATIM_CONTACT", "", "mail address or site told to the Nominatim server"),
    Setting(
        "NETWORK_IATI_ORGANIZATION",
        "RAFIDAIN",
        "identifier of the publishing organization in IATI files; begins those of activities",
    ),
    Setting("NETWORK_IATI_NAME", "Rafidain", "name of the publishing organization in IATI files"),
    Setting("NETWORK_IATI_TYPE", "24", "its type: a code of IATI's list OrganisationType"),
    Setting(
        "NETWORK_REQUESTS_PER_MINUTE",
        "3000",
        "requests that one address may make to what is for programs, in each worker",
    ),
    Setting("NETWORK_WORKERS", "2", "processes that answer; about one for each core"),
    Setting("HOST", "127.0.0.1", "address that the server listens on"),
    Setting("PORT", "5000", "port that the server listens on"),
)


@dataclass(frozen=True)
class Settings:
    """The settings of one running application, checked."""

    instance_folder: Path
    database_url: str
    backup_folder: Path
    digits: Mapping[str, str]
    public_url: str
    proxies: int
    site_key: bytes | None
    smtp_url: str
    mail_from: str
    nominatim_url: str
    nominatim_contact: str
    iati_organization: str
    iati_name: str
    iati_type: str
    requests_per_minute: int
    workers: int
    host: str
    port: int


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read all settings from `environment` (by default the process's own).

    Raises SettingError with one plain sentence when a value makes no sense.
    """
    given = os.environ if environment is None else environment
    values = {setting.name: given.get(setting.name) or setting.default for setting in SETTINGS}
    _check_mail(values)
    _check_public_url(values)
    folder = (PROJECT_FOLDER / values["NETWORK_INSTANCE_FOLDER"]).resolve()
    return Settings(
        instance_folder=folder,
        database_url=_database_url(values["NETWORK_DATABASE_URL"], folder),
        backup_folder=(PROJECT_FOLDER / values["NETWORK_BACKUP_FOLDER"]).resolve()
        if values["NETWORK_BACKUP_FOLDER"]
        else folder / "backups",
        digits=_digits(values["NETWORK_DIGITS"]),
        public_url=values["NETWORK_PUBLIC_URL"].rstrip("/"),
        proxies=_number(values, "NETWORK_PROXIES", 0, 9),
        site_key=_site_key(values["NETWORK_SITE_KEY"]),
        smtp_url=values["NETWORK_SMTP_URL"],
        mail_from=values["NETWORK_MAIL_FROM"],
        nominatim_url=_nominatim_url(values),
        nominatim_contact=values["NETWORK_NOMINATIM_CONTACT"],
        iati_organization=_identifier(values["NETWORK_IATI_ORGANIZATION"]),
        iati_name=values["NETWORK_IATI_NAME"],
        iati_type=_organization_type(values["NETWORK_IATI_TYPE"]),
        requests_per_minute=_number(values, "NETWORK_REQUESTS_PER_MINUTE", 0, 1_000_000),
        workers=_number(values, "NETWORK_WORKERS", 1, 64),
        host=values["HOST"],
        port=_number(values, "PORT", 1, LAST_PORT),
    )


def _database_url(value: str, folder: Path) -> str:
    if not value:
        return f"sqlite:///{folder / 'network.sqlite'}"
    if not value.startswith(("sqlite:", "postgresql+psycopg:")):
        raise SettingError(
            "NETWORK_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://"
        )
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):
        raise SettingError("NETWORK_DATABASE_URL is not a database address") from None
    place = url.database or ":memory:"
    if url.get_backend_name() != "sqlite" or place.startswith((":memory:", "file:")):
        return value
    # All processes of the site find the same file, wherever each was started.
    return url.set(database=str(PROJECT_FOLDER / place)).render_as_string(hide_password=False)


def _site_key(value: str) -> bytes | None:
    if not value:
        return None
    if not re.fullmatch(r"[0-9a-fA-F]{64}", value):
        raise SettingError("NETWORK_SITE_KEY must be 64 hexadecimal digits")
    return bytes.fromhex(value)


def _check_mail(values: Mapping[str, str]) -> None:
    if not values["NETWORK_SMTP_URL"]:
        return
    parts = urlsplit(values["NETWORK_SMTP_URL"])
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SettingError("NETWORK_SMTP_URL must be like smtp://name:password@mail.example:587")
    if "@" not in values["NETWORK_MAIL_FROM"]:
        raise SettingError("NETWORK_MAIL_FROM must be an address, as NETWORK_SMTP_URL is set")
    if not values["NETWORK_PUBLIC_URL"]:
        # Whoever asks for a link must not choose where it leads.
        raise SettingError("NETWORK_PUBLIC_URL is needed for links in mail (NETWORK_SMTP_URL)")


def _check_public_url(values: Mapping[str, str]) -> None:
    url = values["NETWORK_PUBLIC_URL"]
    # It begins links and mails: nobody's name or password, and no folder, may be part of it.
    # Browsers write other alphabets than the Latin one in its letters, beginning with xn--.
    found = PUBLIC_URL.fullmatch(url)
    if url and not (found and int(found["port"] or 443) <= LAST_PORT):
        raise SettingError(
            "NETWORK_PUBLIC_URL must be like https://forums.example.org, without a folder"
        )
    # Requests to any other host are refused, so nobody could come in.
    if not url and values["HOST"] not in LOOPBACK:
        raise SettingError("NETWORK_PUBLIC_URL is needed where HOST is not this machine alone")
    if not url and values["NETWORK_PROXIES"] != "0":
        raise SettingError(
            "NETWORK_PUBLIC_URL is needed where NETWORK_PROXIES says there is a proxy"
        )


def _nominatim_url(values: Mapping[str, str]) -> str:
    url = values["NETWORK_NOMINATIM_URL"]
    if url and not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?", url):
        raise SettingError("NETWORK_NOMINATIM_URL must be like https://nominatim.example.org")
    # Its operators ask to know whom to write to before they lock somebody out.
    contact = values["NETWORK_NOMINATIM_CONTACT"]
    if url and not re.fullmatch(r"[!-'*-~]{3,200}", contact):
        raise SettingError("NETWORK_NOMINATIM_CONTACT must be a mail address or a site")
    return url.rstrip("/")


def _digits(value: str) -> dict[str, str]:
    digits = dict(DEFAULT_DIGITS)
    for pair in value.split(","):
        language, _equals, system = pair.strip().partition("=")
        if language not in DEFAULT_DIGITS or system not in DIGITS:
            raise SettingError(
                f"NETWORK_DIGITS must be like ar=arab,ckb=latn: the languages are "
                f"{', '.join(DEFAULT_DIGITS)}, the digits {' or '.join(DIGITS)}"
            )
        digits[language] = system
    return digits


def _identifier(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.:_-]*", value):
        raise SettingError(
            "NETWORK_IATI_ORGANIZATION must be letters, digits, dots and hyphens, like XM-DAC-41114"
        )
    return value


def _organization_type(value: str) -> str:
    if value not in ORGANIZATION_TYPES:
        raise SettingError(
            f"NETWORK_IATI_TYPE must be one of {', '.join(ORGANIZATION_TYPES)}, not {value!r}"
        )
    return value


def _number(values: Mapping[str, str], name: str, least: int, most: int) -> int:
    value = values[name]
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise SettingError(f"{name} must be a whole number from {least} to {most}, not {value!r}")
    return int(value)
