"""One list of characters that no reader sees, wherever text of strangers is shown, named or put to somebody."""

from __future__ import annotations

import sys

from answerable.confront.questions import as_put
from answerable.publish.showing import plain
from answerable.read.flags import flags_of, without_controls

EVERY = [chr(number) for number in range(sys.maxunicode + 1)]


def test_what_a_page_writes_out_is_marked_in_a_question_and_the_other_way_round():
    written = {c for c in EVERY if plain(f"a{c}b") != f"a{c}b"}
    marked = {c for c in EVERY if as_put(f"a{c}b") == "a\ufffdb"} - {"\ufffd"}
    assert written - marked == set("\x0b\x0c\r\u2028\u2029")  # white space: in a question it is a blank
    assert marked <= written


def test_what_a_reading_names_or_takes_out_is_written_out_between_latin_letters():
    named = {c for c in EVERY if flags_of(f"a{c}b") and not flags_of(f" {c} ")} - {"a"}
    assert all(flags_of(f"a{c}b")[0].endswith("that look like them") for c in named)
    for c in set(EVERY) - named:
        if flags_of(f"a{c}b") or without_controls(c)[1]:
            assert plain(f"a{c}b") != f"a{c}b"


def test_joiners_that_a_script_needs_stay_in_both():
    for words in ("می\u200cخواهم", "👩\u200d⚕️"):
        assert plain(words) == as_put(words) == words
    assert as_put("pay\u200dpal") == "pay\ufffdpal"
