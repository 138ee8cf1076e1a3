"""`python -m answerable`."""

import sys

from answerable.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
