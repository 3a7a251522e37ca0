"""`resadvise schema [NAME]`: the JSON Schema of each document that the program writes or reads."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from resadvise.cli.options import CommandSpec, argument, form_options
from resadvise.cli.output import output_form, show
from resadvise.errors import Fault, QuestionError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resadvise.facts.catalog import Catalog

HELP = "Print a JSON Schema. Of an answer of any command, or of a file of your own facts; without a name, list them."
EXAMPLES = """
resadvise schema
resadvise schema advice
resadvise schema error --get properties.error.description
"""
# Commands whose document has a name of its own.
_DOCUMENT = {"recommend": "advice", "schema": "schemas"}


def spec(facts: Catalog) -> CommandSpec:  # noqa: ARG001 - every command is asked in the same way
    """Return the command."""
    return CommandSpec("schema", HELP, EXAMPLES, [_NAME, *form_options()], _run)


def _run(given: Mapping[str, Any]) -> int:
    if given["name"] is not None:
        return _write_one(given, given["name"])
    rows = [_row(name) for name in schema_names()]

    def draw(screen: Any) -> None:
        from resadvise.render.presets_screen import draw_schemas

        draw_schemas(screen, rows)

    show(given, {"schema": "resadvise/schemas/1", "schemas": rows}, rows, draw)
    return 0


def _write_one(given: Mapping[str, Any], asked: str) -> int:
    name = _DOCUMENT.get(asked, asked)
    if name not in schema_names():
        known = [*schema_names(), *_DOCUMENT]
        hint = did_you_mean(asked, known) or "`resadvise schema` lists them"
        raise QuestionError(Fault("unknown-schema", f"there is no schema {asked!r}", "NAME", hint))
    output_form(given, ("json",))
    show({**given, "output": None, "json": given["get"] is None}, read_schema(name), [], "")
    return 0


def _row(name: str) -> dict[str, str]:
    schema = read_schema(name)
    return {"name": name, "title": schema["title"], "description": schema["description"]}


def schema_names() -> list[str]:
    """Return the names of all schemas."""
    found = files("resadvise").joinpath("schemas").iterdir()
    return sorted(each.name.removesuffix(".json") for each in found if each.name.endswith(".json"))


def read_schema(name: str) -> dict[str, Any]:
    """Return a schema of the package."""
    schema: dict[str, Any] = json.loads(files("resadvise").joinpath("schemas", f"{name}.json").read_bytes())
    return schema


def complete_schema(incomplete: str) -> list[tuple[str, str]]:
    """Complete the name of a schema."""
    return [(name, read_schema(name)["description"]) for name in schema_names() if name.startswith(incomplete)]


def fields_of(command: str, incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of the JSON that a command writes, each with what it is; those inside one that was typed."""
    name = _DOCUMENT.get(command, command)
    if name not in schema_names():
        return
    schema = read_schema(name)
    for field, value in schema["properties"].items():
        yield field, _what(value, schema)
        if incomplete.startswith(f"{field}."):
            path, inner = _inside(value, schema)
            yield from ((f"{field}.{path}{each}", _what(value, schema)) for each, value in inner.items())


def _inside(value: Mapping[str, Any], schema: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Return the fields inside a value, and what leads to them: the first entry of a list."""
    value = _target(value, schema)
    options = [_target(each, schema) for each in value.get("anyOf", [value])]
    for each in options:
        if "items" in each:
            return "0.", _target(each["items"], schema).get("properties", {})
        if "properties" in each:
            return "", each["properties"]
    return "", {}


def _what(value: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    return str(value.get("description") or _target(value, schema).get("description") or "")


def _target(value: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in value:
        value = schema["$defs"][value["$ref"].rpartition("/")[2]]
    return value


_NAME = argument("name", "[NAME]", "a document such as advice, or a command", autocompletion=complete_schema)
