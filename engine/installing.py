"""How to install what is optional: the command to type, for the Python that runs."""

from __future__ import annotations

import sys
from pathlib import Path


def install_command(extra: str) -> str:
    """``.venv/bin/pip install 'fusebox[video]'``: another pip would install it elsewhere.

    A plain ``pip`` where that of this Python isn't under the present folder: strangers may read
    this, whom the machine's folders don't concern.
    """
    pip, here = Path(sys.executable).with_name("pip"), Path.cwd()
    is_near = pip.is_file() and here in pip.parents[:3]
    return f"{pip.relative_to(here) if is_near else 'pip'} install 'fusebox[{extra}]'"
