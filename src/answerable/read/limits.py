"""How much of one document is read, so that none can take all there is. Every limit is a setting.

In:   nothing, or the settings of whoever runs the readers (`using`).
Out:  the limits in force here, for the readers to ask.
Not:  time and memory of the whole process; those are kept from outside (`outside/isolation.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Sizes in bytes unless the name says characters or pixels."""

    text_characters: int = 16_000_000  # kept of a document
    blocks: int = 400_000
    links: int = 20_000
    html_depth: int = 2_000  # elements inside elements; libxml2 itself stops at 2,048, here and in XML
    mail_header: int = _MIB
    mail_depth: int = 20
    mail_parts: int = 5_000
    pdf_pages: int = 20_000
    pdf_page_characters: int = 5_000_000
    pdf_drawn: int = 64 * _MIB  # content of forms inside forms that one page draws, each time counted
    raster_pixels: int = 50_000_000  # of a page drawn to be recognised
    picture_pixels: int = 100_000_000  # as the picture declares them, before it is decoded
    picture_frames: int = 200
    office_member: int = 64 * _MIB  # of a zipped document, as it comes out
    ratio: int = 200  # its growth, looked at after the first `ratio_after` bytes
    ratio_after: int = 10 * _MIB


_IN_FORCE: ContextVar[ReadLimits] = ContextVar("read limits", default=ReadLimits())  # noqa: B039 (frozen)


def limits() -> ReadLimits:
    """The limits in force."""
    return _IN_FORCE.get()


@contextmanager
def using(wanted: ReadLimits) -> Iterator[None]:
    """Put other limits in force for a while."""
    token = _IN_FORCE.set(wanted)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)
