"""Which party of the case a speaker is.

In:   a speaker's name as a document gives it, the parties of case.toml.
Out:  the party, None when none of its names is in it.
Not:  guessing: only names that a person wrote down count.
"""

from __future__ import annotations

from collections.abc import Iterable

from answerable.preserve.settings import Party


def named_party(speaker: str, parties: Iterable[Party]) -> Party | None:
    """The party one of whose names is the speaker's, or stands in it as whole words; the longest name wins."""
    best: tuple[int, Party] | None = None
    padded = f" {' '.join(speaker.casefold().replace('’', chr(39)).split())} "
    for party in parties:
        for name in party.names:
            folded = " ".join(name.casefold().replace("’", "'").split())
            inside = f" {folded} " in padded or padded.strip() == folded
            if not inside and not name.isascii() and folded in padded:
                inside = True  # scripts that set no spaces between words
            if inside and (best is None or len(folded) > best[0]):
                best = (len(folded), party)
    return best[1] if best else None
