"""Times of an allegation: whole phrases without their preposition."""

from __future__ import annotations

import pytest

from answerable.confront.clause_times import times_of
from answerable.confront.clause_words import clause_words

TIMES = {
    "a day": ("On 9 March 2019 police came.", ["9 March 2019"]),
    "a night with its day": ("in the night from 6 to 7 July 1999", ["the night from 6 to 7 July 1999"]),
    "years that bound": ("between 1991 and 1994", ["1991 and 1994"]),
    "days that bound": ("Between 3 and 7 May 2018 houses burned.", ["3 and 7 May 2018"]),
    "a duration": ("held for nineteen hours", ["nineteen hours"]),
    "a duration with its hedge": ("for up to nine hours a day", ["up to nine hours a day"]),
    "a season": ("Since the autumn of 2015 papers are refused.", ["the autumn of 2015"]),
    "an ordinal": ("in the second week of September 2019", ["the second week of September 2019"]),
    "later": ("he died three days later", ["three days later"]),
    "two years are two": ("in 2012, 2013 and again in April 2014", ["2012", "2013", "April 2014"]),
    "a clock time with its day": ("at 7.40 p.m. on 9 October", ["7.40 p.m. on 9 October"]),
    "a feast": ("on Christmas Eve 2008", ["Christmas Eve 2008"]),
    "an age is none": ("an infant of five months suffocated", []),
    "a shift is none": ("during the night shift", []),
    "a watchman is none": ("by the night watchman", []),
    "people are no year": ("2000 workers were dismissed", []),
    "may is a verb": ("they may leave", []),
}


@pytest.mark.parametrize("name", TIMES)
def test_times_are_found_whole(name: str) -> None:
    text, wanted = TIMES[name]
    assert [t.of(text) for t in times_of(clause_words(text, "en"))] == wanted


OTHERS = {
    "fr": ("Dans la nuit du 3 au 4 mars 2019", ["la nuit du 3 au 4 mars 2019"]),
    "es": ("En la noche del 11 de febrero de 2020", ["la noche del 11 de febrero de 2020"]),
    "de": ("In der Nacht zum 12. Februar 2020", ["Nacht zum 12. Februar 2020"]),
    "ru": ("В ночь на 12 февраля 2020 года", ["ночь на 12 февраля 2020 года"]),
    "zh": ("2019年3月9日，警察来了。", ["2019年3月9日"]),
}


@pytest.mark.parametrize("language", OTHERS)
def test_times_are_found_in_other_languages(language: str) -> None:
    text, wanted = OTHERS[language]
    assert [t.of(text) for t in times_of(clause_words(text, language))] == wanted
