"""Reading rows of plain values: every flaw is collected, none hides another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from resadvise.facts.catalog import Deliverable, Model, plain_fields
from resadvise.units.numbers import exact, plain
from resadvise.units.quantities import parse_bytes

if TYPE_CHECKING:
    from resadvise.facts.strict_yaml import KeyPath

Value = TypeVar("Value")


class Flaw(NamedTuple):
    """A mistake in the data, and the path of its value; `missing` is a name that refers to nothing."""

    path: KeyPath
    message: str
    missing: str | None = None


class Row:
    """A mapping at a path. The readers return None, or an empty value, for what is absent or wrong."""

    def __init__(self, fields: Mapping[str, Any], path: KeyPath, flaws: list[Flaw]) -> None:
        self.fields, self.path, self.flaws = fields, path, flaws

    def flaw(self, message: str, *field: str | int) -> None:
        """Note a mistake at a field of this row, or at the row itself."""
        self.flaws.append(Flaw((*self.path, *field), message))

    def read(self, name: str, parse: Callable[[str], Value]) -> Value | None:
        """Return a field as `parse` understands its text."""
        value = self.fields.get(name)
        if value is None:
            return None
        try:
            return parse(spelt(value))
        except ValueError as error:
            self.flaw(str(error), name)
            return None

    def need(self, name: str, parse: Callable[[str], Value], fallback: Value) -> Value:
        """Return a field that a row cannot do without; `fallback` stands in for a flawed one."""
        if self.fields.get(name) is None:
            self.flaw(f"{name!r} is missing")
        value = self.read(name, parse)
        return fallback if value is None else value

    def text(self, name: str) -> str | None:
        """Return a field of text."""
        return self.read(name, str)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(map(str, self.fields.get(name) or ()))

    def span(self, name: str, parse: Callable[[str], Value]) -> tuple[Value, Value] | None:
        """Return a range of two values, the lower end first."""
        ends = self.fields.get(name)
        if ends is None:
            return None
        try:
            low, high = (parse(spelt(end)) for end in ends)
        except ValueError as error:
            self.flaw(str(error), name)
            return None
        if low > high:  # type: ignore[operator]
            self.flaw(f"the lower end must come first: [{ends[1]}, {ends[0]}]", name)
        return low, high

    def row(self, name: str) -> Row:
        """Return a mapping inside this one; an absent one is empty."""
        return Row(self.fields.get(name) or {}, (*self.path, name), self.flaws)

    def rows(self, name: str) -> dict[str, Row]:
        """Return the mappings inside a mapping, by key."""
        inner = self.row(name)
        return {key: inner.row(key) for key in inner.fields}

    def listed(self, name: str) -> list[Row]:
        """Return the mappings inside a list."""
        return [
            Row(fields, (*self.path, name, place), self.flaws)
            for place, fields in enumerate(self.fields.get(name) or ())
        ]


def spelt(value: object) -> str:
    """Write a value as its parser reads it: YAML's 2048.0 as 2048, its 1e-05 as 0.00001."""
    return plain(exact(value)) if isinstance(value, float) else str(value)


class Rows(Mapping[str, Value]):
    """The rows of a section, each built when it is first needed: an answer needs a few of hundreds."""

    def __init__(self, rows: dict[str, Row], build: Callable[[str, Row], Value]) -> None:
        self._rows, self._build = rows, build
        self._built: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        if name not in self._built:
            self._built[name] = self._build(name, self._rows[name])
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


# How each kind of plain field is read.
_READERS: dict[str, Callable[[Row, str], Any]] = {
    "text": Row.text,
    "choice": Row.text,
    "texts": Row.texts,
    "choices": Row.texts,
    "switch": lambda row, name: bool(row.fields.get(name)),
    "count": lambda row, name: row.read(name, int),
    "bytes": lambda row, name: row.read(name, parse_bytes),
}


def read_plain(kind: type[Model] | type[Deliverable], row: Row) -> dict[str, Any]:
    """Return the fields of a row that the catalog declares as plain."""
    found = {}
    for name, field in plain_fields(kind).items():
        value = _READERS[field.kind](row, name)
        found[name] = field.default if value is None else value
    return found
