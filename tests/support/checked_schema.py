"""What a schema may say: only what the validator of the facts really checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from resadvise.facts.schema_check import _KINDS, _LIMITS, Schema, _kinds, _target

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTES = {"$schema", "$id", "$defs", "title", "description", "examples", "default"}
_OF_ONE = {"type", "enum", "const", "pattern", "format", "$ref", "anyOf"}
_OF_PARTS = {"properties", "required", "additionalProperties", "propertyNames", "items", "uniqueItems"}


def check_schema(schema: Schema) -> None:
    """Raise ValueError if a schema promises what `problems` does not check."""
    _check(schema, schema.get("$defs", {}))


def _check(schema: Schema, defs: Schema) -> None:
    if not isinstance(schema, Mapping):
        raise ValueError(f"not a schema: {schema!r}")
    if unchecked := schema.keys() - _NOTES - _OF_ONE - _OF_PARTS - _LIMITS.keys():
        raise ValueError(f"keywords that are not checked: {', '.join(sorted(unchecked))}")
    if unknown := set(_kinds(schema)) - _KINDS.keys():
        raise ValueError(f"types that do not exist: {', '.join(sorted(unknown))}")
    if {"enum", "const"} <= schema.keys() or schema.get("enum") == []:
        raise ValueError("a value is named by an enum that holds something, or by a const")
    re.compile(schema.get("pattern", ""))
    if "$ref" in schema:
        _target(schema, defs)
    for inner in _inner(schema):
        _check(inner, defs)


def _inner(schema: Schema) -> Iterator[Schema]:
    for keyword in ("$defs", "properties"):
        yield from schema.get(keyword, {}).values()
    yield from schema.get("anyOf", ())
    yield from (schema[keyword] for keyword in ("items", "propertyNames") if keyword in schema)
    others = schema.get("additionalProperties", True)
    yield from () if isinstance(others, bool) else (others,)
