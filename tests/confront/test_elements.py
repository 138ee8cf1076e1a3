"""Allegations split into what can be true or false alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.confront.elements import split_elements

CASES = {
    "everything at once": (
        "On 9 March 2019 police in Sabrat beat twenty-two students outside the Hall of Weavers.",
        {
            ("act", "police in Sabrat beat twenty-two students outside the Hall of Weavers"),
            ("author", "police in Sabrat"),
            ("victims", "twenty-two students"),
            ("place", "Sabrat"),
            ("place", "the Hall of Weavers"),
            ("time", "9 March 2019"),
            ("number", "twenty-two"),
        },
    ),
    "several acts of one author": (
        "Officers of the Third Precinct arrested Ms. Orla Venn and her two brothers in Varn, held them for nineteen hours "
        "and beat them with cables.",
        {
            ("author", "Officers of the Third Precinct"),
            ("victims", "Ms. Orla Venn and her two brothers"),
            ("place", "Varn"),
            ("act", "held them for nineteen hours"),
            ("time", "nineteen hours"),
            ("number", "two"),
            ("act", "beat them with cables"),
        },
    ),
    "a passive with its agent": (
        "At least twelve women were abducted by unknown men in uniform from the village of Kesh between 1991 and 1994.",
        {
            ("victims", "At least twelve women"),
            ("author", "unknown men in uniform"),
            ("place", "the village of Kesh"),
            ("time", "1991 and 1994"),
            ("number", "At least twelve"),
        },
    ),
    "what only hands it on is left out": (
        "It is alleged that some 3,500 villagers were evicted from the Selwa valley since June without compensation.",
        {
            ("act", "some 3,500 villagers were evicted from the Selwa valley since June"),
            ("number", "some 3,500"),
            ("time", "June"),
            ("remedy", "without compensation"),
        },
    ),
    "knowledge stands alone": (
        "The dam broke; the operator had been warned of cracks.",
        {("act", "The dam broke"), ("knowledge", "the operator had been warned of cracks")},
    ),
    "knowledge, then an act": (
        "The bishop was told of it in 1992 but moved the priest to another parish.",
        {
            ("knowledge", "The bishop was told of it in 1992"),
            ("time", "1992"),
            ("act", "moved the priest to another parish"),
        },
    ),
    "the lack of a remedy": (
        "Two prisoners died. No inquiry was opened, and the family received no redress.",
        {
            ("victims", "Two prisoners"),
            ("remedy", "No inquiry was opened"),
            ("remedy", "the family received no redress"),
        },
    ),
    "a name after who he is": (
        "Pupils who spoke Livian were made to kneel on gravel by the headmaster, Brother Casimir.",
        {("victims", "Pupils"), ("author", "the headmaster, Brother Casimir")},
    ),
    "harm that followed": (
        "Soldiers of the 4th Brigade opened fire on protesters in Lime Square, wounding 17.",
        {
            ("author", "Soldiers of the 4th Brigade"),
            ("victims", "protesters"),
            ("act", "wounding 17"),
            ("victims", "17"),
        },
    ),
    "a day in French": (
        "Le 4 juin 2020, des gardiens de la prison de Harth ont battu deux détenus.",
        {
            ("time", "4 juin 2020"),
            ("author", "des gardiens de la prison de Harth"),
            ("victims", "deux détenus"),
            ("number", "deux"),
        },
    ),
    "a passive in Spanish": (
        "Al menos doce mujeres fueron secuestradas por hombres encapuchados en la aldea de Kesa.",
        {
            ("victims", "Al menos doce mujeres"),
            ("author", "hombres encapuchados"),
            ("place", "la aldea de Kesa"),
        },
    ),
    "the verb before its subject in German": (
        "In der Nacht zum 12. Februar 2020 schlugen Beamte der Dritten Wache zwei Brüder in ihrer Wohnung in Varnau.",
        {("time", "Nacht zum 12. Februar 2020"), ("victims", "zwei Brüder"), ("place", "ihrer Wohnung in Varnau")},
    ),
    "Russian": (
        "Сотрудники Третьего отделения избили двух рабочих; расследование не проводилось.",
        {("victims", "двух рабочих"), ("remedy", "расследование не проводилось")},
    ),
    "a day in Chinese": ("2019年3月9日，警察殴打学生。", {("time", "2019年3月9日")}),
}
LANGUAGES = {
    "a day in French": "fr",
    "a passive in Spanish": "es",
    "the verb before its subject in German": "de",
    "Russian": "ru",
    "a day in Chinese": "zh",
}


@pytest.mark.parametrize("name", CASES)
def test_elements_are_found(name: str) -> None:
    text, wanted = CASES[name]
    found = {(p.kind, p.text) for p in split_elements(text, LANGUAGES.get(name, "en"))}
    assert wanted <= found


def test_a_clause_of_knowledge_or_remedy_is_not_also_an_act() -> None:
    parts = split_elements("No inquiry was opened; the mayor knew of the deaths.", "en")
    assert [p.kind for p in parts] == ["remedy", "knowledge"]


@pytest.mark.parametrize(
    ("text", "granted"),
    [
        (
            "The ministry says that nobody was hurt, although soldiers shot ten men in Besi.",
            "soldiers shot ten men in Besi",
        ),
        (
            "Elder Dray was sent to the asylum in Ostery, although two physicians had found him sane.",
            "two physicians had found him sane",
        ),
        ("Nobody was charged, though guards beat a clerk in Harth.", "guards beat a clerk in Harth"),
    ],
)
def test_what_stands_behind_although_is_an_act_like_any_other(text: str, granted: str) -> None:
    assert granted in [p.text for p in split_elements(text, "en") if p.kind == "act"]


def test_a_pronoun_stands_for_a_person_only_where_nothing_better_does() -> None:
    assert ("victims", "He") in {(p.kind, p.text) for p in split_elements("He was beaten by guards.", "en")}
    both = split_elements("Mr. Idris Valo was arrested by guards. He was beaten.", "en")
    assert [p.text for p in both if p.kind == "victims"] == ["Mr. Idris Valo"]


def test_the_names_of_the_parties_change_nothing_but_the_names() -> None:
    text = "Soldiers of {0} burned 40 houses in {1} in May 2019; the Government of {0} was warned."
    shapes = [
        [(p.kind, p.text.replace(a, "A").replace(b, "B")) for p in split_elements(text.format(a, b), "en")]
        for a, b in (("Tarsenne", "Besi"), ("Karsovia", "Orlan"))
    ]
    assert shapes[0] == shapes[1]


@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(
                [
                    "Guards",
                    "beat",
                    "the",
                    "two",
                    "men",
                    ",",
                    "and",
                    "who",
                    "were",
                    "by",
                    "of",
                    "in",
                    "Harth",
                    "9 May",
                    ".",
                    ";",
                    "no",
                    "inquiry",
                    "knew",
                    "des",
                    "ont",
                    "wurden",
                    "у",
                    "12.",
                    "between",
                    "to",
                    "’s",
                    "«",
                    "was",
                    "that",
                ]
            ),
            max_size=40,
        ).map(" ".join),
    ),
    st.sampled_from(["en", "fr", "es", "de", "ru", "zh", "xx", None]),
)
def test_every_part_is_verbatim_and_trimmed(text: str, language: str | None) -> None:
    parts = split_elements(text, language)
    for part in parts:
        assert text[part.span.start : part.span.end] == part.text == part.text.strip()
        assert part.text
    assert bool(parts) == bool(text.strip())


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["Guards", "beat", "two", "men,", "and", "Harth.", "囚犯", "in", "who", "x" * 90]), min_size=1
    ),
    st.sampled_from([" ", "\n", ". "]),
    st.integers(401, 900),
)
def test_the_acts_of_a_text_beyond_the_limits_reach_its_end(some: list[str], between: str, count: int) -> None:
    text = between.join((some * count)[:count])
    parts = split_elements(text, "en")
    assert max(p.span.end for p in parts if p.kind == "act") == len(text.rstrip())
    assert all(p.text == p.span.of(text) and p.text for p in parts)


@pytest.mark.parametrize(
    "before",
    ["Guards beat two men. " * 120, "-" * 4_100 + " ", " " * 4_100, "x" * 4_100 + " ", "Unterbringungsbescheid " * 200],
    ids=["words", "dashes", "blanks", "one long word", "characters"],
)
def test_what_stands_behind_very_much_is_an_act_as_well(before: str) -> None:
    acts = [p.text for p in split_elements(before + "Soldiers shot ten men in Besi.", "en") if p.kind == "act"]
    assert acts[-1].rstrip(".").endswith("Soldiers shot ten men in Besi")


SAID_TO_HAVE = {
    "nothing behind it": ("The guards are said to, and beat them.", ["The guards are said to", "beat them"]),
    "a verb": ("The guards are said to beat them.", ["beat them"]),
    "one verb alone": ("The guards are said to run.", ["run"]),
    "a perfect": ("The guards are said to have beaten them.", ["beaten them"]),
    "a passive": ("The men are alleged to have been beaten by guards.", ["beaten by guards"]),
    "a break within": ("The men are alleged to have, been beaten.", ["The men are alleged to have", "been beaten"]),
}


@pytest.mark.parametrize("name", SAID_TO_HAVE)
def test_an_act_begins_behind_is_said_to_have_if_anything_stands_there(name: str) -> None:
    text, wanted = SAID_TO_HAVE[name]
    acts = [p.text for p in split_elements(text, "en") if p.kind == "act"]
    assert acts == wanted


@given(
    st.lists(
        st.sampled_from(
            "The guards|are|was|said|alleged|reported|to|have|been|,|;|.|and|beat|beaten|them|by".split("|")
        ),
        max_size=25,
    ).map(lambda said: " ".join(["The guards are said to", *said]))
)
def test_no_part_of_what_is_only_said_is_empty(text: str) -> None:
    for part in split_elements(text, "en"):
        assert part.span.start < part.span.end
        assert part.text == part.span.of(text)


def test_an_allegation_always_has_an_act_knowledge_or_remedy() -> None:
    kinds = {p.kind for p in split_elements("Guards beat prisoners.", "en")}
    assert "act" in kinds


@pytest.mark.parametrize(
    "run", ["9 March " * 20_000, "A. " * 30_000, "The " * 30_000, "who " * 30_000, "was beaten and " * 9_000]
)
def test_a_trap_run_is_cut_in_time(run: str) -> None:
    assert split_elements(run, "en")
