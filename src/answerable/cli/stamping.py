"""Having seals stamped: when a person asks, before an export, and again when an authority did not answer.

In:   a case, the authorities that its case.toml names, the outside world.
Out:  time-stamps kept in the case; what could not be had, remembered for the next command.
Not:  contacting an authority that only a case folder named: a person on this machine asks first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from answerable.cli.terminal import say
from answerable.outside.authority import HttpAuthority
from answerable.outside.leaving import way_out
from answerable.outside.tokens import Rfc3161Judge
from answerable.outside.web_address import allowed
from answerable.preserve import seal_keys, stamp_memory
from answerable.preserve.casefile import CaseFile
from answerable.preserve.checkpoint import origin_of
from answerable.preserve.settings import Authority
from answerable.preserve.stamps import NotYetStampedError, Stamp, chosen, last_stamped, pinned_certificates, stamp
from answerable.terms.errors import AnswerableError, OutsideError

DAY = timedelta(days=1)


def stamp_now(
    case: CaseFile, names: Sequence[str] = (), allow: Sequence[str] = (), proxy: str = ""
) -> tuple[list[Stamp], list[OutsideError]]:
    """Ask the named authorities (all, when none is named). Their certificates are relied on from here on."""
    authorities = chosen(case.settings.authorities, names)
    home = seal_keys.home()
    for authority in authorities:
        stamp_memory.remember(home, authority, pinned_certificates(case.path, authority))
    return _ask(case, authorities, allow, proxy)


def stamp_before_export(
    case: CaseFile, allow: Sequence[str] = (), proxy: str = ""
) -> tuple[list[Stamp], list[OutsideError]]:
    """Ask those that a person on this machine has asked before, unless the last time-stamp is younger than a day."""
    last = last_stamped(case)
    if last is not None and datetime.now(UTC) - datetime.fromisoformat(last) < DAY:
        return [], []
    home = seal_keys.home()
    asked = [one for one in case.settings.authorities if stamp_memory.was_asked(home, case.path, one)]
    return _ask(case, asked, allow, proxy)


def stamp_what_waits(case: CaseFile, allow: Sequence[str] = ()) -> None:
    """Ask again those that did not answer before, by the way out that they were asked by.

    Says what came of it; never stops the command.
    """
    waiting = stamp_memory.waiting(seal_keys.home(), origin_of(case.settings.id))
    for authority in case.settings.authorities:
        if authority.url not in waiting:
            continue
        try:
            stamps, failures = _ask(case, [authority], allow, waiting[authority.url])
        except AnswerableError as error:
            say(f"not yet stamped: {error} {error.next_step}")
            continue
        for made in stamps:
            say(f"stamped by {made.authority}: entries 0–{made.size - 1} existed at {made.judged.time}")
        for failure in failures:
            say(str(failure))


def _ask(
    case: CaseFile, authorities: Sequence[Authority], allow: Sequence[str], proxy: str
) -> tuple[list[Stamp], list[OutsideError]]:
    """What came, and what did not. `proxy` is the way out; empty when there is none to go through."""
    inside = allowed(allow)
    stamper = HttpAuthority(way_out(proxy, inside), inside)
    home, origin = seal_keys.home(), origin_of(case.settings.id)
    stamps: list[Stamp] = []
    failures: list[OutsideError] = []
    waiting = stamp_memory.waiting(home, origin)
    for authority in authorities:
        try:
            stamps.append(stamp(case, authority, stamper, Rfc3161Judge()))
            waiting.pop(authority.url, None)
        except NotYetStampedError as error:
            failures.append(error)
            waiting[authority.url] = proxy
        except OutsideError as error:  # a reply that does not hold: asking again by itself would not help
            failures.append(error)
            waiting.pop(authority.url, None)
    stamp_memory.set_waiting(home, origin, waiting)
    return stamps, failures
