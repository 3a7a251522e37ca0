"""The columns of a table: which of them ask something, and the brief that the cells of a row make.

A column that is named like an option asks what the option asks. `uses` lists uses, and a column named like a use is
true or false; `width`, `height` and `unit` together are a size. All others pass through.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from resadvise.batch.rows import COLUMNS, read_switch
from resadvise.brief import ask
from resadvise.engine.compare import check_quality
from resadvise.errors import Fault, QuestionError, did_you_mean
from resadvise.facts.catalog import plain_name
from resadvise.units.quantities import LENGTH_UNITS
from resadvise.units.typed import typed
from resadvise.words import SWITCHES, Words, said_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from resadvise.facts.catalog import Catalog

SIDES = ("width", "height", "unit")
UNITS = (*LENGTH_UNITS, "px")
# What a column may be called, beside the name of a use.
ASKING = (*COLUMNS, "uses", *SIDES)
# A table comes from programs whose sums are 215.89999999999998.
DIGITS = 12
_DECIMALS = re.compile(r"[0-9]*\.[0-9]+")
_NAMES = {field: name for name, field in COLUMNS.items()}
_BETWEEN_USES = re.compile("[,;|]")


class Role(NamedTuple):
    """What a column asks: a field of `Words`, or a side; `use` is the use whose column is true or false."""

    field: str
    use: str | None = None


class Questions(NamedTuple):
    """How a table is read, and what is asked where its rows say nothing: `given`, by the fields of `Words`.

    `names` maps a name of `ASKING` to the column that has it here, `ignored` are columns that ask nothing, `unit`
    is that of `width` and `height` where no cell says one.
    """

    catalog: Catalog
    given: Mapping[str, Any] = {}
    unit: str | None = None
    names: Mapping[str, str] = {}
    ignored: frozenset[str] = frozenset()


def questions(
    catalog: Catalog,
    given: Words = Words(),  # noqa: B008 - it cannot be changed
    *,
    unit: str | None = None,
    names: Iterable[tuple[str, str]] = (),
    ignored: Iterable[str] = (),
) -> Questions:
    """Return how a table is to be read. Raises `QuestionError` for defaults that no row can take, and unknown names."""
    try:
        ask(given, catalog)
    except QuestionError as error:
        # What does not apply without a target may apply to that of a row.
        if wrong := [fault for fault in error.faults if fault.code != "cannot-apply"]:
            raise QuestionError(*wrong) from None
    if given.quality is not None:
        check_quality(given.quality, list(catalog.models.values()))
    if unit and unit.casefold() not in UNITS:
        hint = f"known: {', '.join([*dict.fromkeys(LENGTH_UNITS.values()), 'px'])}"
        raise QuestionError(Fault("bad-quantity", f"there is no unit {unit!r}", "--unit", hint))
    known: dict[str, str] = {}
    for name, column in names:
        folded = _folded(name)
        if folded not in ASKING and _use_named(folded, catalog) is None:
            hint = did_you_mean(folded, ASKING) or f"columns: {', '.join(ASKING)}"
            raise QuestionError(Fault("unknown-column", f"no column is called {name!r} here", "--map", hint))
        if other := next((one for one in known if one == folded or _folded(known[one]) == _folded(column)), None):
            message = f"the column {column!r} would be {other} and {folded}"
            if other == folded:
                message = f"{folded} would be the columns {known[other]!r} and {column!r}"
            raise QuestionError(Fault("bad-table", message, "--map", "map each of them once"))
        known[folded] = column
    return Questions(catalog, said_of(given), unit, known, frozenset(map(_folded, ignored)))


def roles_of(columns: Sequence[str], asked: Questions) -> list[Role | None]:
    """Return what each column of a table asks; None: nothing.

    Raises `QuestionError` where a column that was named is not there, where two ask the same, and where none asks.
    """
    for option, wanted in (("--map", asked.names.values()), ("--ignore", asked.ignored)):
        for name in wanted:
            if _folded(name) not in map(_folded, columns):
                hint = did_you_mean(name, columns) or f"the table has {', '.join(columns)}"
                raise QuestionError(Fault("unknown-column", f"the table has no column {name!r}", option, hint))
    roles = [role_of(column, asked) for column in columns]
    if not any(roles):
        raise none_asks()
    if fault := asked_twice(columns, roles):
        raise QuestionError(fault)
    return roles


def none_asks() -> QuestionError:
    """Return the error of a table that asks nothing."""
    hint = f"columns: {', '.join(ASKING)}; or name yours with --map"
    return QuestionError(Fault("bad-table", "no column asks anything", None, hint))


def asked_twice(columns: Sequence[str], roles: Sequence[Role | None]) -> Fault | None:
    """Return what is wrong where two columns ask the same."""
    for place, role in enumerate(roles):
        if role and role in roles[:place]:
            one, other = columns[roles.index(role)], columns[place]
            if one == other:
                return Fault("bad-table", f"the column {one!r} appears twice", None, "rename one of them")
            hint = "leave one of them out with --ignore"
            return Fault("bad-table", f"the columns {one!r} and {other!r} ask the same", None, hint)
    return None


def role_of(column: str, asked: Questions) -> Role | None:
    """Return what a column asks; None: nothing."""
    name = _folded(column)
    for known, foreign in asked.names.items():
        if name == _folded(foreign):
            name = known
            break
    else:
        if name in asked.ignored or name in asked.names:  # another column stands for that name
            return None
    if name in COLUMNS:
        return Role(COLUMNS[name])
    if name in ("uses", "use"):
        return Role("uses")
    if name in SIDES:
        return Role(name)
    use = _use_named(name, asked.catalog)
    return Role("uses", use) if use else None


def _folded(name: str) -> str:
    return name.strip().casefold().replace("-", "_")


def _use_named(name: str, catalog: Catalog) -> str | None:
    return next((use for use in catalog.uses if plain_name(use) == plain_name(name)), None)


def told(columns: Sequence[str], roles: Sequence[Role | None]) -> str:
    """Say which columns are read as what: `for, ppi, width (breite); 2 others pass through`."""
    read = []
    for column, role in zip(columns, roles, strict=True):
        if role:
            name = role.use or _NAMES.get(role.field, role.field)
            read.append(name if plain_name(name) == plain_name(column) else f"{name} (here {column!r})")
    others = len(columns) - len(read)
    passing = "" if not others else "; one other passes through" if others == 1 else f"; {others} others pass through"
    return f"columns read: {', '.join(read)}{passing}"


def said_by(cells: Iterable[tuple[Role, Any]], asked: Questions) -> dict[str, Any]:
    """Return the fields of a brief that a row says.

    A cell is a text, a number, a switch or a list of them; a blank one says nothing. Raises `QuestionError` where a
    cell is none of these.
    """
    said: dict[str, Any] = {}
    uses: list[str] = []
    sides: dict[str, str] = {}
    for (field, use), value in cells:
        text = _text(field, value)
        if text is None:
            continue
        if use is not None:
            uses += [use] if _switch(use, text) else []
        elif field == "uses":
            uses += filter(None, map(str.strip, _BETWEEN_USES.split(text)))
        elif field in SIDES:
            sides[field] = text
        else:
            said[field] = _switch(field, text) if field in SWITCHES else text
    if "width" in sides or "height" in sides:
        said.update(_size(sides, asked.unit, said))
    if uses:
        said["uses"] = tuple(uses)
    return said


def _size(sides: Mapping[str, str], usual: str | None, said: Mapping[str, Any]) -> dict[str, str]:
    """Return the size that width, height and unit make; beside another size in the row it is one too many."""
    unit = sides.get("unit", usual or "")
    text = f"{sides.get('width', '')}x{sides.get('height', '')}"
    if unit.casefold() == "px":
        return {"pixels": sides["width"] if "height" not in sides else text}
    if "size" in said:
        raise QuestionError(Fault("two-targets", "width and height, and size, are two targets; give one", "size"))
    return {"size": f"{text}{unit}"}


def _switch(column: str, text: str) -> bool:
    try:
        return read_switch(text, column)
    except QuestionError as error:
        [fault] = error.faults
        raise QuestionError(fault._replace(hint=f"if it asks nothing: --ignore {column}")) from None


def _text(field: str, value: Any) -> str | None:
    """Write what a cell says as it would be typed; None: nothing."""
    if isinstance(value, str):
        text = value.strip()
        if not _DECIMALS.fullmatch(text) or (field not in SIDES and len(text) <= DIGITS):
            return text or None
        value = Decimal(text)
    if value is None or value != value:  # a number that is none is how data frames say nothing
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        texts = [_text(field, each) or "" for each in value]
        return ",".join(texts) if field == "uses" else typed(field, texts)
    if isinstance(value, (float, Decimal)):
        return typed(field, Decimal(format(value, f".{DIGITS}g")))
    raise QuestionError(Fault("bad-table", "a cell holds neither a text nor a number", _NAMES.get(field, field)))
