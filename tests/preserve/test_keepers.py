"""One contract, two keepers."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass

from tests.preserve.keeper_contract import KeeperContract

from answerable.preserve.casefile import CaseFile, Writer
from answerable.preserve.memory import MemoryKeeper


@dataclass
class InMemory:
    keeper: MemoryKeeper

    def captures(self):
        return list(self.keeper.captures)

    def declined(self):
        return list(self.keeper.declined)

    def read(self, digest):
        return self.keeper.blobs[digest]


@dataclass
class InFolder:
    keeper: Writer
    case: CaseFile

    def captures(self):
        return self.case.captures()

    def declined(self):
        return self.case.declined()

    def read(self, digest):
        return self.case.read_blob(digest)


class TestMemory(KeeperContract):
    @contextmanager
    def made(self, tmp_path):
        yield InMemory(MemoryKeeper())


class TestFolder(KeeperContract):
    @contextmanager
    def made(self, tmp_path):
        case = CaseFile.create(tmp_path / "case", name="Othmar bridge")
        with case.writing() as writer:
            yield InFolder(writer, case)
