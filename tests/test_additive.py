"""Within a version, a document only gains fields: held against the fields that were promised, tests/golden/promised."""

from __future__ import annotations

import copy
import json
import os
from importlib.resources import files
from typing import Any

import pytest
from places import GOLDEN

from resadvise.schemas import INPUTS, schema_names

PROMISED = GOLDEN / "promised"
UPDATE = "RESADVISE_UPDATE_GOLDENS"
ANSWERS = sorted(name for name in schema_names() if name not in INPUTS)

Fields = dict[str, str]


def _schema(name: str) -> Any:
    return json.loads(files("resadvise").joinpath(f"schemas/{name}.json").read_text("utf-8"))


def fields(schema: Any) -> Fields:
    """Return each field of a document by its path, with what it can be: types, or the values themselves."""
    found: dict[str, set[str]] = {}

    def walk(node: Any, path: str) -> None:
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
        for variant in node.get("anyOf", ()):
            walk(variant, path)
        values = node.get("enum", [node["const"]] if "const" in node else None)
        types = node.get("type", [])
        kinds = [types] if isinstance(types, str) else types
        found.setdefault(path, set()).update(map(json.dumps, values) if values else kinds)
        for name, inner in node.get("properties", {}).items():
            walk(inner, f"{path}.{name}" if path else name)
        if "items" in node:
            walk(node["items"], f"{path}[]")

    walk(schema, "")
    return {path: " | ".join(sorted(kinds)) for path, kinds in found.items()}


def broken(promised: Fields, schema: Any) -> list[str]:
    """Return the promises that a schema breaks: fields that are gone, and fields that can be what they could not."""
    now = fields(schema)
    return [
        f"{path}: {kinds} became {now.get(path, 'nothing')}"
        for path, kinds in promised.items()
        if path not in now or not set(now[path].split(" | ")) <= set(kinds.split(" | "))
    ]


@pytest.mark.parametrize("name", ANSWERS)
def test_promises_are_kept(name: str) -> None:
    schema = _schema(name)
    # A row of a table does not name its shape.
    shape = schema["properties"].get("schema", {"const": f"resadvise/{name}/1"})["const"]
    _, _, version = shape.split("/")
    path = PROMISED / f"{name}-{version}.json"
    promised: Fields = json.loads(path.read_text("utf-8")) if path.exists() else {}
    if os.environ.get(UPDATE):  # may add to what was promised, never take away
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({**fields(schema), **promised}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        promised = json.loads(path.read_text("utf-8"))
    assert broken(promised, schema) == []
    assert set(fields(schema)) == set(promised), "`just golden` promises the new fields as well"


def test_every_promise_has_a_schema() -> None:
    assert {path.stem.rpartition("-")[0] for path in PROMISED.iterdir()} == set(ANSWERS)


CHANGES: dict[str, tuple[bool, Any]] = {
    "a new field": (True, lambda schema: schema["properties"].update(new={"type": "string"})),
    "a null less": (True, lambda schema: schema["properties"]["upscale"].update(type="number")),
    "a field gone": (False, lambda schema: schema["properties"].pop("upscale")),
    "a field of a row gone": (False, lambda schema: schema["$defs"]["tier"]["properties"].pop("margin")),
    "a null more": (False, lambda schema: schema["properties"]["format"].update(type=["object", "null"])),
    "another type": (False, lambda schema: schema["properties"]["effective_ppi"].update(type="string")),
    "a new status": (False, lambda schema: schema["properties"]["status"]["enum"].append("maybe")),
    "pixels of another shape": (False, lambda schema: schema["$defs"]["pixels"].update(type="object")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_breaks_a_promise(change: str) -> None:
    fine, apply = CHANGES[change]
    schema = _schema("advice")
    promised = fields(copy.deepcopy(schema))
    apply(schema)
    assert (broken(promised, schema) == []) is fine
