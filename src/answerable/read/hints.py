"""What whoever offered the bytes said about them. Hints help; they are never trusted over the bytes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Hints:
    """`path` as offered, `declared_type` as a header or MIME part claimed it, `address` where it was published.

    `facts` are those of the capture: namespaces of a feed (`xmlns:dc`), headers, status.
    """

    path: str | None = None
    declared_type: str | None = None
    address: str | None = None
    facts: tuple[tuple[str, str], ...] = ()

    @cached_property
    def declared(self) -> str:
        """The declared media type alone, lower case, without parameters; empty when none."""
        return (self.declared_type or "").split(";")[0].strip().lower()

    def parameter(self, name: str) -> str | None:
        """A parameter of the declared type (`charset`, `element`), unquoted."""
        for part in (self.declared_type or "").split(";")[1:]:
            key, _, value = part.partition("=")
            if key.strip().lower() == name:
                return value.strip().strip("\"'") or None
        return None

    @property
    def suffix(self) -> str:
        """The last extension of the path or, failing that, of the address: `.pdf`; empty when there is none."""
        for name in (self.path, (self.address or "").split("?")[0].split("#")[0]):
            last = (name or "").rsplit("/", 1)[-1]
            if "." in last[1:]:
                return "." + last.rsplit(".", 1)[-1].lower()
        return ""
