"""The verbs in order, written once, and the one command that does them all.

In:   a case folder, things offered to it, and the outside world introduced by the command line.
Out:  a report, and what each stage left on its shelf.
Not:  any stage's own work. A stage whose inputs have not changed is not run again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from answerable.acquire.browsing import Browser
from answerable.acquire.fetching import Fetcher
from answerable.acquire.limits import Limits
from answerable.acquire.manners import Manners
from answerable.acquire.opening import Opener
from answerable.acquire.step import Acquired, acquire
from answerable.assess.step import decisions
from answerable.confront import step as confronting
from answerable.confront.second_asking import SecondReading
from answerable.extract import step as extracting
from answerable.preserve.casefile import CaseFile, Writer
from answerable.publish import step as publishing
from answerable.read import step as reading
from answerable.read.reading import Reading
from answerable.read.reading_many import Reader
from answerable.terms.digest import Digest
from answerable.terms.moment import now
from answerable.trace import step as tracing
from answerable.trace.engine import Engine

#: The stages, in the order data flows. Help, docs and tests read this.
VERBS = ("acquire", "preserve", "read", "trace", "extract", "confront", "assess", "publish")


class Watcher(Protocol):
    """Whoever wants to know how far a command is."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins with `total` items, None when that is not known."""

    def advance(self, label: str = "") -> None:
        """One item is done."""


class Heard(Protocol):
    """Whoever wants to hear what became of each input, once it is durable."""

    def __call__(self, item: Acquired, /) -> None: ...


@dataclass(slots=True)
class Done:
    """What one command did: inputs kept, refused or skipped, documents by outcome of reading, stages that ran."""

    acquired: list[Acquired] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)


class River:
    """One case and the stages, each run only when something it depends on has changed."""

    def __init__(
        self,
        case: CaseFile,
        writer: Writer,
        watcher: Watcher,
        *,
        way: extracting.Way | None = None,
        second: SecondReading | None = None,
        engine: Engine | None = None,
    ) -> None:
        self.case, self.writer, self.watcher = case, writer, watcher
        self.way, self.second, self.engine = way, second, engine
        self.done = Done()
        self._readings: Mapping[Digest, Reading] | None = None

    @property
    def readings(self) -> Mapping[Digest, Reading]:
        """Every reading, found once and only when a stage needs them."""
        if self._readings is None:
            self._readings = reading.readings(self.case)
        return self._readings

    def acquire(
        self,
        offers: Sequence[str],
        fetcher: Fetcher | None,
        opener: Opener,
        limits: Limits,
        heard: Heard,
        *,
        addresses: Sequence[str] = (),
        browser: Browser | None = None,
        manners: Manners | None = None,
    ) -> None:
        self.watcher.stage("acquire", None)

        def on_item(item: Acquired) -> None:
            self.done.acquired.append(item)
            self.watcher.advance(item.path)
            heard(item)

        acquire(
            offers,
            self.writer,
            agent=self.writer.agent.id,
            clock=now,
            fetcher=fetcher,
            opener=opener,
            limits=limits,
            on_item=on_item,
            addresses=addresses,
            browser=browser,
            manners=manners,
            earlier=self.case.captures,
        )

    def read(self, readers: Reader) -> None:
        waiting = reading.unread(self.case)
        if not waiting:
            return
        self.watcher.stage("read", len(waiting))

        def on_item(made: Reading) -> None:
            self.done.read[made.outcome] = self.done.read.get(made.outcome, 0) + 1
            self.watcher.advance()

        reading.read_case(self.case, self.writer, readers, on_item=on_item)
        self._readings = None
        self.done.ran.append("read")

    def trace(self) -> None:
        if tracing.is_current(self.case):
            return
        self.watcher.stage("trace", None)
        tracing.trace_case(self.case, self.writer, self.readings, self.engine)
        self.done.ran.append("trace")

    def extract(self) -> None:
        extracting.choose(self.case, self.way)
        waiting = extracting.waiting(self.case)
        if not waiting:
            return
        self.watcher.stage("extract", len(waiting))
        extracting.extract_case(self.case, self.writer, self.readings, on_item=lambda _: self.watcher.advance())
        self.done.ran.append("extract")

    def confront(self) -> None:
        decided = decisions(self.case)
        if self.second is None and confronting.is_current(self.case, decided.apart):
            return
        self.watcher.stage("confront", None)
        confronting.confront_case(self.case, self.writer, self.readings, apart=decided.apart, second=self.second)
        self.done.ran.append("confront")

    def report(self, target: Path) -> list[str]:
        """Write the report if anything in it has changed; return its three most telling lines."""
        if not publishing.is_current(self.case, target):
            self.watcher.stage("report", None)
            self.writer.seal()  # so that the page can name the seal it was made under
            self.done.ran.append("report")
            return publishing.publish_report(self.case, self.readings, decisions(self.case), target)
        return publishing.telling(self.case)


def examine(
    river: River,
    offers: Sequence[str],
    *,
    fetcher: Fetcher | None,
    opener: Opener,
    readers: Reader,
    limits: Limits,
    report: Path,
    heard: Heard,
    manners: Manners | None = None,
) -> list[str]:
    """All of it, in order; returns the most telling lines of the report."""
    if offers:
        river.acquire(offers, fetcher, opener, limits, heard, manners=manners)
    river.read(readers)
    river.trace()
    river.extract()
    river.confront()
    return river.report(report)
