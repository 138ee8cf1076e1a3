"""`preserve destroy`: bytes that must not exist any longer go, when two people say so."""

from __future__ import annotations

import argparse
from typing import Any

from answerable.cli.options import add_case, add_json, required_case
from answerable.cli.terminal import json_line, result


def add_acts(acts: Any) -> None:
    """Add `destroy` to the acts of `preserve`."""
    destroy = acts.add_parser("destroy", help="destroy documents; needs two people, each with a reason")
    destroy.add_argument("digests", metavar="SHA256", nargs="+", help="the documents, each digest in full")
    destroy.add_argument("--as", dest="person", metavar="NAME", required=True, help="who asks for it, or confirms it")
    destroy.add_argument("--reason", required=True, help="why, in a sentence")
    add_case(destroy)
    add_json(destroy)


def run_destroy(args: argparse.Namespace) -> int:
    from answerable.cli.bag import whole_digest
    from answerable.preserve.casefile import CaseFile
    from answerable.preserve.destroying import destroy

    case = CaseFile.open(required_case(args))
    done = destroy(case, [whole_digest(text) for text in args.digests], person=args.person, reason=args.reason)
    if args.json:
        json_line({"destroyed": list(done.gone), "awaits": "" if done.gone else "a second person"})
    elif not done.gone:
        result("journalled. Nothing is destroyed yet: a second person must run the same command under their own name.")
    else:
        result(f"destroyed: {len(done.gone)} items, every derived table and the report; the entries stay")
        result("not reached: backups (let them run out within 35 days), bags given away, reports put elsewhere,")
        result("and what the notes say: paths, addresses, passages that people quoted in judgements")
        if done.left_aside:
            result(f"not looked into: {done.left_aside} files in journal/set-aside/")
    return 0
