"""`resadvise schema`: every document that the program writes has its schema, and can be asked for it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from command import ask, execute
from jsonschema import Draft202012Validator
from places import IMAGES

from resadvise.cli.commands import GROUPS, HELP
from resadvise.output.formats import get_fields
from resadvise.schemas import INPUTS, document_of, fields_of, read_schema, schema_names

ASKED: dict[str, tuple[str, ...]] = {
    "schemas": ("schema",),
    "skill": ("skill",),
    "presets-path": ("presets", "path"),
    "presets-show": ("presets", "show", "--all"),
    "presets-init": ("presets", "init"),
    "presets-validate": ("presets", "validate"),
}


def _closed_like(model: Any, schema: Any) -> Any:
    """Return a schema with its objects closed where those of a model are."""
    if isinstance(model, list):
        return [_closed_like(*pair) for pair in zip(model, schema, strict=True)]
    if not isinstance(model, dict):
        return schema
    closed = {"additionalProperties": False} if model.get("additionalProperties") is False else {}
    return closed | {name: _closed_like(model[name], value) for name, value in schema.items()}


def _with_a_field_more(data: Any) -> Any:
    """Return a document in which every object has a field that no schema names."""
    if isinstance(data, list):
        return [_with_a_field_more(each) for each in data]
    if isinstance(data, dict):
        return {name: _with_a_field_more(value) for name, value in data.items()} | {"from_the_future": 1}
    return data


@pytest.mark.parametrize(
    "line",
    ["recommend --for a3 --transparent", "plan --for a3", f"check {IMAGES / 'png'} --for a3", "uses", "schema"],
)
def test_a_field_that_is_added_breaks_nobody(line: str) -> None:
    command = line.split()[0]
    data = _with_a_field_more(json.loads(ask(*line.split(), "--json").out))
    assert list(Draft202012Validator(json.loads(ask("schema", command).out)).iter_errors(data)) == []
    assert list(Draft202012Validator(_shipped(document_of(command))).iter_errors(data)) != []


def _shipped(name: str) -> Any:
    return json.loads(files("resadvise").joinpath(f"schemas/{name}.json").read_text("utf-8"))


def test_the_list_names_every_schema_of_the_package() -> None:
    data = json.loads(ask("schema", "--json").out)
    names = [row["name"] for row in data["schemas"]]
    there = [each.name for each in files("resadvise").joinpath("schemas").iterdir() if each.name.endswith(".json")]
    assert names == sorted(names) == schema_names()
    assert {f"{name}.json" for name in names} == set(there)
    shown = ask("schema").out
    for row in data["schemas"]:
        assert row["title"] == f"resadvise {row['name']}"
        assert row["name"] in shown


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_is_printed_open_where_it_is_of_an_answer(name: str) -> None:
    result = ask("schema", name)
    assert (result.code, result.err) == (0, "")
    printed, closed = json.loads(result.out), _shipped(name)
    assert any(node.get("additionalProperties") is False for node in _nodes(closed))
    if name in INPUTS:
        assert printed == closed
    else:
        assert [node for node in _nodes(printed) if node.get("additionalProperties") is False] == []
        assert _closed_like(closed, printed) == closed
    assert result.out.isascii()
    assert ask("schema", name, "--json") == ask("schema", name, "-o", "json") == result
    Draft202012Validator.check_schema(_shipped(name))


def test_every_command_has_its_schema() -> None:
    for command in set(HELP) - set(GROUPS) - {"mcp"}:  # its answers are those of others, and shorter
        assert json.loads(ask("schema", command).out)["$schema"]
    assert ask("schema", "recommend") == ask("schema", "advice")
    assert ask("presets", "schema") == ask("schema", "presets")


def test_a_process_prints_a_schema() -> None:
    assert execute("schema", "error", env={"PYTHONIOENCODING": "ascii"}) == ask("schema", "error")


def test_a_piece_of_a_schema() -> None:
    assert ask("schema", "advice", "--get", "title") == (0, "resadvise advice\n", "")
    assert ask("schema", "advice", "--get", "properties.tier.titel").code == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("schema advise", "there is no schema 'advise' (did you mean advice"),
        ("schema recomend", "did you mean recommend?"),
        ("schema xyzzy", "`resadvise schema` lists them"),
        ("schema ../facts/load", "there is no schema"),
        ("schema advice -o csv", "there is no output format 'csv' (known: json)"),
        ("schema advice --json --get title", "cannot be combined"),
        ("schema advice plan", "unexpected argument 'plan' for `schema`"),
    ],
)
def test_a_wrong_name(arguments: str, words: str) -> None:
    result = ask(*arguments.split())
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def _nodes(schema: Any) -> list[dict[str, Any]]:
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    return [*([schema] if isinstance(schema, dict) else []), *(node for value in inner for node in _nodes(value))]


@pytest.mark.parametrize("name", ASKED)
def test_the_document_keeps_to_its_schema(name: str, tmp_path: Any) -> None:
    if name == "presets-validate":
        assert ask("presets", "init", home=tmp_path).code == 0
    data = json.loads(ask(*ASKED[name], "--json", home=tmp_path).out)
    schema = _shipped(name)
    assert data["schema"] == schema["properties"]["schema"]["const"] == f"resadvise/{name}/1"
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    assert list(data) == schema["required"] == list(schema["properties"])
    for node in _nodes(schema):
        if node.get("type") == "object" and "required" in node:
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])
            assert all("description" in value for value in node["properties"].values())
    used = {node["$ref"].rpartition("/")[2] for node in _nodes(schema) if isinstance(node.get("$ref"), str)}
    assert used == set(schema.get("$defs", {}))


# The fields that a shell completes


def test_the_fields_of_an_answer() -> None:
    assert [name for name, _ in fields_of("recommend", "")] == list(read_schema("advice")["properties"])
    assert "facts.version" in dict(fields_of("recommend", "facts."))
    assert "advice.tier" in dict(fields_of("plan", "advice."))
    assert list(fields_of("presets-schema", "")) == []
    assert list(fields_of("nothing", "")) == []


@pytest.mark.parametrize(
    ("command", "question"),
    [
        ("recommend", "--for a3"),
        ("plan", "--for a3"),
        ("compare", "--for a3"),
        ("table", ""),
        ("uses", ""),
        ("models", ""),
        ("deliverables", ""),
    ],
)
def test_every_field_that_is_offered_can_be_had(command: str, question: str) -> None:
    data = json.loads(ask(command, *question.split(), "--json").out)
    for top in data:
        for name, what in fields_of(command, f"{top}."):
            parts = name.split(".")
            if data[parts[0]] or (len(parts) < 3 and data[parts[0]] is not None):  # it may be empty, or null
                assert get_fields(data, name).endswith("\n")
            assert isinstance(what, str)
