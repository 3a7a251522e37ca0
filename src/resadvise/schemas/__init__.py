"""The JSON Schemas of what the program writes and reads, and how files in the package are read."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resadvise.errors import FactsError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


_PACKAGE = Path(__file__).parent.parent
_ABSENT = (None, 0, errno.ENOENT, errno.ENOTDIR)  # a zip's loader says 0, or nothing
# Commands whose document has a name of its own.
COMMANDS = {"recommend": "advice", "schema": "schemas"}
# What users write, and not the program: a misspelt field of it is a mistake.
INPUTS = ("presets", "question", "campaign-brief")


def packaged(name: str) -> bytes | None:
    """Return a file of this package, also from inside a zip; None if it does not exist."""
    try:
        data: bytes = __spec__.loader.get_data(str(_PACKAGE / name))  # type: ignore[union-attr]
    except OSError as error:
        if error.errno in _ABSENT:
            return None
        reason = error.strerror or str(error)
        raise FactsError(Fault("unreadable-file", f"cannot read a file of the program: {reason}", name)) from None
    return data


def schema_names() -> list[str]:
    """Return the names of all schemas."""
    from importlib.resources import files  # here, since it costs what a whole answer costs, and few commands ask

    found = files("resadvise").joinpath("schemas").iterdir()
    return sorted(each.name.removesuffix(".json") for each in found if each.name.endswith(".json"))


def read_schema(name: str) -> dict[str, Any]:
    """Return a schema of the package in its closed form: every object has the fields of today and no other."""
    import json

    text = packaged(f"schemas/{name}.json")
    assert text is not None  # it lies beside this code in every form of the package
    schema: dict[str, Any] = json.loads(text)
    return schema


def published_schema(name: str) -> dict[str, Any]:
    """Return a schema as it is told to others: open, but for what they write themselves.

    Within a version an answer may gain a field, and who reads it must survive that, also with code that was generated
    from the schema of an older release.
    """
    schema = read_schema(name)
    return schema if name in INPUTS else open_form(schema)


def open_form(schema: Any) -> Any:
    """Return a schema, or a part of one, whose objects may have unnamed fields, at any depth."""
    if isinstance(schema, list):
        return [open_form(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: open_form(value)
        for name, value in schema.items()
        if not (name == "additionalProperties" and value is False)
    }


def schema_text(name: str) -> str:
    """Return a schema as a file of its own."""
    import json

    return json.dumps(published_schema(name), indent=2) + "\n"


def document_of(command: str) -> str:
    """Return the name of the document that a command writes; any other name stays unchanged."""
    return COMMANDS.get(command, command)


def fields_of(command: str, incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of the JSON that a command writes, with their descriptions; those inside a typed one."""
    name = document_of(command)
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
