"""The one way out of this machine: straight to addresses that were checked, or through the proxy a person named.

In:   a host and a port somebody wants to reach.
Out:  a connected socket and the address it is connected to, or a refusal with its reason.
Not:  what is then said over it; `http` and `filter_proxy` do that, both through here, so that one rule holds for both.

Straight: the name is resolved once, every address it has must be public, and the connection goes to one of those that
were checked. Through a proxy the proxy resolves names (that is the point of Tor), so only addresses written as numbers
and names that can only be inside ones are judged here; the note of the capture says that it went that way.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from answerable.acquire.fetching import FetchError, NotContactedError
from answerable.outside.addresses import forbidden
from answerable.outside.web_address import Allowed

CONNECT_SECONDS = 10.0
_INSIDE = (".localhost", ".local", ".internal", ".home.arpa", ".lan")
_REPLIES = {
    1: "general failure", 2: "not allowed", 3: "network unreachable", 4: "host unreachable", 5: "connection refused",
    6: "time ran out", 7: "command not known", 8: "kind of address not known",
}  # fmt: skip


_Found = list[tuple[socket.AddressFamily, socket.SocketKind, int, str, Any]]


@dataclass(frozen=True, slots=True)
class Connected:
    """A connection: `remote` is the address at its other end, empty when a proxy hides it."""

    sock: socket.socket
    remote: str


class WayOut(Protocol):
    """How this machine reaches others. `name` says it in the note of a capture, without secrets."""

    name: str

    def connect(self, host: str, port: int, seconds: float = CONNECT_SECONDS) -> Connected:
        """Raises NotContactedError when the host may not be reached, another FetchError when it cannot be."""


class Straight:
    """Without a proxy. `allow` are inside hosts and ports that the operator named."""

    name = "straight"

    def __init__(self, allow: Allowed = frozenset()) -> None:
        self._allow = allow

    def connect(self, host: str, port: int, seconds: float = CONNECT_SECONDS) -> Connected:
        deadline = time.monotonic() + seconds
        found = _resolve(host, port, seconds)
        if (host.casefold(), port) not in self._allow:
            for row in found:
                if why := forbidden(str(row[4][0])):
                    raise NotContactedError(f"{host} is not contacted: {why}")
        failed: OSError = OSError("it has no address")
        for family, kind, protocol, _, address in found:  # a name may have several, not all of them alive
            left = deadline - time.monotonic()
            if left <= 0:
                break
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(left)
                sock.connect(address)  # the very address that was checked
            except OSError as error:
                sock.close()
                failed = error
            else:
                return Connected(sock, str(address[0]))
        raise FetchError(f"{host} cannot be connected to: {failed.strerror or failed}") from failed


class ThroughProxy:
    """Through a SOCKS 5 proxy that resolves names itself (`socks5h`), or an HTTP proxy that knows CONNECT."""

    def __init__(self, kind: str, host: str, port: int, allow: Allowed = frozenset()) -> None:
        self._kind, self._host, self._port, self._allow = kind, host, port, allow
        self.name = f"{kind}://{host}:{port}"

    def connect(self, host: str, port: int, seconds: float = CONNECT_SECONDS) -> Connected:
        if (host.casefold(), port) not in self._allow and (why := _certainly_inside(host)):
            raise NotContactedError(f"{host} is not contacted: {why}")
        deadline = time.monotonic() + seconds
        try:
            sock = socket.create_connection((self._host, self._port), timeout=seconds)
        except OSError as error:
            raise FetchError(
                f"the proxy {self.name} does not answer: {error.strerror or error}",
                next_step="Start it, or take away --proxy (and ANSWERABLE_PROXY) to go without.",
            ) from error
        try:
            if self._kind == "socks5h":
                _ask_socks(sock, host, port, deadline)
            else:
                _ask_http(sock, host, port, deadline)
        except (OSError, FetchError, UnicodeError) as error:
            sock.close()
            if isinstance(error, FetchError):
                raise
            raise FetchError(f"the proxy {self.name} broke off: {error}") from error
        return Connected(sock, "")


def _resolve(host: str, port: int, seconds: float) -> _Found:
    """What the system's resolver says, once. It knows no time limit of its own, so it is left behind when it is late."""
    found: _Found = []
    failed: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    asking = threading.Thread(target=ask, name="resolving", daemon=True)
    asking.start()
    asking.join(seconds)
    if failed:
        raise FetchError(f"the name {host} cannot be resolved: {failed[0]}") from failed[0]
    if asking.is_alive():
        raise FetchError(f"the name {host} was not resolved in {seconds:.0f} seconds")
    return list(found)


def way_out(proxy: str | None, allow: Allowed = frozenset()) -> WayOut:
    """The way out that `--proxy` or ANSWERABLE_PROXY names. Raises FetchError when it is not one we know."""
    if not proxy:
        return Straight(allow)
    try:
        parts = urlsplit(proxy)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or port is None or parts.scheme not in ("socks5h", "http") or parts.username is not None:
        raise FetchError(
            "the proxy is not one that can be used",
            next_step="Write it like --proxy socks5h://127.0.0.1:9050 or --proxy http://127.0.0.1:8118, without a name.",
        )
    return ThroughProxy(parts.scheme, host, port, allow)


def _certainly_inside(host: str) -> str:
    """Why `host` cannot be a public one, as far as that can be told without resolving it."""
    name = host.casefold().rstrip(".")
    if ":" in name:
        return forbidden(name)
    try:
        packed = socket.inet_aton(name)  # also 127.1, 0x7f000001 and 2130706433
    except (OSError, UnicodeError):
        packed = b""
    if packed:
        return forbidden(socket.inet_ntoa(packed))
    if "." not in name or name.endswith(_INSIDE):
        return "a name of the local network"
    return ""


def _ask_socks(sock: socket.socket, host: str, port: int, deadline: float) -> None:
    """The handshake of RFC 1928, with the name handed on."""
    name = host.encode("ascii")
    if len(name) > 255:
        raise FetchError("the host's name is too long for a SOCKS proxy")
    sock.sendall(b"\x05\x01\x00")
    if _exactly(sock, 2, deadline) != b"\x05\x00":
        raise FetchError("the proxy wants a name and a password, or does not speak SOCKS 5")
    sock.sendall(b"\x05\x01\x00\x03" + bytes([len(name)]) + name + struct.pack(">H", port))
    version, reply, _, kind = _exactly(sock, 4, deadline)
    if version != 5 or reply != 0:
        raise FetchError(f"{host} cannot be reached through the proxy: {_REPLIES.get(reply, f'reply {reply}')}")
    sizes = {1: 4, 4: 16}
    _exactly(sock, (sizes.get(kind) or _exactly(sock, 1, deadline)[0]) + 2, deadline)


def _ask_http(sock: socket.socket, host: str, port: int, deadline: float) -> None:
    authority = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    sock.sendall(f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n".encode("ascii"))
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += _exactly(sock, 1, deadline)
        if len(head) > 8192:
            raise FetchError("the proxy's answer is no answer of HTTP")
    words = head.split(b"\r\n")[0].split(b" ")
    if not head.startswith(b"HTTP/1.") or len(words) < 2 or not words[1].startswith(b"2"):
        status = words[1].decode("ascii", "replace") if len(words) > 1 else "nothing"
        raise FetchError(f"{host} cannot be reached through the proxy: it answered {status}")


def _exactly(sock: socket.socket, size: int, deadline: float) -> bytes:
    data = b""
    while len(data) < size:
        left = deadline - time.monotonic()
        if left <= 0:
            raise FetchError("the proxy takes too long")
        sock.settimeout(left)
        more = sock.recv(size - len(data))
        if not more:
            raise FetchError("the proxy hung up")
        data += more
    return data
