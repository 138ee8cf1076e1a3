"""What an account bears on: which allegations a witness speaks to in words of their own.

In:   allegations, accounts, how common each word is among the documents of the case.
Out:  `Bearing`s: allegation, account, and the words, names, days and figures by which they meet.
Not:  whether the account is true, or even agrees: a reader opens both and sees.

Witnesses do not speak like letters. What they share with an allegation is a rare word or two, the people and places it
names, the weeks it speaks of, a number. Each counts for what it is worth among the other allegations of the case; a
word that all of them use shows nothing.  # (7b)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from answerable.confront.accounts import Account
from answerable.confront.answer import Allegation
from answerable.confront.content import terms_of
from answerable.confront.figures import Figures, figures_of
from answerable.confront.wording import Wording, stem_of, supported, wording_of
from answerable.resources import languages, lexicon
from answerable.trace.tongue import lexicon_language
from answerable.trace.words import words_of

ENOUGH = 2.0  # what is shared has to be worth this much
ABROAD = 1.5  # the same between languages, where only names, days and numbers can be shared
TOGETHER = 2  # things shared, each worth CLEAR, in one paragraph: two words far apart may be of anything
CLEAR = 0.5
NAME, FURTHER_NAME = 1.5, 0.25
WEEKS, SAME_DAY, NUMBER = 0.5, 0.75, 1.0
KIN = 0.5  # a field of meaning, shared among the allegations that touch it
SHOWN = 0.25  # worth from which an item is named to the reader
FEWEST = 10  # a smaller number is too common to be recognised by
CLOSE = 0.1  # how far two numbers may be apart
ABOVE = 1.5  # times an "at least"
COMMON = 0.25  # share of the documents from which a word counts less


@dataclass(frozen=True, slots=True)
class Bearing:
    """`why` names what is shared, for a reader."""

    allegation: str
    account: Account
    weight: float
    why: str


def what_bears(
    allegations: Sequence[Allegation], accounts: Iterable[Account], documents: Sequence[str]
) -> list[Bearing]:
    """For every account the allegations it bears on. `documents` are the texts of the case."""
    points = [_Point(a) for a in allegations]
    uses = Counter(word for p in points for word in (*p.stems, *(f"~{field}" for field in p.fields)))
    named = Counter(name for p in points for name in p.names)
    common = {language: _common(documents, language) for language in {p.language for p in points}}
    found = []
    for account in accounts:
        told = _Told(account)
        for point in points:
            shared = _shared(point, told, uses, named, common[point.language], len(points))
            if shared is not None:
                found.append(Bearing(point.id, account, *shared))
    return found


class _Point:
    """An allegation with its elements, read once."""

    def __init__(self, allegation: Allegation) -> None:
        text = " ".join((allegation.text, *(e.text for e in allegation.elements)))
        tongue = lexicon_language(words_of(text), None)
        self.language = tongue if tongue is not None and supported(tongue) else "en"
        wording = wording_of(text, self.language)
        self.id = allegation.id
        self.text = text
        self.names = _proper(wording, self.language)
        numbers = {
            stem_of(n, self.language) for n in wording.words.norms if figures_of("", (n,), self.language).amounts
        }
        self.stems = terms_of(text, self.language) - self.names - numbers - _saying(self.language)
        self.figures = wording.figures
        self.fields = frozenset(wording.fields)


class _Told:
    """An account, read when it is first needed and once: it is set against every allegation."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.language = (account.language or "en").split("-")[0]
        self.paragraphs = [_Paragraph(words, self.language) for words in account.words]
        self._stems: dict[str, frozenset[str]] = {}

    def stems(self, language: str) -> frozenset[str]:
        """The stems of all its words, as `language` cuts them."""
        if language not in self._stems:
            norms = words_of(self.account.whole).norms
            self._stems[language] = frozenset(stem_of(norm, language) for norm in norms)
        return self._stems[language]

    @cached_property
    def figures(self) -> Figures:
        return _figures(" ".join(self.account.words), self.language)


class _Paragraph:
    """A paragraph of an account."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self._stems: dict[str, frozenset[str]] = {}

    def stems(self, language: str) -> frozenset[str]:
        """Its content stems, as `language` cuts them."""
        if language not in self._stems:
            self._stems[language] = terms_of(self.text, language)
        return self._stems[language]

    @cached_property
    def fields(self) -> Mapping[str, frozenset[str]]:
        return wording_of(self.text, self.language).fields

    @cached_property
    def figures(self) -> Figures:
        return _figures(self.text, self.language)


def _figures(text: str, language: str) -> Figures:
    return figures_of(text, words_of(text).norms, language if supported(language) else "en")


@cache
def _saying(language: str) -> frozenset[str]:
    """Stems of verbs of saying: every account has them."""
    listed = lexicon(language, "accounts").get("saying", ()) if language in languages("accounts") else ()
    return frozenset(stem_of(norm, language) for word in listed for norm in words_of(word).norms)


def _proper(wording: Wording, language: str) -> frozenset[str]:
    """Names, months left out: those are days."""
    months = frozenset(stem_of(n, language) for n in wording.words.norms if figures_of("", (n,), language).months)
    return frozenset(name for name in wording.names if not name.isdigit()) - months


def _common(documents: Sequence[str], language: str) -> Mapping[str, float]:
    """Words of more than a share of the documents, with what they are still worth."""
    counts = Counter(stem for text in documents for stem in terms_of(text, language))
    most = max(2.0, COMMON * len(documents))
    return {stem: most / count for stem, count in counts.items() if count > most}


def _shared(
    point: _Point,
    told: _Told,
    uses: Mapping[str, int],
    named: Mapping[str, int],
    common: Mapping[str, float],
    points: int,
) -> tuple[float, str] | None:
    if point.names and point.names.isdisjoint(told.stems(point.language)):
        return None
    same = told.language == point.language
    together, items = 0, dict[str, float]()
    for paragraph in told.paragraphs:
        one = _items(point, paragraph, uses, named, common, points)
        together = max(together, len(_clear(one)))
        for item, worth in one.items():
            items[item] = max(items.get(item, 0.0), worth)
    items |= _numbers(point, told.figures)
    clear = _clear(items)
    kin = max((worth for item, worth in items.items() if item.startswith("~")), default=0.0)
    total = sum(worth for item, worth in items.items() if not item.startswith("~")) + kin
    if together < (TOGETHER if same else 1) or total < (ENOUGH if same else ABROAD):
        return None
    if all(item.startswith(("#", "@")) for item in clear):
        return None  # days and numbers alone may be of anything
    return round(total, 4), ", ".join(_as_written(items, told.account, point.language))


def _clear(items: Mapping[str, float]) -> list[str]:
    return [item for item, worth in items.items() if worth >= CLEAR and not item.startswith("~")]


def _as_written(items: Mapping[str, float], account: Account, language: str) -> list[str]:
    """The shared items as the account words them; fields of meaning are left out."""
    forms: dict[str, str] = {}
    for words in account.words:
        read = words_of(words)
        for at, norm in enumerate(read.norms):
            forms.setdefault(stem_of(norm, language), read.place(at, at + 1).of(words))
    shown = {
        item[1:] if item[0] in "#@" else forms.get(item, item)
        for item, worth in items.items()
        if worth >= SHOWN and item[0] != "~"
    }
    return sorted(shown, key=str.casefold)


def _items(
    point: _Point,
    told: _Paragraph,
    uses: Mapping[str, int],
    named: Mapping[str, int],
    common: Mapping[str, float],
    points: int,
) -> dict[str, float]:
    """What a paragraph shares with a point, with the worth of each."""
    stems = told.stems(point.language)
    out: dict[str, float] = {}
    names = sorted(name for name in point.names & stems if _telling(named[name], points))
    for at, name in enumerate(names):
        out[name] = (NAME if at == 0 else FURTHER_NAME) / named[name]
    if told.language == point.language:
        for stem in point.stems & stems:
            if not stem.isdigit() and _telling(uses[stem], points):
                out[stem] = common.get(stem, 1.0) / uses[stem]
        kin = [f for f, by in told.fields.items() if f in point.fields and not by <= out.keys()]
        if kin:  # other words for the same kind of thing
            field = min(kin, key=lambda f: (uses[f"~{f}"], f))
            out[f"~{field}"] = KIN / uses[f"~{field}"]
    if any(worth >= 0.5 for item, worth in out.items() if not item.startswith("~")):
        out |= _days(point.figures, told.figures)
    return out


def _telling(used: int, points: int) -> bool:
    """Whether a word tells one allegation of the case from the others."""
    return used == 1 or 2 * used < points


def _days(alleged: Figures, told: Figures) -> dict[str, float]:
    if alleged.days & told.days:
        return {"@the same day": SAME_DAY}
    if alleged.months and told.months and min(alleged.months) <= min(told.months) <= max(alleged.months):
        return {"@the same weeks": WEEKS}
    return {}


def _numbers(point: _Point, told: Figures) -> dict[str, float]:
    least = "at least" in point.text.lower()
    for number in sorted(n for n in point.figures.amounts if n >= FEWEST):
        for other in sorted(told.amounts):
            if abs(other - number) <= CLOSE * number or (least and number <= other <= ABOVE * number):
                return {f"#{other:g}": NUMBER}
    return {}
