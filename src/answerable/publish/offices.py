"""Which speakers may be named outside their passage: parties, offices and organisations. Private persons may not.

In:   the parties of the case and the words of `lexicons/*/report_offices.toml`.
Out:  `Offices`, which says party, office or neither.
Not:  who a person is. When unsure the speaker counts as private and is shown only inside the passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from answerable.publish.bundle import Party
from answerable.resources import languages, lexicon

LEXICON = "report_offices"
_ADDRESS = re.compile(r"<?[^\s<>@]{1,64}@[^\s<>@]{1,255}>?")  # of a mail's head: a person's, whoever they speak for
MOST_WORDS = 12  # a longer speaker is a clause that was taken for one


def _words(found: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for whole words; None for no words."""
    alternatives = "|".join(sorted((re.escape(word) for word in found), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE) if alternatives else None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The patterns by kind: office and private, as whole words and as parts of words."""
    tables = [lexicon(language, LEXICON) for language in languages(LEXICON)]
    found: dict[str, re.Pattern[str]] = {}
    for kind in ("office", "private"):
        whole = _words(word for table in tables for word in table.get(kind, ()))
        parts = [re.escape(part) for table in tables for part in table.get(f"{kind}_parts", ())]
        patterns = [whole.pattern] if whole else []
        found[kind] = re.compile("|".join(patterns + parts), re.IGNORECASE)
    return found


class Offices:
    """Speakers by what may be shown of them."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self.parties = tuple(parties)
        self._public: dict[str, bool] = {}
        self._names = [(party, _words(party.names)) for party in self.parties if any(party.names)]

    def party(self, speaker: str | None) -> Party | None:
        """The party whose name stands in `speaker` as whole words; the longest name decides."""
        if not speaker:
            return None
        best: tuple[int, Party] | None = None
        for party, names in self._names:
            match = names.search(speaker) if names else None
            if match and (best is None or len(match[0]) > best[0]):
                best = (len(match[0]), party)
        return best[1] if best and not self.is_private(speaker) else None

    def is_office(self, speaker: str | None) -> bool:
        """Whether `speaker` is written as an office or organisation, and not as somebody's kin, witness or patient."""
        return (
            bool(speaker) and not self.is_private(speaker or "") and bool(_patterns()["office"].search(speaker or ""))
        )

    def public(self, speaker: str | None) -> str | None:
        """`speaker` when they may be named outside their passage, without any mail address, else None."""
        speaker = _ADDRESS.sub("", speaker or "").strip()
        if not speaker or len(speaker.split()) > MOST_WORDS:
            return None
        if speaker not in self._public:
            self._public[speaker] = self.party(speaker) is not None or self.is_office(speaker)
        return speaker if self._public[speaker] else None

    @staticmethod
    def office_words() -> re.Pattern[str]:
        """The words, and in some languages parts of words, by which offices and organisations are known."""
        return _patterns()["office"]

    @staticmethod
    def is_private(speaker: str) -> bool:
        """Whether `speaker` is written as somebody's kin, a witness, a patient …"""
        return bool(_patterns()["private"].search(speaker))
