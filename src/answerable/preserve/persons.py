"""People who decide: a random id for each name, in this case only. The name stands in a note and nowhere else.

In:   the name that somebody gives.
Out:  the id it has in this case, made and journalled when it has none.
Not:  whether they are who they say. The program asks for no proof of that.
"""

from __future__ import annotations

import secrets
import unicodedata

from answerable.preserve.casefile import CaseFile, Writer
from answerable.terms.agent import Agent


def person_named(case: CaseFile, writer: Writer, name: str) -> Agent:
    """The person of this name in this case: the same random id each time."""
    for id_, known in names_by_id(case).items():
        if known == name:
            return Agent(id_)
    made = Agent(secrets.token_hex(16))
    writer.append("named", note={"coder_name": name, "coder_id": made.id})
    return made


def names_by_id(case: CaseFile) -> dict[str, str]:
    """The name behind each id of a person, as the notes give it."""
    return {values["coder_id"]: values["coder_name"] for _, values in case.notes() if "coder_id" in values}


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, but for case, spaces and the form of letters."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
