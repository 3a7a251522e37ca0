"""Parquet -> Parquet with answers, some rows at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from resadvise.batch.arrow import ArrowAnswers
from resadvise.batch.blocks import Answered
from resadvise.errors import Fault, QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resadvise.batch.answers import Wanted
    from resadvise.batch.columns import Questions

# So many rows are answered at a time, and a group of rows that is written has so many, or so many bytes.
_ROWS, _GROUP_ROWS, _GROUP_BYTES = 16_384, 122_880, 1 << 26


class ParquetTable:
    """A Parquet file whose answers come some rows at a time, as the bytes of another one.

    Raises `QuestionError` where it cannot be read, and where pyarrow is not installed.
    """

    def __init__(self, stream: BinaryIO, source: str, asked: Questions, wanted: Wanted, *, share: bool = False) -> None:
        self._stream, self._source = stream, source
        self._asked, self._wanted, self._share = asked, wanted, share

    def __iter__(self) -> Iterator[Answered]:
        try:
            import pyarrow
            from pyarrow import parquet
        except ImportError:
            hint = "pip install 'resadvise[parquet]'"
            raise QuestionError(Fault("missing-package", "Parquet needs pyarrow", self._source, hint)) from None
        try:
            file = parquet.ParquetFile(self._stream)
            schema = file.schema_arrow
        except (pyarrow.ArrowException, OSError):
            raise QuestionError(Fault("bad-table", "this is not a Parquet file", self._source)) from None
        table = ArrowAnswers(schema, self._asked, self._wanted, share=self._share)
        sink, rows = _Sink(), 0
        note: str | None = table.note
        with table, parquet.ParquetWriter(sink, table.schema) as writer:
            held: list[Any] = []
            for batch in self._batches(file, pyarrow.ArrowException):
                done = table.of(batch)
                held.append(done.batch)
                size = sum(each.nbytes for each in held)
                if sum(map(len, held)) >= _GROUP_ROWS or size >= _GROUP_BYTES:
                    writer.write_table(pyarrow.Table.from_batches(held))
                    held = []
                first = done.first and f"{self._source}: row {rows + done.first[0] + 1:,}: {done.first[1]}"
                rows += len(batch)
                yield Answered(sink.taken(), len(batch), done.errors, first, note)
                note = None
            if held:
                writer.write_table(pyarrow.Table.from_batches(held))
        yield Answered(sink.taken(), note=note)

    def _batches(self, file: Any, failure: type[Exception]) -> Iterator[Any]:
        try:
            yield from file.iter_batches(_ROWS)
        except (failure, OSError):
            raise QuestionError(Fault("bad-table", "the Parquet file is damaged", self._source)) from None


class _Sink:
    """A file in memory that is emptied as it fills."""

    closed = False

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, piece: Any) -> int:
        text = bytes(piece)
        self._held.append(text)
        return len(text)

    def taken(self) -> bytes:
        """Return what was written since the last call."""
        text, self._held = b"".join(self._held), []
        return text
