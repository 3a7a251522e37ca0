"""What a user's file makes of the shipped facts: every value with where it came from, and the changes counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from resadvise.facts.load import read_own, read_shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resadvise.facts.strict_yaml import KeyPath

# Sections whose entries are rows of their own; what the others hold is counted value by value.
OF_ROWS = ("tiers", "uses", "models", "deliverables")
_NOTHING: Any = object()


class Sourced(NamedTuple):
    """A value in force. `origin` is `shipped` or `file:line`; `shipped` is what we ship for it, None for nothing."""

    path: KeyPath
    value: Any
    origin: str
    line: int | None
    change: str | None
    shipped: Any

    @property
    def name(self) -> str:
        """The path as it is typed and shown."""
        return dotted(self.path)


class Changes(NamedTuple):
    """How many rows (of the other sections: values) of each section a file adds, and how many it changes."""

    added: dict[str, int]
    changed: dict[str, int]


def dotted(path: KeyPath) -> str:
    """Write a path with dots. A key may hold dots of its own."""
    return ".".join(map(str, path))


def sourced_values(file: str | None) -> list[Sourced]:
    """Return every value in force with its origin, in the order of the facts; `file` None: the shipped facts alone.

    A list is one value, since a file replaces it whole.
    """
    shipped = read_shipped()
    if file is None:
        return [Sourced(path, value, "shipped", None, None, value) for path, value in _leaves(shipped, ())]
    document, merged = read_own(file)
    found = []
    for path, value in _leaves(merged, ()):
        before = _at(shipped, path)
        line = document.marks[path][0] if path in document.marks else None
        change = "added" if before is _NOTHING else "changed" if before != value else None
        origin = "shipped" if line is None else f"{file}:{line}"
        found.append(Sourced(path, value, origin, line, change, None if before is _NOTHING else before))
    return found


def count_changes(values: list[Sourced]) -> Changes:
    """Count what differs from the shipped facts."""
    known = {each.path[:2] for each in values if each.change != "added"}
    added: dict[str, dict[KeyPath, None]] = {}
    changed: dict[str, dict[KeyPath, None]] = {}
    for each in values:
        if each.change is not None:
            section = str(each.path[0])
            row = each.path[:2] if section in OF_ROWS else each.path
            into = added if section in OF_ROWS and row not in known else changed
            into.setdefault(section, {})[row] = None
    return Changes(*({section: len(rows) for section, rows in each.items()} for each in (added, changed)))


def _leaves(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    else:
        yield path, value


def _at(value: Mapping[str, Any], path: KeyPath) -> Any:
    inner: Any = value
    for key in path:
        if not isinstance(inner, dict) or key not in inner:
            return _NOTHING
        inner = inner[key]
    return inner
