"""Whatever strangers write, in whatever field: it is shown as words and never becomes part of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.publish.bundle_fixture import veldonia
from tests.publish.reading_pages import parsed, skeleton

from answerable.publish.bundle import Bundle, BundleDocument
from answerable.publish.report import render_report
from answerable.read.reading import Block, Reading
from answerable.resources.codebook import load_codebook
from answerable.terms.passage import Passage
from answerable.terms.span import Span
from answerable.trace.lineage import Derivation, Family, Mark

CODEBOOK = load_codebook()
HOSTILE = [
    "<script>alert(1)</script>",
    "</script>",
    "</style>",
    "<!--",
    "-->",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    '"><b>',
    "'",
    "&lt;i&gt;",
    "&#60;",
    "{{ 7*7 }}",
    "{% raw %}",
    "\u202e",
    "\u2066",
    "\u0000",
    "\ufffe",
    "\U000e0041",
    "</title>",
    "</svg>",
    "]]>",
    "\r\n",
    "\u2028",
    "x" * 5_000,
    "ا",
    "中",
]
#: Fields whose words come from outside, or from a method that took them from there.
FREE = frozenset(
    [
        "name",
        "question",
        "title",
        "byline",
        "outlet",
        "path",
        "address",
        "reason",
        "who",
        "speaker",
        "through",
        "rule",
        "why",
        "label",
        "text",
        "sent_from",
        "sent_to",
        "reference",
        "declared_type",
        "claimed_at",
        "value",
        "encoding",
        "media_type",
        "method",
        "due_words",
        "words",
    ]
)


#: Records that say where words stand: their words must stay those of the text.
KEPT = (Passage, Family, Reading, Derivation, Mark)


def poisoned(bundle: Bundle, words: str) -> Bundle:
    """`bundle` with `words` added to every free field and to every text, all links between records kept."""
    responses = {r.id: _poison(r, words) for r in bundle.responses}
    allegations = [_poison(a, words) for a in bundle.allegations]
    elements = {
        old.id: new.id
        for before, after in zip(bundle.allegations, allegations, strict=True)
        for old, new in zip(before.elements, after.elements, strict=True)
    }
    answers = {
        a.id: replace(_poison(a, words), response=responses[a.response].id, element=elements[a.element])  # type: ignore[index]
        for a in bundle.answers
    }
    documents = [_with_poisoned_text(d, words) for d in bundle.documents]
    ends = {d.id: len(d.reading.text) + 2 for d in bundle.documents}
    said = [
        replace(
            s,
            speaker=f"Ministry {words}",
            content=(*s.content, Span(ends[s.capture], ends[s.capture] + len(words))),
        )
        for s in bundle.statements
    ]
    origins = {
        id: replace(_poison(found, words), missing=tuple(name + words for name in found.missing))
        for id, found in bundle.origins.items()
    }
    lineage = replace(bundle.lineage, missing=tuple(_poison(m, words) for m in bundle.lineage.missing))
    return replace(
        bundle,
        case=_poison(bundle.case, words),
        documents=documents,
        lineage=lineage,
        statements=said,
        allegations=allegations,
        responses=list(responses.values()),
        answers=list(answers.values()),
        cells=[
            replace(
                _poison(c, words), response=responses[c.response].id, answers=tuple(answers[a].id for a in c.answers)
            )
            for c in bundle.cells
        ],
        characters={responses[r].id: c for r, c in bundle.characters.items()},
        origins=origins,
        judgements=[_poison(j, words) for j in bundle.judgements],
        inputs=[_poison(i, words) for i in bundle.inputs],
        versions={k + words: v + words for k, v in bundle.versions.items()},
        not_checked=(words,),
        checkpoint=words,
    )


def _with_poisoned_text(document: BundleDocument, words: str) -> BundleDocument:
    at = len(document.reading.text) + 2
    return replace(
        _poison(document, words),
        reading=_with_text(document.reading, words),
        family=document.family,
        derivations=document.derivations,
        marks=(*document.marks, Mark("credit-line", at, at + len(words), words)),
    )


def _with_text(reading: Reading, words: str) -> Reading:
    start = len(reading.text) + 2
    block = Block(start, start + len(words), "body", f"page {words}", "paragraph")
    changed = _poison(replace(reading, text="", blocks=()), words)
    return replace(changed, text=reading.text + "\n\n" + words, blocks=(*reading.blocks, block), language=words)


def _poison(record: Any, words: str) -> Any:
    """The record with the words added to its free fields, and to those of the records in it."""
    changes: dict[str, Any] = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if isinstance(value, str) and one.name in FREE:
            changes[one.name] = value + words
        elif is_dataclass(value) and not isinstance(value, type) and type(value) not in KEPT:
            changes[one.name] = _poison(value, words)
        elif isinstance(value, tuple) and value and not isinstance(value, Mapping):
            changes[one.name] = tuple(_inside(one.name, item, words) for item in value)
    return replace(record, **changes)


def _inside(field: str, item: Any, words: str) -> Any:
    if is_dataclass(item) and type(item) not in KEPT:
        return _poison(item, words)
    if field in ("names", "notes"):
        return item + words
    if field == "facts":
        return (item[0] + words, item[1] + words)
    return item


PLAIN = "zzz"
BENIGN = skeleton(render_report(poisoned(veldonia(), PLAIN), CODEBOOK))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(st.sampled_from(HOSTILE), st.text("<>&\"'=/ -!{}%\u202d\u0007", max_size=12)), min_size=1, max_size=4
    )
)
def test_no_text_in_any_field_makes_an_element(parts: list[str]) -> None:
    page = render_report(poisoned(veldonia(), "z" + "".join(parts) + "z"), CODEBOOK)
    assert skeleton(page) == BENIGN


def test_every_hostile_fragment_is_shown_as_words() -> None:
    for words in HOSTILE:
        page = render_report(poisoned(veldonia(), f"z{words}z"), CODEBOOK)
        assert skeleton(page) == BENIGN, words
        tree = parsed(page)
        assert len(tree.xpath("//script")) == 1
        assert all(link.startswith("#") for link in tree.xpath("//@href"))


def test_names_that_are_not_utf_8_are_written_out_byte_by_byte() -> None:
    bundle = veldonia()
    documents = [
        replace(d, captures=tuple(replace(c, path=c.path + "\udcff\ud800") for c in d.captures))
        for d in bundle.documents
    ]
    page = render_report(replace(bundle, documents=documents), CODEBOOK)
    page.encode("utf-8")
    assert page.count("⟦byte FF⟧") >= len(documents)


def test_an_override_is_shown_as_a_mark_and_is_not_in_force() -> None:
    page = render_report(veldonia(), CODEBOOK)
    assert "\u202e" not in page
    assert "⟦U+202E⟧" in page
    assert "ALERT &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; Orrin Bay" in page
