"""Reading many documents: what the step needs of whoever runs the readers, and the plainest way to do it.

In:   jobs: a capture's digest, the file of its bytes, hints.
Out:  each job with its reading and the seconds it took, in the order given.
Not:  isolation. `InProcessReaders` is for tests and notebooks; outside bytes go to `outside/sandbox.py`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from answerable.read.documents import read_document
from answerable.read.hints import Hints
from answerable.read.reading import METHOD, Reading
from answerable.read.recognising import Recogniser
from answerable.terms.digest import Digest

_CACHE_ROUND = 256  # documents after which trafilatura's caches are emptied; children do not live that long


@dataclass(frozen=True, slots=True)
class ReadJob:
    """One document to read: the file of its bytes (a blob) is opened read-only by whoever reads it."""

    capture: Digest
    path: Path
    hints: Hints


class Reader(Protocol):
    """Reads documents, each apart from the others."""

    def read_all(self, jobs: Iterable[ReadJob]) -> Iterator[tuple[ReadJob, Reading, float]]:
        """Each job with its reading and the seconds it took, in the order of the jobs. A failure is a reading too."""


def failed(capture: Digest, reason: str) -> Reading:
    """The reading of a document whose reader was stopped or died: unreadable, with the reason."""
    return Reading(capture, "application/octet-stream", "unreadable", reason, "", (), method=METHOD)


class InProcessReaders:
    """Reads in this process, without limits."""

    def __init__(self, ocr: Recogniser | None = None) -> None:
        self._ocr = ocr

    def read_all(self, jobs: Iterable[ReadJob]) -> Iterator[tuple[ReadJob, Reading, float]]:
        """As `Reader.read_all`. A file that cannot be opened is a failure of that job."""
        for number, job in enumerate(jobs, 1):
            if number % _CACHE_ROUND == 0:
                from answerable.read.html import forget_pages

                forget_pages()
            began = time.perf_counter()
            try:
                data = job.path.read_bytes()
            except OSError as error:
                reading = failed(job.capture, f"the stored bytes cannot be opened: {error.strerror}")
            else:
                reading = read_document(data, job.hints, capture=job.capture, ocr=self._ocr)
            yield job, reading, time.perf_counter() - began
