"""A checker for the part of JSON Schema (2020-12) that the schema files use.

The schema file is the only definition of what a presets file may contain: editors read it, and so does this module.
A keyword means what the standard says: 1.0 is an integer, true is not a number, a format is for texts only.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from resadvise.facts.strict_yaml import KeyPath


Schema: TypeAlias = Mapping[str, Any]
Parsers: TypeAlias = Mapping[str, Callable[[str], object]]

_KINDS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "null": (type(None), "null"),
    "boolean": (bool, "true or false"),
    "integer": (int, "a whole number"),
    "number": ((int, float), "a number"),
    "string": (str, "text"),
    "array": (list, "a list"),
    "object": (dict, "a map"),
}
# keyword: the kind it speaks of, what fails between size and limit, and the words (a size may be a length)
_LIMITS: dict[str, tuple[str, Callable[[Any, Any], bool], str]] = {
    "minimum": ("number", operator.lt, "{} is too small; it must be at least {}"),
    "exclusiveMinimum": ("number", operator.le, "{} is too small; it must be more than {}"),
    "maximum": ("number", operator.gt, "{} is too large; it must be at most {}"),
    "minLength": ("string", operator.lt, "the text is too short: {} of at least {} characters"),
    "minItems": ("array", operator.lt, "the list is too short: {} of at least {} entries"),
    "maxItems": ("array", operator.gt, "the list is too long: {} of at most {} entries"),
}


class Problem(NamedTuple):
    """Where a value does not match its schema; what is wrong there and what to do."""

    path: KeyPath
    message: str


def problems(value: object, schema: Schema, parsers: Parsers) -> list[Problem]:
    """Find everything that the schema does not accept: for each map what is missing, then its entries in order.

    `parsers` gives each `format` its meaning: a function that reads a text, or raises a ValueError.
    """
    return list(_Reading(schema.get("$defs", {}), parsers).at((), value, schema))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One schema file at work: what its `$ref` and `format` refer to."""

    defs: Schema
    parsers: Parsers

    def at(self, path: KeyPath, value: object, schema: Schema) -> Iterator[Problem]:
        kinds = _kinds(schema)
        if kinds and not any(_is(value, kind) for kind in kinds):
            yield Problem(path, _wrong_kind(value, kinds))
            return
        for flaw in islice(_flaws(value, schema, self.parsers), 1):  # the others tend to say the same
            yield Problem(path, flaw)
        if "$ref" in schema:
            yield from self.at(path, value, _target(schema, self.defs))
        if "anyOf" in schema:
            yield from self._any_of(path, value, schema["anyOf"])
        if isinstance(value, dict):
            yield from self._map(path, value, schema)
        elif isinstance(value, list):
            yield from self._list(path, value, schema)

    def _any_of(self, path: KeyPath, value: object, branches: list[Schema]) -> Iterator[Problem]:
        found = [list(self.at(path, value, branch)) for branch in branches]
        if not all(found):
            return
        meant = [number for number, branch in enumerate(branches) if self._may_mean(value, branch)]
        if len(meant) == 1:
            yield from found[meant[0]]
        else:
            names = " or ".join(self._name(branch) for branch in branches)
            yield Problem(path, f"expected {names}, found {_shown(value)}")

    def _may_mean(self, value: object, schema: Schema) -> bool:
        if "$ref" in schema:
            return self._may_mean(value, _target(schema, self.defs))
        if kinds := _kinds(schema):
            return any(_is(value, kind) for kind in kinds)
        return not _choices(schema) or type(value) in map(type, _choices(schema))

    def _name(self, schema: Schema) -> str:
        if "title" not in schema and "$ref" in schema:
            return self._name(_target(schema, self.defs))
        words = [_shown(choice) for choice in _choices(schema)]
        words = words or [_KINDS[kind][1] for kind in _kinds(schema)]
        return str(schema.get("title") or " or ".join(words) or "anything")

    def _map(self, path: KeyPath, value: dict[str, object], schema: Schema) -> Iterator[Problem]:
        lacking = (key for key in schema.get("required", ()) if key not in value)
        yield from (Problem(path, f"'{key}' is missing") for key in lacking)
        known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        for key, inner in value.items():
            here = (*path, key)
            yield from self.at(here, key, schema.get("propertyNames", {}))
            if key in known:
                yield from self.at(here, inner, known[key])
            elif others is False:
                yield Problem(here, _unknown_key(key, inner, known))
            elif others is not True:
                yield from self.at(here, inner, others)

    def _list(self, path: KeyPath, value: list[object], schema: Schema) -> Iterator[Problem]:
        first: dict[Hashable, int] = {}
        for number, inner in enumerate(value):
            yield from self.at((*path, number), inner, schema.get("items", {}))
            same = first.setdefault(_identity(inner), number) if schema.get("uniqueItems") else number
            if same != number:
                yield Problem((*path, number), f"duplicate of entry {same + 1} of the list")


def _kinds(schema: Schema) -> list[str]:
    kinds = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else kinds


def _is(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if isinstance(value, float) and kind == "integer":
        return value.is_integer()
    return isinstance(value, _KINDS[kind][0])


def _wrong_kind(value: object, kinds: list[str]) -> str:
    hint = "; quote it if it is text" if "string" in kinds and isinstance(value, int | float) else ""
    if kinds[:1] == ["array"] and isinstance(value, str):
        hint = f"; write [{_shown(value)[1:-1]}]"
    return f"expected {' or '.join(_KINDS[kind][1] for kind in kinds)}, found {_shown(value)}{hint}"


def _flaws(value: object, schema: Schema, parsers: Parsers) -> Iterator[str]:
    if _choices(schema) and _identity(value) not in map(_identity, _choices(schema)):
        yield _no_choice(value, _choices(schema))
    for keyword, (kind, fails, words) in _LIMITS.items():
        if keyword in schema and _is(value, kind):
            size = len(value) if isinstance(value, str | list) else value
            if fails(size, schema[keyword]):
                yield words.format(size, schema[keyword])
    if isinstance(value, str):
        yield from _misspelt(value, schema, parsers)


def _misspelt(text: str, schema: Schema, parsers: Parsers) -> Iterator[str]:
    if "pattern" in schema and not _search(schema["pattern"], text):
        example = "".join(f"; for example {_shown(each)}" for each in schema.get("examples", ())[:1])
        yield f"{_shown(text)} does not match {schema['pattern']}{example}"
    try:
        parsers.get(schema.get("format", ""), str)(text)
    except ValueError as error:
        yield str(error)


def _search(pattern: str, text: str) -> bool:
    """Search as JSON Schema means it: `$` is the end, while Python's also matches before a last line break."""
    return bool(re.search(re.sub(r"(?<!\\)\$(?=[|)]|\Z)", r"\\Z", pattern), text))


def _identity(value: object) -> Hashable:
    """Make equal what JSON Schema calls equal: 1 and 1.0, but not 1 and true."""
    match value:
        case bool():
            return bool, value
        case list():
            return list, tuple(map(_identity, value))
        case dict():
            return dict, frozenset((key, _identity(inner)) for key, inner in value.items())
    assert isinstance(value, Hashable)
    return value


def _choices(schema: Schema) -> list[object]:
    return [schema["const"]] if "const" in schema else list(schema.get("enum", ()))


def _no_choice(value: object, choices: Iterable[object]) -> str:
    near = _nearest(value, choices)
    hint = "" if near is None else f"did you mean {_shown(near)}? "
    return f"{_shown(value)} is invalid; {hint}accepted: {', '.join(map(_shown, choices))}"


def _unknown_key(key: str, value: object, known: Mapping[str, Schema]) -> str:
    near = _nearest(key, known)
    if isinstance(near, str):
        wants_list = _kinds(known[near]) == ["array"]
        meant = f"{near}: [{_shown(value)[1:-1]}]" if wants_list and isinstance(value, str) else _shown(near)
        return f"unknown key {_shown(key)}; did you mean {meant}?"
    listed = f"; the keys here are {', '.join(known)}" if 0 < len(known) <= 12 else ""
    return f"unknown key {_shown(key)}{listed}"


def _nearest(word: object, names: Iterable[object]) -> object:
    import difflib  # here, because most values are right

    known = {str(name).casefold(): name for name in names}
    near = difflib.get_close_matches(str(word)[:60].casefold(), known, n=1)
    return known[near[0]] if near else None


def _shown(value: object) -> str:
    match value:
        case str():
            return repr(value if len(value) <= 40 else f"{value[:39]}…")
        case list() | dict():
            return "a list" if isinstance(value, list) else "a map"
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def _target(schema: Schema, defs: Schema) -> Schema:
    name = str(schema["$ref"]).removeprefix("#/$defs/")
    if schema["$ref"] != f"#/$defs/{name}" or name not in defs:
        raise ValueError(f"there is no {schema['$ref']} among this schema's $defs")
    target: Schema = defs[name]
    return target
