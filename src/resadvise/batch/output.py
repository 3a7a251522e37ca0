"""Where the answered table goes: beside the file that is named, and into its place when it is whole."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from resadvise.errors import Fault, QuestionError

if TYPE_CHECKING:
    from types import TracebackType


class Output:
    """A file that is written. What was there before stays until all is written, and for good where that fails.

    `-` is standard output. What is no file, such as a pipe, is written as it comes. Raises `QuestionError` where the
    file cannot be made; `OSError` from `write` and from the end of the `with` means that it could not be written.
    """

    def __init__(self, name: str) -> None:
        self._path = Path(os.path.realpath(name))
        self._beside: Path | None = None
        self._ours = name != "-"
        if not self._ours:
            self._stream: BinaryIO = sys.stdout.buffer
            return
        try:
            self._stream = self._opened()
        except (OSError, ValueError) as error:  # ValueError: no file can have such a name
            reason = getattr(error, "strerror", None) or str(error)
            raise QuestionError(Fault("unwritable-file", f"cannot write the answers: {reason}", name)) from None

    def _opened(self) -> BinaryIO:
        mode = self._path.stat().st_mode if self._path.exists() else None
        if mode is not None and stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if mode is not None and not stat.S_ISREG(mode):
            return self._path.open("wb")
        descriptor, beside = tempfile.mkstemp(prefix=f".{self._path.name}.", suffix=".part", dir=self._path.parent)
        self._beside = Path(beside)
        self._beside.chmod(_usual_mode() if mode is None else stat.S_IMODE(mode))
        return os.fdopen(descriptor, "wb")

    def write(self, text: bytes) -> None:
        """Write more of the table."""
        self._stream.write(text)

    def flush(self) -> None:
        """Have what was written reach who waits for it."""
        self._stream.flush()

    def discard(self) -> None:
        """Leave what was there as it was; what is no file has what was written."""
        if self._ours:
            with contextlib.suppress(OSError):
                self._stream.close()
        if self._beside:
            with contextlib.suppress(OSError):
                self._beside.unlink()
            self._beside = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None and self._ours:
                self._stream.close()
                if self._beside:
                    self._beside.replace(self._path)
                    self._beside = None
        finally:
            self.discard()


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
