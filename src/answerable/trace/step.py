"""The door of trace: readings to lineage.

In:   the readings of a case and where each capture came from.
Out:  one `Lineage` on the shelf, with signatures beside it so that a new document costs only itself.
Not:  tracing what cannot be read, and containers, whose members are traced on their own.

Places in a lineage count in the body of a reading (`Reading.body`), which maps them back.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from answerable.preserve.casefile import CaseFile, Writer
from answerable.preserve.runs import record_run
from answerable.read.reading import METHOD as READ
from answerable.read.reading import Reading
from answerable.read.step import first_captures
from answerable.terms.digest import Digest, canonical_json, digest_bytes
from answerable.trace.engine import Engine
from answerable.trace.kin import Kin
from answerable.trace.lineage import Lineage, TextSeen
from answerable.trace.lineages import trace_lineage
from answerable.trace.signatures import Signature, sign

METHOD = "trace/3"
_SIGNATURES = "signatures-2"
_KIN = "kin-1"


def state(case: CaseFile) -> Digest:
    """What the lineage depends on: the readings there are, and the addresses they came from."""
    known = sorted(case.shelf("read", READ).keys())
    addresses = sorted((c.digest, c.address) for c in case.captures() if c.address)
    return digest_bytes(canonical_json([METHOD, READ, known, addresses]))


def trace_case(
    case: CaseFile, writer: Writer, readings: Mapping[Digest, Reading], engine: Engine | None = None
) -> Lineage:
    """Trace the case anew and put the lineage on the shelf; signatures of texts seen before are used again."""
    texts = texts_seen(case, readings)
    lineage = trace_lineage(texts, _signatures(case, texts), engine, Kin(case.shelf("trace", _KIN)))
    shelf = case.shelf("trace", METHOD)
    now = state(case)
    shelf.replace_all([("lineage", msgspec.msgpack.encode(lineage)), ("state", now.encode())])
    made = [f.id for f in lineage.families] + [d.id for d in lineage.derivations]
    record_run(writer, "trace", METHOD, (t.id for t in texts), made)
    return lineage


def is_current(case: CaseFile) -> bool:
    """Whether the lineage on the shelf is of the documents there are now."""
    return case.shelf("trace", METHOD).get("state") == state(case).encode()


def traced(case: CaseFile) -> Lineage | None:
    """The lineage on the shelf, None when there is none or it is of other documents."""
    row = case.shelf("trace", METHOD).get("lineage") if is_current(case) else None
    return None if row is None else msgspec.msgpack.decode(row, type=Lineage)


def texts_seen(case: CaseFile, readings: Mapping[Digest, Reading]) -> list[TextSeen]:
    """What tracing needs of each readable document, in order of digest."""
    captures = first_captures(case)
    texts = []
    for digest, reading in sorted(readings.items()):
        body = reading.body.text
        if not body.strip():
            continue
        links = tuple((link.url, link.words) for link in reading.links if link.rel == "body")
        capture = captures.get(digest)
        texts.append(
            TextSeen(
                id=digest,
                text=body,
                published=reading.published,
                url=capture.address if capture is not None else None,
                publisher=reading.outlet,
                language=reading.language,
                title=reading.title,
                canonical=reading.canonical,
                links=links,
            )
        )
    return texts


def _signatures(case: CaseFile, texts: list[TextSeen]) -> dict[str, Signature]:
    shelf = case.shelf("trace", _SIGNATURES)
    known = {key: msgspec.msgpack.decode(row, type=Signature) for key, row in shelf.items()}
    new = {t.id: sign(t.text) for t in texts if t.id not in known}
    shelf.put_many((key, msgspec.msgpack.encode(signature)) for key, signature in new.items())
    return known | new
