"""Which files may be looked at: those inside the folders that the start of the server allows."""

from __future__ import annotations

import os
from pathlib import Path

from resadvise.errors import Fault, QuestionError


def allowed_roots(named: list[str]) -> tuple[Path, ...]:
    """Return the folders, as they really lie; the working directory where none is named. Raises `QuestionError`."""
    roots = []
    for name in named or [os.curdir]:
        try:
            root = Path(os.path.realpath(name, strict=True))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            message = f"cannot use the folder {name!r}: {reason}"
            raise QuestionError(Fault("unreadable-file", message, "--root")) from None
        if not root.is_dir():
            raise QuestionError(Fault("unreadable-file", f"{name!r} is not a folder", "--root"))
        roots.append(root)
    return tuple(roots)


def inside(path: str, roots: tuple[Path, ...]) -> str:
    """Return where a path really leads, all links followed; one that is not absolute starts from the first root.

    Raises `QuestionError` where that lies outside every root, whether or not there is such a file.
    """
    try:
        real = Path(os.path.realpath(roots[0] / path))
    except (OSError, ValueError):
        raise QuestionError(Fault("unreadable-file", "no file can have this name", "path")) from None
    if not any(real.is_relative_to(root) for root in roots):
        allowed = ", ".join(map(str, roots))
        hint = f"allowed: files in {allowed}; whoever starts the server can allow others"
        message = "this path leads outside the folders that may be read"
        raise QuestionError(Fault("unreadable-file", message, "path", hint))
    return str(real)
