"""People's decisions: code a passage, set two documents apart, take a decision back. Each needs a reason."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from answerable.cli.options import add_case, add_json, required_case
from answerable.cli.terminal import json_line, result

if TYPE_CHECKING:
    from answerable.assess.judgement import Judgement, Unjoin
    from answerable.preserve.casefile import CaseFile
    from answerable.terms.moment import Moment
    from answerable.terms.passage import Passage

HELP = "what people decide: set, unjoin, undo, list"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    setting = acts.add_parser("set", help="code a response passage against an allegation")
    setting.add_argument("passage", metavar="SUGGESTION|CAPTURE:START-END", help="a suggestion's id, or a place")
    setting.add_argument("--allegation", metavar="ID", help="needed with a place; a suggestion has its own")
    setting.add_argument("--relation", metavar="ID", help="as in the codebook (default: as suggested)")
    setting.add_argument("--stance", metavar="ID", help="as in the codebook (default: as suggested)")
    setting.add_argument("--code", metavar="ID", help="as in the codebook (default: as suggested)")
    parting = acts.add_parser("unjoin", help="say that two documents do not share an origin")
    parting.add_argument("here", metavar="SHA256", help="a document's digest, or enough of its beginning")
    parting.add_argument("there", metavar="SHA256")
    undoing = acts.add_parser("undo", help="take a decision back; it stays in the journal")
    undoing.add_argument("decision", metavar="ID", help="from `assess list`; its beginning is enough")
    listing = acts.add_parser("list", help="every decision, and whether it stands")
    for sub in (setting, parting, undoing):
        sub.add_argument("--reason", required=True, help="why; a decision without a reason cannot be argued with")
        sub.add_argument("--coder", metavar="NAME", help="who decides; kept in a note, never in a journal line")
    for sub in (setting, parting, undoing, listing):
        add_case(sub)
        add_json(sub)


def run(args: argparse.Namespace) -> int:
    from answerable.cli.stamping import stamp_what_waits
    from answerable.preserve.casefile import CaseFile
    from answerable.terms.errors import WrongUseError

    case = CaseFile.open(required_case(args))
    if args.act != "list" and not args.reason.strip():
        raise WrongUseError("the reason is empty", next_step="Say in a sentence why, with --reason.")
    code = {"set": _set, "unjoin": _unjoin, "undo": _undo, "list": _list}[args.act](case, args)
    if args.act != "list":
        stamp_what_waits(case)
    return code


def _set(case: CaseFile, args: argparse.Namespace) -> int:
    from answerable.assess.choosing import chosen
    from answerable.assess.step import coder_named, decisions, judge, settled

    with case.writing() as writer:
        coder = coder_named(case, writer, args.coder)
        judgement = chosen(
            args.passage,
            settled=settled(case),
            passage_at=lambda place: _passage(case, place),
            standing=decisions(case).judgements,
            wanted={"allegation": args.allegation, "relation": args.relation, "stance": args.stance, "code": args.code},
            allegations=_allegations(case),
            coder=coder,
            reason=args.reason,
            made=_now(),
        )
        judge(writer, judgement)
    _tell(judgement, args)
    return 0


def _unjoin(case: CaseFile, args: argparse.Namespace) -> int:
    from answerable.assess.judgement import Unjoin
    from answerable.assess.step import coder_named, unjoin

    with case.writing() as writer:
        coder = coder_named(case, writer, args.coder)
        here, there = _passage(case, args.here), _passage(case, args.there)
        decision = Unjoin(here=here, there=there, coder=coder, reason=args.reason, made=_now())
        unjoin(writer, decision)
    _tell(decision, args)
    return 0


def _undo(case: CaseFile, args: argparse.Namespace) -> int:
    from answerable.assess.step import decisions, undo
    from answerable.terms.errors import WrongUseError

    with case.writing() as writer:
        found = {d.id: d for d in decisions(case).named(args.decision)}
        if len(found) != 1:
            raise WrongUseError(
                f"{len(found)} decisions have an id that begins with {args.decision!r}",
                next_step="`answerable assess list` shows the ids.",
            )
        undo(writer, next(iter(found)), args.reason)
    result("taken back")
    return 0


def _list(case: CaseFile, args: argparse.Namespace) -> int:
    from answerable.assess.step import decisions

    decided = decisions(case)
    standing = {d.id for d in decided.judgements} | {d.id for d in decided.unjoins}
    for decision in decided.history:
        state: str = (
            "stands" if decision.id in standing else "taken back" if decision.id in decided.undone else "replaced"
        )
        if args.json:
            json_line({"id": decision.id, "state": state, "decision": decision})
        else:
            result(f"{decision.id[:12]}  {state:<10}  {_sentence(decision)}")
    if not args.json and not decided.history:
        result("nothing has been decided yet")
    return 0


def _allegations(case: CaseFile) -> frozenset[str]:
    from answerable.confront.step import confronted

    return frozenset(a.id for a in confronted(case).allegations)


def _passage(case: CaseFile, place: str) -> Passage:
    """The passage at `CAPTURE:START-END`, or the whole body's first block for a bare `CAPTURE`."""
    from answerable.assess.choosing import PLACE
    from answerable.read.reading import METHOD
    from answerable.read.step import reading_of
    from answerable.terms.digest import Digest
    from answerable.terms.errors import WrongUseError
    from answerable.terms.passage import passage_at
    from answerable.terms.span import Span

    match = PLACE.match(place)
    prefix = match["capture"] if match else place
    found = [key for key in sorted(case.shelf("read", METHOD).keys()) if key.startswith(prefix.lower())]
    reading = reading_of(case, Digest(found[0])) if len(found) == 1 else None
    if reading is None:
        raise WrongUseError(
            f"{len(found)} documents of this case have a digest that begins with {prefix!r}",
            next_step="`answerable inputs` lists the digests.",
        )
    span = Span(int(match["start"]), int(match["end"])) if match and match["start"] else Span(0, len(reading.text))
    try:
        return passage_at(span, reading.text, capture=reading.capture, reading=reading.id)
    except ValueError as error:
        raise WrongUseError(
            str(error), next_step="`answerable text SHA256` prints the text the places count in."
        ) from error


def _now() -> Moment:
    from answerable.terms.moment import now

    return now()


def _tell(decision: Judgement | Unjoin, args: argparse.Namespace) -> None:
    if args.json:
        json_line({"id": decision.id, "decision": decision})
    else:
        result(f"{decision.id[:12]}  {_sentence(decision)}")


def _sentence(decision: Judgement | Unjoin) -> str:
    from answerable.assess.judgement import Judgement

    if isinstance(decision, Judgement):
        coding = f"{decision.relation}, {decision.stance}, {decision.code}"
        return f"{decision.allegation}: {coding}: “{decision.passage.exact}” ({decision.reason})"
    return f"{decision.here.capture[:12]} and {decision.there.capture[:12]} are apart ({decision.reason})"
