"""case.toml: what a person says about a case before the machine reads anything.

In:   the text of case.toml.
Out:  `CaseSettings`, checked; or an error that names the line, what is wrong there, and what to do.
Not:  looking anything up. Whether a named document is in the case is for the stages to find.
"""

from __future__ import annotations

import json
import re
import secrets
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from answerable.preserve.settings_errors import BadValueError, NotTomlError, Place, UnknownKeyError
from answerable.terms.digest import is_digest
from answerable.terms.moment import bounds

_AUTHORITY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")

ElementKind = Literal["act", "author", "victims", "place", "time", "number", "knowledge", "remedy"]
DocumentKind = Literal["letter", "reply", "request", "other"]


class Party(msgspec.Struct, frozen=True):
    """Someone who alleges, is accused, or speaks. `names` are all the names the documents use for them."""

    id: str
    names: tuple[str, ...] = ()
    role: str = ""


class GivenElement(msgspec.Struct, frozen=True):
    """A part of an allegation that can be true or false alone, as the analyst wrote it."""

    kind: ElementKind
    text: str


class GivenAllegation(msgspec.Struct, frozen=True, rename={"elements": "element"}):
    """What is alleged, as the analyst wrote it."""

    id: str
    text: str
    elements: tuple[GivenElement, ...] = ()


class GivenDocument(msgspec.Struct, frozen=True, rename={"is_": "is", "from_": "from"}):
    """What the analyst says of one document, named by path, digest or address. `date` is EDTF."""

    path: str | None = None
    sha256: str | None = None
    url: str | None = None
    is_: DocumentKind = "other"
    from_: str | None = None
    to: str | None = None
    date: str | None = None
    answers: tuple[str, ...] = ()  # ids of allegations, or paths, digests, addresses of the letters it answers


class Authority(msgspec.Struct, frozen=True):
    """Who may be asked for time-stamps, and by which certificate it is known.

    `certificate` is a file, its path relative to the case folder, or the text of one (PEM, root included).
    """

    name: str
    url: str
    certificate: str


class Model(msgspec.Struct, frozen=True):
    """A language model that may be asked for a second reading: where it is reached, and its name there. Never a key."""

    address: str
    name: str


class CaseSettings(msgspec.Struct, frozen=True):
    """All of case.toml. Only `id` and `name` are required."""

    id: str
    name: str
    question: str | None = None
    languages: tuple[str, ...] = ()
    codebook: str = "answerable-codebook/0.2"
    parties: tuple[Party, ...] = ()
    allegations: tuple[GivenAllegation, ...] = ()
    documents: tuple[GivenDocument, ...] = ()
    authorities: tuple[Authority, ...] = ()
    model: Model | None = None


class _Stamp(msgspec.Struct, frozen=True):
    authorities: tuple[Authority, ...] = ()


class _File(msgspec.Struct, frozen=True):
    """The tables as they are named in the file, by key."""

    id: str
    name: str
    question: str | None = None
    languages: tuple[str, ...] = ()
    codebook: str = "answerable-codebook/0.2"
    party: tuple[Party, ...] = ()
    allegation: tuple[GivenAllegation, ...] = ()
    document: tuple[GivenDocument, ...] = ()
    stamp: _Stamp = _Stamp()
    model: Model | None = None


def parse_settings(toml_text: str) -> CaseSettings:
    """The settings in `toml_text`. Raises NotTomlError, UnknownKeyError or BadValueError, all WrongUseError."""
    try:
        table = tomllib.loads(toml_text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError; a number, or a nesting, beyond what Python reads
        raise NotTomlError(str(error)) from error
    _refuse_unknown(toml_text, table, _File, ())  # a mistyped key must not be passed over
    table = _with_dates_as_text(table)
    for document in table.get("document", ()):
        if isinstance(document, dict) and isinstance(document.get("answers"), str):
            document["answers"] = [document["answers"]]
    try:
        file = msgspec.convert(table, _File)
    except msgspec.ValidationError as error:
        raise BadValueError.from_msgspec(toml_text, str(error)) from error
    _check(toml_text, file)
    return CaseSettings(
        id=file.id,
        name=file.name,
        question=file.question,
        languages=file.languages,
        codebook=file.codebook,
        parties=file.party,
        allegations=file.allegation,
        documents=file.document,
        authorities=file.stamp.authorities,
        model=file.model,
    )


def new_settings(name: str, question: str | None = None) -> str:
    """The text of a case.toml for a new case, with a random id of 16 bytes."""
    lines = [
        "# What this case is about. The id must not change; everything else may.",
        f'id = "{secrets.token_hex(16)}"',
        f"name = {toml_string(name)}",
    ]
    if question:
        lines.append(f"question = {toml_string(question)}")
    lines.append('codebook = "answerable-codebook/0.2"')
    return "\n".join(lines) + "\n"


def toml_string(text: str) -> str:
    """`text` as a basic string of TOML, which escapes as JSON does, and U+007F besides."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _refuse_unknown(
    toml_text: str, table: dict[str, Any], kind: type[msgspec.Struct], path: tuple[str | int, ...]
) -> None:
    fields = {f.encode_name: f.type for f in msgspec.structs.fields(kind)}
    unknown = [key for key in table if key not in fields]
    if unknown:
        raise UnknownKeyError(toml_text, path, unknown, sorted(fields))
    for key, value in table.items():
        inner = _table_type(fields[key])
        if inner is None:
            continue
        if isinstance(value, dict):
            _refuse_unknown(toml_text, value, inner, (*path, key))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    _refuse_unknown(toml_text, item, inner, (*path, key, index))


def _table_type(annotation: Any) -> type[msgspec.Struct] | None:
    """The kind of table that a field holds, alone or many; None when it holds plain values."""
    for candidate in (annotation, *getattr(annotation, "__args__", ())):
        if isinstance(candidate, type) and issubclass(candidate, msgspec.Struct):
            return candidate
    return None


def _with_dates_as_text(value: Any) -> Any:
    """TOML has dates of its own (`date = 2024-06-24`); they are taken as if they stood in quotation marks."""
    if isinstance(value, dict):
        return {key: _with_dates_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_dates_as_text(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def _check(toml_text: str, file: _File) -> None:
    """What the types do not say."""

    def require(good: bool, path: Place, wrong: str, next_step: str) -> None:
        if not good:
            raise BadValueError(toml_text, path, wrong, next_step)

    require(is_case_id(file.id), ("id",), f"the id {file.id!r} is not 32 hexadecimal digits", "Put back the id it had.")
    require(bool(file.name.strip()), ("name",), "the name is empty", "Give the case a name.")
    _unique(require, "party", [party.id for party in file.party])
    _unique(require, "allegation", [allegation.id for allegation in file.allegation])
    for index, authority in enumerate(file.stamp.authorities):
        at: Place = ("stamp", "authorities", index)
        short = "Use 1 to 40 small letters, digits and hyphens, each name once; it names the files of its time-stamps."
        others = [one.name for one in file.stamp.authorities[:index]]
        good = bool(_AUTHORITY.match(authority.name)) and authority.name not in others
        require(good, (*at, "name"), f"{authority.name!r} cannot be the name of an authority", short)
        web = authority.url.startswith(("https://", "http://")) and not any(map(str.isspace, authority.url))
        require(web, (*at, "url"), f"{authority.url!r} is no address", "Write it with https:// or http://.")
    if file.model is not None:
        wrong, remedy = wrong_in_model(file.model)
        require(not wrong, ("model", "name" if "name" in wrong else "address"), wrong, remedy)
    for index, document in enumerate(file.document):
        here: Place = ("document", index)
        named = document.path or document.sha256 or document.url
        require(bool(named), here, "a [[document]] names no document", "Give it a path, a sha256 or a url.")
        if document.sha256 is not None:
            digits = "Write it as 64 lower-case hexadecimal digits."
            require(is_digest(document.sha256), (*here, "sha256"), "the sha256 is not a digest", digits)
        if document.date is not None:
            known = "Write it like 2019, 2019-03 or 2019-03-14."
            require(_is_date(document.date), (*here, "date"), f"{document.date!r} is not a date", known)


def is_case_id(text: str) -> bool:
    """Whether `text` is 16 bytes in hexadecimal, as every case's id is."""
    return len(text) == 32 and all(c in "0123456789abcdef" for c in text)


def wrong_in_model(model: Model) -> tuple[str, str]:
    """What is wrong with a [model] and what to do about it; both empty when nothing is. Quotes none of it: a key
    may have been put there."""
    name, address = model.name, model.address
    if not name.strip() or len(name) > 200 or not name.isprintable():
        return "the name of the model is empty, too long or not printable", "Write it as the endpoint lists it."
    spaced = any(map(str.isspace, address)) or not address.isprintable()
    if spaced or not address.startswith(("https://", "http://")) or not _names_a_host(address):
        return "this is no address", "Write it with https:// or http://, as in http://127.0.0.1:11434/v1."
    if any(sign in address for sign in "?#@"):
        secret = "A key stands in no case: name it with ANSWERABLE_MODEL_KEY."
        return "an address of a model has no ?, # or @", f"Leave out what belongs to them. {secret}"
    return "", ""


def _names_a_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0  # reading the port may fail too
    except ValueError:
        return False


def _unique(require: Callable[..., None], table: str, ids: list[str]) -> None:
    for index, name in enumerate(ids):
        here = (table, index, "id")
        require(bool(name.strip()), here, f"a [[{table}]] has an empty id", "Give it a short id of its own.")
        require(name not in ids[:index], here, f"two [[{table}]] have the id {name!r}", "Give each an id of its own.")


def _is_date(text: str) -> bool:
    try:
        bounds(text)
    except ValueError:
        return False
    return True
