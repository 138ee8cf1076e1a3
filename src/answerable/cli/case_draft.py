"""A case.toml as a person would write it: what they said, and beside it what may be said and how.

In:   the id of a case and what somebody said of it.
Out:  the text of its case.toml.
Not:  asking; `case_questions` does. Nothing is made up: what was not said stands there as a comment.
"""

from __future__ import annotations

from dataclasses import dataclass

from answerable.preserve.settings import GivenAllegation, GivenDocument, Party, toml_string

HEAD = """\
# What this case is about. Change anything but the id; run `answerable examine` after it.
# A line that begins with # is a remark. Words stand in quotation marks, lists in [square brackets].
"""
QUESTION = """\
# What the case asks, in a sentence. It stands at the head of the report.
"""
PARTIES = """\
# ---- Who alleges, who is accused, who else speaks
# One block a party: a short id of your own, all the names the documents use for it, and its role in your words.
# In the report only parties and offices are named outside the passages that quote them.
"""
PARTY_FORM = """\
# [[party]]
# id = "ministry"
# names = ["Ministry of Ports", "the Ministry"]
# role = "accused"
"""
ALLEGATIONS = """\
# ---- What is alleged, point by point
# One block a point. Say one thing that can be answered: who did what, to whom, where and when.
# A point may be split into elements that can be true or false alone. Their kinds are
# act, author, victims, place, time, number, knowledge and remedy.
"""
ALLEGATION_FORM = """\
# [[allegation]]
# id = "a1"
# text = "On 14 January 2024 the port police cleared Kestrel Quay without a court order."
#   [[allegation.element]]
#   kind = "act"
#   text = "The port police cleared Kestrel Quay."
"""
DOCUMENTS = """\
# ---- What certain documents are
# Only letters, replies and requests for access need a block; all others are found without one.
# The path is the one `answerable inputs` shows. Dates are written 2024, 2024-03 or 2024-03-12.
# A reply may say what it answers: ids of allegations, or paths of letters.
"""
DOCUMENT_FORM = """\
# [[document]]
# path = "letters/reply.pdf"
# is = "reply"
# from = "Ministry of Ports"
# to = "Coalition for the Harbour Towns"
# date = "2024-05-03"
# answers = ["letters/letter.pdf"]
"""
STAMP = """\
# ---- Time stamps
# No time-stamping authority is contacted until one is named here. Two of different countries are better than one.
# [stamp]
# authorities = ["https://stamp.example/"]
"""
MODEL = """\
# ---- A language model as a second reader
# None is asked until one is named here and a command says --second-reader. Its codings are suggestions and never count.
# A key does not belong here: it is read from ANSWERABLE_MODEL_KEY, or the file that ANSWERABLE_MODEL_KEY_FILE names.
# [model]
# address = "http://127.0.0.1:11434/v1"
# name = "the model's name there"
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody said of a case. Empty where they said nothing."""

    name: str
    question: str = ""
    parties: tuple[Party, ...] = ()
    allegations: tuple[GivenAllegation, ...] = ()
    documents: tuple[GivenDocument, ...] = ()


def case_toml(id: str, draft: Draft) -> str:
    """The text of a case.toml that says what `draft` says, with remarks for whoever goes on writing it."""
    question = f"question = {toml_string(draft.question)}\n" if draft.question else '# question = "…"\n'
    blocks = [
        f"{HEAD}\nid = {toml_string(id)}\nname = {toml_string(draft.name)}\n",
        QUESTION + question,
        _block(PARTIES, [_party(one) for one in draft.parties], PARTY_FORM),
        _block(ALLEGATIONS, [_allegation(one) for one in draft.allegations], ALLEGATION_FORM),
        _block(DOCUMENTS, [_document(one) for one in draft.documents], DOCUMENT_FORM),
        STAMP,
        MODEL,
    ]
    return "\n".join(blocks)


def _block(remarks: str, tables: list[str], form: str) -> str:
    return remarks + ("\n" + "\n".join(tables) if tables else form)


def _party(party: Party) -> str:
    role = f"role = {toml_string(party.role)}\n" if party.role else ""
    return f"[[party]]\nid = {toml_string(party.id)}\nnames = {_list(party.names)}\n{role}"


def _allegation(allegation: GivenAllegation) -> str:
    lines = f"[[allegation]]\nid = {toml_string(allegation.id)}\ntext = {toml_string(allegation.text)}\n"
    for element in allegation.elements:
        lines += f'  [[allegation.element]]\n  kind = "{element.kind}"\n  text = {toml_string(element.text)}\n'
    return lines


def _document(document: GivenDocument) -> str:
    said = (
        ("path", document.path),
        ("sha256", document.sha256),
        ("url", document.url),
        ("is", document.is_),
        ("from", document.from_),
        ("to", document.to),
        ("date", document.date),
    )
    lines = "".join(f"{key} = {toml_string(value)}\n" for key, value in said if value)
    return f"[[document]]\n{lines}" + (f"answers = {_list(document.answers)}\n" if document.answers else "")


def _list(values: tuple[str, ...]) -> str:
    return "[" + ", ".join(toml_string(value) for value in values) + "]"
