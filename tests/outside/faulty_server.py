"""The fork server with a plain-text reader and an opener that do what documents say (see `faulty_readers`, `faulty_openers`)."""

from __future__ import annotations

from answerable.outside import sandbox_child, sandbox_server
from answerable.read import formats


def serve() -> None:
    """As `sandbox_server.serve`, after putting the faulty reader and opener in place."""
    from tests.outside.faulty_openers import send_faulty
    from tests.outside.faulty_readers import read_faulty

    import answerable.read.plain as plain

    formats.warm_up()
    plain.read_plain = read_faulty  # type: ignore[assignment]
    sandbox_child.send_members = send_faulty
    sandbox_server._warm = lambda ocr: None
    sandbox_server.serve()
