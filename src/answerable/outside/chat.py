"""A language model behind the chat interface that many servers share (`POST …/chat/completions`).

In:   the address and name in case.toml, a key from outside the case, messages.
Out:  what the model said.
Not:  following redirects, streaming, or tools. Nothing of an answer, a key or a document is quoted in an error.

An address of this machine is reached without a proxy and without asking a resolver. Any other must be public, or named
by the operator, by the rules of `leaving`; it is asked over https alone, unless the operator named it.
"""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Callable, Sequence

import httpcore

import answerable
from answerable.acquire.fetching import FetchError, NotContactedError
from answerable.confront.second_reader import CannotAskError, Message, ModelLimits, NotAnsweredError, Said
from answerable.outside.chat_answer import said_in
from answerable.outside.connections import CheckedBackend
from answerable.outside.leaving import CONNECT_SECONDS, WayOut
from answerable.outside.retry_after import seconds_asked
from answerable.outside.web_address import WebAddress
from answerable.outside.web_body import body_of

_HEADER_BYTES = 64 << 10
_BUSY = (429, 503)
_NO_USE = {
    401: "the key is not accepted",
    403: "the key is not accepted, or may not use this model",
    404: "it knows no such address or no such model",
}
_NOT_LIKED = (400, 422)


class _BusyError(NotAnsweredError):
    """The other side asks for time. `seconds` is what it asks for, None when it names none."""

    def __init__(self, status: int, seconds: int | None) -> None:
        super().__init__(f"it is busy (status {status})")
        self.seconds = seconds


class ChatEndpoint:
    """Passes for confront's `SecondReader`. `here` was checked by `chat_places`, which also chose the way there."""

    def __init__(
        self,
        model: str,
        here: WebAddress,
        way: WayOut,
        *,
        remote: bool,
        permitted: str = "",
        key: str = "",
        limits: ModelLimits | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.remote, self.permitted = remote, permitted
        self._model, self._here, self._way = model, here, way
        self._key, self._limits, self._sleep = key, limits or ModelLimits(), sleep
        self._settled = True  # ask for the likeliest words, until the endpoint answers only without that

    def ask(self, messages: Sequence[Message]) -> Said:
        """What the model says. Raises NotAnsweredError or CannotAskError."""
        wait, tried = 1.0, 0
        while True:
            tried += 1
            try:
                return self._once(messages)
            except _BusyError as busy:
                wait = wait if busy.seconds is None else float(busy.seconds)
                if tried >= self._limits.tries or wait > self._limits.longest_wait:
                    later = "later" if busy.seconds is None else f"in {busy.seconds} seconds"
                    raise CannotAskError(str(busy), next_step=f"Run the same command again {later}.") from busy
            self._sleep(wait)
            wait = max(1.0, wait * 2)

    def _once(self, messages: Sequence[Message]) -> Said:
        """One request, and a second where the endpoint does not like how the first was put."""
        status, said = self._exchange(self._body(messages, settled=self._settled))
        if status in _NOT_LIKED and self._settled:
            status, said = self._exchange(self._body(messages, settled=False))
            self._settled = said is None  # it was something else that was not liked
        if said is None:
            raise NotAnsweredError(f"the endpoint answered with status {status}")
        return said

    def _exchange(self, body: bytes) -> tuple[int, Said | None]:
        deadline = time.monotonic() + self._limits.seconds
        backend = CheckedBackend(self._way, deadline)
        how = {"connect": CONNECT_SECONDS, "read": self._limits.seconds, "write": self._limits.seconds}
        url = httpcore.URL(
            scheme=self._here.scheme, host=self._here.host, port=self._here.port, target=self._here.target
        )
        try:
            with (
                httpcore.ConnectionPool(network_backend=backend, ssl_context=ssl.create_default_context()) as pool,
                pool.stream(
                    "POST", url, headers=self._headers(body), content=body, extensions={"timeout": how}
                ) as response,
            ):
                return response.status, self._said(response, deadline)
        except httpcore.TimeoutException as error:
            raise NotAnsweredError(f"no answer within {self._limits.seconds:.0f} seconds") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise NotAnsweredError(f"the connection failed ({type(error).__name__})") from error
        except NotContactedError as error:
            raise CannotAskError(str(error)) from error
        except FetchError as error:  # the next time it may be reached
            own = error.next_step != FetchError.next_step  # which speaks of web pages
            raise NotAnsweredError(
                str(error), next_step=error.next_step if own else CannotAskError.next_step
            ) from error

    def _said(self, response: httpcore.Response, deadline: float) -> Said | None:
        """What is said, None when the endpoint does not like the request. Raises as `ask`, and _BusyError."""
        if sum(len(k) + len(v) + 4 for k, v in response.headers) > _HEADER_BYTES:
            raise NotAnsweredError(f"the answer's header is larger than {_HEADER_BYTES:,} bytes")
        fields = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
        if response.status in _BUSY:
            raise _BusyError(response.status, seconds_asked(fields))
        if response.status in _NO_USE:
            raise CannotAskError(f"{_NO_USE[response.status]} (status {response.status})")
        if 300 <= response.status < 400:
            raise CannotAskError(
                f"it sends elsewhere (status {response.status}), and nothing that was put is sent after it",
                next_step="Write the address it moved to into case.toml, if you trust it.",
            )
        if response.status in _NOT_LIKED:
            return None
        if response.status != 200:
            raise NotAnsweredError(f"the endpoint answered with status {response.status}")
        kind = fields.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise NotAnsweredError("the answer is not of the type application/json")
        try:
            body = body_of(response, fields.get("content-encoding", ""), deadline, self._limits.answer_bytes)
        except FetchError as error:
            raise NotAnsweredError(f"the answer is not taken: {error}") from error
        with body:
            return said_in(body.read())

    def _body(self, messages: Sequence[Message], *, settled: bool) -> bytes:
        body = {
            "model": self._model,
            "messages": [{"role": m.role, "content": m.content} for m in messages],
            "stream": False,
        } | ({"temperature": 0} if settled else {})
        return json.dumps(body, ensure_ascii=False).encode("utf-8")

    def _headers(self, body: bytes) -> list[tuple[str, str]]:
        headers = [
            ("Host", self._here.authority),
            ("User-Agent", f"answerable/{answerable.__version__}"),
            ("Content-Type", "application/json"),
            ("Accept", "application/json"),
            ("Accept-Encoding", "identity"),
            ("Connection", "close"),
            ("Content-Length", str(len(body))),
        ]
        return headers + ([("Authorization", f"Bearer {self._key}")] if self._key else [])
