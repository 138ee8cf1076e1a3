"""A case that has every kind of file: two keys, something set aside, a time-stamp, several seals. Nobody in it exists."""

from __future__ import annotations

from pathlib import Path

from tests.outside.stamping_authority import Root, serving
from tests.preserve.building import small_case, take

from answerable.outside.authority import HttpAuthority
from answerable.outside.leaving import Straight
from answerable.outside.tokens import Rfc3161Judge
from answerable.preserve.casefile import CaseFile
from answerable.preserve.settings import Authority
from answerable.preserve.stamps import stamp


def whole_case(folder: Path) -> tuple[CaseFile, Root]:
    """The case, in `folder/my case`, and the root of the authority that stamped it."""
    case = small_case(folder / "my case", documents=3)
    (case.path / "blobs" / ".incoming" / "00").write_bytes(b"half a document")
    case.seal(new_key=True)
    root = Root("Coast root")
    with serving(root.signer(folder / "authority")) as served:
        inside = frozenset({("127.0.0.1", int(served.url.rsplit(":", 1)[1].strip("/")))})
        stamper = HttpAuthority(Straight(inside), inside)
        stamp(case, Authority("coast", served.url, root.pem.decode()), stamper, Rfc3161Judge())
    with case.writing() as writer:
        take(writer, "证词 \\n %s.txt", "裂缝 \\x41 %d".encode(), address="https://coast.example/?a=%41\\b")
    return case, root
