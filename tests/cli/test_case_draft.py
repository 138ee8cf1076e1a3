"""The case.toml that `init` writes: it says what was said, and the remarks in it are true."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from answerable.cli import case_draft
from answerable.cli.case_draft import Draft, case_toml
from answerable.preserve.settings import (
    GivenAllegation,
    GivenDocument,
    GivenElement,
    Party,
    parse_settings,
)

ID = "00112233445566778899aabbccddeeff"
WORDS = st.text(min_size=1).filter(lambda t: t.strip() and t.isprintable()) | st.sampled_from(
    ['"quoted" \\ and\x7fmore', "وزارة الموانئ", "]] # [[party]]", "\U0001f6a2 '''"]
)


@given(WORDS, st.text(), st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=3), WORDS)
def test_what_was_said_is_read_back_letter_for_letter(name, question, names, points, path):
    parties = (Party("p1", tuple(names), name),) if names else ()
    allegations = tuple(GivenAllegation(f"a{n}", text, (GivenElement("act", text),)) for n, text in enumerate(points))
    documents = (GivenDocument(path=path, is_="reply", from_=name, to=path, date="2024-03", answers=("a0", path)),)
    settings = parse_settings(case_toml(ID, Draft(name, question, parties, allegations, documents)))
    assert (settings.id, settings.name, settings.question or "") == (ID, name, question)
    assert (settings.parties, settings.allegations, settings.documents) == (parties, allegations, documents)


def test_a_case_of_which_nothing_was_said_is_a_case_with_remarks_only():
    text = case_toml(ID, Draft("Kestrel Quay"))
    settings = parse_settings(text)
    assert (settings.question, settings.parties, settings.allegations, settings.documents) == (None, (), (), ())
    assert all(line.startswith(("#", "id =", "name =")) or not line for line in text.splitlines())


def test_every_form_in_the_remarks_is_valid_when_its_hashes_are_taken_away():
    forms = (case_draft.PARTY_FORM, case_draft.ALLEGATION_FORM, case_draft.DOCUMENT_FORM)
    bare = "".join(line.removeprefix("# ").removeprefix("#") + "\n" for form in forms for line in form.splitlines())
    settings = parse_settings(f'id = "{ID}"\nname = "x"\n{bare}')
    assert settings.parties[0].role == "accused"
    assert settings.allegations[0].elements[0].kind == "act"
    assert settings.documents[0].answers == ("letters/letter.pdf",)
