"""Checks of time-stamps: what an authority outside says of a seal, and whether its certificate is known outside.

In:   the files beside each checkpoint, what the entries say of them (`Seen`), a judge, fingerprints known elsewhere.
Out:  a `Check` per time-stamp and per fault; up to which entry the journal is anchored by one.
Not:  asking anyone. A certificate that only the case names shows nothing: whoever rebuilt the journal would have
      made an authority of his own.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from answerable.preserve.layout import Layout, stamp_files
from answerable.preserve.stamp_query import parse_query
from answerable.preserve.stamps import (
    TokenJudge,
    TokenNotJudgedError,
    TokenRefusedError,
    root_prints,
    spoken_print,
)
from answerable.preserve.verify_journal import Seen, unreadable
from answerable.preserve.verify_seals import ANCHOR, Anchored
from answerable.terms.check import Check, Outcome
from answerable.terms.digest import Digest, digest_bytes

KIND = "time-stamp"


def check_stamps(
    layout: Layout, seen: Seen, judge: TokenJudge | None, prints: frozenset[str], anchored: Anchored
) -> Iterator[Check]:
    """(5) Each time-stamp is the one an entry names, holds, and is of a checkpoint that the journal begins with."""
    found: dict[Path, Digest] = {}
    for path in stamp_files(layout):
        try:
            found[path] = digest_bytes(path.read_bytes())
        except OSError as error:
            yield Check(KIND, _shown(path), *unreadable(error))
    missing = seen.stamps.keys() - set(found.values())
    named = {path.with_suffix("") for path, digest in found.items() if digest in seen.stamps and path.suffix != ".pem"}
    strange = {path for path, digest in found.items() if digest not in seen.stamps}
    for digest in sorted(missing):
        reason = f"entry {seen.stamps[digest]} names this file, and none under journal/seals has that digest"
        yield Check(KIND, digest, Outcome.FAILED, reason)
    for path in sorted(strange):
        if missing or path.with_suffix("") in named:
            yield Check(KIND, _shown(path), Outcome.FAILED, "changed: it is not one of the files that entries name")
        else:
            reason = "no entry names it: a command ended before it was journalled; the next writer sets it aside"
            yield Check(KIND, _shown(path), Outcome.NOT_CHECKED, reason)
    for path in found:
        if path.suffix == ".tsr" and not strange & {path, path.with_suffix(".tsq"), path.with_suffix(".pem")}:
            yield _check(path, seen, judge, prints, anchored)


def _check(reply: Path, seen: Seen, judge: TokenJudge | None, prints: frozenset[str], anchored: Anchored) -> Check:
    item, size = _shown(reply), int(reply.parent.name)
    if judge is None:
        return Check(KIND, item, Outcome.NOT_CHECKED, "nothing that can judge it was given")
    try:
        query = parse_query(reply.with_suffix(".tsq").read_bytes())
        pinned = reply.with_suffix(".pem").read_bytes()
        stamped = (reply.parent / "checkpoint").read_bytes()
        roots = root_prints(pinned)
    except (OSError, ValueError) as error:
        return Check(KIND, item, Outcome.FAILED, f"what belongs to it cannot be read: {error}")
    if query.digest != sha256(stamped).digest():
        return Check(KIND, item, Outcome.FAILED, "it is not of the checkpoint beside it")
    try:
        judged = judge.judge(reply.read_bytes(), query, pinned)
    except TokenRefusedError as error:
        return Check(KIND, item, Outcome.FAILED, f"{error.why} (judged by {error.tool})")
    except TokenNotJudgedError as error:
        return Check(KIND, item, Outcome.NOT_CHECKED, str(error))
    if size not in seen.fitting:
        return Check(KIND, item, Outcome.FAILED, f"it holds, but the first {size} entries are not those it was made of")
    said = f"made at {judged.time}, judged by {judged.tool}"
    if not roots or not set(roots) <= prints:
        reason = (
            f"{said}; but only the case names the certificate it rests on. Compare its SHA-256 fingerprint with the "
            f"one that the authority publishes: {', '.join(map(spoken_print, roots))}; then give it with --authority"
        )
        return Check(ANCHOR, item, Outcome.NOT_CHECKED, reason)
    anchored.size = max(anchored.size, size)
    return Check(ANCHOR, item, Outcome.HELD, f"anchored until entry {size - 1} by this time-stamp, {said}")


def _shown(path: Path) -> str:
    return f"seals/{path.parent.name}/{path.name}"
