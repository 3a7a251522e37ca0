"""Schemas are read from the package, opened for others, and searched for the fields that a shell completes."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import pytest

from resadvise import schemas
from resadvise.errors import FactsError, Fault
from resadvise.schemas import (
    document_of,
    fields_of,
    open_form,
    packaged,
    published_schema,
    read_schema,
    schema_names,
    schema_text,
)

FOLDER = Path(schemas.__file__).parent


def failing(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    """Have the loader of the package raise an error for every file."""

    def fail(*_: object) -> bytes:
        raise error

    monkeypatch.setattr(type(schemas.__spec__.loader), "get_data", fail)


def test_a_file_of_the_package_is_read_as_it_is() -> None:
    assert packaged("schemas/advice.json") == (FOLDER / "advice.json").read_bytes()
    assert packaged("schemas/nothing.json") is None
    assert packaged("api.py/nothing.json") is None


@pytest.mark.parametrize("number", [0, errno.ENOENT, errno.ENOTDIR])
def test_a_file_that_is_not_there_is_none(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, OSError(number, "gone"))
    assert packaged("x.json") is None
    failing(monkeypatch, OSError("a zip's loader has no number"))
    assert packaged("x.json") is None


@pytest.mark.parametrize(("said", "reason"), [("broken disk", "broken disk"), ("", f"[Errno {errno.EIO}] ")])
def test_a_file_that_cannot_be_read_is_named(said: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, OSError(errno.EIO, said))
    with pytest.raises(FactsError) as caught:
        packaged("x.json")
    assert caught.value.faults == (Fault("unreadable-file", f"cannot read a file of the program: {reason}", "x.json"),)


def test_names_are_sorted_and_those_of_files_with_a_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    assert schema_names() == sorted(path.stem for path in FOLDER.glob("*.json"))

    class Folder:
        def joinpath(self, name: str) -> Folder:
            assert name == "schemas"
            return self

        def iterdir(self) -> list[Path]:
            return [Path("b.json"), Path("__init__.py"), Path("a.json"), Path("json")]

    monkeypatch.setattr("importlib.resources.files", {"resadvise": Folder()}.__getitem__)
    assert schema_names() == ["a", "b"]


@pytest.mark.parametrize("name", schema_names())
def test_what_is_published_is_open_but_for_what_users_write(name: str) -> None:
    closed = json.loads((FOLDER / f"{name}.json").read_bytes())
    assert read_schema(name) == closed
    published = published_schema(name)
    assert (published == closed) == (name in ("presets", "question", "campaign-brief"))
    assert schema_text(name) == json.dumps(published, indent=2) + "\n"


@pytest.mark.parametrize(
    ("closed", "opened"),
    [
        ({"additionalProperties": False}, {}),
        ({"additionalProperties": True}, {"additionalProperties": True}),
        ({"additionalProperties": {"additionalProperties": False, "a": 1}}, {"additionalProperties": {"a": 1}}),
        ({"default": False, "uniqueItems": True}, {"default": False, "uniqueItems": True}),
        ({"anyOf": [{"additionalProperties": False}, 1, None]}, {"anyOf": [{}, 1, None]}),
        ({"properties": {"a": {"additionalProperties": False, "b": 2}}}, {"properties": {"a": {"b": 2}}}),
        ("additionalProperties", "additionalProperties"),
    ],
)
def test_an_open_form_closes_no_object(closed: Any, opened: Any) -> None:
    assert open_form(closed) == opened


@pytest.mark.parametrize(
    ("command", "name"), [("recommend", "advice"), ("schema", "schemas"), ("plan", "plan"), ("nothing", "nothing")]
)
def test_which_document_a_command_writes(command: str, name: str) -> None:
    assert document_of(command) == name


SCHEMA: dict[str, Any] = {
    "properties": {
        "plain": {"type": "string", "description": "plain words"},
        "named": {"$ref": "#/$defs/link"},
        "renamed": {"$ref": "#/$defs/object", "description": "its own words"},
        "maybe": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/object"}]},
        "rows": {"type": "array", "items": {"$ref": "#/$defs/link"}},
        "words": {"type": "array", "items": {"type": "string"}},
    },
    "$defs": {
        "link": {"$ref": "#/$defs/object"},
        "object": {
            "description": "an object",
            "properties": {"a": {"description": "first"}, "b": {"$ref": "#/$defs/leaf"}},
        },
        "leaf": {"description": "a leaf"},
    },
}
TOP = [
    ("plain", "plain words"), ("named", "an object"), ("renamed", "its own words"), ("maybe", ""), ("rows", ""),
    ("words", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "after", "inside"),
    [
        ("", "", []),
        ("named", "", []),
        ("plain.", "", []),
        ("named.", "named", [("named.a", "first"), ("named.b", "a leaf")]),
        ("named.a", "named", [("named.a", "first"), ("named.b", "a leaf")]),
        ("renamed.", "renamed", [("renamed.a", "first"), ("renamed.b", "a leaf")]),
        ("maybe.", "maybe", [("maybe.a", "first"), ("maybe.b", "a leaf")]),
        ("rows.", "rows", [("rows.0.a", "first"), ("rows.0.b", "a leaf")]),
        ("words.", "", []),
    ],
)
def test_fields_are_offered_with_those_inside_of_the_typed_one(
    typed: str, after: str, inside: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schemas, "schema_names", lambda: ["advice"])
    monkeypatch.setattr(schemas, "read_schema", {"advice": SCHEMA}.__getitem__)
    expected = []
    for field, what in TOP:
        expected += [(field, what), *(inside if field == after else ())]
    assert list(fields_of("recommend", typed)) == expected
    assert list(fields_of("plan", typed)) == []
