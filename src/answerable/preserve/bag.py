"""A bag: one case as a stranger can check it, made to be given away.

In:   a case, what to withhold from the copy, for whom it is, and what else shall lie beside the documents.
Out:  a BagIt 1.0 bag at `target`, sealed; an `exported` entry and a seal of the journal, both made before it.
Not:  reading a bag (`unbag`), nor deciding what may be given away.

The numbers are the steps of docs/methods/bag.md, "How a bag is made".
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import answerable
from answerable.preserve.age import Writes, check_recipient
from answerable.preserve.at_rest import Hashing, plain_size
from answerable.preserve.bag_crate import FILE as CRATE
from answerable.preserve.bag_crate import Described, crate
from answerable.preserve.bag_errors import InTheClearError, TargetThereError
from answerable.preserve.bag_journal import JournalFile, journal_files, withheld_from
from answerable.preserve.bag_manifest import PAYLOAD, TAGS, encode_manifest
from answerable.preserve.bag_places import ENCRYPTED, Place, writing_bag
from answerable.preserve.bag_seal import FILE as SEAL
from answerable.preserve.bag_seal import public_pem, seal_bag
from answerable.preserve.bag_tags import DECLARATION, DECLARATION_FILE, INFO_FILE, OXUM, encode_info
from answerable.preserve.bag_words import FILE as README
from answerable.preserve.bag_words import Facts, readme
from answerable.preserve.casefile import CaseFile
from answerable.preserve.checkpoint import Checkpoint, origin_of
from answerable.preserve.errors import BytesChangedError, JournalDamagedError
from answerable.preserve.history import count_entries
from answerable.preserve.known import last_checkpoint
from answerable.preserve.lock import writing_lock
from answerable.preserve.seal_keys import seal_key
from answerable.preserve.sealing import home_for
from answerable.preserve.signed_note import PublicKey, parse_public_key
from answerable.preserve.withheld import FILE as WITHHELD
from answerable.preserve.withheld import encode_withheld
from answerable.preserve.writer import MAX_OBJECTS
from answerable.terms.digest import Digest, digest_bytes
from answerable.terms.errors import WrongUseError
from answerable.terms.moment import now

HOW = "bag/1"
TOOL = f"answerable/{answerable.__version__}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants of a bag."""

    recipients: Sequence[str] = ()  # age1…
    without: Sequence[Digest] = ()
    notes: bool = True
    in_the_clear: bool = False  # an encrypted case, and yet a bag that is not


@dataclass(frozen=True, slots=True)
class Beside:
    """What later stages lay beside the documents: readings by their path under data/, media types by digest."""

    files: Iterable[tuple[str, bytes]] = ()
    types: Mapping[Digest, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bagged:
    """What a bag holds, and by which key it is sealed."""

    items: int
    withheld: frozenset[Digest]
    key: PublicKey


def bag_case(case: CaseFile, target: Path, wanted: Wanted, beside: Callable[[frozenset[Digest]], Beside]) -> Bagged:
    """Write a bag of `case` to `target`. `beside` is told what is withheld, and gives what else goes in.

    Raises WrongUseError for what cannot be asked for, BytesChangedError for damaged bytes (nothing is exported
    then but what the journal says was tried), and what `CaseFile.writing` raises.
    """
    recipients = [check_recipient(one) for one in wanted.recipients]
    _require_possible(case, target, wanted)
    withheld = withheld_from(case, wanted.without, notes=wanted.notes)
    with case.writing() as writer:  # (1) (2): the entry, and at the end of the block a seal over it
        note = {"to": recipients, "notes": wanted.notes, "withheld": len(withheld)}
        objects = sorted(withheld)
        for start in range(0, max(1, len(objects)), MAX_OBJECTS):
            writer.append("exported", objects=objects[start : start + MAX_OBJECTS], tool=TOOL, how=HOW, note=note)
    with writing_lock(case.layout.lock, case=case.path), writing_bag(target, recipients) as place:
        sealed = last_checkpoint(case.layout)
        if sealed is None or sealed.size != count_entries(case.layout):
            raise JournalDamagedError("another command wrote to the case meanwhile", next_step="Make the bag again.")
        return _Bag(case, place, withheld, notes=wanted.notes, sealed=sealed).write(beside(withheld))


class _Bag:
    """One bag while it is written."""

    def __init__(
        self, case: CaseFile, place: Place, withheld: frozenset[Digest], *, notes: bool, sealed: Checkpoint
    ) -> None:
        self.case, self.place, self.sealed = case, place, sealed
        self.hidden, self.journal = journal_files(case, withheld, notes=notes)
        self.payload: dict[str, tuple[Digest, int]] = {}
        self.tags: dict[str, tuple[Digest, int]] = {}

    def write(self, beside: Beside) -> Bagged:
        self._tag(DECLARATION_FILE, DECLARATION)
        self._tag("case.toml", self.case.layout.settings.read_bytes())
        items = 0
        for digest in sorted(self.case.kept()):  # (3)
            if digest not in self.hidden.digests:
                self._blob(digest)
                items += 1
        for name, data in beside.files:
            self._put(f"data/{name}", data, self.payload)
        for file in self.journal:  # (4)
            self._journal(file)
        key = self._keys()
        self._describe(beside, key)  # (5)
        manifest = encode_manifest({path: digest for path, (digest, _) in self.payload.items()})
        self._tag(PAYLOAD, manifest)  # (6)
        tag_manifest = encode_manifest({path: digest for path, (digest, _) in self.tags.items()})
        self._put(TAGS, tag_manifest, {})
        origin = origin_of(self.case.settings.id)
        own = seal_key(home_for(self.case.path), origin)
        self._put(SEAL, seal_bag(origin, tag_manifest, own), {})  # (7)
        return Bagged(items, self.hidden.digests, own.public)

    def _blob(self, digest: Digest) -> None:
        """The plain bytes of `digest`, hashed as they are written. Raises BytesChangedError, BytesMissingError."""
        layout, at_rest = self.case.layout, self.case.at_rest
        path = layout.blob(digest)
        size = plain_size(at_rest, path, digest)

        def write(sink: Writes) -> None:
            hashing = Hashing(sink)
            with path.open("rb") as stored:
                at_rest.load(stored, hashing)
            if hashing.digest != digest:
                raise BytesChangedError(digest, hashing.digest)

        self.place.put(where := f"data/blobs/{digest[:2]}/{digest}", size, write)
        self.payload[where] = digest, size

    def _journal(self, file: JournalFile) -> None:
        hashing = Hashing()
        file.write(hashing)
        self.place.put(file.path, hashing.size, file.write)
        self.tags[file.path] = hashing.digest, hashing.size

    def _keys(self) -> PublicKey:
        """Every public key that the journal names, as a line and as openssl reads it; returns this machine's."""
        own = seal_key(home_for(self.case.path), origin_of(self.case.settings.id)).public
        named = [entry.objects[0] for entry in self.case.entries() if entry.act == "key-changed" and entry.objects]
        keys = [parse_public_key(self.case.read_blob(digest).decode().removesuffix("\n")) for digest in named]
        for key in {key.id: key for key in (*keys, own)}.values():
            self._tag(f"keys/{key.id.hex()}.key", f"{key.text}\n".encode())
            self._tag(f"keys/{key.id.hex()}.pem", public_pem(key))
        return own

    def _describe(self, beside: Beside, key: PublicKey) -> None:
        """withheld.json, bag-info.txt, the crate and the README."""
        made, settings = now(), self.case.settings
        if self.hidden:
            self._tag(WITHHELD, encode_withheld(self.hidden))
        notes = "none" if self.hidden.all_notes else "some" if self.hidden.notes else "all"
        octets = sum(size for _, size in self.payload.values())
        root = base64.b64encode(self.sealed.root).decode()
        rows = [
            ("Bagging-Date", made[:10]),
            ("Bag-Software-Agent", TOOL),
            (OXUM, f"{octets}.{len(self.payload)}"),
            ("External-Identifier", settings.id),
            ("Case-Format", "case/1"),
            ("Journal-Entries", str(self.sealed.size)),
            ("Journal-Root", root),
            ("Notes", notes),
            ("Withheld-Items", str(len(self.hidden.digests))),
        ]
        self._tag(INFO_FILE, encode_info(rows))
        facts = Facts(
            case_id=settings.id,
            made=made,
            tool=TOOL,
            entries=self.sealed.size,
            root=root,
            key_id=key.id.hex(),
            key=key.text,
            withheld=len(self.hidden.digests),
            notes=notes,
            stamped=any(path.endswith(".tsr") for path in self.tags),
        )
        self._tag(README, readme(facts))
        files = [
            Described(path, size, digest, beside.types.get(digest, ""))
            for path, (digest, size) in sorted((self.payload | self.tags).items())
        ]
        self._tag(CRATE, crate(settings.id, settings.name, settings.question or "", made, TOOL, files))

    def _tag(self, path: str, data: bytes) -> None:
        self._put(path, data, self.tags)

    def _put(self, path: str, data: bytes, listed: dict[str, tuple[Digest, int]]) -> None:
        def write(sink: Writes) -> None:
            sink.write(data)

        self.place.put(path, len(data), write)
        listed[path] = digest_bytes(data), len(data)


def _require_possible(case: CaseFile, target: Path, wanted: Wanted) -> None:
    """What can be known to fail is refused before the journal says that something was exported."""
    case.require_key()
    if os.path.lexists(target):
        raise TargetThereError(target)
    if not target.absolute().parent.is_dir():
        raise WrongUseError(f"{target} is to lie in a folder that is not there", next_step="Make the folder first.")
    if target.resolve().is_relative_to(case.path.resolve()):
        raise WrongUseError(f"{target} lies in the case folder", next_step="Name a place outside it.")
    if wanted.recipients and not target.name.endswith(ENCRYPTED):
        raise WrongUseError(
            f"a bag for a recipient is one encrypted file, and {target.name} is not called one",
            next_step=f"Give a name that ends in {ENCRYPTED}.",
        )
    if target.name.endswith(ENCRYPTED) and not wanted.recipients:
        raise WrongUseError(f"{target.name} is to be encrypted, for nobody", next_step="Name a recipient with --to.")
    if case.recipient and not (wanted.recipients or wanted.in_the_clear):
        raise InTheClearError
    unknown = [digest for digest in wanted.without if digest not in case.kept()]
    if unknown:
        raise WrongUseError(
            f"{unknown[0]} is not in this case, so it cannot be withheld",
            next_step="`answerable inputs` lists the digests.",
        )
