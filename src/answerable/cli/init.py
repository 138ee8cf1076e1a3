"""Make a case: a folder with its case.toml, set up by questions on a terminal, ready to be filled in by hand."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from answerable.cli.terminal import result, say

HELP = "make a case; on a terminal, by questions"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="where the case shall be; made if absent")
    parser.add_argument("--name", help="the case's name (default: the folder's)")
    parser.add_argument("--question", help="what this case asks, in a sentence")
    parser.add_argument(
        "--encrypted",
        action="store_true",
        help="its bytes lie in the folder under a key that stays outside it, on this machine",
    )
    parser.add_argument("--no-questions", action="store_true", help="ask nothing, on a terminal either")


def run(args: argparse.Namespace) -> int:
    from answerable.cli.case_draft import Draft, case_toml
    from answerable.cli.case_questions import Questions
    from answerable.preserve.casefile import CaseFile
    from answerable.preserve.settings import parse_settings

    settings = args.folder / "case.toml"
    given = settings.exists()  # somebody wrote it before: it is kept as it is
    name = args.name or args.folder.resolve().name
    case = CaseFile.create(args.folder, name=name, question=args.question, encrypted=args.encrypted)
    if not given:
        draft = Draft(name, args.question or "")
        if sys.stdin.isatty() and sys.stderr.isatty() and not args.no_questions:
            say("Enter passes over a question. All of it can be changed in case.toml later.")
            draft = Questions(_ask, say).draft(name=name, ask_name=args.name is None, question=args.question)
        text = case_toml(case.settings.id, draft)
        parse_settings(text)  # what we write, we can read
        settings.write_text(text, encoding="utf-8")
        case = CaseFile.open(args.folder)
    with case.writing():
        pass  # the first entries: who we are in this case, and case.toml as it stands
    result(f"made the case {case.path}")
    if case.private is not None:
        say_how_to_recover(case.private)
    missing = [
        what for what, found in (("parties", case.settings.parties), ("points", case.settings.allegations)) if not found
    ]
    write = f"write {' and '.join(missing)} into {settings}, then " if missing else ""
    result(f"Next: {write}`answerable examine --case {case.path} FOLDER`.")
    return 0


def say_how_to_recover(private: Path) -> None:
    """Where the key of an encrypted case is, what it is for, and what it does not cover."""
    from answerable.preserve.case_key import key_file

    result(f"It is encrypted. Its key is the file {key_file(private)}, and nowhere else.")
    result("Whoever loses the key loses the case. Print that file, or copy it to a stick, and keep it away from here.")
    result("To open the case elsewhere, put the file at the same place under ANSWERABLE_HOME there.")
    result("Any age tool opens a blob with it: age -d -i KEYFILE blobs/ab/abcd….age")
    result(f"To destroy every copy of the evidence, destroy {private} and every copy of the key.")
    result("In clear stay: case.toml, and the notes of the journal (names of files, addresses, reasons).")


def _ask(prompt: str) -> str:
    """A line from the person; the prompt goes where all remarks go, not into the result."""
    print(prompt, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line
