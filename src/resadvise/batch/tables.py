"""A table in any of its forms, and its answers."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from resadvise.batch.blocks import is_file
from resadvise.batch.csv_table import CsvTable
from resadvise.batch.json_lines import JsonLines
from resadvise.batch.parquet import ParquetTable
from resadvise.batch.rows import open_table
from resadvise.errors import Fault, QuestionError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Generator

    from resadvise.batch.answers import Wanted
    from resadvise.batch.blocks import Answered
    from resadvise.batch.columns import Questions

_STREAM = "-"
FORMS = ("csv", "tsv", "jsonl", "parquet")
_BY_SUFFIX = {**{f".{form}": form for form in FORMS}, ".tab": "tsv", ".ndjson": "jsonl"}


def form_of(source: str, target: str, named: str | None) -> str:
    """Return the form of a table and of its answers: as it is named, else as the name of the file says.

    Raises `QuestionError` where neither does, and where the answers are to have another form.
    """
    if named is not None and named.casefold() not in FORMS:
        hint = did_you_mean(named, FORMS) or f"known: {', '.join(FORMS)}"
        raise QuestionError(Fault("unknown-format", f"there is no form of tables {named!r}", "--format", hint))
    form = named.casefold() if named else _BY_SUFFIX.get(PurePath(source).suffix.casefold())
    if form is None:
        what = "standard input has no name that says its form" if source == _STREAM else "the name says no form"
        raise QuestionError(Fault("unknown-format", what, source, "give --format csv, tsv or jsonl"))
    if _BY_SUFFIX.get(PurePath(target).suffix.casefold(), form) != form:
        message = f"the answers have the form of the table, which is {form}"
        raise QuestionError(Fault("cannot-apply", message, "--output", f"give a name that ends in .{form}"))
    if form == "parquet" and _STREAM in (source, target):
        message = "Parquet is read from a file, and written to one"
        raise QuestionError(Fault("cannot-apply", message, _STREAM, "name both: IN.parquet -o OUT.parquet"))
    return form


def answered(source: str, form: str, asked: Questions, wanted: Wanted) -> Generator[Answered, None, None]:
    """Yield the answers to a table, some rows at a time. Raises `QuestionError` where the table cannot be read."""
    with open_table(source) as stream:
        share = is_file(stream)
        if form == "parquet":
            yield from ParquetTable(stream, source, asked, wanted, share=share)
        elif form == "jsonl":
            yield from JsonLines(stream, source, asked, wanted, share=share)
        else:
            delimiter = "\t" if form == "tsv" else None
            yield from CsvTable(stream, source, asked, wanted, delimiter=delimiter, share=share)
