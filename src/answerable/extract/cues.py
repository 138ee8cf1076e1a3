"""Reporting verbs in a page: which word forms really report, with what stands around them.

In:   a `View`.
Out:  `Cue`s in order: the verb group, its source if one stands beside it, and on which side.
Not:  contents; nominal cues and "according to" are found in `other_cues`.
"""

from __future__ import annotations

from answerable.extract.agreement import agrees, may_be_finite
from answerable.extract.cue import QUOTED_AS_SAYING, Cue
from answerable.extract.grammar import Kind, Verb
from answerable.extract.inflection import Form
from answerable.extract.phrases import sentence_subject, subject_before
from answerable.extract.phrases_after import subject_after
from answerable.extract.verb_second import subject_beside
from answerable.extract.view import Phrase, View

_SPEECH_COMMA = frozenset({",", "?", "!", "”", '"', "''", "»", "“", "’", "'", "…", "—", "–", "-"})

_DASHES = frozenset({",", "?", "!", "—", "–", "-"})


def read_verbs(view: View) -> list[Cue]:
    """Every reporting verb of the page, left to right (a cue's words are marked as taken at once)."""
    out: list[Cue] = []
    verbs = view.grammar.verbs
    nouns = view.grammar.capital_nouns
    for word, form in enumerate(view.page.forms):
        if form in verbs and view.taken[word] < 0 and not (nouns and _is_noun(view, word)):
            cue = _read(view, word, verbs[form], out)
            if cue is not None:
                for w in range(cue.first, cue.last + 1):
                    view.taken[w] = len(out)
                out.append(cue)
    return out


def _is_noun(view: View, word: int) -> bool:
    """In a language that writes nouns with a capital: "im Glauben", "den Berichten"."""
    opens = word == view.page.bounds(word)[0] or view.kinds[word - 1] & Kind.PUNCTUATION
    return view.page.capital[word] and not opens


def _read(view: View, word: int, readings: tuple[Verb, ...], known: list[Cue]) -> Cue | None:
    for verb in readings:
        last = _last_word(view, word, verb)
        if last is None:
            continue
        cue = _with_source(view, word, last, verb, known)
        if cue is not None:
            return cue
    return None


def _last_word(view: View, word: int, verb: Verb) -> int | None:
    """Last word of the cue, with the particle that follows; None when the frame is not met."""
    _, hi = view.page.bounds(word)
    forms, kinds = view.page.forms, view.kinds
    if verb.after:
        for row in verb.after:
            if tuple(forms[word + 1 : word + 1 + len(row)]) == row and word + len(row) < hi:
                return word + len(row)
        return None
    following = word + 1
    while following < hi and kinds[following] & (Kind.TIME | Kind.ADVERB) and not kinds[following] & Kind.PRONOUN:
        following += 1
    if verb.frame == "any" or verb.frame == "tell":
        return word
    if following >= hi:
        return word if verb.inner else None
    kind, form = kinds[following], forms[following]
    if verb.frame == "to":
        return word if form in ("to", "not") else None
    if verb.frame == "ask":
        return word
    if verb.frame == "name":
        return word if not kind & (Kind.PREPOSITION | Kind.PUNCTUATION | Kind.TIME | Kind.AUXILIARY) else None
    if verb.form == Form.BASE and view.grammar.order == "v2":
        following += forms[following] == ","
        if following >= hi or not (kinds[following] & (Kind.THAT | Kind.QUESTION) or forms[following] == ":"):
            return None
        return word
    opens = view.page.quotation[following] >= 0 and view.page.quotation[following] != view.page.quotation[word]
    if opens or kind & (Kind.THAT | Kind.QUESTION) or form == ":":
        return word
    if kind & Kind.PRONOUN and not kind & Kind.OBJECT:
        return word
    if form in (",", ".") and verb.inner:
        return word
    if verb.inner and view.page.capital[following] and following == word + 1 and view.grammar.order != "vso":
        before = word - 1
        return word if before >= 0 and forms[before] in _SPEECH_COMMA else None
    return None


def _with_source(view: View, word: int, last: int, verb: Verb, known: list[Cue]) -> Cue | None:
    lo, _hi = view.page.bounds(word)
    kinds, forms = view.kinds, view.page.forms
    first = word
    be = have = other = negated = False
    while first > lo:
        kind = kinds[first - 1]
        if view.taken[first - 1] >= 0 or not kind & (Kind.AUXILIARY | Kind.ADVERB):
            break
        if kind & Kind.PRONOUN or view.page.quotation[first - 1] != view.page.quotation[word]:
            break
        negated |= bool(kind & Kind.NEGATION)
        if kind & Kind.AUXILIARY:
            be |= bool(kind & Kind.BE) and not (have or other)
            have |= bool(kind & Kind.HAVE) and not be
            other |= not kind & (Kind.BE | Kind.HAVE)
        first -= 1
    while first < word and kinds[first] & Kind.ADVERB and not kinds[first] & Kind.AUXILIARY and forms[first] != "also":
        if first > lo and forms[first - 1] in (",", "“", '"'):
            first += 1
        else:
            break
    if view.grammar.order == "v2":
        while first < word and not kinds[first] & Kind.AUXILIARY:
            first += 1  # "Dennoch glaubte er"
    if first > lo and kinds[first - 1] & Kind.PRONOUN and kinds[first - 1] & Kind.BE:
        be = True  # "he's saying"
    before = forms[first - 1] if first > lo else ""
    if before == "to":
        return None
    cue = Cue(first, last, word, verb.act, verb.frame, verb.inner, None, negated=negated, lemma=verb.lemma)
    aux = be or have or other
    if view.grammar.language == "en":
        return _english(view, cue, verb, be=be, have=have, aux=aux, known=known)
    plain = _plain(view, cue, known)
    nobody = plain is not None and plain.source is not None and kinds[plain.source.first] & Kind.NOBODY
    return None if nobody else plain


def _english(view: View, cue: Cue, verb: Verb, *, be: bool, have: bool, aux: bool, known: list[Cue]) -> Cue | None:
    form, word = verb.form, cue.head
    _lo, _hi = view.page.bounds(word)
    kinds, forms = view.kinds, view.page.forms
    if form & Form.GERUND and not be:
        return _gerund(view, cue, known)
    if form & Form.PARTICIPLE and be and not have:
        return _passive(view, cue, verb)
    if form & Form.BASE and not form & Form.PAST and aux and (be or have):
        return None
    if form & (Form.THIRD | Form.PAST) and not form & (Form.PARTICIPLE | Form.BASE) and aux:
        return None
    if form == Form.PARTICIPLE and not aux:
        return None  # "stories written far away"
    source = subject_before(view, cue.first)
    if source == "shared":
        return _shared(view, cue, known) if may_be_finite(form, aux) else None
    if source is None:
        return _inverted(view, cue)
    if not aux and not agrees(view, source, form, cue):
        return None
    if form == Form.BASE and not aux and view.page.capital[word]:
        return None
    if kinds[source.first] & Kind.NOBODY or (forms[source.first] == "you" and source.how == "pronoun"):
        return None
    cue.source = source
    return cue


def _gerund(view: View, cue: Cue, known: list[Cue]) -> Cue | None:
    """ "…, adding that": the subject is that of the clause before."""
    forms = view.page.forms
    lo, _ = view.page.bounds(cue.head)
    if cue.first == lo:
        return None
    before = forms[cue.first - 1]
    if view.kinds[cue.first - 1] & (Kind.ARTICLE | Kind.DETERMINER) and not view.kinds[cue.first - 1] & Kind.PRONOUN:
        return None
    if before in ("of", "for", "from", "about", "to", "on", "like", "at"):
        return None
    if before == "as":
        return _quoted_as_saying(view, cue, known)
    cue.gerund = True
    return _shared(view, cue, known)


def _quoted_as_saying(view: View, cue: Cue, known: list[Cue]) -> Cue | None:
    """ "The paper quotes an official, whom it does not name, as saying": the official speaks."""
    sentence = view.page.sentence[cue.head]
    for other in reversed(known):
        if view.page.sentence[other.head] != sentence:
            return None
        if other.lemma in ("quote", "cite") and not other.passive:
            cue.first -= 1
            source = subject_after(view, other.last, apposed=False)
            if source is None:
                return None
            last = next(
                (w - 1 for w in range(source.first, source.last + 1) if view.page.forms[w] == "as"), source.last
            )
            cue.source, cue.why = Phrase(source.first, last, "phrase"), "quoted as saying by another"
            return cue
    return None


def _passive(view: View, cue: Cue, verb: Verb) -> Cue | None:
    """ "was accused of", "is quoted as saying", "was told by": the agent if one follows, else no source."""
    forms = view.page.forms
    _, hi = view.page.bounds(cue.head)
    if verb.lemma == "quote" and tuple(forms[cue.head + 1 : cue.head + 3]) == ("as", "saying"):
        cue.last = cue.head + 2
        source = subject_before(view, cue.first)
        cue.source = source if isinstance(source, Phrase) else None
        cue.why = QUOTED_AS_SAYING
        return cue
    cue.passive = True
    for word in range(cue.last + 1, min(hi, cue.last + 3)):
        if view.kinds[word] & Kind.AGENT:
            source = subject_after(view, word)
            if source is not None:
                cue.source, cue.inverted = source, True
                cue.last = max(cue.last, word)
                return cue
    return cue if cue.frame in ("any", "tell") else None


def _shared(view: View, cue: Cue, known: list[Cue]) -> Cue | None:
    """The subject of the nearest verb before in the sentence, else the phrase the sentence opens with."""
    sentence = view.page.sentence[cue.head]
    quote = view.page.quotation[cue.head]
    for other in reversed(known):
        if view.page.sentence[other.head] != sentence:
            break
        if other.source is None or other.noun or view.page.quotation[other.head] != quote:
            continue
        if other.source.how == "relative" and not cue.gerund and view.page.forms[cue.first - 1] == ",":
            continue
        cue.source, cue.shared = other.source, True
        return cue
    first = sentence_subject(view, cue.first)
    if first is None:
        return None
    cue.source, cue.shared = first, True
    return cue


def _inverted(view: View, cue: Cue) -> Cue | None:
    """ "…," said Brad Komar: only right after content that a comma or a quotation mark closes."""
    if not cue.inner or cue.frame == "to":
        return None
    lo, _hi = view.page.bounds(cue.head)
    if cue.first > lo:
        before = view.page.forms[cue.first - 1]
        if before not in _SPEECH_COMMA or (before not in _DASHES and not _after_quotation(view, cue.first)):
            return None
    elif not _after_quotation(view, cue.first):
        return None
    source = subject_after(view, cue.last)
    if source is None:
        return None
    cue.source, cue.inverted = source, True
    return cue


def _after_quotation(view: View, word: int) -> bool:
    return (
        word > 0 and view.page.quotation[word - 1] >= 0 and view.page.quotation[word] != view.page.quotation[word - 1]
    )


def _plain(view: View, cue: Cue, known: list[Cue]) -> Cue | None:
    """Languages whose lexicon lists finite forms: a subject before, shared, or after."""
    if view.grammar.order == "vso":
        source = subject_after(view, cue.last)
        if source is not None:
            cue.source, cue.inverted = source, True
            return cue
    if view.grammar.order == "v2":
        beside = subject_beside(view, cue.first, cue.last, speech=cue.inner)
        if beside is not None:
            cue.source, cue.inverted = beside
            return cue
        return _inverted(view, cue) or _shared(view, cue, known)
    found = subject_before(view, cue.first)
    if found == "shared":
        inverted = _inverted(view, cue)
        return inverted if inverted is not None else _shared(view, cue, known)
    if isinstance(found, Phrase):
        cue.source = found
        return cue
    inverted = _inverted(view, cue)
    if inverted is None and cue.inner:
        source = subject_after(view, cue.last, apposed=False)  # "Am Montag sagte die Ministerin, dass …"
        if source is not None:
            cue.source, cue.inverted = source, True
            return cue
    return inverted
