"""Sends mail, where the settings name a server for it."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

Mailer = Callable[[str, str, str], None]
SECONDS = 20
PORTS = {"smtp": 587, "smtps": 465}
# What is sent to this very machine passes no cable.
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def smtp_mailer(url: str, sender: str) -> Mailer:
    """A function that mails (to, subject, text) by the server at `url`, from `sender`.

    `smtps://` is encrypted from the start; `smtp://` asks for encryption with STARTTLS unless the
    server is this very machine. A server that does not offer it, or whose certificate does not
    bear its name or is vouched for by nobody whom this system trusts (SSL_CERT_FILE adds to
    these), gets neither password nor letter: raises ssl.SSLError, smtplib.SMTPException, OSError.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]

    def connect() -> smtplib.SMTP:
        if parts.scheme == "smtps":
            trusted = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=trusted)
        return smtplib.SMTP(host, port, timeout=SECONDS)

    def send(to: str, subject: str, text: str) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, to, subject
        message.set_content(text)
        with connect() as server:
            if parts.scheme == "smtp" and host not in LOOPBACK:
                server.starttls(context=ssl.create_default_context())
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)

    return send
