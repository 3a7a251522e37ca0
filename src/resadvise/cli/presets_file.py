"""Which presets file is in use: the option's, the environment's, or that of the configuration folder."""

from __future__ import annotations

import os
from pathlib import Path

import typer

# The environment variable with the path of the presets file, or `none`.
VARIABLE = "RESADVISE_PRESETS"


def presets_path(named: str | None) -> str:
    """Return the path of the presets file in use, or `none`; `named` is the value of `--presets`."""
    return named if named is not None else os.environ.get(VARIABLE) or _configured()


def _configured() -> str:
    """Return the presets file of the config folder, or `none`."""
    path = default_presets_path()
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return "none"
    except OSError:
        pass  # it exists but cannot be accessed: reading it says why
    return str(path) if path.is_absolute() else "none"  # there is no home


def default_presets_path() -> Path:
    """Return where the presets file is looked for if neither the option nor the variable names one."""
    path = Path(typer.get_app_dir("resadvise")) / "presets.yaml"
    if not path.is_absolute():  # the XDG rules have a relative folder ignored
        path = Path(os.path.expanduser("~/.config/resadvise/presets.yaml"))  # noqa: PTH111 - Path's own raises
    return path
