"""docs/codes.md and the definitions it is made from: nothing is missing there, and nothing is left over."""

from __future__ import annotations

import ast
import json
import re
import runpy
from typing import Any, get_args

import pytest
from command import ask
from places import ROOT

from resadvise.checks.codes import FILE_STATUSES, FINDINGS
from resadvise.codes import KINDS
from resadvise.engine.codes import REASONS, RULED_OUT, STATUSES, VERDICTS, WARNINGS
from resadvise.errors import ERRORS, Meaning
from resadvise.images.formats import Code
from resadvise.schemas import read_schema, schema_names

SOURCES = sorted((ROOT / "src").rglob("*.py"))


def test_the_page_is_up_to_date() -> None:
    page = runpy.run_path(str(ROOT / "tools" / "codes.py"))["page"]
    assert (ROOT / "docs" / "codes.md").read_text("utf-8") == page(), "run `just codes`"


def _codes_made(kind: str) -> set[str]:
    """Return the code of everything of a kind that the source makes; what is worked out is a `*`."""
    codes = set()
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == kind:
                code = node.args[0]
                parts = code.values if isinstance(code, ast.JoinedStr) else [code]
                codes.add("".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts))
    return codes


@pytest.mark.parametrize(
    ("kind", "worked_out", "defined"),
    [
        ("Fault", {"unknown-*": {"unknown-use", "unknown-model"}}, {*ERRORS}),
        ("Finding", {"size.*": {"size.short", "size.near"}, "*": set(get_args(Code))}, {*FINDINGS}),
        ("Reason", {}, {*REASONS, *WARNINGS, *RULED_OUT}),
    ],
)
def test_every_code_is_defined_and_used(kind: str, worked_out: dict[str, set[str]], defined: set[str]) -> None:
    made = _codes_made(kind)
    assert {code for code in made if "*" in code} == set(worked_out)
    assert (made - set(worked_out)).union(*worked_out.values()) == defined


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("recommend --use x", "unknown-use"),
        ("recommend --for nope", "unknown-deliverable"),
        ("recommend --for banner", "ambiguous-deliverable"),
        ("recommend --model x", "unknown-model"),
        ("schema x", "unknown-schema"),
        ("explain x", "unknown-code"),
        ("presets show x", "unknown-section"),
        ("presets validate", "unreadable-file"),
        ("presets init -", "cannot-apply"),
    ],
)
def test_the_code_of_an_error(arguments: str, code: str) -> None:
    result = ask(*arguments.split(), "--json")
    assert (result.code, result.out) == (2, "")
    assert json.loads(result.err)["error"]["code"] == code
    assert code in ERRORS


def test_codes_and_meanings_are_well_formed() -> None:
    pattern = read_schema("advice")["$defs"]["code"]["pattern"]
    for kind in KINDS:
        for code, meaning in kind.codes.items():
            assert re.fullmatch(pattern, code)
            for sentence in (meaning.means, meaning.why, meaning.do):
                assert re.fullmatch(r"[A-Z-].*(\.|[a-z] [-a-zA-Z0-9>. ]+)", sentence), sentence


def _codes_in(node: Any) -> list[Any]:
    """Return what a schema says of each field that is called `code`."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    own = node.get("properties", {}) if isinstance(node, dict) else {}
    return [*([own["code"]] if "code" in own else []), *(code for each in inner for code in _codes_in(each))]


def test_every_document_means_the_same_by_a_code() -> None:
    holding = {name: schema for name in schema_names() if _codes_in(schema := read_schema(name))}
    assert set(holding) >= {"advice", "check", "error", "plan"}
    for name, schema in holding.items():
        assert schema["$defs"]["code"] == holding["advice"]["$defs"]["code"], name
        assert all(code == {"$ref": "#/$defs/code"} for code in _codes_in(schema)), name


def _values_of(node: Any, field: str) -> set[str]:
    """Return every value that a schema names for a field."""
    found: set[str] = set()
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for each in inner:
        found |= _values_of(each, field)
    if isinstance(node, dict) and isinstance(node.get("properties"), dict):
        found |= set(node["properties"].get(field, {}).get("enum", ()))
    return found


@pytest.mark.parametrize(
    ("schema", "field", "codes"),
    [
        ("advice", "status", STATUSES),
        ("plan", "status", STATUSES),
        ("check", "status", FILE_STATUSES),
    ],
)
def test_statuses_are_those_of_the_schemas(schema: str, field: str, codes: dict[str, Meaning]) -> None:
    data = read_schema(schema)
    assert _values_of(data, field) == set(codes)


def test_verdicts_are_those_of_the_schema() -> None:
    data = read_schema("advice")
    assert data["$defs"]["verdict"]["enum"] == list(VERDICTS)
