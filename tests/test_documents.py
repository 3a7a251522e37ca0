"""The types of the documents: each says what the JSON Schema of the same document says, field by field."""

from __future__ import annotations

import json
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from resadvise import documents
from resadvise.schemas import read_schema

PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
DOCUMENTS = {
    "AdviceDict": ("advice", read_schema("advice")),
    "PlanDict": ("plan", read_schema("plan")),
    "CampaignDict": ("campaign", read_schema("campaign")),
    "CompareDict": ("compare", read_schema("compare")),
    "FileDict": ("check", read_schema("check")["$defs"]["file"]),
}


def typed(hint: Any) -> str:
    """Write what a type can be: `integer | null`, `[string]`, `{a: number, b: "x" | "y"}`."""
    return " | ".join(sorted(_typed(hint)))


def _typed(hint: Any) -> set[str]:
    origin, inner = get_origin(hint), get_args(hint)
    if is_typeddict(hint):
        return {_object({name: typed(value) for name, value in get_type_hints(hint).items()})}
    if origin in (Union, UnionType):
        return set().union(*map(_typed, inner))
    if origin is Literal:
        return set(map(json.dumps, inner))
    if origin is list:
        return {f"[{typed(inner[0])}]"}
    return {"object"} if origin is dict else {PLAIN[hint]}


def described(node: Any, schema: Any) -> str:
    """Write what a schema describes, in the same way."""
    return " | ".join(sorted(_described(node, schema)))


def _described(node: Any, schema: Any) -> set[str]:
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    if "anyOf" in node:
        return set().union(*(_described(each, schema) for each in node["anyOf"]))
    if values := node.get("enum", [node["const"]] if "const" in node else []):
        return set(map(json.dumps, values))
    kinds = [node["type"]] if isinstance(node["type"], str) else node["type"]
    return {_of_kind(kind, node, schema) for kind in kinds}


def _of_kind(kind: str, node: Any, schema: Any) -> str:
    if kind == "object" and "required" in node:
        assert node["required"] == list(node["properties"])
        return _object({name: described(value, schema) for name, value in node["properties"].items()})
    return f"[{described(node['items'], schema)}]" if kind == "array" else kind


def _object(fields: dict[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {fields[name]}" for name in sorted(fields)) + "}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_typed_as_its_schema_describes_it(name: str) -> None:
    schema, node = DOCUMENTS[name]
    of_types = get_type_hints(getattr(documents, name))
    assert list(of_types) == node["required"]
    for field, value in node["properties"].items():
        assert typed(of_types[field]) == described(value, read_schema(schema)), field


@pytest.mark.parametrize(
    ("hint", "text"),
    [
        (int | None, "integer | null"),
        (list[float | None] | None, "[null | number] | null"),
        (Literal["b", "a"] | None, '"a" | "b" | null'),
        (
            documents.FindingDict,
            '{code: string, level: "error" | "fail" | "note", source: null | string, text: string}',
        ),
    ],
)
def test_how_a_type_is_written(hint: Any, text: str) -> None:
    assert typed(hint) == text


@pytest.mark.parametrize("words", [documents.TargetWords, documents.BriefWords])
def test_no_keyword_of_a_question_is_required(words: Any) -> None:
    assert words.__required_keys__ == frozenset()
