"""CSV, TSV or JSON Lines -> rows of words: one brief per row, in columns named like the options.

Rows are read as they are needed, so a table may be of any length. A mistake in a row is that row's own error; a mistake
in the table as a whole (no header, an unknown column) is refused before the first answer.
"""

from __future__ import annotations

import errno
import io
import json
import os
import stat
import sys
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TextIO

from resadvise.errors import Fault, QuestionError, did_you_mean
from resadvise.words import LYING, OPTION, SWITCHES, TARGETS, Words, said_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

# The longest line that is read; it bounds the memory for a row.
MAX_LINE = 1_000_000
# Column -> the field of a brief, as its option is called: `for`, and `max_bytes` or `max-bytes`.
COLUMNS = {option.removeprefix("--").replace("-", "_"): field for field, option in OPTION.items() if field != "uses"}
_YES, _NO = ("true", "yes", "1", "x"), ("false", "no", "0")
# What is wrong with a table, or with a row.
EMPTY, NOT_JSON, NO_OBJECT = "the table is empty", "this line is not JSON", "this line is not a JSON object"
DELIMITERS = (",", "\t", ";")


class Row(NamedTuple):
    """One row: the line that it starts on, its cells by column, and its mistake, if it has one."""

    line: int
    cells: Mapping[str, str]
    fault: Fault | None = None


def read_rows(source: str, columns: Collection[str]) -> Iterator[Row]:
    """Yield the rows of a table (`-`: standard input) that may have these columns.

    Blank cells and blank lines are ignored. Raises `QuestionError` where the table itself cannot be read.
    """
    with _opened(source) as text:
        lines = _lines(text, source)
        first = next(lines, None)
        while first is not None and not first[1].strip():
            first = next(lines, None)
        if first is None:
            hint = f"columns: {', '.join(columns)}"
            raise QuestionError(Fault("bad-table", EMPTY, source, hint))
        number, head = first
        if head.lstrip().startswith("{"):
            yield from _json_rows(number, head, lines, source, columns)
        else:
            yield from _csv_rows(number, head, lines, source, columns)


def words_of_row(row: Row, given: Words) -> Words:
    """Return the brief of a row, with what it does not say from `given`; a target of the row replaces the one given.

    Raises `QuestionError` where a switch is neither true nor false.
    """
    said: dict[str, Any] = {}
    for column, text in row.cells.items():
        field = COLUMNS.get(column)
        if field is None:
            continue
        said[field] = read_switch(text, column) if field in SWITCHES else text
    return Words(**said_beside(said, said_of(given)))


def said_beside(said: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a row says, and beside it what is given.

    Its own target replaces the one given, its own way of lying the other, and what it calls false is not said.
    """
    replaced: set[str] = set()
    if given:
        for alike in (TARGETS, LYING):
            if any(map(said.get, alike)):
                replaced.update(alike)
    beside = {name: value for name, value in given.items() if name not in replaced}
    return {name: value for name, value in {**beside, **said}.items() if value is not False}


def read_switch(text: str, column: str) -> bool:
    """Return whether a cell is true or false. Raises `QuestionError` where it is neither."""
    word = text.strip().casefold()
    if word not in (*_YES, *_NO):
        raise QuestionError(Fault("bad-quantity", f"{text!r} is not true or false", column))
    return word in _YES


def invalid_csv(error: Exception) -> str:
    """Say what is wrong with a row whose quotes do not match."""
    return f"invalid CSV: {error}"


def too_long(count: int, width: int) -> str:
    """Say what is wrong with a row that has more cells than the header."""
    return f"the row has {count} cells, but the header has {width}"


def open_table(source: str) -> BinaryIO:
    """Open a table (`-`: standard input). Raises `QuestionError` where that cannot be done."""
    try:
        if source == "-":
            if sys.stdin is None:  # the shell closed it: `<&-`
                raise OSError(0, "there is no standard input")
            return sys.stdin.buffer
        descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe without a writer would hang
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
        return os.fdopen(descriptor, "rb")
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        raise unreadable(source, error) from None


def unreadable(source: str, error: OSError | ValueError) -> QuestionError:
    """Return the error of a table that cannot be read."""
    reason = getattr(error, "strerror", None) or str(error)
    return QuestionError(Fault("unreadable-file", f"cannot read the table: {reason}", source))


def _opened(source: str) -> TextIO:
    return io.TextIOWrapper(open_table(source), encoding="utf-8-sig", errors="surrogateescape", newline="")


def _lines(text: TextIO, source: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number, none of them longer than a row may be."""
    number = 0
    while line := text.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            raise QuestionError(
                Fault("bad-table", f"a line has more than {MAX_LINE:,} characters", f"{source}:{number}")
            )
        yield number, line


def _csv_rows(
    number: int, head: str, lines: Iterator[tuple[int, str]], source: str, known: Collection[str]
) -> Iterator[Row]:
    import csv  # here, since most checks have no table

    delimiter = max(DELIMITERS, key=head.count)
    at = [number]

    def texts() -> Iterator[str]:
        yield head
        for line_number, line in lines:
            at[0] = line_number
            yield line

    reader = csv.reader(texts(), delimiter=delimiter, strict=True)
    where = f"{source}:{number}"
    try:
        columns = _columns(next(reader), where, known)
    except csv.Error as error:
        raise QuestionError(Fault("bad-table", invalid_csv(error), where)) from None
    while True:
        start = at[0] + 1
        try:
            values = next(reader, None)
        except csv.Error as error:
            yield Row(start, {}, Fault("bad-table", invalid_csv(error), f"{source}:{start}"))
            continue
        if values is None:
            return
        if len(values) > len(columns):
            yield Row(start, {}, Fault("bad-table", too_long(len(values), len(columns)), f"{source}:{start}"))
        elif any(value.strip() for value in values):
            cells = zip(columns, values, strict=False)
            yield Row(start, {name: value.strip() for name, value in cells if value.strip()})


def _json_rows(
    number: int, head: str, lines: Iterator[tuple[int, str]], source: str, known: Collection[str]
) -> Iterator[Row]:
    while True:
        where = f"{source}:{number}"
        if head.strip():
            yield _json_row(number, head, where, known)
        following = next(lines, None)
        if following is None:
            return
        number, head = following


def _json_row(number: int, text: str, where: str, known: Collection[str]) -> Row:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return Row(number, {}, Fault("bad-table", NOT_JSON, where))
    if not isinstance(value, dict):
        return Row(number, {}, Fault("bad-table", NO_OBJECT, where))
    try:
        columns = _columns(list(value), where, known)
    except QuestionError as error:  # each line has columns of its own
        return Row(number, {}, error.faults[0])
    cells = {}
    for column, (name, cell) in zip(columns, value.items(), strict=True):
        if cell is None or cell == "":
            continue
        if isinstance(cell, dict | list):
            return Row(
                number,
                {},
                Fault(
                    "bad-table",
                    f"{name!r} is a {'map' if isinstance(cell, dict) else 'list'}, not a single value",
                    where,
                ),
            )
        plain = str(cell).lower() if isinstance(cell, bool) else str(cell)
        cells[column] = plain
    return Row(number, cells)


def _columns(names: list[str], where: str, known: Collection[str]) -> list[str]:
    """Return the names of the columns, or refuse an unknown one."""
    found = []
    for name in names:
        column = name.strip().casefold().replace("-", "_")
        if column not in known:
            hint = did_you_mean(column, known) or f"columns: {', '.join(known)}"
            raise QuestionError(Fault("unknown-column", f"there is no column {name!r}", where, hint))
        if column in found:
            raise QuestionError(Fault("bad-table", f"the column {column!r} appears twice", where))
        found.append(column)
    return found
