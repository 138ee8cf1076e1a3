"""Whether a bag is what its lists say, and its lists are what was sealed.

In:   digest and size of every file that came, and the small files themselves.
Out:  a `BagRefusedError` at the first thing that does not fit; else what the bag says of itself.
Not:  the journal (`verify`), nor the files' meaning.

The numbers are the steps of docs/methods/bag.md, "How a bag is taken in".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from answerable.preserve.bag_errors import BagRefusedError
from answerable.preserve.bag_manifest import PAYLOAD, TAGS, parse_manifest
from answerable.preserve.bag_paths import refused_path
from answerable.preserve.bag_seal import FILE as SEAL
from answerable.preserve.bag_tags import DECLARATION_FILE, INFO_FILE, OXUM, parse_info, parse_oxum, wrong_declaration
from answerable.preserve.settings import CaseSettings, parse_settings
from answerable.preserve.withheld import FILE as WITHHELD
from answerable.preserve.withheld import Withheld, parse_withheld
from answerable.terms.digest import Digest
from answerable.terms.errors import WrongUseError

_NEEDED = (DECLARATION_FILE, INFO_FILE, PAYLOAD, TAGS, "case.toml")


@dataclass(frozen=True, slots=True)
class Fitting:
    """A bag whose lists fit its files."""

    settings: CaseSettings
    withheld: Withheld
    tag_manifest: bytes
    seal: bytes | None


def check_lists(digests: Mapping[str, Digest], sizes: Mapping[str, int], held: Mapping[str, bytes]) -> Fitting:
    """Compare every file with the lists, and the lists with one another. Raises BagRefusedError."""
    for name in _NEEDED:
        if name not in held:
            raise BagRefusedError(name, "it is missing")
    wrong = wrong_declaration(held[DECLARATION_FILE])  # (2)
    if wrong:
        raise BagRefusedError(DECLARATION_FILE, wrong)
    payload = {path: digest for path, digest in digests.items() if path.startswith("data/")}
    tags = {path: digest for path, digest in digests.items() if path not in payload and path not in (TAGS, SEAL)}
    _compare(PAYLOAD, held[PAYLOAD], payload)  # (3)
    _compare(TAGS, held[TAGS], tags)  # (4)
    try:
        info = parse_info(held[INFO_FILE])
        _count(info, [sizes[path] for path in payload])  # (5)
        withheld = parse_withheld(held[WITHHELD]) if WITHHELD in held else Withheld()
    except ValueError as error:
        raise BagRefusedError(f"{INFO_FILE} or {WITHHELD}", str(error)) from error
    try:
        settings = parse_settings(held["case.toml"].decode("utf-8"))
    except (WrongUseError, UnicodeDecodeError) as error:
        raise BagRefusedError("case.toml", str(error)) from error
    return Fitting(settings, withheld, held[TAGS], held.get(SEAL))


def _compare(name: str, manifest: bytes, found: Mapping[str, Digest]) -> None:
    """Every file listed is there with these bytes, and every file there is listed."""
    try:
        listed = parse_manifest(manifest)
    except ValueError as error:
        raise BagRefusedError(name, str(error)) from error
    for path, digest in listed.items():
        wrong = refused_path(path)
        if wrong:
            raise BagRefusedError(name, f"{path!r}: {wrong}")
        if path not in found:
            raise BagRefusedError(path, f"{name} lists it, and it is missing")
        if found[path] != digest:
            raise BagRefusedError(path, f"{name} lists it as {digest}, and it is {found[path]}")
    for path in found:
        if path not in listed:
            raise BagRefusedError(path, f"{name} does not list it")


def _count(info: list[tuple[str, str]], sizes: list[int]) -> None:
    said = [value for label, value in info if label == OXUM]
    if len(said) != 1:
        raise ValueError(f"{OXUM} stands there {len(said)} times")
    if parse_oxum(said[0]) != (sum(sizes), len(sizes)):
        raise ValueError(f"{OXUM} says {said[0]}, and the payload has {sum(sizes)}.{len(sizes)}")
