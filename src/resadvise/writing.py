"""Files that the program writes: whole or not at all, and never over another one unless that is wanted."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from resadvise.errors import Fault, QuestionError

if TYPE_CHECKING:
    from pathlib import Path

THERE = "this file exists already; nothing is overwritten"


def refuse_existing(file: Path, message: str, hint: str) -> None:
    """Raise `QuestionError` where a file, or anything else, has this name already."""
    if os.path.lexists(file):
        raise QuestionError(Fault("file-exists", message, str(file), hint))


def write_new(file: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file: whole or not at all, with the rights that the user's umask leaves.

    Its folder is made where it is missing. Raises `QuestionError` where the file exists, but for `replace`, or where
    the system refuses.
    """
    import secrets  # here, since every command asks for modules that write

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.parent / f".resadvise-{secrets.token_hex(8)}.tmp"
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            with os.fdopen(descriptor, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            if replace:
                draft.replace(file)
            else:
                _take_name(draft, file)
        except FileExistsError:
            raise QuestionError(Fault("file-exists", THERE, str(file))) from None
        finally:
            with contextlib.suppress(OSError):
                draft.unlink()
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        reason = getattr(error, "strerror", None) or str(error)
        raise QuestionError(Fault("unwritable-file", f"cannot be written: {reason}", str(file))) from None


def _take_name(draft: Path, file: Path) -> None:
    """Give the draft its name, unless another process took it in the meantime."""
    try:
        os.link(draft, file)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError, AttributeError):  # a file system without hard links
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
        try:
            draft.replace(file)  # over the empty file that was just created
        except BaseException:
            file.unlink()
            raise
