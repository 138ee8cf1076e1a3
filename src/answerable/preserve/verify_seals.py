"""Checks of who signed, and of whether the journal begins with what was sealed before and elsewhere.

In:   what the entries and checkpoints say (`Seen`); keys and seals that somebody brings from outside the folder.
Out:  a `Check` per fault, per key, and per seal brought along; up to which entry the journal is anchored.
Not:  time-stamps (`verify_stamps`).

A key that only the journal names shows nothing: whoever rebuilt the journal would have named his own. Its signatures
are looked at all the same, for one that does not fit is a fault; that they fit is "not checked".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from answerable.preserve.at_rest import LockedError
from answerable.preserve.checkpoint import Checkpoint, origin_of, parse_checkpoint
from answerable.preserve.entry import SEALED_BY_BOTH
from answerable.preserve.errors import PreserveError
from answerable.preserve.signed_note import BadSignatureError, PublicKey, check_note, parse_public_key
from answerable.preserve.verify_journal import NamedKey, Seen
from answerable.terms.check import Check, Outcome
from answerable.terms.digest import Digest

ANCHOR = "anchor"


@dataclass(frozen=True, slots=True)
class KeptSeal:
    """A seal that was kept outside the case folder. `name` says where, to whoever brought it."""

    name: str
    checkpoint: Checkpoint


@dataclass(slots=True)
class Anchored:
    """How far something outside the folder vouches for the journal: for its first `size` entries."""

    size: int = 0


def parse_kept_seal(data: bytes) -> Checkpoint:
    """A checkpoint as it came back from a letter or a mail: line ends and blank lines around it do not matter.

    ValueError, saying what is wrong, when it is none.
    """
    try:
        return parse_checkpoint(data)
    except ValueError:
        tidied = b"\n".join(line.strip() for line in data.strip().splitlines())
        return parse_checkpoint(tidied + b"\n")


def check_signatures(read: Callable[[Digest], bytes], seen: Seen, outside: Sequence[PublicKey]) -> Iterator[Check]:
    """(3) Each checkpoint is signed by the key that the entries before it put in force."""
    keys: dict[NamedKey, PublicKey] = {}
    for named in seen.keys:
        try:
            keys[named] = _key(read, seen, named)
        except LockedError as error:
            yield Check("key", f"key of entry {named.seq}", Outcome.NOT_CHECKED, str(error))
        except (OSError, ValueError, PreserveError) as error:
            reason = f"the public key that entry {named.seq} names cannot be read: {error}"
            yield Check("key", f"key of entry {named.seq}", Outcome.FAILED, reason)
    signed: dict[NamedKey, list[int]] = {named: [] for named in keys}
    unsigned: list[int] = []
    known = seen.public = list({key.id: key for key in (*outside, *keys.values())}.values())
    shown: set[NamedKey] = set()  # keys that a checkpoint has been signed with
    for size, checkpoint in sorted(seen.checkpoints.items()):
        place = sum(named.seq < size for named in seen.keys)
        if place == 0:
            unsigned.append(size)
            continue
        named, item = seen.keys[place - 1], f"checkpoint {size}"
        if named not in keys:
            yield Check("signature", item, Outcome.NOT_CHECKED, f"the key that entry {named.seq} names cannot be read")
            continue
        before = seen.keys[place - 2] if place > 1 else None
        both = before if named.how == SEALED_BY_BOTH and named not in shown else None
        wrong = _wrong_signers(checkpoint, known, keys, named, both)
        if wrong:
            yield Check("signature", item, Outcome.FAILED, wrong)
        else:
            signed[named].append(size)
            shown.add(named)
    if unsigned:
        reason = "no seal key was in force yet: nobody signed"
        yield Check(ANCHOR, f"checkpoints {_sizes(unsigned)}", Outcome.NOT_CHECKED, reason)
    for named, sizes in signed.items():
        if sizes:
            yield _summary(keys[named], named, sizes, outside)


def check_kept(seen: Seen, seals: Sequence[KeptSeal], anchored: Anchored) -> Iterator[Check]:
    """(4) The journal begins with what each seal kept elsewhere was made of."""
    for seal in seals:
        outcome, reason = _comparison(seen, seal.checkpoint)
        try:
            check_note(seal.checkpoint.note, seen.public)  # it need not be signed: who kept it knows where it was
        except BadSignatureError as error:
            outcome, reason = Outcome.FAILED, str(error)
        if outcome is Outcome.HELD:
            anchored.size = max(anchored.size, seal.checkpoint.size)
            reason = f"anchored until entry {seal.checkpoint.size - 1} by this seal, kept outside the folder"
            yield Check(ANCHOR, seal.name, Outcome.HELD, reason)
        else:
            yield Check("seal", seal.name, Outcome.FAILED, reason)


def check_last(seen: Seen, last: Checkpoint) -> Check:
    """The last seal that this machine remembers. It lies where the key lies, so it is no anchor."""
    item = "the last seal made on this machine"
    outcome, reason = _comparison(seen, last)
    if last.size > seen.size:
        outcome = Outcome.NOT_CHECKED
        reason = f"this machine sealed {last.size} entries; the folder holds {seen.size}: an older copy, or cut off"
    return Check("seal", item, outcome, reason)


def check_set_aside(seen: Seen, pasts: Sequence[Checkpoint]) -> Iterator[Check]:
    """Pasts that this machine sealed and that were set aside, by a person's word or when the journal began anew."""
    for past in pasts:
        if _comparison(seen, past)[0] is not Outcome.HELD:
            reason = f"this machine also sealed {past.size} entries that this journal does not begin with"
            yield Check(ANCHOR, f"a past of {past.size} entries", Outcome.NOT_CHECKED, f"another past: {reason}")


def check_unanchored(seen: Seen, anchored: Anchored) -> Iterator[Check]:
    """What nothing outside the folder vouches for: whoever holds the disk and the key could have rebuilt it."""
    if anchored.size >= seen.size > 0:
        return
    if seen.size == 0:
        item = "the journal"
    else:
        item = f"entries {anchored.size}–{seen.size - 1}"
    since = f"unanchored since entry {anchored.size}" if anchored.size else "unanchored"
    reason = (
        f"{since}: no seal kept elsewhere was given and no time-stamp covers this, so whoever holds the disk and the "
        "key could have rebuilt it"
    )
    yield Check(ANCHOR, item, Outcome.NOT_CHECKED, reason)


def _comparison(seen: Seen, checkpoint: Checkpoint) -> tuple[Outcome, str]:
    if seen.case_id is not None and checkpoint.origin != origin_of(seen.case_id):
        return Outcome.FAILED, f"it is of {checkpoint.origin}, not of this case"
    if checkpoint.size > seen.size:
        return Outcome.FAILED, f"it counts {checkpoint.size} entries; the journal holds {seen.size}"
    if checkpoint.size and seen.roots[checkpoint.size] != checkpoint.root:
        return Outcome.FAILED, f"the first {checkpoint.size} entries are not those it was made of"
    return Outcome.HELD, ""


def _key(read: Callable[[Digest], bytes], seen: Seen, named: NamedKey) -> PublicKey:
    """The key in the blob that an entry names. ValueError when it is not one for this case."""
    key = parse_public_key(read(named.digest).decode("utf-8").removesuffix("\n"))
    if seen.case_id is not None and key.name != origin_of(seen.case_id):
        raise ValueError(f"it is a key for {key.name}")
    return key


def _wrong_signers(
    checkpoint: Checkpoint,
    known: Sequence[PublicKey],
    keys: dict[NamedKey, PublicKey],
    named: NamedKey,
    both: NamedKey | None,
) -> str:
    """Why the signatures of a checkpoint are not those it must have; empty when they are."""
    try:
        signers = check_note(checkpoint.note, known)
    except BadSignatureError as error:
        return str(error)
    if keys[named] not in signers:
        return f"key {keys[named].id.hex()}, in force since entry {named.seq}, did not sign it"
    if both is not None and both in keys and keys[both] not in signers:
        return f"entry {named.seq} hands on to another key, and key {keys[both].id.hex()} before it did not sign that"
    return ""


def _summary(key: PublicKey, named: NamedKey, sizes: Sequence[int], outside: Sequence[PublicKey]) -> Check:
    item = f"key {key.id.hex()}"
    what = f"in force since entry {named.seq} ({named.how}), signed {_sizes(sizes)}"
    if key in outside:
        return Check("key", item, Outcome.HELD, f"{what}; known from outside the folder")
    return Check(ANCHOR, item, Outcome.NOT_CHECKED, f"{what}, which fits; but only the journal itself names this key")


def _sizes(sizes: Sequence[int]) -> str:
    return str(sizes[0]) if len(sizes) == 1 else f"{sizes[0]}–{sizes[-1]} ({len(sizes)} checkpoints)"
