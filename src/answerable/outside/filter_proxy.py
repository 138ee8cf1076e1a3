"""The only door of a browser to the net: a proxy on the loopback that applies our address rule to each connection.

In:   connections of one browser, `CONNECT` or plain `http`.
Out:  the same, carried over our way out; `Carried`, a line per connection, also for what was refused.
Not:  looking inside TLS. What goes through CONNECT is opaque here; bodies come from the browser itself.

Plain requests are sent one a connection and the answer is closed after it, so that a server which keeps its connection
open cannot answer for the next host. A refused plain request is hung up on, never answered: an answer of ours would
look like the site's.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Container
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType

from answerable.acquire.fetching import FetchError
from answerable.outside.leaving import CONNECT_SECONDS, WayOut
from answerable.outside.plain_exchange import asked_for, carry_plain, read_head
from answerable.outside.web_address import Allowed
from answerable.terms.moment import Moment, now

BYTES = 512 << 20  # for one visit, both ways
CONNECTIONS = 512
AT_ONCE = 64
IDLE_SECONDS = 30.0
_PIECE = 64 << 10


@dataclass(slots=True)
class Carried:
    """One connection: where to, where it ended, how much went through, and why no more (empty: it was closed)."""

    how: str  # connect | plain | refused
    host: str  # empty when it was refused before it was known
    port: int
    started: Moment
    asked: str = ""  # the first line of the request
    remote: str = ""
    sent: int = 0
    received: int = 0
    refused: str = ""
    ended: Moment | None = None


class FilterProxy:
    """Serves one browser while it is entered. `carried` lists the connections in the order they came.

    `never` are hosts the browser speaks to on its own account, not the page's.
    """

    def __init__(
        self,
        way: WayOut,
        allow: Allowed = frozenset(),
        *,
        never: Container[str] = (),
        clock: Callable[[], Moment] = now,
        limit: int = BYTES,
    ) -> None:
        self._way, self._allow, self._never, self._clock, self._limit = way, allow, never, clock, limit
        self.carried: list[Carried] = []
        self._bytes = 0
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._places = threading.Semaphore(AT_ONCE)
        self._over = False

    def __enter__(self) -> FilterProxy:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._accept, name="filter proxy", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over = True
        with suppress(OSError):  # on macOS a listener that nobody waits on has nothing to shut
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            left = list(self._open)
        for sock in left:
            _hang_up(sock)
        self._thread.join(5)

    @property
    def address(self) -> str:
        host, port = self._listener.getsockname()[:2]
        return f"http://{host}:{port}"

    @property
    def full(self) -> bool:
        """Whether a limit of this visit was met, so that something is missing."""
        return self._bytes > self._limit or len(self.carried) >= CONNECTIONS

    # ------------------------------------------------------------ one connection

    def _accept(self) -> None:
        while not self._over:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return  # closed
            if len(self.carried) >= CONNECTIONS or not self._places.acquire(timeout=IDLE_SECONDS):
                sock.close()
                continue
            threading.Thread(target=self._serve, args=(sock,), name="filtered connection", daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        line = Carried("refused", "", 0, self._clock())
        self._keep_open(client)
        server: socket.socket | None = None
        try:
            client.settimeout(IDLE_SECONDS)
            try:
                head, rest = read_head(client)
            except FetchError:
                self._write_down(line)
                raise
            if not head:
                return  # opened ahead of need, and not used
            self._write_down(line)
            line.asked = head.split(b"\r\n")[0].decode("latin-1")[:2_000]
            line.how, line.host, line.port, request = asked_for(head, self._allow)
            if line.host in self._never:
                raise FetchError("the browser's own traffic, not the page's")
            connected = self._way.connect(line.host, line.port, CONNECT_SECONDS)
            server, line.remote = connected.sock, connected.remote
            self._keep_open(server)
            server.settimeout(IDLE_SECONDS)
            if line.how == "connect":
                client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                if rest:
                    server.sendall(rest)
                self._both_ways(client, server, line)
            else:
                carry_plain(client, server, request, rest, lambda s, r: self._count(line, s, r))
        except FetchError as error:
            line.refused = str(error)
            if line.how == "connect" and server is None:
                _try_send(client, b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        except OSError as error:
            line.refused = "" if self._over else f"broken off: {error.strerror or error}"
        finally:
            line.ended = self._clock()
            for sock in (client, server):
                if sock is not None:
                    with self._lock:
                        self._open.discard(sock)
                    _hang_up(sock)
            self._places.release()

    def _write_down(self, line: Carried) -> None:
        with self._lock:
            self.carried.append(line)

    def _keep_open(self, sock: socket.socket) -> None:
        with self._lock:
            self._open.add(sock)
        if self._over:
            _hang_up(sock)

    def _count(self, line: Carried, sent: int, received: int) -> None:
        """Add to what went through. Raises FetchError beyond the limit of the visit."""
        with self._lock:
            line.sent += sent
            line.received += received
            self._bytes += sent + received
        if self._bytes > self._limit:
            raise FetchError(f"more than {self._limit:,} bytes in one visit")

    def _both_ways(self, client: socket.socket, server: socket.socket, line: Carried) -> None:
        """Carry bytes until both sides have ended. The other direction has a thread of its own."""
        wrong: list[FetchError] = []

        def upward() -> None:
            try:
                self._pour(client, server, lambda size: self._count(line, size, 0))
            except FetchError as error:
                wrong.append(error)
                _hang_up(server)
            except OSError:
                _hang_up(server)  # the browser let go; the other direction ends by it

        thread = threading.Thread(target=upward, name="filtered upward", daemon=True)
        thread.start()
        try:
            self._pour(server, client, lambda size: self._count(line, 0, size))
        finally:
            _hang_up(client)
            thread.join(IDLE_SECONDS)
        if wrong:
            raise wrong[0]

    def _pour(self, source: socket.socket, target: socket.socket, count: Callable[[int], None]) -> None:
        while True:
            try:
                data = source.recv(_PIECE)
            except TimeoutError:
                return  # idle for so long that nobody waits for it
            if not data:
                break
            count(len(data))
            target.sendall(data)
        try:
            target.shutdown(socket.SHUT_WR)
        except OSError:
            return  # it has ended already


def _hang_up(sock: socket.socket) -> None:
    """Close, so that whoever waits on it in another thread wakes."""
    with suppress(OSError):  # not connected any more
        sock.shutdown(socket.SHUT_RDWR)
    sock.close()


def _try_send(sock: socket.socket, data: bytes) -> None:
    try:
        sock.sendall(data)
    except OSError:
        return  # it has gone; there is nobody to tell
