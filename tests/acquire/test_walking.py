"""What lies in a folder may change between a look and the next: nothing but a regular file is ever opened."""

from __future__ import annotations

import os
import socket

import pytest

from answerable.acquire.members import Trouble
from answerable.acquire.walking import Found, open_regular, walk


def found(folder) -> Found:
    """The one file in `folder`, as it was listed."""
    (only,) = walk(str(folder))
    assert isinstance(only, Found)
    return only


@pytest.fixture
def listed(tmp_path) -> Found:
    (tmp_path / "offered").mkdir()
    (tmp_path / "offered" / "letter.txt").write_bytes(b"words")
    (tmp_path / "secret").write_bytes(b"secret")
    return found(tmp_path / "offered")


def test_a_file_exchanged_for_a_link_is_not_followed(listed, tmp_path):
    listed.place.unlink()
    listed.place.symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match="symbolic links"):
        open_regular(listed.place)


def test_a_file_exchanged_for_a_pipe_is_not_waited_for(listed):
    listed.place.unlink()
    os.mkfifo(listed.place)
    with pytest.raises(OSError, match="no longer a regular file"):
        open_regular(listed.place)


def test_a_file_exchanged_for_a_socket_or_a_folder_is_not_opened(listed, monkeypatch):
    listed.place.unlink()
    listed.place.mkdir()
    with pytest.raises(OSError, match="no longer a regular file"):
        open_regular(listed.place)
    listed.place.rmdir()
    monkeypatch.chdir(listed.place.parent)  # a socket's path may only be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(listed.place.name)
        with pytest.raises(OSError):
            open_regular(listed.place)


def test_a_device_is_listed_and_not_opened(tmp_path):
    (tmp_path / "null").symlink_to("/dev/null")
    (only,) = walk(str(tmp_path))
    assert isinstance(only, Trouble)
    assert only.outcome == "skipped"
    assert next(walk("/dev/null")).reason == "a device, not a file"  # named by a person, too
    with pytest.raises(OSError, match="no longer a regular file"):
        open_regular(tmp_path.__class__("/dev/null"))
