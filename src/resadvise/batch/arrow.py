"""Arrow record batches -> the same with answers: for Parquet, for Spark, and for all that maps over such batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from resadvise.batch.answers import FIELDS, SENTENCES, Answers, Wanted, added, answer
from resadvise.batch.columns import Questions, questions, roles_of, told
from resadvise.batch.processes import Helpers
from resadvise.facts.load import shipped_facts
from resadvise.words import words_of_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Self, Unpack

    from resadvise.documents import BriefWords
    from resadvise.facts.catalog import Catalog

    class BatchWords(BriefWords, total=False):
        """The keywords of `answer_batches`: the defaults of a brief, how the table is read, and what is added."""

        facts: Catalog | None
        uses: Sequence[str]
        columns: Mapping[str, str] | None
        ignore: Iterable[str]
        unit: str | None
        prefix: str
        reasons: bool


# Fewer rows are answered sooner than they are sent to a process.
_FEWEST_SHARED = 1_000
# What is remembered: a value for each column that is added, and the error.
_Made = tuple[tuple[Any, ...], str | None]


def answer_batches(batches: Iterable[Any], **how: Unpack[BatchWords]) -> Iterator[Any]:
    """Yield each `pyarrow.RecordBatch` with the answers behind its columns. All of them have the schema of the first.

    The columns are those of the command `batch`. `columns` maps their names to the names in this table, as
    `{"width": "breite"}`; `ignore` names columns that ask nothing; `unit` is that of `width` and `height` where no
    column says it. `prefix` and `reasons` change what is added, `facts` (from `load_facts`) what it is decided by. All
    other keywords are defaults for the rows: those of `recommend`, and `uses`.

    A row that cannot be understood is answered with the status `error`. Raises `QuestionError` where no column asks
    anything, where two columns ask the same, or where the answer would add a column that is there already.
    """
    asked, wanted = settings_of(how)
    answers: ArrowAnswers | None = None
    for batch in batches:
        answers = answers or ArrowAnswers(batch.schema, asked, wanted)
        yield answers.of(batch).batch


def answered_schema(schema: Any, **how: Unpack[BatchWords]) -> Any:
    """Return the `pyarrow.Schema` of what `answer_batches` makes of batches with a schema, under the same keywords."""
    asked, wanted = settings_of(how)
    return ArrowAnswers(schema, asked, wanted).schema


def settings_of(how: BatchWords) -> tuple[Questions, Wanted]:
    """Return how a table is read, and what is added to it. Raises `QuestionError`, and `TypeError` for a keyword."""
    words: dict[str, Any] = {**how}
    facts = words.pop("facts", None)
    given = {name: words.pop(name, usual) for name, usual in _HOW.items()}
    asked = questions(
        shipped_facts() if facts is None else facts,
        words_of_values(words.pop("uses", ()), words),
        unit=given["unit"],
        names=(given["columns"] or {}).items(),
        ignored=given["ignore"],
    )
    return asked, Wanted(given["prefix"], given["reasons"])


_HOW: dict[str, Any] = {"columns": None, "ignore": (), "unit": None, "prefix": "", "reasons": False}


class AnsweredBatch(NamedTuple):
    """A batch with its answers; how many of its rows are in error, and the first of them with its message."""

    batch: Any
    errors: int
    first: tuple[int, str] | None


class ArrowAnswers:
    """Answers batches of one schema. `schema` is theirs with the columns that are added, `note` says what is read."""

    def __init__(self, schema: Any, asked: Questions, wanted: Wanted, *, share: bool = False) -> None:
        import pyarrow

        roles = roles_of(schema.names, asked)
        self._names = added(schema.names, wanted)
        self._places = [place for place, role in enumerate(roles) if role]
        self._roles = [role for role in roles if role]
        self._asked, self._wanted = asked, wanted
        types = {
            "text": pyarrow.string(),
            "whole": pyarrow.int64(),
            "number": pyarrow.float64(),
            "sentences": pyarrow.list_(pyarrow.string()),
        }
        kinds = {**FIELDS, **SENTENCES}
        self._types = [types[kinds[field]] for field in self._names]
        more = [pyarrow.field(name, type_) for name, type_ in zip(self._names.values(), self._types, strict=True)]
        self.schema = pyarrow.schema([*schema, *more], metadata=schema.metadata)
        self.note = told(schema.names, roles)
        self._answers = Answers(self._many)
        self._helpers: Helpers[Sequence[tuple[Any, ...]], list[_Made]] = Helpers(self._here, share=share)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._helpers.end()

    def of(self, batch: Any) -> AnsweredBatch:
        """Return a batch with its answers."""
        import pyarrow

        keys = list(zip(*(_hashable(batch.column(place)) for place in self._places), strict=True))
        distinct = {key: place for place, key in enumerate(dict.fromkeys(keys))}
        made = self._answers.of(list(distinct))
        places = pyarrow.array([distinct[key] for key in keys], pyarrow.int64())
        values = zip(*(cells for cells, _ in made), strict=True) if made else [() for _ in self._names]
        columns = [pyarrow.array(cells, type_).take(places) for cells, type_ in zip(values, self._types, strict=True)]
        whole = pyarrow.RecordBatch.from_arrays([*batch.columns, *columns], schema=self.schema)
        wrong = [place for place, key in enumerate(keys) if made[distinct[key]][1]] if any(e for _, e in made) else []
        first = (wrong[0], made[distinct[keys[wrong[0]]]][1] or "") if wrong else None
        return AnsweredBatch(whole, len(wrong), first)

    def _many(self, keys: Sequence[tuple[Any, ...]]) -> list[_Made]:
        """Answer many rows, in one piece for each process where there are enough."""
        count = self._helpers.count if len(keys) >= _FEWEST_SHARED else 1
        length = -(-len(keys) // count) or 1
        pieces = [keys[at : at + length] for at in range(0, len(keys), length)]
        return [made for _, some in self._helpers.each(pieces) for made in some]

    def _here(self, keys: Sequence[tuple[Any, ...]]) -> list[_Made]:
        return list(map(self._answer, keys))

    def _answer(self, key: tuple[Any, ...]) -> _Made:
        values = answer(zip(self._roles, key, strict=True), self._asked, reasons=self._wanted.reasons)
        return tuple(values[field] for field in self._names), values["error"]


def _hashable(column: Any) -> list[Any]:
    """Return the cells of a column as they can be compared: no list, no object; a number that is none is nothing."""
    from pyarrow import types

    kind = column.type
    if types.is_float16(kind) or types.is_float32(kind):  # so short a number has fewer digits than its double
        return [None if text is None or text == "nan" else float(text) for text in column.cast("string").to_pylist()]
    cells: list[Any] = column.to_pylist()
    if types.is_floating(kind):
        return [None if cell is None or cell != cell else cell for cell in cells]
    if types.is_nested(kind) or types.is_fixed_size_list(kind):  # which older versions do not call nested
        return [tuple(cell) if isinstance(cell, list) and _flat(cell) else cell and frozenset() for cell in cells]
    return cells


def _flat(cell: list[Any]) -> bool:
    return not any(isinstance(each, (list, dict)) for each in cell)
