"""`preserve bag` and `preserve unbag`: a copy of a case to give away, and a case again from such a copy."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answerable.cli.options import add_case, add_json, required_case
from answerable.cli.terminal import json_line, result, say

if TYPE_CHECKING:
    from answerable.preserve.bag import Beside
    from answerable.preserve.casefile import CaseFile
    from answerable.preserve.signed_note import PublicKey
    from answerable.terms.digest import Digest


def add_acts(acts: Any) -> None:
    """Add `bag` and `unbag` to the acts of `preserve`."""
    bag = acts.add_parser("bag", help="make a signed copy that anybody can check, to give away")
    bag.add_argument("target", metavar="BAG", type=Path, help="a new folder, a .tar, or with --to a .tar.age")
    bag.add_argument(
        "--to",
        metavar="AGE1…",
        action="append",
        default=[],
        help="encrypt it so that only these recipients can open it, with any age tool (may be repeated)",
    )
    bag.add_argument(
        "--without",
        metavar="SHA256",
        nargs="+",
        action="extend",
        default=[],
        help="withhold these documents, what was in them, what they were in, and the notes about them",
    )
    bag.add_argument("--without-notes", action="store_true", help="leave out all names, addresses, paths and reasons")
    bag.add_argument(
        "--in-the-clear", action="store_true", help="make a readable bag of an encrypted case, knowing what that means"
    )
    unbag = acts.add_parser("unbag", help="make a case of a bag; refuses one that was changed")
    unbag.add_argument("source", metavar="BAG", type=Path, help="a folder, a .tar or a .tar.age")
    unbag.add_argument("target", metavar="DIR", type=Path, help="where the case shall be, new or empty")
    unbag.add_argument(
        "--key",
        metavar="KEY|FILE",
        action="append",
        default=[],
        help="a seal key of the sender, which you have by another way than the bag (may be repeated)",
    )
    unbag.add_argument(
        "--identity", metavar="FILE", type=Path, action="append", default=[], help="a file with your secret age key"
    )
    unbag.add_argument("--encrypted", action="store_true", help="make an encrypted case, under a new key")
    add_case(bag)
    for sub in (bag, unbag):
        add_json(sub)


def run_bag(args: argparse.Namespace) -> int:
    from answerable.cli.stamping import stamp_before_export
    from answerable.preserve.bag import Wanted, bag_case
    from answerable.preserve.casefile import CaseFile

    case = CaseFile.open(required_case(args))
    wanted = Wanted(
        recipients=args.to,
        without=[whole_digest(text) for text in args.without],
        notes=not args.without_notes,
        in_the_clear=args.in_the_clear,
    )
    stamps, failures = stamp_before_export(case)
    for failure in failures:
        say(str(failure))
    for stamp in stamps:
        say(f"stamped by {stamp.authority}: entries 0–{stamp.size - 1} existed at {stamp.judged.time}")
    made = bag_case(case, args.target, wanted, lambda withheld: _beside(case, withheld))
    if args.json:
        row = {"bag": str(args.target), "items": made.items, "withheld": sorted(made.withheld), "key": made.key.text}
        json_line(row)
        return 0
    result(f"bag: {args.target}, {made.items:,} items")
    if made.withheld:
        result(f"withheld: {len(made.withheld):,} items, with what was in them, around them, and the notes about them")
        result("case.toml goes along as it stands; look through it before you give the bag away")
    result("tell the receiver this key by another way than the bag, so that they can know it is yours:")
    result(f"  {made.key.text}")
    return 0


def run_unbag(args: argparse.Namespace) -> int:
    from answerable.cli.limits import wanted_limits
    from answerable.outside.sandbox_bag import SandboxedTaker
    from answerable.preserve.age import read_identities
    from answerable.preserve.unbag import Taking, unbag
    from answerable.preserve.verify import ANCHOR
    from answerable.terms.check import Outcome
    from answerable.terms.errors import ExitCode

    identities = [identity for path in args.identity for identity in read_identities(path)]
    taking = Taking([_key(given) for given in args.key], identities, args.encrypted)
    case, checks = unbag(args.source, args.target, taking, SandboxedTaker(wanted_limits().child))
    counts = Counter(check.outcome for check in checks)
    for check in checks:
        if args.json:
            json_line(check)
        elif check.outcome is not Outcome.HELD or check.what == "bag":
            result(f"{check.outcome}: {check.what} {check.item}: {check.reason}")
    if not args.json:
        result(f"made the case {case.path}: " + ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in Outcome))
        if case.private is not None:
            from answerable.cli.init import say_how_to_recover

            say_how_to_recover(case.private)
    unchecked = [check for check in checks if check.outcome is Outcome.NOT_CHECKED and check.what != ANCHOR]
    return int(ExitCode.INCOMPLETE if unchecked else ExitCode.DONE)  # anchors are `verify`'s to ask for


def _beside(case: CaseFile, withheld: frozenset[Digest]) -> Beside:
    """The text of each document that is not withheld, for readers without our program."""
    import msgspec

    from answerable.preserve.bag import Beside
    from answerable.read.step import readings

    files: list[tuple[str, bytes]] = []
    types: dict[Digest, str] = {}
    for digest, reading in readings(case).items():
        if digest not in withheld:
            types[digest] = reading.media_type
            files.append((f"readings/{digest}.txt", reading.text.encode("utf-8", "backslashreplace")))
            files.append((f"readings/{digest}.json", msgspec.json.encode(reading)))
    return Beside(files, types)


def whole_digest(text: str) -> Digest:
    """`text` as a digest in full. Raises WrongUseError."""
    from answerable.terms.digest import Digest, is_digest
    from answerable.terms.errors import WrongUseError

    if not is_digest(text.lower()):
        raise WrongUseError(
            f"{text!r} is not a SHA-256 in full",
            next_step="`answerable inputs --json` gives them whole; what is withheld is never guessed from a beginning.",
        )
    return Digest(text.lower())


def _key(given: str) -> PublicKey:
    from answerable.preserve.signed_note import parse_public_key
    from answerable.terms.errors import WrongUseError

    try:
        text = given if "+" in given else Path(given).read_text(encoding="utf-8")
        return parse_public_key(text.strip())
    except (OSError, ValueError) as error:
        raise WrongUseError(
            f"{given!r} is not a seal key: {error}",
            next_step="A seal key is one line, name+id+key; `answerable preserve bag` prints it for the sender.",
        ) from error
