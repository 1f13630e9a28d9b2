"""The settings: their defaults, and what is said about values that make no sense."""

import pytest

from network.config import PROJECT_FOLDER, SettingError, read_settings


def test_without_settings_the_database_is_a_file_in_the_instance_folder():
    settings = read_settings({})
    assert settings.instance_folder == PROJECT_FOLDER / "instance"
    assert settings.database_url == f"sqlite:///{PROJECT_FOLDER}/instance/network.sqlite"
    assert (settings.host, settings.port, settings.proxies) == ("127.0.0.1", 5000, 0)
    assert set(settings.digits.values()) == {"latn"}


def test_an_empty_setting_is_the_default():
    assert read_settings({"PORT": "", "NETWORK_DIGITS": ""}) == read_settings({})


def test_the_database_follows_the_instance_folder(tmp_path):
    settings = read_settings({"NETWORK_INSTANCE_FOLDER": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path}/network.sqlite"


def test_the_public_address_has_no_slash_at_its_end():
    settings = read_settings({"NETWORK_PUBLIC_URL": "https://forums.example/"})
    assert settings.public_url == "https://forums.example"


def test_nobody_is_asked_for_places_unless_the_settings_name_a_server_and_a_contact():
    assert read_settings({}).nominatim_url == ""
    named = {"NETWORK_NOMINATIM_URL": "https://places.example/nominatim/"}
    with pytest.raises(SettingError, match="NETWORK_NOMINATIM_CONTACT"):
        read_settings(named)
    settings = read_settings({**named, "NETWORK_NOMINATIM_CONTACT": "map@forums.example"})
    assert settings.nominatim_url == "https://places.example/nominatim"
    assert settings.nominatim_contact == "map@forums.example"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("sqlite:///kept/own.sqlite", f"sqlite:///{PROJECT_FOLDER}/kept/own.sqlite"),
        ("sqlite:////srv/own.sqlite", "sqlite:////srv/own.sqlite"),
        ("sqlite://", "sqlite://"),
        ("postgresql+psycopg://me:secret@host/own", "postgresql+psycopg://me:secret@host/own"),
    ],
)
def test_a_database_is_the_same_one_wherever_a_process_was_started(given, meant):
    assert read_settings({"NETWORK_DATABASE_URL": given}).database_url == meant


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NETWORK_DATABASE_URL", "mysql://localhost/network"),
        ("NETWORK_DATABASE_URL", "network.sqlite"),
        ("NETWORK_DATABASE_URL", "postgresql+psycopg://host:port/name"),
        ("NETWORK_DIGITS", "ar=roman"),
        ("NETWORK_DIGITS", "fr=latn"),
        ("NETWORK_DIGITS", "arab"),
        ("NETWORK_NOMINATIM_URL", "places.example"),
        ("NETWORK_NOMINATIM_URL", "file:///etc/hosts"),
        ("NETWORK_NOMINATIM_URL", "https://user:word@places.example"),
        ("NETWORK_NOMINATIM_URL", "https://places.example/?q="),
        ("NETWORK_PROXIES", "-1"),
        ("NETWORK_PROXIES", "many"),
        ("NETWORK_IATI_ORGANIZATION", "a/b"),
        ("NETWORK_IATI_TYPE", "12"),
        ("NETWORK_SMTP_URL", "mail.example"),
        ("NETWORK_SMTP_URL", "http://mail.example"),
        ("NETWORK_REQUESTS_PER_MINUTE", "-1"),
        ("NETWORK_REQUESTS_PER_MINUTE", "none"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "٥٠٠٠"),
        ("PORT", "5000 "),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_the_name_of_its_setting(name, value):
    with pytest.raises(SettingError, match=name):
        read_settings({name: value})


def test_links_in_mail_need_the_public_address_of_the_site():
    given = {"NETWORK_SMTP_URL": "smtps://mail.example", "NETWORK_MAIL_FROM": "a@forums.example"}
    with pytest.raises(SettingError, match="NETWORK_PUBLIC_URL"):
        read_settings(given)
    with pytest.raises(SettingError, match="NETWORK_MAIL_FROM"):
        read_settings({"NETWORK_SMTP_URL": "smtps://mail.example"})
    settings = read_settings({**given, "NETWORK_PUBLIC_URL": "https://forums.example"})
    assert settings.mail_from == "a@forums.example"


def test_the_key_of_the_site_is_a_file_unless_the_settings_give_it():
    assert read_settings({}).site_key is None
    assert read_settings({"NETWORK_SITE_KEY": "0f" * 32}).site_key == b"\x0f" * 32
    with pytest.raises(SettingError, match="NETWORK_SITE_KEY"):
        read_settings({"NETWORK_SITE_KEY": "0f" * 31})
