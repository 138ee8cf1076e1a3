"""What a person sees while a command runs: progress on a terminal, nothing when piped, never raw control characters."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from answerable.acquire.names import shown


def say(line: str) -> None:
    """A line for the person, on standard error, with whatever a terminal might obey made visible."""
    print(shown(line), file=sys.stderr)


def result(line: str) -> None:
    """A line of the result, on standard output."""
    print(shown(line))


def json_line(value: Any) -> None:
    """One JSON value on a line of standard output. Lone surrogates (names that are not UTF-8) are escaped."""
    import json

    import msgspec

    print(json.dumps(msgspec.to_builtins(value), ensure_ascii=True))


class Progress:
    """What `flow` tells: a stage began with so many items, one is done. This one says nothing."""

    def stage(self, name: str, total: int | None) -> None: ...

    def advance(self, label: str = "") -> None: ...


class _Bars(Progress):
    def __init__(self, bars: Any) -> None:
        self._bars = bars
        self._task: Any = None

    def stage(self, name: str, total: int | None) -> None:
        if self._task is not None:
            task = self._bars.tasks[self._task]
            self._bars.update(self._task, total=task.completed or 1, completed=task.completed or 1)
        self._task = self._bars.add_task(name, total=total)

    def advance(self, label: str = "") -> None:
        self._bars.advance(self._task)


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress]:
    """Progress bars when standard error is a terminal, silence otherwise."""
    if quiet or not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:>9}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=False) as bars:
        yield _Bars(bars)
