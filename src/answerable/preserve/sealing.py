"""Sealing: a checkpoint of the journal, signed by the case's key on this machine, if the past is still the same.

In:   the journal as it stands, the key and the last checkpoint that this machine keeps outside the case.
Out:  a signed checkpoint in journal/seals/; entries that say by which key seals are made from there on.
Not:  trust in the folder. The signer believes nothing but its own last checkpoint and a proof that the tree it is
      asked to sign begins with that one (RFC 6962). It never signs two different pasts.

The numbers are the steps of docs/methods/seal.md, "Sealing".
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from answerable.preserve import seal_keys
from answerable.preserve.checkpoint import Checkpoint, origin_of, parse_checkpoint
from answerable.preserve.durable import make_folder, write_file
from answerable.preserve.entry import FIRST_KEY, SEALED_BY_BOTH, WITHOUT_OLD_KEY
from answerable.preserve.errors import NotWritableError, PreserveError
from answerable.preserve.journal import Journal
from answerable.preserve.known import Known
from answerable.preserve.layout import Layout
from answerable.preserve.merkle import consistency_proof, consistent, root_of
from answerable.preserve.signed_note import BadSignatureError, PublicKey, SealKey, check_note
from answerable.preserve.writer import Writer
from answerable.terms.digest import Digest, digest_bytes
from answerable.terms.errors import WrongUseError


class OtherPastError(PreserveError):
    """The journal in the folder does not begin with what this machine sealed before. Nothing is signed or added."""

    next_step = (
        "Look for the copy of the folder that has it all, and go on with that one. If there is none, or if this copy "
        "shall go its own way: `answerable preserve seal --accept-loss REASON`. It begins a new key, and says so."
    )

    def __init__(self, last: Checkpoint, size: int) -> None:
        if size < last.size:
            found = f"this folder holds only {size} of them: it is an older copy, or the end was cut off"
        else:
            found = (
                f"the first {last.size} in this folder are others: it is a copy that went its own way, or was rebuilt"
            )
        super().__init__(f"this machine has sealed {last.size} entries of this case; {found}")


class SealMemoryDamagedError(PreserveError):
    """The last checkpoint that this machine keeps cannot be read, or was not signed by its key."""

    next_step = (
        "Put the file back from a backup. If there is none: `answerable preserve seal --accept-loss REASON` begins a "
        "new key, and the journal says so."
    )

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"the last checkpoint kept in {path} is damaged: {why}")


def key_bytes(key: PublicKey) -> bytes:
    """A public key as the blob that a key-changed entry names: its line, ended by a line feed."""
    return f"{key.text}\n".encode()


def key_digest(key: PublicKey) -> Digest:
    return digest_bytes(key_bytes(key))


class Signer:
    """The holder of a case's seal key on this machine."""

    def __init__(self, home: Path, case_id: str, *, anew: bool = False) -> None:
        self.origin = origin_of(case_id)
        self._home, self._anew = home, anew
        self.key = seal_keys.seal_key(home, self.origin)
        self._next = seal_keys.next_key(home, self.origin)
        self._last = self._remembered()

    @property
    def remembers(self) -> bool:
        """Whether this machine has sealed the case before."""
        return self._last is not None

    def require_same_past(self, known: Known) -> None:
        """Raises OtherPastError unless the journal begins with what was sealed here before."""
        last = self._last
        if last is not None and (known.size < last.size or root_of(known.leaves[: last.size]) != last.root):
            raise OtherPastError(last, known.size)

    def introduce(self, writer: Writer, known: Known, reason: str = "") -> None:
        """Journal the key of this machine, unless it is the one in force."""
        if self._next is not None:
            if known.key == key_digest(self._next.public):
                return  # a change that was cut short after its entry; the next seal ends it
            seal_keys.drop_next_key(self._home, self.origin)
            self._next = None
        if known.key != key_digest(self.key.public):
            self._journal_key(
                writer, self.key, FIRST_KEY if known.key is None and not self._anew else WITHOUT_OLD_KEY, reason
            )

    def change_key(self, writer: Writer) -> None:
        """Journal a new key. The seal at the end of the command is made with both."""
        self._next = seal_keys.make_next_key(self._home, self.origin)
        self._journal_key(writer, self._next, SEALED_BY_BOTH, "")

    def sign(self, checkpoint: Checkpoint, proof: Sequence[bytes], keys: Sequence[SealKey]) -> Checkpoint:
        """`checkpoint`, signed by `keys`, and remembered outside the case as the last one.

        Raises OtherPastError unless `proof` shows that its tree begins with the last one that was signed here.
        """
        last = self._last
        if last is not None and not consistent(last.size, checkpoint.size, proof, last.root, checkpoint.root):
            raise OtherPastError(last, checkpoint.size)  # (2)
        lines = tuple(key.sign(checkpoint.body) for key in keys)
        signed = Checkpoint(checkpoint.origin, checkpoint.size, checkpoint.root, lines)
        seal_keys.keep_last_sealed(self._home, self.origin, signed.text.encode())  # (3)
        self._last = signed
        return signed

    def seal(self, layout: Layout, journal: Journal) -> None:
        """Write a signed checkpoint of the journal as it is now, unless there is one or it could not be written."""
        known = journal.known
        if journal.broken or known.size == 0 or (known.sealed is not None and known.sealed.size == known.size):
            return
        last = self._last
        proof = consistency_proof(last.size, known.leaves) if last is not None else ()
        follows = self._next if self._next is not None and known.key == key_digest(self._next.public) else None
        keys = [self.key] if follows is None else [self.key, follows]
        path = layout.checkpoint(known.size)
        try:
            checkpoint = self.sign(Checkpoint(self.origin, known.size, known.tree.root()), proof, keys)
            make_folder(path.parent)
            write_file(path, checkpoint.text.encode())  # (4)
            if follows is not None:
                seal_keys.promote_next_key(self._home, self.origin)  # (5)
                self.key, self._next = follows, None
        except OSError as error:
            raise NotWritableError(path, error) from error
        known.sealed = checkpoint

    def _journal_key(self, writer: Writer, key: SealKey, how: str, reason: str) -> None:
        kept = writer.keep_bytes(key_bytes(key.public))
        writer.append("key-changed", objects=[kept.digest], how=how, reason=reason)

    def _remembered(self) -> Checkpoint | None:
        folder = seal_keys.folder_of(self._home, self.origin)
        try:
            data = seal_keys.last_sealed(self._home, self.origin)
            if data is None:
                return None
            checkpoint = parse_checkpoint(data)
            signers = check_note(checkpoint.note, seal_keys.own_keys(self._home, self.origin))
        except (OSError, ValueError, BadSignatureError) as error:
            raise SealMemoryDamagedError(folder, str(error)) from error
        if not signers or checkpoint.origin != self.origin:
            raise SealMemoryDamagedError(folder, "it was not signed for this case by a key of this machine")
        return checkpoint


def home_for(case: Path) -> Path:
    """The folder of seal keys. Raises WrongUseError when it would lie within the case: a case is given away."""
    home = seal_keys.home()
    if home.resolve().is_relative_to(case.resolve()):
        raise WrongUseError(
            f"seal keys would lie in {home}, inside the case folder, and be given away with it",
            next_step=f"Name another folder with {seal_keys.HOME}.",
        )
    return home


def signer_for(case: Path, case_id: str, known: Known) -> Signer:
    """The signer of a journal that is about to be added to.

    An empty journal under an id that was sealed before is a case begun anew, not a past that was altered: what this
    machine knew is set aside and another key begins. Raises OtherPastError when the journal holds another past.
    """
    home = home_for(case)
    signer = Signer(home, case_id)
    if known.size == 0 and signer.remembers:
        seal_keys.set_key_aside(home, signer.origin)
        return Signer(home, case_id, anew=True)
    signer.require_same_past(known)
    return signer


def accept_loss(case: Path, case_id: str) -> None:
    """Set this machine's key and last checkpoint of the case aside; the next writer introduces a new key."""
    seal_keys.set_key_aside(home_for(case), origin_of(case_id))
