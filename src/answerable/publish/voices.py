"""Who said what, by party and office. Private persons appear only inside the passages that quote them.

In:   the statements of the bundle, its calls and the groups named as affected.
Out:  `Voices`: parties in the order of the case, then offices by name, each with its statements by date.
Not:  ranking. Speakers who are neither party nor office are counted together and not named.
"""

from __future__ import annotations

from dataclasses import dataclass

from answerable.extract.statement import Statement
from answerable.publish.bundle import Bundle
from answerable.publish.copies import Quoted, each_once, gathered, wording
from answerable.publish.dates import order_key
from answerable.publish.offices import Offices
from answerable.publish.register import Listed, Quote, Register
from answerable.publish.words import ACTS
from answerable.terms.digest import Digest

MOST_A_VOICE = 40  # statements set out; the others are marked in their documents
MOST_VOICES = 80


@dataclass(frozen=True, slots=True)
class Said:
    """One statement. `also` are further documents with the same words, `through` who relays it, if an office."""

    quote: Quote
    act: str
    through: str
    also: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """An office of a party, or an office or organisation that is not one."""

    name: str
    said: tuple[Said, ...]
    more: int
    documents: int


@dataclass(frozen=True, slots=True)
class Side:
    """A party with its offices; the last side is `Offices and organisations that are not parties`."""

    name: str
    role: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Voices:
    """The section: sides, speakers not named here, statements without a speaker, calls and groups."""

    sides: tuple[Side, ...]
    not_named: int
    open_speakers: int
    left_out: int
    calls: tuple[tuple[str, Quote], ...]
    groups: tuple[Quoted, ...]


def make_voices(bundle: Bundle, register: Register) -> Voices:
    """The section of a case."""
    offices = Offices(bundle.case.parties)
    nested = {statement.capture for statement in bundle.statements if statement.nested_in}
    by_id = {statement.id: statement for statement in bundle.statements if statement.capture in nested}
    by_speaker: dict[str, list[Statement]] = {}
    names: dict[str, str] = {}
    hidden: set[str] = set()
    open_speakers = 0
    for statement in bundle.statements:
        if statement.speaker is None or not statement.content:
            open_speakers += 1
        elif name := offices.public(statement.speaker):
            key = name.casefold()
            names.setdefault(key, name)
            by_speaker.setdefault(key, []).append(statement)
        else:
            hidden.add(statement.speaker.casefold())
    keys = sorted(by_speaker, key=lambda key: (offices.party(names[key]) is None, key))
    voices = {key: _voice(names[key], by_speaker[key], by_id, offices, register) for key in keys[:MOST_VOICES]}
    sides = []
    for party in (*offices.parties, None):
        own = tuple(voice for key, voice in voices.items() if offices.party(names[key]) == party)
        if party is not None:
            sides.append(Side(party.names[0] if party.names else party.id, party.role, own))
        elif own:
            sides.append(Side("Offices and organisations that are not parties", "", own))
    calls = tuple((offices.public(call.to) or "", register.quote(call.capture, call.spans)) for call in bundle.calls)
    groups = each_once(register.quote(group.capture, group.spans) for group in bundle.groups)
    left = max(0, len(keys) - MOST_VOICES)
    return Voices(tuple(sides), len(hidden), open_speakers, left, calls, groups)


def _voice(
    name: str, statements: list[Statement], by_id: dict[Digest, Statement], offices: Offices, register: Register
) -> Voice:
    same: dict[str, list[tuple[Quote, Statement]]] = {}
    for statement in statements:
        quote = register.quote(statement.capture, statement.content)
        same.setdefault(wording(quote), []).append((quote, statement))
    said = []
    for group in same.values():
        quoted = gathered(quote for quote, _ in group)
        statement = next(statement for quote, statement in group if quote is quoted.quote)
        parent = by_id.get(statement.nested_in) if statement.nested_in else None
        through = offices.public(parent.speaker) if parent else None
        said.append(Said(quoted.quote, ACTS[statement.act], through or "", quoted.also))
    said.sort(key=lambda one: (order_key(one.quote.source.document.when), one.quote.source.number))
    documents = len({statement.capture for statement in statements})
    return Voice(name, tuple(said[:MOST_A_VOICE]), max(0, len(said) - MOST_A_VOICE), documents)
