"""Sends mail, where the settings name a server for it."""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

Mailer = Callable[[str, str, str], None]
SECONDS = 20
PORTS = {"smtp": 587, "smtps": 465}


def smtp_mailer(url: str, sender: str) -> Mailer:
    """A function that mails (to, subject, text) by the server at `url`, from `sender`.

    `smtp://` asks for encryption with STARTTLS unless the server is this very machine;
    `smtps://` is encrypted from the start.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    connect = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP

    def send(to: str, subject: str, text: str) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, to, subject
        message.set_content(text)
        with connect(host, port, timeout=SECONDS) as server:
            if parts.scheme == "smtp" and host not in ("localhost", "127.0.0.1", "::1"):
                server.starttls()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)

    return send
