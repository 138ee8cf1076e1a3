"""Running a case's stages up to one of them, for the commands named after a stage."""

from __future__ import annotations

from pathlib import Path

from answerable.confront.second_asking import SecondReading
from answerable.extract.step import Way
from answerable.flow import Done, River, Watcher
from answerable.preserve.casefile import CaseFile

#: Stages that need no argument but the case, in order.
STAGES = ("read", "trace", "extract", "confront")


def run_stages(
    folder: Path, watcher: Watcher, *, until: str, way: Way | None = None, second: SecondReading | None = None
) -> tuple[CaseFile, Done]:
    """Run every stage up to and including `until` whose inputs have changed."""
    from answerable.cli.limits import wanted_limits
    from answerable.cli.stamping import stamp_what_waits
    from answerable.outside.processes import Processes
    from answerable.outside.sandbox import SandboxedReaders

    case = CaseFile.open(folder)
    with SandboxedReaders(wanted_limits().child) as readers, case.writing() as writer, Processes() as engine:
        river = River(case, writer, watcher, way=way, second=second, engine=engine)
        river.read(readers)
        for stage in STAGES[1 : STAGES.index(until) + 1]:
            getattr(river, stage)()
    stamp_what_waits(case)
    return case, river.done
