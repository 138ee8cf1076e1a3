"""What a stage derived, by key: one SQLite file per stage and method, which may be deleted and made again.

In:   rows of key and bytes.
Out:  the same, in order of key; and up to which entry of the journal they were made.
Not:  anything that cannot be rebuilt. Hence `synchronous=NORMAL`, which nothing else in a case may use.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from answerable.preserve.errors import ShelfDamagedError

_TABLES = """
CREATE TABLE IF NOT EXISTS rows (key TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value);
"""
_WAIT = 10.0  # seconds for another process that is writing


class Shelf:
    """One derived table. The file is opened at the first use, and made at the first writing.

    Every method raises ShelfDamagedError when the file is not what it should be.
    """

    def __init__(self, path: Path, *, stage: str, method: str) -> None:
        self.path, self.stage, self.method = path, stage, method
        self._open: sqlite3.Connection | None = None

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def get(self, key: str) -> bytes | None:
        """The bytes under `key`, None when there are none."""
        with self._reading() as connection:
            if connection is None:
                return None
            row = connection.execute("SELECT value FROM rows WHERE key = ?", (key,)).fetchone()
            return None if row is None else bytes(row[0])

    def keys(self) -> set[str]:
        with self._reading() as connection:
            return set() if connection is None else {row[0] for row in connection.execute("SELECT key FROM rows")}

    def items(self) -> Iterator[tuple[str, bytes]]:
        """All rows, in order of key. Do not write to the shelf before the last was taken."""
        with self._reading() as connection:
            if connection is not None:
                for key, value in connection.execute("SELECT key, value FROM rows ORDER BY key"):
                    yield key, bytes(value)

    def put_many(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Put `rows` on the shelf, in place of those with the same keys; all of them or none."""
        rows = list(rows)
        if rows:
            with self._writing() as connection:
                connection.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?)", rows)

    def replace_all(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Put `rows` on the shelf in place of everything on it; all of them or none."""
        with self._writing() as connection:
            connection.execute("DELETE FROM rows")
            connection.executemany("INSERT INTO rows VALUES (?, ?)", rows)

    @property
    def applied(self) -> int:
        """The number of the last entry of the journal that these rows take account of; -1 when none."""
        with self._reading() as connection:
            if connection is None:
                return -1
            row = connection.execute("SELECT value FROM about WHERE name = 'applied'").fetchone()
            return -1 if row is None else int(row[0])

    @applied.setter
    def applied(self, seq: int) -> None:
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO about VALUES ('applied', ?)", (seq,))

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        with self._damage_said():
            yield self._connection() if self._open is not None or self.path.exists() else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._damage_said(), self._connection() as connection:  # the connection's own block is a transaction
            yield connection

    @contextmanager
    def _damage_said(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            self.close()
            raise ShelfDamagedError(self.path, str(error)) from error

    def _connection(self) -> sqlite3.Connection:
        if self._open is None:
            self.path.parent.mkdir(exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=_WAIT)
            try:
                connection.execute("PRAGMA synchronous=NORMAL")
                connection.executescript(_TABLES)
                about = [("stage", self.stage), ("method", self.method)]
                with connection:
                    connection.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", about)
            except sqlite3.DatabaseError:
                connection.close()
                raise
            self._open = connection
        return self._open
