"""A time-stamp authority on the loopback, made with `openssl ts`: honest, or with one fault.

Certificates are made here with whatever dates and uses a test asks for; the signing is openssl's. Nobody in here exists.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from answerable.preserve.stamp_query import StampQuery, parse_query

_CONFIG = """
[t]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
{certs}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@dataclass
class Root:
    """A root of its own making."""

    name: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def __post_init__(self) -> None:
        self.certificate = self._certificate(self.name, self.key, -3650, timedelta(days=3650), [_CA])

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def _certificate(self, name, key, begins, lasts, extensions) -> x509.Certificate:
        def named(common: str) -> x509.Name:
            return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])

        now = datetime.now(UTC).replace(microsecond=0)
        builder = (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(named(self.name))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + timedelta(days=begins))
            .not_valid_after(now + lasts)
        )
        extensions = [
            *extensions,
            (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
            (x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False),
        ]
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(self.key, hashes.SHA256())

    def signer(self, folder: Path, *, lasts: timedelta = timedelta(days=30), sends_root: bool = False) -> Signer:
        """Somebody under this root who signs time-stamps; with `sends_root` the reply carries two certificates."""
        folder.mkdir(parents=True, exist_ok=True)
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._certificate(f"{self.name} stamps", key, -1, lasts, _STAMPS)
        (folder / "signer.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        (folder / "signer.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        (folder / "root.pem").write_bytes(self.pem)
        (folder / "serial").write_text("01\n")
        certs = f"certs = {folder}/root.pem" if sends_root else ""
        (folder / "config").write_text(_CONFIG.format(folder=folder, certs=certs))
        return Signer(folder, certificate)


@dataclass
class Signer:
    folder: Path
    certificate: x509.Certificate

    def reply(self, query: bytes) -> bytes:
        """What `openssl ts -reply` answers to `query`."""
        (self.folder / "query").write_bytes(query)
        command = ["openssl", "ts", "-reply", "-config", f"{self.folder}/config", "-section", "t"]
        files = ["-queryfile", f"{self.folder}/query", "-out", f"{self.folder}/reply"]
        subprocess.run([*command, *files], check=True, capture_output=True, timeout=60)
        return (self.folder / "reply").read_bytes()


_CA = (x509.BasicConstraints(ca=True, path_length=None), True)
_STAMPS = [
    (x509.BasicConstraints(ca=False, path_length=None), True),
    (
        x509.KeyUsage(True, False, False, False, False, False, False, False, False),
        True,
    ),
    (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True),
]


def other_nonce(query: bytes) -> bytes:
    asked = parse_query(query)
    return StampQuery(asked.digest, asked.nonce ^ 1).der


def other_digest(query: bytes) -> bytes:
    asked = parse_query(query)
    return StampQuery(bytes(32), asked.nonce).der


@dataclass
class Served:
    """What the server does, and what it was asked. Tests change it as they go."""

    url: str = ""
    signer: Signer | None = None
    change: object = None  # what is done to a query before it is answered
    body: bytes | None = None  # what is sent in place of a reply
    status: int = 200
    drips: bool = False
    asked: list[bytes] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(signer: Signer) -> Iterator[Served]:
    """The signer behind http on the loopback."""
    served = Served(signer=signer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            served.asked.append(query)
            sent = served.change(query) if callable(served.change) else query
            body = served.body if served.body is not None else served.signer.reply(sent)
            self.send_response(served.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if not served.drips:
                self.wfile.write(body)
                return
            for byte in body:
                if served.stopped.wait(0.2):
                    return
                self.wfile.write(bytes([byte]))
                self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
