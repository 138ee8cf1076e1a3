"""By what name the notes know whoever works at this machine.

In:   the login and the machine's name.
Out:  one name, which stands in a note and nowhere else.
Not:  a person. Several may share a login.
"""

from __future__ import annotations

import getpass
import os
import platform


def own_name() -> str:
    """By what name a note knows who works here: login and machine. It stands in a note and nowhere else."""
    try:
        login = getpass.getuser()
    except (KeyError, OSError):  # no entry for this user in the system's list
        login = f"uid {os.getuid()}"
    return f"{login}@{platform.node() or 'unnamed'}"
