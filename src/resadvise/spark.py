"""The same answers on a Spark cluster: `advise(frame)` adds them to a PySpark data frame."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from resadvise.batch.answers import FIELDS, SENTENCES, Wanted, added
from resadvise.batch.arrow import answer_batches, settings_of
from resadvise.batch.columns import roles_of
from resadvise.errors import Fault, QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Unpack

    from resadvise.batch.arrow import BatchWords

# What the added columns are called until they are joined: no table has such names.
_PREFIX, _KEY = "resadvise_answer_", "resadvise_asked_"


def advise(frame: Any, **how: Unpack[BatchWords]) -> Any:
    """Return a `pyspark.sql.DataFrame` with the answers behind its columns, row by row those of the command `batch`.

    The keywords are those of `resadvise.batch.answer_batches`. The distinct briefs are answered where they are, by one
    map over Arrow batches, and joined to the rows; nothing is collected, and the order of rows is Spark's own. The
    facts, with those of `facts=load_facts("presets.yaml")`, travel with the map; the package has to be installed on the
    executors. The frame is read twice: cache it where reading is dear, or differs from time to time.

    Raises `QuestionError` at once for what is wrong with the keywords or the columns, and where PySpark is missing.
    """
    try:
        from pyspark.sql import types
        from pyspark.sql.functions import col
    except ImportError:
        hint = "pip install 'resadvise[spark]'"
        raise QuestionError(Fault("missing-package", "this needs PySpark", None, hint)) from None
    asked, wanted = settings_of(how)
    names = added(frame.columns, wanted)
    roles = roles_of(frame.columns, asked)
    asking = [column for column, role in zip(frame.columns, roles, strict=True) if role]
    kinds = {
        "text": types.StringType(),
        "whole": types.LongType(),
        "number": types.DoubleType(),
        "sentences": types.ArrayType(types.StringType()),
    }
    # Until they are joined all columns have names that no table has, and that need no quotes: Spark maps no others.
    keys = [f"{_KEY}{place}" for place in range(len(asking))]
    every = added((), Wanted(_PREFIX, wanted.reasons))
    pairs = list(zip(asking, keys, strict=True))
    briefs = frame.select([frame[_quoted(column)].alias(key) for column, key in pairs]).distinct()
    more = [types.StructField(name, kinds[{**FIELDS, **SENTENCES}[field]]) for field, name in every.items()]
    # Only columns that ask are there, under the names that they have here.
    settings: BatchWords = {**how, "facts": asked.catalog, "ignore": (), "prefix": _PREFIX}

    def answered(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in answer_batches((_renamed(batch, asking) for batch in batches), **settings):
            yield _renamed(batch, [*keys, *every.values()])

    schema = types.StructType([*briefs.schema.fields, *more])
    answers = briefs.mapInArrow(answered, schema).select(
        *keys, *(col(every[field]).alias(name) for field, name in names.items())
    )
    # <=>: a row with an empty column is equal to its brief.
    same = (frame[_quoted(column)].eqNullSafe(answers[key]) for column, key in pairs)
    return frame.join(answers, reduce(and_, same), "left").drop(*keys)


def _renamed(batch: Any, names: list[str]) -> Any:
    return type(batch).from_arrays(batch.columns, names=names)


def _quoted(column: str) -> str:
    """Return the name of a column as Spark takes it literally."""
    escaped = column.replace("`", "``")
    return f"`{escaped}`"
