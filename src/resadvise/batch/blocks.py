"""Bytes -> blocks of whole lines, and what becomes of each: the text of its rows with their answers behind them."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from resadvise.batch.rows import MAX_LINE, unreadable
from resadvise.errors import Fault, QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator

# So much is read at a time, where there is so much.
BLOCK = 1 << 18
# What is wrong with a line that is longer.
TOO_LONG = f"the row has more than {MAX_LINE:,} bytes"
# What a text in UTF-8 may begin with, and one in UTF-16 does.
MARK, _WIDE = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")


class Part(NamedTuple):
    """A piece of a line that is too long for a row: whether the line begins with it, and ends with it."""

    begins: bool
    ends: bool


class Block(NamedTuple):
    """Some whole lines, and the number of the first; or part of one line that is too long for a row."""

    text: bytes
    line: int
    part: Part | None = None


class Answered(NamedTuple):
    """Some rows with their answers. `first` is the first error, with its place; `note` is to be told."""

    text: bytes
    rows: int = 0
    errors: int = 0
    first: str | None = None
    note: str | None = None


def blocks_of(stream: BinaryIO, source: str) -> Iterator[Block]:
    """Yield what a stream holds as soon as it is there, in blocks that end with a line.

    Of a line with more than `MAX_LINE` bytes no more than so many are held: it is yielded in parts, which end with a
    character. Raises `QuestionError` where the text is UTF-16.
    """
    held, line, within = b"", 1, False
    while piece := _read(stream, source):
        if piece.startswith(_WIDE) and not held and line == 1:
            raise QuestionError(Fault("bad-table", "the table is UTF-16", source, "save it as UTF-8"))
        end = piece.find(b"\n") + 1
        if within or len(held) + (end - 1 if end else len(piece)) > MAX_LINE:
            piece, end = held + piece, end and len(held) + end
            cut = end or _whole(piece)
            yield Block(piece[:cut], line, Part(begins=not within, ends=bool(end)))
            held, piece, within = (b"", piece[cut:], False) if end else (piece[cut:], b"", True)
            line += bool(end)
        last = piece.rfind(b"\n") + 1
        if last:
            yield Block(held + piece[:last], line)
            line += piece.count(b"\n")
            held, piece = b"", piece[last:]
        held += piece
    if held or within:
        yield Block(held, line, Part(begins=False, ends=True) if within else None)


def _whole(text: bytes) -> int:
    """Return how many bytes are left without a character, or an end of a line, that may go on behind them."""
    begun = next((back for back in (1, 2, 3) if text[-back:][:1] >= b"\xc0"), int(text.endswith(b"\r")))
    return len(text) - begun


def is_file(stream: BinaryIO) -> bool:
    """Say whether a stream is a file, whose next block is there already: who writes to a pipe may wait for answers."""
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except OSError:  # it has no number
        return False


def _read(stream: BinaryIO, source: str) -> bytes:
    """Return what is there, at most a block; nothing at the end."""
    try:
        return stream.read1(BLOCK) if hasattr(stream, "read1") else stream.read(BLOCK)
    except OSError as error:  # another than one of writing, whose exit code differs
        raise unreadable(source, error) from None


def lines_of(block: bytes) -> list[bytes]:
    """Return the lines of a block, each with its end."""
    *lines, rest = block.split(b"\n")
    whole = [line + b"\n" for line in lines]
    return [*whole, rest] if rest else whole
