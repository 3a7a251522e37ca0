"""Bytes -> blocks of whole lines, and what becomes of each: the text of its rows with their answers behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from resadvise.batch.rows import MAX_LINE, unreadable
from resadvise.errors import Fault, QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator

# So much is read at a time, where there is so much.
BLOCK = 1 << 20
# What a text in UTF-8 may begin with, and one in UTF-16 does.
MARK, _WIDE = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")


class Answered(NamedTuple):
    """Some rows with their answers. `first` is the first error, with its place; `note` is to be told."""

    text: bytes
    rows: int = 0
    errors: int = 0
    first: str | None = None
    note: str | None = None


def blocks_of(stream: BinaryIO, source: str) -> Iterator[bytes]:
    """Yield what a stream holds as soon as it is there, in blocks that end with a line.

    Raises `QuestionError` where a line is longer than a row may be, and where the text is UTF-16.
    """
    held: list[bytes] = []
    size, lines = 0, 1
    while piece := _read(stream, source):
        if piece.startswith(_WIDE) and not held and lines == 1:
            raise QuestionError(Fault("bad-table", "the table is UTF-16", source, "save it as UTF-8"))
        end = piece.rfind(b"\n") + 1
        if end:
            block = b"".join((*held, piece[:end]))
            yield block
            lines += block.count(b"\n")
            held, size = [], 0
        if end < len(piece):
            held.append(piece[end:])
            size += len(piece) - end
        if size > MAX_LINE:
            raise QuestionError(Fault("bad-table", f"a row has more than {MAX_LINE:,} bytes", f"{source}:{lines}"))
    if held:
        yield b"".join(held)


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
