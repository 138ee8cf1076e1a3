"""Connections as httpcore wants them, over our way out, and with a deadline for the whole.

In:   a `WayOut` and a moment by which all must be over.
Out:  a network backend whose reads end in time, however slowly the other side drips.
Not:  choosing where to connect.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from answerable.outside.leaving import CONNECT_SECONDS, WayOut


class CheckedBackend(httpcore.NetworkBackend):
    """Connects by `way`, and only until `deadline` (of the monotonic clock)."""

    def __init__(self, way: WayOut, deadline: float) -> None:
        self._way, self._deadline = way, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = max(0.1, self._deadline - time.monotonic())
        connected = self._way.connect(host, port, min(left, timeout or CONNECT_SECONDS))
        return _TimedStream(connected.sock, connected.remote, self._deadline)


class _TimedStream(httpcore.NetworkStream):
    """One connection. What the socket raises becomes what httpcore knows."""

    def __init__(self, sock: socket.socket, remote: str, deadline: float) -> None:
        self._sock, self._remote, self._deadline = sock, remote, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            self._sock.settimeout(self._left(timeout))
            return self._sock.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            self._sock.settimeout(self._left(timeout))
            self._sock.sendall(buffer)
        except TimeoutError as error:
            raise httpcore.WriteTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._sock.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            self._sock.settimeout(self._left(timeout))
            secured = ssl_context.wrap_socket(self._sock, server_hostname=server_hostname)
        except TimeoutError as error:
            self.close()
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:  # ssl.SSLError is one
            self.close()
            raise httpcore.ConnectError(str(error)) from error
        return _TimedStream(secured, self._remote, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        if info == "server_addr":
            return (self._remote, 0) if self._remote else None
        if info == "ssl_object":
            return self._sock if isinstance(self._sock, ssl.SSLSocket) else None
        return None

    def _left(self, timeout: float | None) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the whole took too long")
        return min(left, timeout or left)
