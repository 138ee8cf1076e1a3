"""The evidence of a case: check that nothing was altered, seal it, have the seal stamped by somebody outside; copies to
give away, and documents that must go."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.cli import bag, destroy
from answerable.cli.options import add_case, add_json, required_case
from answerable.cli.terminal import json_line, result, say

if TYPE_CHECKING:
    from answerable.preserve.verify import Elsewhere, KeptSeal

HELP = "check, seal and stamp the evidence, give copies away (preserve verify|seal|stamp|bag|unbag|destroy)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    verify = acts.add_parser("verify", help="re-read every byte; say held, failed or not checked")
    verify.add_argument(
        "--unanchored-ok",
        action="store_true",
        help="exit with 0 when all that could not be checked is the anchor outside this machine",
    )
    verify.add_argument(
        "--seal",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="a seal that was kept elsewhere: a checkpoint, or its three lines from a letter (may be repeated)",
    )
    verify.add_argument(
        "--authority",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="the root certificate of a time-stamp authority, which you have from elsewhere (may be repeated)",
    )
    seal = acts.add_parser("seal", help="sign the journal as it stands; print three lines to keep elsewhere")
    change = seal.add_mutually_exclusive_group()
    change.add_argument("--new-key", action="store_true", help="change the seal key; the old one seals that it changed")
    change.add_argument(
        "--accept-loss",
        metavar="REASON",
        help="go on although this machine has sealed another past of this case; begins a new key and says so",
    )
    stamp = acts.add_parser("stamp", help="seal, and ask the authorities of case.toml for a time-stamp of the seal")
    stamp.add_argument("names", metavar="NAME", nargs="*", help="only these authorities (default: all in case.toml)")
    stamp.add_argument(
        "--allow", metavar="HOST:PORT", action="append", default=[], help="an internal address that may be contacted"
    )
    stamp.add_argument("--proxy", metavar="URL", help="as for `acquire`; else $ANSWERABLE_PROXY")
    for sub in (verify, seal, stamp):
        add_case(sub)
        add_json(sub)
    bag.add_acts(acts)
    destroy.add_acts(acts)


def run(args: argparse.Namespace) -> int:
    acts = {"verify": _verify, "seal": _seal, "stamp": _stamp}
    acts |= {"bag": bag.run_bag, "unbag": bag.run_unbag, "destroy": destroy.run_destroy}
    return acts[args.act](args)


def _verify(args: argparse.Namespace) -> int:
    from answerable.preserve.verify import ANCHOR, verify_case
    from answerable.terms.check import Outcome
    from answerable.terms.errors import ExitCode

    counts: Counter[Outcome] = Counter()
    unchecked_but_anchor = 0
    for check in verify_case(required_case(args), _elsewhere(args)):
        counts[check.outcome] += 1
        if check.outcome is Outcome.NOT_CHECKED and check.what != ANCHOR:
            unchecked_but_anchor += 1
        if args.json:
            json_line(check)
        elif check.outcome is not Outcome.HELD or check.what in (ANCHOR, "key", "destroyed"):
            result(f"{check.outcome}: {check.what} {check.item}: {check.reason}")
    if not args.json:
        result(", ".join(f"{counts[outcome]:,} {outcome}" for outcome in Outcome))
        result("Held means: these are the bytes that were journalled. Not who wrote them, nor whether they are true.")
    if counts[Outcome.FAILED]:
        return int(ExitCode.FAILED)
    if unchecked_but_anchor or (counts[Outcome.NOT_CHECKED] and not args.unanchored_ok):
        return int(ExitCode.INCOMPLETE)
    return int(ExitCode.DONE)


def _elsewhere(args: argparse.Namespace) -> Elsewhere:
    """What this machine knows of the case, and what the person brings along."""
    from answerable.outside.tokens import Rfc3161Judge
    from answerable.preserve import seal_keys
    from answerable.preserve.stamp_memory import remembered_prints
    from answerable.preserve.verify import Elsewhere

    home = seal_keys.home()
    prints = remembered_prints(home).union(*(_prints(file) for file in args.authority))
    return Elsewhere([_kept_seal(file) for file in args.seal], home, frozenset(prints), Rfc3161Judge())


def _kept_seal(file: Path) -> KeptSeal:
    from answerable.preserve.verify import KeptSeal
    from answerable.preserve.verify_seals import parse_kept_seal
    from answerable.terms.errors import WrongUseError

    try:
        return KeptSeal(str(file), parse_kept_seal(file.read_bytes()))
    except (OSError, ValueError) as error:
        raise WrongUseError(
            f"{file} is not a seal: {error}",
            next_step="Give the file of a checkpoint, or one with its three lines and nothing else.",
        ) from error


def _prints(file: Path) -> list[str]:
    from answerable.preserve.stamps import root_prints
    from answerable.terms.errors import WrongUseError

    try:
        return root_prints(file.read_bytes())
    except (OSError, ValueError) as error:
        raise WrongUseError(
            f"{file} is not a certificate in PEM: {error}",
            next_step="Get the root certificate of the authority from the authority itself.",
        ) from error


def _seal(args: argparse.Namespace) -> int:
    from answerable.preserve.casefile import CaseFile
    from answerable.terms.errors import WrongUseError

    if args.accept_loss is not None and not args.accept_loss.strip():
        raise WrongUseError("the reason is empty", next_step="Say in a sentence what was lost, with --accept-loss.")
    case = CaseFile.open(required_case(args))
    checkpoint = case.seal(new_key=args.new_key, accepted_loss=args.accept_loss or "")
    key = case.seal_key()
    if args.json:
        json_line({"text": checkpoint.body, "size": checkpoint.size, "signed": checkpoint.text, "key": key.text})
        return 0
    for line in checkpoint.body.splitlines():
        result(line)
    say("Keep these three lines where nobody who holds this machine can change them: a letter, a mail, a notice board.")
    say("Later, `answerable preserve verify --seal FILE` tells whether the journal still begins with what they count.")
    say(f"Signed with the key {key.text}")
    return 0


def _stamp(args: argparse.Namespace) -> int:
    from answerable.cli.stamping import stamp_now
    from answerable.cli.working import proxy_setting
    from answerable.preserve.casefile import CaseFile
    from answerable.terms.errors import ExitCode

    case = CaseFile.open(required_case(args))
    stamps, failures = stamp_now(case, args.names, args.allow, proxy_setting(args) or "")
    for made in stamps:
        if args.json:
            json_line(
                {"authority": made.authority, "size": made.size, "time": made.judged.time, "by": made.judged.tool}
            )
        else:
            result(f"{made.authority}: entries 0–{made.size - 1} existed at {made.judged.time} (by {made.judged.tool})")
    for failure in failures:
        say(f"{failure} {failure.next_step}")
    return int(ExitCode.OUTSIDE_FAILED if failures else ExitCode.DONE)
