"""The language and direction of a text."""

from __future__ import annotations

import pytest

from answerable.publish.scripts import direction, language_for

TEXTS = {
    "English": ("The ministry denies it.", "en", "ltr", "en"),
    "Arabic": ("تنفي الوزارة ذلك.", "ar", "rtl", "ar"),
    "Uyghur": ("مىنىستىرلىق بۇنى رەت قىلدى.", "ug", "rtl", "ug"),
    "Uyghur in Latin letters": ("Ministirliq buni ret qildi.", "ug-Latn", "ltr", "ug-Latn"),
    "Hebrew with a Latin name": ("המשרד הכחיש את דברי Corvane", "he", "rtl", "he"),
    "Chinese": ("外交部否认。", "zh-Hans", "ltr", "zh-Hans"),
    "an English passage in an Arabic document": ("No one was arrested.", "ar", "ltr", ""),
    "an Arabic passage in an English document": ("لم يعتقل أحد.", "en", "rtl", ""),
    "a tag that is none": ("Nothing.", "en us<script>", "ltr", ""),
    "no language known": ("Nothing.", None, "ltr", ""),
    "numbers only": ("2021", "en", "ltr", "en"),
    "nothing": ("", "en", "ltr", "en"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_each_text_is_set_in_its_own_direction_and_language(name: str) -> None:
    text, tag, way, language = TEXTS[name]
    assert direction(text) == way
    assert language_for(text, tag) == language
