"""A row's cells -> its answer, as flat values; and many of them, where equal briefs are answered once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from resadvise.batch.columns import Questions, Role, said_by
from resadvise.batch.rows import said_beside
from resadvise.brief import ask_said
from resadvise.engine.advice import Advice, advise
from resadvise.engine.candidate import delivered_bytes
from resadvise.errors import Fault, QuestionError
from resadvise.units.numbers import decimal, price_json, span_dict
from resadvise.words import OPTION

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

# The columns that an answer adds, with what they hold: a text, a whole number, a number, or sentences.
FIELDS = {
    "status": "text",
    "tier": "text",
    "model": "text",
    "aspect_ratio": "text",
    "pixels_width": "whole",
    "pixels_height": "whole",
    "margin": "number",
    "verdict": "text",
    "effective_ppi": "number",
    "upscale": "number",
    "price_usd": "number",
    "seconds_min": "number",
    "seconds_max": "number",
    "export_bytes_max": "whole",
    "error": "text",
}
SENTENCES = {"reasons": "sentences", "warnings": "sentences"}
ERROR = "error"


class Wanted(NamedTuple):
    """What is added to a row: the names of the fields begin with `prefix`, and `reasons` adds the sentences."""

    prefix: str = ""
    reasons: bool = False


# So many answers are remembered, to questions of so many characters; and as many older ones.
REMEMBERED, REMEMBERED_TEXT = 16_384, 16_000_000

Key = TypeVar("Key", bound="Hashable")
Made = TypeVar("Made")


def answer(cells: Iterable[tuple[Role, Any]], asked: Questions, *, reasons: bool = False) -> dict[str, Any]:
    """Return the answer to a row: a value for each of `FIELDS`, and with `reasons` of `SENTENCES`.

    A row that cannot be understood is answered too: its `status` is `error`, and `error` is what `recommend` would say.
    """
    try:
        advice = _advice(said_by(cells, asked), asked)
    except QuestionError as error:
        return failure("; ".join(map(str, error.faults)), reasons=reasons)
    values = _values(advice)
    if reasons:
        values["reasons"] = [reason.text for reason in advice.reasons]
        values["warnings"] = [warning.text for warning in advice.warnings]
    return values


def failure(message: str, *, reasons: bool) -> dict[str, Any]:
    """Return the answer to a row that cannot be understood."""
    values: dict[str, Any] = dict.fromkeys(FIELDS)
    values |= {"status": ERROR, "error": message}
    return {**values, **{name: [] for name in SENTENCES}} if reasons else values


def _advice(said: Mapping[str, Any], asked: Questions) -> Advice:
    """Answer what a row says, and beside it those defaults that can apply to it."""
    words = said_beside(said, asked.given)
    while True:
        try:
            return advise(ask_said(words, asked.catalog), asked.catalog)
        except QuestionError as error:
            # The defaults were looked at before the first row; but the model of a row may lack what they name.
            codes = ("cannot-apply", "unknown-aspect", "unknown-quality") if "model" in said else ("cannot-apply",)
            options = {fault.where for fault in error.faults if fault.code in codes}
            barred = [field for field in words if OPTION[field] in options and field not in said]
            if not barred:
                raise
            words = {field: value for field, value in words.items() if field not in barred}


def _values(advice: Advice) -> dict[str, Any]:
    choice, chosen = advice.choice, advice.choice.chosen
    delivered = delivered_bytes(chosen, advice.catalog) if choice.need else None
    return {
        "status": choice.status,
        "tier": chosen.tier,
        "model": advice.brief.model.name,
        "aspect_ratio": str(chosen.supply.ratio),
        "pixels_width": chosen.pixels.width,
        "pixels_height": chosen.pixels.height,
        "margin": chosen.margin_json,
        "verdict": chosen.verdict,
        "effective_ppi": chosen.ppi_json,
        "upscale": decimal(choice.upscale, 4),
        "price_usd": price_json(chosen.price),
        **span_dict("seconds", chosen.seconds),
        "export_bytes_max": delivered and delivered[1],
        "error": None,
    }


class Answers(Generic[Key, Made]):
    """Answers by the cells of a row, each worked out once as long as it is remembered.

    What is remembered is bounded, so a table may be of any length: the answers that were used last are kept, and as
    many of those before them. `make` answers many.
    """

    def __init__(self, make: Callable[[Sequence[Key]], Sequence[Made]], *, remembered: int = REMEMBERED) -> None:
        self._make, self._most = make, remembered
        self._young: dict[Key, Made] = {}
        self._old: dict[Key, Made] = {}
        self._text = 0

    def of(self, keys: Sequence[Key]) -> list[Made]:
        """Return the answer for each key, in order."""
        young, old = self._young, self._old
        missing = []
        for key in set(keys).difference(young):
            if key in old:
                young[key] = old[key]
            else:
                missing.append(key)
        young.update(zip(missing, self._make(missing), strict=True))
        answers = [young[key] for key in keys]
        self._text += len(repr(missing))
        if len(young) > self._most or self._text > REMEMBERED_TEXT:
            self._old, self._young, self._text = young, {}, 0
        return answers


def added(columns: Iterable[str], wanted: Wanted) -> dict[str, str]:
    """Return the names of the columns that an answer adds, by field; `model` is not added where there is one already.

    Raises `QuestionError` where the table has another column of such a name.
    """
    there = {column.strip().casefold() for column in columns}
    names = {field: wanted.prefix + field for field in (*FIELDS, *(SENTENCES if wanted.reasons else ()))}
    if names["model"].casefold() in there:
        del names["model"]
    for name in names.values():
        if name.casefold() in there:
            message = f"the table already has a column {name!r}, which the answer adds"
            raise QuestionError(
                Fault("bad-table", message, None, "name the added columns with --prefix, such as answer_")
            )
    return names
