"""The language and the direction a text is set in, so that every quotation stands in its own script.

In:   a text and the language tag its reading carries.
Out:  a value for `lang` (empty when unknown) and for `dir`.
Not:  detecting languages; `read` does that.
"""

from __future__ import annotations

import re

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LETTER = re.compile(r"[^\W\d_]")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z")
_RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
_LTR_SCRIPTS = ("-Latn", "-Cyrl")
SAMPLE = 2_000  # characters looked at; a passage is shorter, a document decides early


def direction(text: str) -> str:
    """`rtl` when most letters of the first 2,000 characters are written right to left, else `ltr`."""
    sample = text[:SAMPLE]
    if _RIGHT_TO_LEFT.search(sample) is None:
        return "ltr"
    right = len(_RIGHT_TO_LEFT.findall(sample))
    return "rtl" if 2 * right > len(_LETTER.findall(sample)) else "ltr"


def language_for(text: str, tag: str | None) -> str:
    """`tag` when it is well formed and can be the language of `text` by its direction, else the empty tag."""
    if tag is None or _TAG.match(tag) is None or tag.lower().startswith(("und", "xx", "un-")):
        return ""
    expected = "rtl" if tag.split("-")[0].lower() in _RTL_LANGUAGES and not tag.endswith(_LTR_SCRIPTS) else "ltr"
    return tag if direction(text) == expected else ""
