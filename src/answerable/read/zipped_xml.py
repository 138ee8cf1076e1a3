"""The XML members of a zipped document, opened with care.

In:   the bytes of a DOCX or ODT, and the name of a member.
Out:  its root element; declared sizes are not believed, what comes out is counted.
Not:  document types and entities: a member that declares any is refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from lxml import etree

from answerable.read.limits import limits

_CHUNK = 1 << 20


class MemberError(Exception):
    """A member cannot be used; the message says why."""


class ZippedXml:
    """A zipped document. Raises MemberError for what is damaged or hostile."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, IndexError, EOFError, OSError) as error:
            raise MemberError(f"not a readable zip: {str(error)[:100]}") from error

    def names(self) -> list[str]:
        """The names of the members, as the zip gives them."""
        return self._zip.namelist()

    def read(self, name: str) -> bytes | None:
        """The bytes of a member, None when there is none of that name."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & 1:
            raise MemberError("encrypted: a password is needed to read it")
        pieces, total, most = [], 0, limits()
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    total += len(chunk)
                    packed = max(1, info.compress_size)
                    if total > most.office_member or (total > most.ratio_after and total > most.ratio * packed):
                        raise MemberError(f"{name} grows beyond the limit when unpacked")
                    pieces.append(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            ValueError,
            RuntimeError,
        ) as error:
            raise MemberError(f"{name} is damaged: {str(error)[:100]}") from error
        return b"".join(pieces)

    def root(self, name: str) -> Any:
        """The root element of a member, None when there is none of that name."""
        data = self.read(name)
        return None if data is None else parse_xml(data)


def parse_xml(data: bytes) -> Any:
    """`data` as an element tree. Raises MemberError when it is not well-formed or declares a document type."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise MemberError("it declares a document type or entities, which are not read")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MemberError(f"not well-formed XML: {str(error)[:120]}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise MemberError("it declares a document type or entities, which are not read")
    return root


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and entity references."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """The value of an attribute by its name without namespace."""
    return next((v for k, v in element.attrib.items() if k.rsplit("}", 1)[-1] == name), None)
