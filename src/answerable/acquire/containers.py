"""Containers of every kind behind one door.

In:   a stream and what kind of container it is.
Out:  what comes out of it, member by member, straight from the container.
Not:  deciding what is kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import BinaryIO

from answerable.acquire.feeds import expand_feed
from answerable.acquire.mailboxes import expand_mailbox
from answerable.acquire.mails import expand_mail
from answerable.acquire.members import Allowance, Budget, Item
from answerable.acquire.outlook import expand_outlook
from answerable.acquire.sniff import Kind
from answerable.acquire.tars import expand_single, expand_tar
from answerable.acquire.webarchives import expand_warc
from answerable.acquire.zips import expand_wacz, expand_zip

Expander = Callable[[BinaryIO, Allowance], Iterator[Item]]

_EXPANDERS: dict[Kind, Expander] = {
    "zip": expand_zip,
    "wacz": expand_wacz,
    "tar": expand_tar,
    "mailbox": expand_mailbox,
    "mail": expand_mail,
    "outlook": expand_outlook,
    "feed": expand_feed,
    "warc": expand_warc,
}
_STREAMED: frozenset[str] = frozenset(("mailbox", "warc"))  # they hold their items as they are


def allowance_of(kind: str, size: int, budget: Budget) -> Allowance:
    """What a container of that kind and size may give."""
    return Allowance(budget, size, free=size if kind in _STREAMED else 0)


def warm_up() -> None:
    """Import what is otherwise imported with the first container that needs it."""
    import_module("oxmsg")
    import_module("warcio.archiveiterator")


def expand(kind: Kind, source: BinaryIO, name: str, budget: Budget) -> Iterator[Item]:
    """What comes out of the container in `source`, read from its start. `name` is what the container is called."""
    allowance = allowance_of(kind, source.seek(0, os.SEEK_END), budget)
    source.seek(0)
    if kind in _EXPANDERS:
        return _EXPANDERS[kind](source, allowance)
    return expand_single(source, allowance, kind, name)
