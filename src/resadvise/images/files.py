"""Which files to check: names from arguments and lists, and what folders contain."""

from __future__ import annotations

import os
import re
import sys
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from resadvise.errors import Fault, QuestionError
from resadvise.images.formats import ImageFile, ProbeError, formats_of_suffix
from resadvise.images.probe import probe, probe_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


STDIN = "-"
# An image from standard input is held in memory, so it is bounded; one that is larger can be named. So are lists.
MAX_STDIN_BYTES = 256 * 2**20
MAX_LIST_BYTES = 64 * 2**20


# How many names of skipped entries are kept: a folder may have any number.
MAX_SKIPPED_NAMES = 1000


class Skipped:
    """Entries of folders that are not images: how many, and the names of the first `MAX_SKIPPED_NAMES`."""

    def __init__(self) -> None:
        """Nothing yet; `find_files` adds to it while its answer is read."""
        self.count = 0
        self.names: list[str] = []

    def add(self, name: str) -> None:
        """Count an entry that gets no answer."""
        self.count += 1
        if self.count <= MAX_SKIPPED_NAMES:
            self.names.append(name)


class Found(NamedTuple):
    """A name that gets an answer. `named`: by the user, not found in a folder. `error`: why it is not a file."""

    path: str
    named: bool
    error: ProbeError | None = None


def listed_names(source: str, *, null: bool) -> Iterator[str]:
    """Return the names in a file (`-`: standard input), one per line or each followed by NUL.

    Raises `QuestionError` where the list itself cannot be read.
    """
    try:
        if source == STDIN:
            data = _stdin().read(MAX_LIST_BYTES + 1)
        else:
            with open(source, "rb", opener=_open_at_once) as file:
                data = file.read(MAX_LIST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise QuestionError(Fault("unreadable-file", f"cannot read the list of files: {reason}", source)) from None
    if len(data) > MAX_LIST_BYTES:
        message = f"the list of files is larger than the limit of {MAX_LIST_BYTES} bytes"
        raise QuestionError(Fault("unreadable-file", message, source))
    return _names_in(data, null)


def _open_at_once(path: str, flags: int) -> int:
    """Open without waiting: a pipe without a writer is an empty list; one with a writer is read."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(descriptor, True)
    return descriptor


def _names_in(data: bytes, null: bool) -> Iterator[str]:
    """Yield the names one by one: a list of many short names needs far more memory than its bytes."""
    start = len(BOM_UTF8) if data.startswith(BOM_UTF8) else 0
    for found in re.compile(rb"[^\0]+" if null else rb"[^\n]+").finditer(data, start):
        name = found[0] if null else found[0].removesuffix(b"\r")
        if name:
            yield os.fsdecode(name)


def find_files(names: Iterable[str], skipped: Skipped, *, recursive: bool) -> Iterator[Found]:
    """Yield what the names mean, in their order; a folder yields the images in it, by name, at every depth.

    Hidden entries are left out, and no folder is entered twice. Links in a folder are not followed: they and what is
    not named like an image are added to what was skipped.
    """
    entered: set[tuple[int, int]] = set()
    for name in names:
        if name == STDIN or not os.path.isdir(name):  # noqa: PTH112 - Path.is_dir raises where this says no
            yield Found(name, True)
        elif recursive:
            yield from _walk(name, entered, skipped)
        else:
            yield Found(name, True, ProbeError("unreadable", "is a folder; use -r to check what is in it"))


def read_image(found: Found, *, deep: bool) -> ImageFile:
    """Return what a file is; raises ProbeError."""
    if found.error is not None:
        raise found.error
    return probe(found.path, deep=deep)


def read_stdin_image(*, deep: bool) -> ImageFile:
    """Return what the image on standard input is; raises ProbeError."""
    try:
        stream = _stdin()
        if stream.isatty():
            raise ProbeError("unreadable", "is a terminal, not an image")
        data = stream.read(MAX_STDIN_BYTES + 1)
    except OSError as error:
        raise ProbeError("unreadable", f"cannot be read: {error.strerror or error}") from None
    if len(data) > MAX_STDIN_BYTES:
        raise ProbeError(
            "unreadable", f"is larger than {MAX_STDIN_BYTES} bytes, the limit on standard input; name the file instead"
        )
    return probe_bytes(data, deep=deep)


def suffix_of(path: str) -> str:
    """Return the suffix of a name, with its point."""
    return os.path.splitext(path)[1]  # noqa: PTH122 - quick, and a name may be anything


def _stdin() -> BinaryIO:
    if sys.stdin is None:  # the shell closed it: `<&-`
        raise OSError(0, "there is no standard input")
    return sys.stdin.buffer


def _walk(top: str, entered: set[tuple[int, int]], skipped: Skipped) -> Iterator[Found]:
    """Yield the images below a folder. A stack of listings, so that no depth of folders is too deep."""
    listings = [iter(())]  # type: list[Iterator[os.DirEntry[str]]]
    folder: str | None = top
    while listings:
        if folder is not None:
            try:
                listings.append(_listing(folder, entered))
            except OSError as error:
                reason = f"cannot be listed: {error.strerror or error}"
                yield Found(folder, folder is top, ProbeError("unreadable", reason))
        folder = None
        for entry in listings[-1]:
            if entry.is_dir(follow_symlinks=False):
                folder = entry.path
                break
            if formats_of_suffix(suffix_of(entry.name)) and not entry.is_symlink():
                yield Found(entry.path, False)
            else:
                skipped.add(entry.path)
        else:
            listings.pop()


def _listing(folder: str, entered: set[tuple[int, int]]) -> Iterator[os.DirEntry[str]]:
    """List the entries that are not hidden, by name; nothing for a folder that was entered before."""
    status = os.stat(folder)  # noqa: PTH116
    if (status.st_dev, status.st_ino) in entered:
        return iter(())
    entered.add((status.st_dev, status.st_ino))
    with os.scandir(folder) as entries:
        shown = [entry for entry in entries if not entry.name.startswith(".")]
    return iter(sorted(shown, key=lambda entry: entry.name))
