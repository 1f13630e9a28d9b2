"""Mail servers for tests: real sockets, real TLS, certificates made on the spot."""

import socket
import ssl
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

# Not the address that counts as this very machine, though it is.
HOST = "127.0.0.2"
GREETED = b"250-mail\r\n250 AUTH PLAIN LOGIN\r\n"
GREETED_WITH_TLS = b"250-mail\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n"


def certificate(folder, name, *, host=HOST, days=30, issuer=None):
    """Make a certificate for the address `host`; returns the files of it and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer, signing = issuer or (subject, key)
    end = datetime.now(UTC) + timedelta(days=days)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - timedelta(days=60))
        .not_valid_after(end)
    )
    usage = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
        ),
        False,
    )
    usage.update(
        {"key_cert_sign": True, "crl_sign": True} if host is None else {"digital_signature": True}
    )
    made = made.add_extension(
        x509.BasicConstraints(ca=host is None, path_length=None), critical=True
    ).add_extension(x509.KeyUsage(**usage, encipher_only=False, decipher_only=False), critical=True)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    made = made.add_extension(identifier, critical=False).add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False
    )
    if host:
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
        made = made.add_extension(names, critical=False)
    done = made.sign(signing, hashes.SHA256())
    pem, secret = folder / f"{name}.pem", folder / f"{name}.key"
    pem.write_bytes(done.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem, secret, (subject, key)


class LetterBox:
    """A mail server for one letter; `heard` is every line that it was told, TLS or not."""

    def __init__(self, files=None, *, at_once=False, offers=True):
        self.heard, self._at_once = [], at_once
        self._greeting = GREETED_WITH_TLS if offers and not at_once else GREETED
        self._context = None
        if files:
            self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self._context.load_cert_chain(*files)
        self._socket = socket.create_server((HOST, 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self):
        """Wait for the end of the conversation."""
        self._thread.join(10)
        self._socket.close()

    def _serve(self):
        plain, _address = self._socket.accept()
        plain.settimeout(10)
        with plain, suppress(OSError):
            # The other side hangs up: that is what most of these tests want to see.
            if self._at_once:
                with self._context.wrap_socket(plain, server_side=True) as hidden:
                    self._talk(hidden)
            else:
                self._talk(plain)

    def _talk(self, connection, *, greet=True):
        if greet:
            connection.sendall(b"220 mail\r\n")
        body = False
        with connection.makefile("rb") as lines:
            while line := lines.readline():
                said = line.strip()
                self.heard.append(said.decode())
                if body:
                    body = said != b"."
                    connection.sendall(b"" if body else b"250 kept\r\n")
                    continue
                connection.sendall(self._answer(said))
                if said == b"STARTTLS" and self._context:
                    break
                body = said.lower() == b"data"
            else:
                return
        with self._context.wrap_socket(connection, server_side=True) as hidden:
            self._talk(hidden, greet=False)

    def _answer(self, said):
        words = {b"EHLO": self._greeting, b"AUTH": b"235 in\r\n", b"DATA": b"354 go on\r\n"}
        words |= {b"QUIT": b"221 bye\r\n"}
        words |= {b"STARTTLS": b"220 go on\r\n" if self._context else b"502 no\r\n"}
        return words.get(said.upper().split(b" ")[0], b"250 well\r\n")
