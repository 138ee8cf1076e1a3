"""Tesseract: words in pictures, by its program and its TSV output.

In:   a PNG, and languages if they are known.
Out:  `Recognised` words with boxes and confidences, or the reason why there are none.
Not:  better pictures: no straightening, no binarisation beyond Tesseract's own.

Measured (docs/methods/read.md, step 12): page mode 6 drops lines that mode 3 finds and the other way round, so a
doubtful page is tried in both and the surer answer kept. Word confidences are Tesseract's own.

The program gets a picture that a stranger made: it may use so much time and memory, write no file, and make neither a
process nor a thread.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import time
from functools import cache, partial

from answerable.outside.isolation import enforce_for_program
from answerable.read.recognising import Recognised, Word

MISSING = "install tesseract-ocr (and the language packs you need) to read pictures"
_TIME = 120  # seconds for one picture, all modes together
_MEMORY = 768 << 20  # addresses
_SURE = 0.85  # mean confidence from which the first mode is enough
_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin", "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
_PACKS = {
    "en": "eng", "fr": "fra", "de": "deu", "es": "spa", "it": "ita", "pt": "por", "ru": "rus", "ar": "ara", "ug": "uig",
    "fa": "fas", "he": "heb", "bo": "bod", "nl": "nld", "uk": "ukr", "tr": "tur", "zh": "chi_sim", "zh-Hant": "chi_tra",
}  # fmt: skip
_LATIN_FIRST = ("eng", "fra", "deu", "spa", "ita", "por", "nld")


class Tesseract:
    """A `Recogniser` (see `read.recognising`). Safe to make when the program is absent: it then says so."""

    def __init__(self, program: str | None = None, *, seconds: float = _TIME, memory: int = _MEMORY) -> None:
        self._program = shutil.which(program or "tesseract", path=_ENVIRONMENT["PATH"])
        self._seconds, self._memory = seconds, memory

    @property
    def installed(self) -> bool:
        """Whether the program was found."""
        return self._program is not None

    def packs(self) -> tuple[str, ...]:
        """The language packs installed, without the orientation pack."""
        return _packs(self._program) if self._program else ()

    def warm(self) -> None:
        """Ask the program for its version and packs once, before children are forked that share the answer."""
        if self._program is not None:
            _packs(self._program)
            _version(self._program)

    def recognise(self, png: bytes, languages: tuple[str, ...] = ()) -> Recognised:
        """The words of a picture, in reading order as Tesseract gives it."""
        if self._program is None:
            return Recognised((), reason=MISSING)
        packs = self._wanted(languages)
        if not packs:
            return Recognised((), reason=MISSING)
        best, until = Recognised(()), time.monotonic() + self._seconds
        for mode in ("3", "6"):
            found = self._run(png, "+".join(packs), mode, until - time.monotonic())
            if not best.words or _merit(found) > _merit(best):
                best = found
            if best.words and best.confidence >= _SURE:
                break
        return best if best.words or best.reason else Recognised((), reason="no words found in the picture")

    def _wanted(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        """Packs for the languages asked for, else one guess of script: every pack, Latin ones first."""
        installed = self.packs()
        asked = [pack for tag in languages if (pack := _PACKS.get(tag) or _PACKS.get(tag.split("-")[0])) in installed]
        if asked:
            return tuple(str(p) for p in asked)
        return tuple(sorted(installed, key=lambda p: (_LATIN_FIRST.index(p) if p in _LATIN_FIRST else 99, p)))

    def _run(self, png: bytes, packs: str, mode: str, seconds: float) -> Recognised:
        assert self._program is not None
        command = [self._program, "stdin", "stdout", "-l", packs, "--psm", mode, "--dpi", "300", "tsv"]
        try:
            done = subprocess.run(
                command,
                input=png,
                capture_output=True,
                timeout=max(0.001, seconds),
                env=_ENVIRONMENT,
                preexec_fn=partial(enforce_for_program, max(0.0, seconds), self._memory),
            )
        except subprocess.TimeoutExpired:
            return Recognised((), reason=f"recognising took longer than {self._seconds:.0f} seconds")
        except OSError as error:
            return Recognised((), reason=f"Tesseract could not be started: {error.strerror}")
        if done.returncode < 0:
            return Recognised((), reason="Tesseract was stopped: it used more processor time or memory than is allowed")
        if done.returncode != 0:
            words = " ".join(done.stderr.decode("utf-8", "replace").split())[:160]
            return Recognised((), reason=f"Tesseract failed: {words}")
        words_found = tuple(_words(done.stdout.decode("utf-8", "replace")))
        return Recognised(words_found, engine=f"{_version(self._program)}, {packs}, page mode {mode}")


def _merit(found: Recognised) -> float:
    """Characters that are probably right: length times confidence, so that a dropped line counts against a mode."""
    return sum(len(w.words) * max(0.0, w.confidence - 0.3) for w in found.words)


def _words(tsv: str) -> list[Word]:
    rows = csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE)
    out: list[Word] = []
    paragraphs: dict[tuple[str, str, str], int] = {}
    lines: dict[tuple[str, str, str, str], int] = {}
    for row in rows:
        words = (row.get("text") or "").strip()
        if row.get("level") != "5" or not words:
            continue
        block = (row["page_num"], row["block_num"], row["par_num"])
        paragraph = paragraphs.setdefault(block, len(paragraphs))
        line = lines.setdefault((*block, row["line_num"]), len(lines))
        left, top, width, height = (int(row[k]) for k in ("left", "top", "width", "height"))
        out.append(Word(words, left, top, width, height, paragraph, line, max(0.0, float(row["conf"])) / 100))
    return out


@cache
def _packs(program: str) -> tuple[str, ...]:
    done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, env=_ENVIRONMENT)
    names = done.stdout.decode("utf-8", "replace").split("\n")[1:]
    return tuple(sorted(n.strip() for n in names if n.strip() and n.strip() not in ("osd", "equ", "snum")))


@cache
def _version(program: str) -> str:
    done = subprocess.run([program, "--version"], capture_output=True, timeout=20, env=_ENVIRONMENT)
    return (done.stdout or done.stderr).decode("utf-8", "replace").split("\n")[0].strip()


def ocr_languages() -> tuple[str, ...]:
    """The language packs that Tesseract has here; empty when it is not installed."""
    return Tesseract().packs()
