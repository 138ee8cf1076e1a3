"""One fuzzer in a process of its own: python -m tests.fuzz.one NAME SECONDS CORPUS FOUND

In:   a fuzzer's name, how long, a folder with its corpus, a folder for what breaks it.
Out:  libFuzzer's own report; exit code 0 when nothing broke.
Not:  choosing where a found input is kept.
"""

from __future__ import annotations

import sys

import atheris

HANG = 25  # seconds one input may take; a document has 20
MEMORY = 2048  # MiB
LARGEST = 1 << 16  # bytes of an input


def main() -> None:
    name, seconds, corpus, found = sys.argv[1:]
    sys.path.insert(0, "")
    with atheris.instrument_imports(include=["answerable"]):
        from tests.fuzz.harness import load

        fuzzer = load(name)
        for seed in fuzzer.seeds():  # imports what is imported late
            fuzzer.check(seed)
    options = [f"-max_total_time={seconds}", f"-artifact_prefix={found}/", f"-timeout={HANG}", f"-max_len={LARGEST}"]
    atheris.Setup([sys.argv[0], *options, f"-rss_limit_mb={MEMORY}", corpus], fuzzer.check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
