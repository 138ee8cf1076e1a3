"""Readers that do what hostile documents make readers do; put in place of ours in the fork server by its tests."""

from __future__ import annotations

import os
import signal
import socket
import time
from pathlib import Path

from answerable.read.draft import Draft
from answerable.read.hints import Hints
from answerable.read.recognising import Recogniser


def read_faulty(data: bytes, hints: Hints, ocr: Recogniser | None = None) -> Draft:
    """Does what the first word of the document says."""
    draft = Draft("text/plain")
    draft.add(_act(data.split()[0].decode(), ocr), "line 1")
    return draft


def _act(what: str, ocr: Recogniser | None) -> str:
    if what == "eats-memory":
        return str(len(bytearray(4 << 30)))
    if what == "sleeps":
        time.sleep(60)
    if what == "burns":
        while True:
            pass
    if what == "kills-itself":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "crashes":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "exits":
        os._exit(3)
    if what == "overflows":
        return "word " * 30_000_000
    if what == "kills-the-server":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(5)
    if what == "leaves-a-child":
        if os.fork() == 0:
            time.sleep(60)
        os.write(os.open(_pid_file(), os.O_WRONLY | os.O_CREAT), b"x")
        time.sleep(60)
    if what == "opens-files":
        return f"{len([os.dup(0) for _ in range(100)])} files"
    if what == "recognises":
        _recognise_slowly(ocr)
    return _look(what)


def _recognise_slowly(ocr: Recogniser | None) -> None:
    """Longer than a document may take, shorter than a picture may."""
    assert ocr is not None
    ocr.recognise(b"no picture at all")
    time.sleep(2)


def _look(what: str) -> str:
    if what == "asks-the-net":
        try:
            socket.create_connection(("127.0.0.1", 9), timeout=1)
        except OSError as error:
            return f"refused {error.errno}"
        return "connected"
    if what == "looks-around":
        files = len(list(Path("/proc/self/fd").iterdir()))
        core = Path("/proc/self/limits").read_text().split("Max core file size")[1].split()[0]
        return f"{sorted(os.environ)} {list(Path().iterdir())} {files} {core}"
    return what


def _pid_file() -> str:
    return "left"
