"""CSV and TSV -> the same with answers: what stands in a row stays as it is, to the byte, and its answer follows."""

from __future__ import annotations

import csv
from functools import lru_cache
from itertools import chain, islice
from operator import add, itemgetter
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from resadvise.batch.answers import Answers, Wanted, added, answer, failure
from resadvise.batch.blocks import MARK, TOO_LONG, Answered, Block, Part, blocks_of, lines_of
from resadvise.batch.columns import ASKING, Questions, roles_of, told
from resadvise.batch.processes import Helpers
from resadvise.batch.rows import DELIMITERS, EMPTY, MAX_LINE, invalid_csv, too_long
from resadvise.errors import Fault, QuestionError
from resadvise.output.formats import csv_cell

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence


class Record(NamedTuple):
    """A row: its text without the end of its line, that end, and its cells; or what is wrong with it."""

    line: int
    text: bytes
    end: bytes
    cells: list[bytes]
    fault: str | None = None


class CsvTable:
    """A table whose answers come one by one: first its header, then some rows at a time.

    Raises `QuestionError` where the table as a whole cannot be read; what is wrong with a row is that row's answer.
    """

    def __init__(
        self,
        stream: BinaryIO,
        source: str,
        asked: Questions,
        wanted: Wanted,
        *,
        delimiter: str | None = None,
        share: bool = False,
    ) -> None:
        self._stream, self._source = stream, source
        self._asked, self._wanted, self._share = asked, wanted, share
        self._delimiter = (delimiter or "").encode()
        self._width = MAX_LINE  # no row has so many cells, and so the head may have any number
        self._answers = Answers(self._answer_many)

    def __iter__(self) -> Iterator[Answered]:
        csv.field_size_limit(3 * MAX_LINE)  # the rows are bounded, and so none of their cells is longer
        blocks = blocks_of(self._stream, self._source)
        first = yield from self._head(blocks)
        left = Block(b"", first.line)
        with Helpers(self._block, share=self._share) as helpers:
            for block, (done, rest) in helpers.each(chain([first] if first.text else [], blocks)):
                if left.text and block.part:  # what goes on in a row that is too long is broken, too
                    yield self._block(left, final=True)[0]
                elif left.text:  # the block begins within a row, which was not known when it was answered
                    done, rest = self._block(Block(left.text + block.text, left.line))
                left = rest
                yield done
        if left.text:
            yield self._block(left, final=True)[0]

    # The header

    def _head(self, blocks: Iterator[Block]) -> Generator[Answered, None, Block]:
        """Read the header, the first line that is not blank; return what follows it in its block."""
        text = b""
        record = None
        while record is None:
            block = next(blocks, None)
            if block and block.part:
                raise QuestionError(Fault("bad-table", TOO_LONG, f"{self._source}:{block.line}"))
            text += block.text if block else b""
            lines = lines_of(text.removeprefix(MARK))
            blank = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
            if blank == len(lines):
                if block is None:
                    raise QuestionError(Fault("bad-table", EMPTY, self._source, f"columns: {', '.join(ASKING)}"))
                continue
            line = 1 + blank
            head = _decoded(lines[blank])
            self._delimiter = self._delimiter or max(DELIMITERS, key=head.count).encode()
            record, used = self._record(lines, blank, line, final=block is None)
        if record.fault:
            raise QuestionError(Fault("bad-table", record.fault, f"{self._source}:{line}"))
        columns = [_decoded(cell) for cell in record.cells]
        roles = roles_of(columns, self._asked)
        self._names = added(columns, self._wanted)
        self._width = len(columns)
        self._places = [place for place, role in enumerate(roles) if role]
        self._roles = [role for role in roles if role]
        before = text[: len(text) - len(b"".join(lines[blank:]))]
        self._between = _decoded(self._delimiter)
        names = self._between.join(["", *map(csv_cell, self._names.values())]).encode()
        yield Answered(before + record.text + names + record.end, note=told(columns, roles))
        return Block(b"".join(lines[blank + used :]), line + used)

    # Rows

    def _block(self, block: Block, *, final: bool = False) -> tuple[Answered, Block]:
        """Answer the rows of a block; return what is left of a row that goes on in the next one."""
        if block.part:
            return self._long(block, block.part), Block(b"", block.line)
        end = _one_end(block.text)
        if end and b'"' not in block.text:
            rows = block.text.removesuffix(end).split(end)
            cells = [row.split(self._delimiter) for row in rows]
            if set(map(len, cells)) == {self._width} and (self._width > 1 or all(map(bytes.strip, rows))):
                done = self._plain(rows, cells, end, block)
                return done, Block(b"", block.line + len(rows))
        return self._careful(block, final=final)

    def _plain(self, rows: Sequence[bytes], cells: Sequence[list[bytes]], end: bytes, block: Block) -> Answered:
        """Answer rows of which each is a line, without quotes, and has as many cells as the header."""
        made = self._answers.of(self._keys(cells))
        text = end.join(map(add, rows, (suffix for suffix, _ in made)))
        errors = [place for place, (_, error) in enumerate(made) if error]
        first = f"{self._source}:{block.line + errors[0]}: {made[errors[0]][1]}" if errors else None
        return Answered(text + end if block.text.endswith(end) else text, len(rows), len(errors), first)

    def _careful(self, block: Block, *, final: bool) -> tuple[Answered, Block]:
        """Answer rows of any kind."""
        lines = lines_of(block.text)
        records, place = [], 0
        while place < len(lines):
            record, used = self._record(lines, place, block.line + place, final=final)
            if record is None:
                break
            records.append(record)
            place += used
        good = [record for record in records if record.cells and not record.fault]
        answers = iter(self._answers.of(self._keys([record.cells for record in good])))
        pieces: list[bytes] = []
        errors: list[str] = []
        for record in records:
            suffix, error = b"", None
            if record.fault:
                suffix, error = self._suffix(failure(record.fault, reasons=self._wanted.reasons)), record.fault
            elif record.cells:
                suffix, error = next(answers)
            pieces += self._pieces(record, suffix)
            errors += [f"{self._source}:{record.line}: {error}"] if error else []
        rows = sum(bool(record.cells or record.fault) for record in records)
        done = Answered(b"".join(pieces), rows, len(errors), errors[0] if errors else None)
        return done, Block(b"".join(lines[place:]), block.line + place)

    def _long(self, block: Block, part: Part) -> Answered:
        """Answer a part of a row that is too long: all of it is the first cell, since none is looked for."""
        text, end = _parted(block.text)
        cell = _quoted(text)[0 if part.begins else 1 : None if part.ends else -1]
        if not part.ends:
            return Answered(cell)
        answer = self._suffix(failure(TOO_LONG, reasons=self._wanted.reasons))
        first = f"{self._source}:{block.line}: {TOO_LONG}"
        return Answered(b"".join((cell, self._delimiter * (self._width - 1), answer, end)), 1, 1, first)

    def _pieces(self, record: Record, suffix: bytes) -> tuple[bytes, ...]:
        """Return the text of a row with its answer in the right columns, whatever the row is like."""
        missing = self._width - len(record.cells)
        if not record.cells and record.fault:  # no cells can be told apart, so all of it is the first
            return _quoted(record.text), self._delimiter * (self._width - 1), suffix, record.end
        if not record.cells:
            return record.text, record.end
        if missing >= 0:
            return record.text, self._delimiter * missing, suffix, record.end
        inside, beyond = record.cells[: self._width], record.cells[self._width :]
        return self._joined(inside), suffix, self._delimiter, self._joined(beyond), record.end

    def _joined(self, cells: Sequence[bytes]) -> bytes:
        special = (b'"', b"\n", b"\r", self._delimiter)
        return self._delimiter.join(_quoted(cell) if any(each in cell for each in special) else cell for cell in cells)

    def _record(self, lines: Sequence[bytes], place: int, number: int, *, final: bool) -> tuple[Record | None, int]:
        """Read the row that begins with a line, and say how many lines it takes; None: it goes on behind the last."""
        text, end = _parted(lines[place])
        if b'"' not in text and b"\r" not in text:
            cells = text.split(self._delimiter) if text.strip() or self._delimiter in text else []
            return self._checked(Record(number, text, end, cells)), 1
        taken: list[bytes] = []
        size = 0

        def decoded() -> Iterator[str]:
            nonlocal size
            for line in islice(lines, place, None):
                if size > MAX_LINE:
                    raise csv.Error(f"a quote is not closed within {MAX_LINE:,} bytes")
                taken.append(line)
                size += len(line)
                yield _decoded(line)

        try:
            reader = csv.reader(decoded(), delimiter=_decoded(self._delimiter), strict=True)
            cells = [_encoded(cell) for cell in next(reader)]
        except csv.Error as error:
            if place + len(taken) == len(lines) and size <= MAX_LINE and not final:
                return None, 0
            return Record(number, text, end, [], invalid_csv(error)), 1
        text, end = _parted(b"".join(taken))
        return self._checked(Record(number, text, end, cells)), len(taken)

    def _checked(self, record: Record) -> Record:
        count = len(record.cells)
        if count <= self._width:
            return record
        return record._replace(fault=too_long(count, self._width))

    # Answers

    def _keys(self, cells: Sequence[list[bytes]]) -> list[tuple[bytes, ...]]:
        """Return the cells that ask something, of each row."""
        if len(self._places) == 1:
            [only] = self._places
            return [(row[only],) if only < len(row) else (b"",) for row in cells]
        if all(len(row) == self._width for row in cells):
            return list(map(itemgetter(*self._places), cells))
        return [tuple(row[place] if place < len(row) else b"" for place in self._places) for row in cells]

    def _answer_many(self, keys: Sequence[tuple[bytes, ...]]) -> list[tuple[bytes, str | None]]:
        return list(map(self._answer, keys))

    def _answer(self, key: tuple[bytes, ...]) -> tuple[bytes, str | None]:
        """Return what is written behind a row, and its error."""
        cells = zip(self._roles, map(_decoded, key), strict=True)
        values = answer(cells, self._asked, reasons=self._wanted.reasons)
        return self._suffix(values), values["error"]

    def _suffix(self, values: Mapping[str, Any]) -> bytes:
        cells = [_cell(values[field]) for field in self._names]
        return self._between.join(["", *cells]).encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = " ".join(value)
    return _text_cell(value) if isinstance(value, str) else csv_cell(value)


@lru_cache(4096)  # most answers say the same few words
def _text_cell(text: str) -> str:
    return csv_cell(text).replace("\t", " ")  # in an added text it does not end a cell


def _one_end(block: bytes) -> bytes | None:
    """Return the end that all lines of a block have; None where they differ."""
    returns = block.count(b"\r")
    if not returns:
        return b"\n"
    return b"\r\n" if returns == block.count(b"\r\n") == block.count(b"\n") else None


def _parted(line: bytes) -> tuple[bytes, bytes]:
    end = b"\r\n" if line.endswith(b"\r\n") else b"\n" if line.endswith(b"\n") else b""
    return line.removesuffix(end), end


def _quoted(cell: bytes) -> bytes:
    return b'"' + cell.replace(b'"', b'""') + b'"'


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
