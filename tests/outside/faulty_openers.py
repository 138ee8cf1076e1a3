"""An opener that does what hostile containers make openers do; put in place of ours in the fork server by its tests."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec

from answerable.outside.sandbox_frames import Opening
from answerable.outside.sandbox_members import ABOUT, DATA, END, KIND, LONGEST, MEMBER, PIECE, TROUBLE, Described, Said

MEGABYTE = bytes(1 << 20)

#: What a child says of the container itself, and may not.
TOLD = {
    "claims-another-fact": [(b"kind", b"feed")],
    "leads-twice": [(b"older items", b"next /a"), (b"older items", b"next /b")],
    "leads-by-another-way": [(b"older items", b"self /a")],
    "leads-too-far": [(b"older items", b"next /" + b"a" * 3_000)],
    "leads-in-no-words": [(b"older items", b"next /\xff")],
}


def send_faulty(task: Opening, source: BinaryIO, pipe: int, on_bytes: Callable[[int], None]) -> None:
    """Does what the subject of the message says, after one good member."""
    act = source.read().split(b"Subject: ")[1].split()[0].decode()
    piece(pipe, KIND, b"zip")
    if act in TOLD:
        piece(pipe, ABOUT, msgspec.msgpack.encode(TOLD[act]))
    member(pipe, b"first", b"the first one")
    _lie(act, pipe)
    _die(act)
    member(pipe, b"last", _look(act).encode())


def piece(pipe: int, what: int, payload: bytes) -> None:
    data = PIECE.pack(what, len(payload)) + payload
    while data:
        data = data[os.write(pipe, data) :]


def describe(pipe: int, name: bytes, how: str = "archive-member") -> None:
    piece(pipe, MEMBER, msgspec.msgpack.encode(Described(name, how, None, None, None, [])))


def member(pipe: int, name: bytes, data: bytes) -> None:
    describe(pipe, name)
    piece(pipe, DATA, data)
    piece(pipe, END, b"")


def _lie(act: str, pipe: int) -> None:
    if act == "floods":
        describe(pipe, b"flood")
        while True:
            piece(pipe, DATA, MEGABYTE)
    if act == "swarms":
        while True:
            member(pipe, b"fly", b".")
    if act == "disorders":
        piece(pipe, DATA, b"bytes of nothing")
    if act == "announces-too-much":
        os.write(pipe, PIECE.pack(DATA, LONGEST + 1))
    if act == "tears":
        os.write(pipe, PIECE.pack(MEMBER, 100) + b"half")
        os._exit(0)
    if act == "invents-a-way":
        describe(pipe, b"x", "fetched")
    if act == "invents-an-outcome":
        piece(pipe, TROUBLE, msgspec.msgpack.encode(Said(b"x", "read", b"all is well")))
    if act == "babbles":
        piece(pipe, MEMBER, b"\xc1\xff not what was agreed")
    if act == "tells-late":
        piece(pipe, ABOUT, msgspec.msgpack.encode([(b"older items", b"next /a")]))
    if act == "repeats":
        member(pipe, b"first", b"another of that name")


def _die(act: str) -> None:
    if act == "eats-memory":
        bytearray(4 << 30)
    if act == "takes-three-seconds":
        time.sleep(3)
    if act == "sleeps":
        time.sleep(60)
    if act == "burns":
        while True:
            pass
    if act == "crashes":
        os.kill(os.getpid(), signal.SIGSEGV)
    if act == "exits":
        os._exit(3)
    if act == "raises":
        raise KeyError("a parser gave up")
    if act == "kills-the-server":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(5)


def _look(act: str) -> str:
    found = ""
    try:
        if act == "asks-the-net":
            socket.create_connection(("127.0.0.1", 9), timeout=1)
        elif act == "starts-a-process":
            os.fork()
        elif act == "writes":
            Path("left-behind").write_bytes(b"x")
        elif act == "looks-around":
            found = f"{sorted(os.environ)} {list(Path().iterdir())} {len(list(Path('/proc/self/fd').iterdir()))}"
    except OSError as error:
        found = f"refused: {error.strerror}"
    return found
