"""One plain request of a browser and its answer, carried through the filter proxy.

In:   the head of a request as a browser sends it to a proxy, the two sockets.
Out:  the request as the server wants it, the answer as the browser wants it: one exchange, then both are closed.
Not:  deciding where a connection may go; the proxy does, between reading the head and carrying it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable

from answerable.acquire.fetching import FetchError
from answerable.outside.web_address import Allowed, parse_address

HEADER_BYTES = 64 << 10
_PIECE = 64 << 10
_ENDS = b"\r\n\r\n"
_BETWEEN_HOPS = (b"connection", b"proxy-connection", b"keep-alive", b"proxy-authorization", b"upgrade", b"te")

Count = Callable[[int, int], None]  # bytes sent, bytes received


def read_head(sock: socket.socket, data: bytes = b"") -> tuple[bytes, bytes]:
    """Bytes up to and with the blank line, and what came after it. Both empty when the other side closed first.

    `data` is what has come already. Raises FetchError for a head larger than the limit, or one cut off.
    """
    while True:
        at = data.find(_ENDS)
        if at >= 0:
            return data[: at + 4], data[at + 4 :]
        if len(data) > HEADER_BYTES:
            raise FetchError(f"a header of more than {HEADER_BYTES:,} bytes")
        more = sock.recv(_PIECE)
        if not more:
            if data:
                raise FetchError("a header that breaks off")
            return b"", b""
        data += more


def asked_for(head: bytes, allow: Allowed) -> tuple[str, str, int, bytes]:
    """`connect` or `plain`, host, port, and for a plain request its head as the server wants it. Raises FetchError."""
    lines = head[:-4].split(b"\r\n")
    words = lines[0].split(b" ")
    if len(words) != 3 or not words[2].startswith(b"HTTP/1."):
        raise FetchError("a request that is not one of HTTP")
    method, target = words[0], words[1].decode("latin-1")
    if method == b"CONNECT":
        here = parse_address(f"https://{target}/", allow)
        return "connect", here.host, here.port, b""
    here = parse_address(target, allow)
    if here.scheme != "http":
        raise FetchError("a plain request for what is not http")
    fields = [line for line in lines[1:] if _name(line) not in (*_BETWEEN_HOPS, b"host")]
    if any(_name(line) == b"transfer-encoding" for line in fields):
        raise FetchError("a request whose length is not told")
    first = method + b" " + here.target.encode("ascii") + b" HTTP/1.1"
    rest = (b"Host: " + here.authority.encode("ascii"), *fields, b"Connection: close")
    return "plain", here.host, here.port, b"\r\n".join((first, *rest)) + _ENDS


def carry_plain(client: socket.socket, server: socket.socket, head: bytes, rest: bytes, count: Count) -> None:
    """The request with its body, then the answer until the server ends it. Raises FetchError, OSError."""
    body = _length(head)
    server.sendall(head)
    count(len(head), 0)
    while body > 0:
        data = rest[:body] if rest else client.recv(min(_PIECE, body))
        if not data:
            raise FetchError("a request that breaks off")
        rest = b""
        server.sendall(data)
        count(len(data), 0)
        body -= len(data)
    answer, data = read_head(server)
    while answer.startswith((b"HTTP/1.1 100", b"HTTP/1.1 102", b"HTTP/1.1 103")):  # said ahead of the answer
        answer, data = read_head(server, data)
    if not answer.startswith(b"HTTP/"):
        raise FetchError("an answer that is not one of HTTP")
    lines = answer[:-4].split(b"\r\n")
    kept = [line for line in lines[1:] if _name(line) not in _BETWEEN_HOPS]
    client.sendall(b"\r\n".join((lines[0], *kept, b"Connection: close")) + _ENDS)
    count(0, len(answer))
    while data or (data := server.recv(_PIECE)):
        count(0, len(data))
        client.sendall(data)
        data = b""


def _name(line: bytes) -> bytes:
    return line.partition(b":")[0].strip().lower()


def _length(head: bytes) -> int:
    """The size of a request's body. Raises FetchError when it is not told, or told twice."""
    told = {line.partition(b":")[2].strip() for line in head.split(b"\r\n") if _name(line) == b"content-length"}
    if not told:
        return 0
    text = told.pop()
    if told or not (text.isascii() and text.isdigit() and len(text) < 12):
        raise FetchError("a request whose length is not told clearly")
    return int(text)
