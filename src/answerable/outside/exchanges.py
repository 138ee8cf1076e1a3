"""What a browser asked and was told while it showed a page: one record a request, and its body when it can be had.

In:   the browser's own account of its requests (Playwright, over the DevTools protocol).
Out:  `Exchange`, with the body as the page got it: transfer and content encoding undone.
Not:  the bytes on the wire. TLS hides them from the proxy, and the browser gives bodies only unpacked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from playwright.sync_api import Error, Request, Response

from answerable.terms.moment import Moment, moment

_BODY_BYTES = 200 << 20
_WITHOUT_BODY = (101, 204, 205, 304)

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what became of it. `body` is None when it was not had, and `missing` says why."""

    method: str
    address: str
    kind: str  # document, image, script … as the browser calls it
    started: Moment
    asked: Fields
    posted: bytes
    redirected_from: str
    status: int  # 0: no answer
    words: str
    answered: Fields
    body: bytes | None
    missing: str


def exchange_of(
    request: Request,
    answer: Response | None,
    heard: Moment,
    *,
    ended: bool,
    second: Callable[[str], bytes | None],
) -> Exchange:
    """What became of `request`, of which we heard at `heard`; asks the browser for the body.

    `second` gives the body of an address by another account, where the browser has let go of it in the first.
    Of a request that has not `ended`, or for which there is no time, nothing is asked: the browser would wait.
    """
    status, words, body, missing = 0, "", None, request.failure or "no answer came until the visit was over"
    fields, answered = tuple(request.headers.items()), cast(Fields, ())
    if answer is not None:
        status, words, answered = answer.status, answer.status_text, tuple(answer.headers.items())
        missing = request.failure or "its body had not come when the visit was over"
    if answer is not None and ended and request.failure is None:
        try:
            fields, answered = tuple(request.all_headers().items()), _fields(answer)
        except Error as error:
            missing = f"the full header could not be had: {_first(error)}"
        body, missing = _body(answer, second)
    came_from = request.redirected_from
    return Exchange(
        request.method,
        request.url,
        request.resource_type,
        _when(request, heard),
        fields,
        request.post_data_buffer or b"",
        "" if came_from is None else came_from.url,
        status,
        words,
        answered,
        body,
        missing,
    )


def _fields(response: Response) -> Fields:
    return tuple((field["name"], field["value"]) for field in response.headers_array())


def _body(response: Response, second: Callable[[str], bytes | None]) -> tuple[bytes | None, str]:
    """The body, or None and the reason. `second` is asked where the first account falls short."""
    if 300 <= response.status < 400 or response.status in _WITHOUT_BODY or response.request.method == "HEAD":
        return b"", ""
    came = _came(response)
    body, missing = b"", ""
    try:
        body = response.body()
    except Error as error:
        missing = f"the browser did not keep its body: {_first(error)}"
    if missing or came > len(body):  # what was too large for it the browser gives as nothing, without a word
        missing = missing or f"the browser kept {len(body):,} of at least {came:,} bytes of its body"
        again = second(response.url)
        if not again or came > len(again):
            return None, missing
        body = again
    if len(body) > _BODY_BYTES:
        return None, f"its body is larger than {_BODY_BYTES:,} bytes"
    return body, ""


def _came(response: Response) -> int:
    """How many bytes of body came at least, as far as that can be compared with the body unpacked."""
    fields = {name.lower(): value.strip() for name, value in response.headers.items()}
    packed = fields.get("content-encoding", "identity").lower() != "identity"
    told = fields.get("content-length", "")
    if told.isascii() and told.isdigit() and not packed:
        return int(told)
    try:
        size = response.request.sizes()["responseBodySize"]
    except Error:
        return 0
    return min(size, 1) if packed or "transfer-encoding" in fields else 0


def _when(request: Request, heard: Moment) -> Moment:
    """The browser's own moment; it has none for what never left it."""
    started = request.timing["startTime"] / 1000
    return moment(dt.datetime.fromtimestamp(started, dt.UTC)) if started > 0 else heard


def _first(error: Error) -> str:
    return error.message.strip().split("\n")[0][:200]
