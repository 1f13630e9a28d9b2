"""Mail goes to the server that the settings name, and to nobody who says that it is that one."""

import contextlib
import os
import smtplib
import ssl

import pytest

from network.mail import smtp_mailer
from tests.letter_boxes import HOST, LetterBox, certificate

LINK = "https://forums.example/en/desk/tickets/abc"
SCHEMES = ("smtp", "smtps")


@pytest.fixture
def authority(tmp_path):
    """Whom this system trusts, by SSL_CERT_FILE; signs certificates."""
    pem, _key, issuer = certificate(tmp_path, "authority", host=None)
    before = os.environ.get("SSL_CERT_FILE")
    os.environ["SSL_CERT_FILE"] = str(pem)
    yield issuer
    del os.environ["SSL_CERT_FILE"]
    if before is not None:
        os.environ["SSL_CERT_FILE"] = before


@pytest.fixture
def mail():
    """Mails a link with name and password; returns what the server was told."""

    def send(scheme, files, raises=None, **options):
        box = LetterBox(files, at_once=scheme == "smtps", **options)
        mailer = smtp_mailer(f"{scheme}://desk:pass@{HOST}:{box.port}", "desk@forums.example")
        with pytest.raises(raises) if raises else contextlib.nullcontext():
            mailer("member@example.org", "New password", LINK)
        box.close()
        return box.heard

    return send


def tells_nothing(heard):
    said = " ".join(heard).lower()
    return not any(word in said for word in ("auth", "mail from", "data", LINK.lower()))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_server_with_the_right_certificate_gets_the_letter(scheme, authority, mail, tmp_path):
    pem, key, _issuer = certificate(tmp_path, "right", issuer=authority)
    heard = mail(scheme, (pem, key))
    assert any(line.startswith("AUTH") for line in heard)
    assert LINK in heard


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("wrong", [{"host": "127.0.0.9"}, {"days": -1}], ids=["name", "expired"])
def test_a_certificate_of_another_or_of_yesterday_gets_nothing(
    scheme, wrong, authority, mail, tmp_path
):
    pem, key, _issuer = certificate(tmp_path, "wrong", issuer=authority, **wrong)
    heard = mail(scheme, (pem, key), ssl.SSLCertVerificationError)
    assert tells_nothing(heard)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_certificate_that_nobody_vouches_for_gets_nothing(scheme, authority, mail, tmp_path):
    pem, key, _issuer = certificate(tmp_path, "own")
    heard = mail(scheme, (pem, key), ssl.SSLCertVerificationError)
    assert tells_nothing(heard)


def test_where_somebody_took_the_offer_of_encryption_away_nothing_is_sent(mail):
    heard = mail("smtp", None, smtplib.SMTPNotSupportedError, offers=False)
    assert tells_nothing(heard)
