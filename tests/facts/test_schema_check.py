"""Checking values against our schemas: what is reported where, in agreement with the jsonschema library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from checked_schema import check_schema
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from resadvise.facts.load import PARSERS as REAL_PARSERS
from resadvise.facts.schema_check import problems
from resadvise.schemas import read_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Path = tuple[str | int, ...]


def _even(text: str) -> int:
    if int(text) % 2:
        raise ValueError(f"{text} is odd; give an even number")
    return int(text)


PARSERS: dict[str, Callable[[str], object]] = {"even": _even}

SIDE = {"title": "a side", "type": ["integer", "string"], "exclusiveMinimum": 0, "pattern": "px$"}
SIZE = {
    "type": "object",
    "required": ["width", "height"],
    "additionalProperties": False,
    "properties": {"width": {"type": "integer", "minimum": 1}, "height": {"$ref": "#/$defs/side"}},
    "$defs": {"side": SIDE},
}
CROP = {
    "anyOf": [
        {"type": "string", "pattern": "^[0-9]+:[0-9]+$", "examples": ["16:9"]},
        {"type": "object", "required": ["ratio"], "additionalProperties": {"type": "string"}},
        {"enum": [False]},
    ]
}
NAMED = {
    "anyOf": [{"$ref": "#/$defs/even"}, {"type": "string", "maximum": 1, "enum": ["auto"]}, {"const": None}],
    "$defs": {"even": {"title": "an even number", "type": "string", "format": "even"}},
}
RENAMED = {
    "anyOf": [{"title": "a twin", "$ref": "#/$defs/even"}, {"type": "null"}],
    "$defs": {"even": {"title": "an even number", "type": "integer"}},
}
LISTS = {"additionalProperties": False, "properties": {"formats": {"type": "array"}, "size": {"type": "string"}}}

# schema, value, then (path, message) for each problem in order
CASES: list[tuple[dict[str, Any], object, list[tuple[Path, str]]]] = [
    ({}, {"a": [None]}, []),
    ({"type": "string"}, 969, [((), "expected text, found 969; quote it if it is text")]),
    ({"type": "string"}, True, [((), "expected text, found true; quote it if it is text")]),
    ({"type": ["string", "array"]}, None, [((), "expected text or a list, found null")]),
    ({"type": "integer"}, True, [((), "expected a whole number, found true")]),
    ({"type": "integer"}, 1.5, [((), "expected a whole number, found 1.5")]),
    ({"type": "integer"}, 1.0, []),
    ({"type": "number"}, "512", [((), "expected a number, found '512'")]),
    ({"type": "number"}, False, [((), "expected a number, found false")]),
    ({"type": "boolean"}, [], [((), "expected true or false, found a list")]),
    ({"type": "null"}, {}, [((), "expected null, found a map")]),
    ({"type": "array"}, "x" * 50, [((), f"expected a list, found '{'x' * 39}…'; write [{'x' * 39}…]")]),
    (
        {"enum": ["1K", "2K", 4]},
        "2k",
        [((), "'2k' is invalid; did you mean '2K'? accepted: '1K', '2K', 4")],
    ),
    ({"enum": ["512", "1K"]}, 512, [((), "512 is invalid; did you mean '512'? accepted: '512', '1K'")]),
    (
        {"enum": [True, None]},
        "x" * 99,
        [((), f"'{'x' * 39}…' is invalid; accepted: true, null")],
    ),
    ({"enum": [1, [1, {"a": 2}]]}, [1.0, {"a": 2.0}], []),
    ({"enum": [1, [1]]}, [True], [((), "a list is invalid; accepted: 1, a list")]),
    ({"const": 1}, True, [((), "true is invalid; accepted: 1")]),
    (
        {"pattern": "^[a-z]+$", "examples": ["abc"]},
        "A",
        [((), "'A' does not match ^[a-z]+$; for example 'abc'")],
    ),
    ({"pattern": "^a", "examples": ["ab", "ac"]}, "b", [((), "'b' does not match ^a; for example 'ab'")]),
    ({"type": "null"}, "x" * 40, [((), f"expected null, found '{'x' * 40}'")]),
    ({"type": "null"}, "x" * 41, [((), f"expected null, found '{'x' * 39}…'")]),
    ({"type": ["string", "array"]}, 1, [((), "expected text or a list, found 1; quote it if it is text")]),
    ({"type": ["array", "string"]}, "a", []),
    ({"type": ["array", "null"]}, "a", [((), "expected a list or null, found 'a'; write [a]")]),
    ({"type": ["array", "null"]}, 1, [((), "expected a list or null, found 1")]),
    ({"type": "string"}, [], [((), "expected text, found a list")]),
    ({"pattern": "^[a-z]+$"}, "a\n", [((), "'a\\n' does not match ^[a-z]+$")]),
    ({"pattern": "^(a|b$)|\\$$"}, "b\n", [((), "'b\\n' does not match ^(a|b$)|\\$$")]),
    ({"pattern": "^(a|b$)|\\$$"}, "1$", []),
    ({"pattern": "^[a-z]+$"}, 5, []),
    ({"minimum": 2}, 1, [((), "1 is too small; it must be at least 2")]),
    ({"exclusiveMinimum": 0}, 0.0, [((), "0.0 is too small; it must be more than 0")]),
    ({"maximum": 2}, 2.5, [((), "2.5 is too large; it must be at most 2")]),
    ({"maximum": 0, "minLength": 9, "minItems": 9}, True, []),
    ({"minLength": 1, "pattern": "x"}, "", [((), "the text is too short: 0 of at least 1 characters")]),
    ({"minItems": 2}, [1], [((), "the list is too short: 1 of at least 2 entries")]),
    ({"maxItems": 2}, [1, 2, 3], [((), "the list is too long: 3 of at most 2 entries")]),
    (
        {"uniqueItems": True, "items": {"type": "integer"}},
        [1, True, 1.0, 2, 2],
        [
            ((1,), "expected a whole number, found true"),
            ((2,), "duplicate of entry 1 of the list"),
            ((4,), "duplicate of entry 4 of the list"),
        ],
    ),
    ({"uniqueItems": False}, [1, 1], []),
    ({"format": "even"}, "3", [((), "3 is odd; give an even number")]),
    ({"format": "even"}, "4", []),
    ({"format": "even"}, 3, []),
    ({"format": "unknown"}, "3", []),
    (SIZE, {"width": 1, "height": 2}, []),
    (SIZE, {}, [((), "'width' is missing"), ((), "'height' is missing")]),
    (
        SIZE,
        {"widht": 1, "height": "2", "width": 0, "zzz": 1},
        [
            (("widht",), "unknown key 'widht'; did you mean 'width'?"),
            (("height",), "'2' does not match px$"),
            (("width",), "0 is too small; it must be at least 1"),
            (("zzz",), "unknown key 'zzz'; the keys here are width, height"),
        ],
    ),
    ({"additionalProperties": False}, {"a": 1}, [(("a",), "unknown key 'a'")]),
    (
        {"propertyNames": {"pattern": "^[0-9]+K$"}, "additionalProperties": {"minimum": 1}},
        {"1K": 0, "x": 1},
        [(("1K",), "0 is too small; it must be at least 1"), (("x",), "'x' does not match ^[0-9]+K$")],
    ),
    (
        {"properties": {"a": {"items": {"type": "null"}}}},
        {"b": 1, "a": [None, 0]},
        [(("a", 1), "expected null, found 0")],
    ),
    # the branch that is meant speaks; where none or several could be meant, all are named
    (CROP, "16:9", []),
    (CROP, False, []),
    (CROP, "16x9", [((), "'16x9' does not match ^[0-9]+:[0-9]+$; for example '16:9'")]),
    (
        CROP,
        {"ratio": 969, "x": 1},
        [
            (("ratio",), "expected text, found 969; quote it if it is text"),
            (("x",), "expected text, found 1; quote it if it is text"),
        ],
    ),
    (CROP, True, [((), "true is invalid; accepted: false")]),
    (CROP, 969, [((), "expected text or a map or false, found 969")]),
    (RENAMED, "x", [((), "expected a twin or null, found 'x'")]),
    (LISTS, {"format": "png"}, [(("format",), "unknown key 'format'; did you mean formats: [png]?")]),
    (LISTS, {"format": ["png"]}, [(("format",), "unknown key 'format'; did you mean 'formats'?")]),
    (LISTS, {"sizes": "9"}, [(("sizes",), "unknown key 'sizes'; did you mean 'size'?")]),
    (NAMED, "2", []),
    (NAMED, None, []),
    (NAMED, "3", [((), "expected an even number or 'auto' or null, found '3'")]),
    ({"anyOf": [{"minimum": 1}, {"type": "string"}]}, 0, [((), "0 is too small; it must be at least 1")]),
    (
        {"anyOf": [{"type": ["string", "null"], "pattern": "^a"}, {"type": "integer"}]},
        "b",
        [((), "'b' does not match ^a")],
    ),
    ({"anyOf": [{"minimum": 1}, {"maximum": -1}]}, 0, [((), "expected anything or anything, found 0")]),
]


@pytest.mark.parametrize(("schema", "value", "expected"), CASES)
def test_problems(schema: dict[str, Any], value: object, expected: list[tuple[Path, str]]) -> None:
    check_schema(schema)
    found = problems(value, schema, PARSERS)
    assert [(problem.path, problem.message) for problem in found] == expected


def test_keys_are_listed_only_if_few() -> None:
    few = {"additionalProperties": False, "properties": {f"{number}K": {} for number in range(12)}}
    many = {"additionalProperties": False, "properties": {f"{number}K": {} for number in range(13)}}
    assert problems({"zzz": 1}, few, {})[0].message.endswith(
        "here are 0K, 1K, 2K, 3K, 4K, 5K, 6K, 7K, 8K, 9K, 10K, 11K"
    )
    assert problems({"zzz": 1}, many, {})[0].message == "unknown key 'zzz'"


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"properties": {"a": {"maxLength": 3}}}, "not checked: maxLength"),
        ({"items": {"anyOf": [{"oneOf": []}]}}, "not checked: oneOf"),
        ({"additionalProperties": {"type": "text"}}, "types that do not exist: text"),
        ({"propertyNames": {"type": ["string", "date"]}}, "types that do not exist: date"),
        ({"items": False}, "not a schema: False"),
        ({"enum": []}, "an enum that holds something"),
        ({"enum": [1], "const": 1}, "or by a const"),
        ({"$ref": "#/$defs/side"}, "there is no #/\\$defs/side"),
        ({"$defs": {"side": {}}, "$ref": "side"}, "there is no side"),
        ({"$defs": {"side": {"not": {}}}}, "not checked: not"),
    ],
)
def test_schema_that_promises_too_much(schema: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_schema(schema)


# --- the schema of the facts


def test_schema_promises_only_what_is_checked() -> None:
    check_schema(read_schema("presets"))


def test_every_format_of_the_schema_has_a_parser_and_the_other_way_round() -> None:
    def formats(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from [value["format"]] if isinstance(value.get("format"), str) else []
            for inner in value.values():
                yield from formats(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from formats(inner)

    assert set(formats(read_schema("presets"))) == set(REAL_PARSERS)


def test_examples_of_the_schema_are_accepted() -> None:
    def parts(schema: object) -> Iterator[dict[str, Any]]:
        inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
        yield from [schema] if isinstance(schema, dict) and "type" in schema else []
        for part in inner:
            yield from parts(part)

    for part in parts(read_schema("presets")):
        for example in part.get("examples", ()):
            assert problems(example, part, REAL_PARSERS) == []


# --- a second opinion

SCHEMAS: list[dict[str, Any]] = [
    *(schema for schema, _, _ in CASES),
    {"type": "object", "properties": {"a": SIDE, "b": {"items": {"enum": [0, "a", None]}}}},
    {
        "type": "object",
        "minLength": 1,
        "required": ["a"],
        "additionalProperties": {"type": ["array", "boolean"]},
    },
    {"type": "array", "maxItems": 2, "items": {"type": "array", "items": {"type": "number"}}},
    {"items": {"anyOf": [{"$ref": "#/$defs/one"}, {"type": "object"}]}, "$defs": {"one": {"const": 1}}},
    {
        "properties": {"a": {"$ref": "#/$defs/node"}},
        "$defs": {"node": {"properties": {"a": {"type": "null"}}}},
    },
]
# No text with a line break: jsonschema takes Python's `$`, which also stands before the last one.
VALUES = st.recursive(
    st.sampled_from([None, True, False, -1, 0, 1, 2, 0.0, 1.0, 2.5, "", "a", "b", "1K", "2px", "16:9"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "1K", "width", "height", "ratio"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.sampled_from(SCHEMAS), VALUES)
@settings(deadline=None, max_examples=1000)
def test_agrees_with_jsonschema(schema: dict[str, Any], value: object) -> None:
    check_schema(schema)
    valid = Draft202012Validator(schema).is_valid(value)
    assert (problems(value, schema, {}) == []) == valid
