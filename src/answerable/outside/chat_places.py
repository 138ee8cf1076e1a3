"""Where a language model may be asked: on this machine, or at an address that a person agreed to in this run.

In:   the model of case.toml, the host a person named on the command line, what else the operator allows.
Out:  `ChatEndpoint`, or a refusal that says what to do.
Not:  connecting.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from answerable.acquire.fetching import FetchError
from answerable.confront.second_reader import ModelLimits
from answerable.outside.chat import ChatEndpoint
from answerable.outside.leaving import CONNECT_SECONDS, Connected, way_out
from answerable.outside.web_address import Allowed, allowed, inside_fact, parse_address
from answerable.preserve.settings import Model
from answerable.terms.errors import WrongUseError

_PATH = "/chat/completions"
_LOCAL = "localhost"


class WordsWouldLeaveError(WrongUseError):
    """The model is not on this machine, and nobody said that the words may go there."""

    def __init__(self, host: str, named: str | None) -> None:
        said = "it was not agreed to" if named is None else f"what was agreed to is {named!r}"
        super().__init__(
            f"the model of this case is at {host}, not on this machine: the words of the documents would leave it, "
            f"and {said}",
            next_step=f"If they may be sent there, say so in this run: --words-may-leave {host}.",
        )


class OnThisMachine:
    """The way to a port of this machine: no resolver, no proxy, no other address."""

    name = "this machine"

    def connect(self, host: str, port: int, seconds: float = CONNECT_SECONDS) -> Connected:
        """Raises FetchError when nobody listens there."""
        deadline = time.monotonic() + seconds
        failed: OSError = OSError("nobody listens")
        for address in ("127.0.0.1", "::1") if host == _LOCAL else (host,):
            try:
                sock = socket.create_connection((address, port), timeout=max(0.1, deadline - time.monotonic()))
            except OSError as error:
                failed = error
            else:
                return Connected(sock, address)
        raise FetchError(f"{host}:{port} cannot be connected to: {failed.strerror or failed}") from failed


def chat_endpoint(
    model: Model,
    *,
    agreed: str | None = None,
    allow: Iterable[str] = (),
    proxy: str | None = None,
    key: str = "",
    limits: ModelLimits | None = None,
) -> ChatEndpoint:
    """The endpoint of `model`. `agreed` is the host that words may be sent to.

    Raises WordsWouldLeaveError, or FetchError for an address that may not be asked.
    """
    text = model.address.rstrip("/") + _PATH
    host = _host_of(model)
    if _is_here(host):
        here = parse_address(text, _as_named(text))
        return ChatEndpoint(model.name, here, OnThisMachine(), remote=False, key=key, limits=limits)
    inside = allowed(allow)
    here = parse_address(text, inside)
    permitted = bool(inside_fact(here, inside))
    if agreed is None or agreed.casefold() not in (here.host, here.authority):
        raise WordsWouldLeaveError(here.authority, agreed)
    if here.scheme != "https" and not permitted:
        raise FetchError(
            f"{here.authority} would be asked over plain http, where anyone between could read the documents",
            next_step="Write its address with https://, or permit an inside one with --allow HOST:PORT.",
        )
    named = here.authority if permitted else ""
    return ChatEndpoint(model.name, here, way_out(proxy, inside), remote=True, permitted=named, key=key, limits=limits)


def _host_of(model: Model) -> str:
    try:
        return (urlsplit(model.address).hostname or "").casefold()
    except ValueError:
        return ""


def _is_here(host: str) -> bool:
    """Whether `host` is this machine by its very writing; a name that leads here is not."""
    try:
        return host == _LOCAL or ip_address(host).is_loopback
    except ValueError:
        return False


def _as_named(text: str) -> Allowed:
    """The host and port of an address of this machine, whatever the port."""
    try:
        parts = urlsplit(text)
        return frozenset({((parts.hostname or "").casefold(), parts.port or 80)})
    except ValueError as error:
        raise FetchError(f"not an address that can be asked: {error}") from error
