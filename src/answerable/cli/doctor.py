"""What is installed, what is enforced while strangers' documents are read, and what is missing."""

from __future__ import annotations

import argparse
import shutil
import sys
from importlib.metadata import version
from importlib.util import find_spec

from answerable.cli.options import add_json
from answerable.cli.terminal import json_line, result

HELP = "what is installed and enforced here"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    import answerable
    from answerable.acquire.browsing import BROWSERS
    from answerable.cli.limits import wanted_limits
    from answerable.outside.ocr import ocr_languages
    from answerable.outside.sandbox import SandboxedReaders

    languages = ocr_languages()
    chromium = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    playwright = version("playwright") if find_spec("playwright") else None
    rows = {
        "answerable": answerable.__version__,
        "python": sys.version.split()[0],
        "OCR (Tesseract)": ", ".join(languages) or "not installed: pictures cannot be read (apt install tesseract-ocr)",
        "openssl": shutil.which("openssl") or "not installed: some time-stamps cannot be judged (apt install openssl)",
        "browser (Chromium)": chromium or "not installed: no `acquire --browser` (apt install chromium)",
        "Playwright": playwright or "not installed: no `acquire --browser` (pip install 'answerable[capture]')",
    }
    with SandboxedReaders(wanted_limits().child) as readers:
        rows |= {f"readers: {rule}": state for rule, state in readers.enforced().items()}
    if args.json:
        json_line(rows)
    else:
        for name, state in rows.items():
            result(f"{name:<28} {state}")
    return 0
