"""case.toml: settings, or an error that says what to do; what a new case gets can be read back."""

from __future__ import annotations

from collections.abc import Iterator

from answerable.preserve.settings import new_settings, parse_settings
from answerable.terms.errors import WrongUseError


def seeds() -> Iterator[bytes]:
    head = f'id = "{"0" * 32}"\nname = "Othmar bridge"\n'
    yield head.encode()
    yield (
        head + 'question = "who?"\nlanguages = ["en", "fr"]\n[[party]]\nid = "a"\nnames = ["Veldonia"]\n'
        '[[allegation]]\nid = "1"\ntext = "x"\n[[allegation.element]]\nkind = "act"\ntext = "y"\n'
        '[[document]]\npath = "a"\nis = "reply"\ndate = 2024-06-24\nanswers = "1"\n[stamp]\nauthorities = []\n'
    ).encode()
    yield head.encode() + b"nmae = 1\n"


def check(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    refused = None
    try:
        settings = parse_settings(text)
    except WrongUseError as error:
        refused = error
    else:
        assert len(settings.id) == 32
    assert refused is None or (str(refused) and refused.next_step)
    name = text.strip()[:200]
    if name:
        assert parse_settings(new_settings(name)).name == name
