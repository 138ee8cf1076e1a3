"""Days written without a year, as texts name documents by them: "of 3 June", "le 3 juin", "6月3日".

In:   words.
Out:  month and day as `06-03`, None where there is none or more than one.
Not:  printed dates of a document; `read.dates` finds those.
"""

from __future__ import annotations

import re
from functools import cache

from answerable.resources import languages, lexicon

_EAST_ASIAN = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")


def day_in(words: str) -> str | None:
    """The one day that `words` name."""
    before, after, numbers = _patterns()
    found = {(int(m[1]), int(m[2])) for m in _EAST_ASIAN.finditer(words)}
    found |= {(numbers[m[2].casefold()], int(m[1])) for m in before.finditer(words)}
    found |= {(numbers[m[1].casefold()], int(m[2])) for m in after.finditer(words)}
    days = {f"{month:02}-{day:02}" for month, day in found if 1 <= day <= 31 and 1 <= month <= 12}
    return days.pop() if len(days) == 1 else None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    numbers = {
        str(form).casefold(): int(number)
        for language in languages("dates")
        for number, forms in lexicon(language, "dates").get("months", {}).items()
        for form in forms
    }
    names = "|".join(re.escape(name) for name in sorted(numbers, key=lambda n: (-len(n), n)))
    link = r"(?:\.|º|st|nd|rd|th|er)?(?:[ \u00a0]{1,2}(?:de|of|d[’'])?[ \u00a0]{0,2})"
    return (
        re.compile(rf"(?<!\d)(\d{{1,2}}){link}({names})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)({names})\.?[ \u00a0](\d{{1,2}})(?:st|nd|rd|th)?(?![\d\w])", re.IGNORECASE),
        numbers,
    )
