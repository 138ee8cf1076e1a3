"""Containers of every kind behind one door.

In:   a stream and what kind of container it is.
Out:  what comes out of it.
Not:  deciding what is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from answerable.acquire.feeds import expand_feed
from answerable.acquire.mailboxes import expand_mailbox
from answerable.acquire.mails import expand_mail
from answerable.acquire.members import Budget, Member, Trouble
from answerable.acquire.outlook import expand_outlook
from answerable.acquire.sniff import Kind
from answerable.acquire.tars import expand_single, expand_tar
from answerable.acquire.webarchives import expand_warc
from answerable.acquire.zips import expand_wacz, expand_zip

Expander = Callable[[BinaryIO, Budget], Iterator[Member | Trouble]]

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


def expand(kind: Kind, source: BinaryIO, name: str, budget: Budget) -> Iterator[Member | Trouble]:
    """What comes out of the container in `source`, read from its start. `name` is what the container is called."""
    source.seek(0)
    if kind in _EXPANDERS:
        return _EXPANDERS[kind](source, budget)
    return expand_single(source, budget, kind, name)
