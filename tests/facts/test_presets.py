"""The presets file: what each value in use rests on, and how a new one is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from catalogs import few_facts

from resadvise.errors import Fault, QuestionError
from resadvise.facts import load, presets
from resadvise.facts.presets import (
    EXAMPLE,
    OF_ROWS,
    SCHEMA_NAME,
    Changes,
    Sourced,
    count_changes,
    dotted,
    sourced_values,
    write_first_file,
)
from resadvise.schemas import schema_text

FEW: dict[str, Any] = {
    name: few_facts()[name] for name in ("tiers", "defaults", "thresholds", "viewing_classes", "facts")
}
OWN = """\
tiers:
  2K:
    timeout: 90s
    seconds: [10, 15]
  8K: {pixel_width: 8192,
    best_for: []}
thresholds:
  ample: 50%
  print: {enough: -2%}
  css: {enough: -20%, near: -40%}
defaults: {box_names: {}}
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Write a presets file over few facts, which are not checked here; return its name."""
    monkeypatch.chdir(tmp_path)
    for module in (load, presets):
        monkeypatch.setattr(module, "read_shipped", lambda: FEW)
    monkeypatch.setattr("resadvise.facts.references.check_catalog", lambda *_: [])
    Path("own.yaml").write_text(OWN, "utf-8")
    return "own.yaml"


def test_each_value_has_its_origin_and_what_was_there_before(own: str) -> None:
    found = {each.path: each for each in sourced_values(own)}
    touched = [each for each in found.values() if each.line is not None]
    assert touched == [
        Sourced(("tiers", "2K", "seconds"), [10, 15], "own.yaml:4", 4, None, [10, 15]),
        Sourced(("tiers", "2K", "timeout"), "90s", "own.yaml:3", 3, "changed", "120s"),
        Sourced(("tiers", "8K", "pixel_width"), 8192, "own.yaml:5", 5, "added", None),
        Sourced(("tiers", "8K", "best_for"), [], "own.yaml:6", 6, "added", None),
        Sourced(("thresholds", "ample"), "50%", "own.yaml:8", 8, "changed", "100%"),
        Sourced(("thresholds", "print", "enough"), "-2%", "own.yaml:9", 9, None, "-2%"),
        Sourced(("thresholds", "css", "enough"), "-20%", "own.yaml:10", 10, "changed", "-25%"),
        Sourced(("thresholds", "css", "near"), "-40%", "own.yaml:10", 10, "changed", "-33%"),
    ]
    untouched = found["tiers", "2K", "pixel_width"]
    assert untouched == Sourced(("tiers", "2K", "pixel_width"), 2048, "shipped", None, None, 2048)
    assert untouched.name == dotted(untouched.path) == "tiers.2K.pixel_width"
    assert list(found)[:2] == [("tiers", "512", "pixel_width"), ("tiers", "512", "best_for")]


def test_without_a_file_every_value_is_built_in(own: str) -> None:  # noqa: ARG001 - for the few facts
    values = sourced_values(None)
    assert {(each.origin, each.line, each.change) for each in values} == {("shipped", None, None)}
    assert [each.value for each in values] == [each.shipped for each in values]
    assert values[0] == Sourced(("tiers", "512", "pixel_width"), 512, "shipped", None, None, 512)
    assert count_changes(values) == Changes({}, {})


def test_rows_are_counted_once_and_constants_one_by_one(own: str) -> None:
    assert count_changes(sourced_values(own)) == Changes({"tiers": 1}, {"tiers": 1, "thresholds": 3})
    assert OF_ROWS == ("tiers", "uses", "apis", "models", "deliverables")


@pytest.mark.parametrize("section", OF_ROWS)
def test_a_row_is_new_only_where_nothing_of_it_was_there(section: str) -> None:
    new = [Sourced((section, "new", field), 1, "own.yaml:1", 1, "added", None) for field in ("a", "b")]
    old = [
        Sourced((section, "old", "a"), 1, "shipped", None, None, 1),
        Sourced((section, "old", "b"), 1, "own.yaml:1", 1, "added", None),
    ]
    assert count_changes([*new, *old]) == Changes({section: 1}, {section: 1})


# --- a new one


def test_a_new_file_is_the_example_with_its_schema_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "own.yaml"
    assert write_first_file(str(path)) == str(path.parent / "presets.schema.json")
    assert SCHEMA_NAME == "presets.schema.json"  # the first line of every presets file names it
    assert path.read_text("utf-8") == EXAMPLE
    assert (path.parent / SCHEMA_NAME).read_text("utf-8") == schema_text("presets")
    path.unlink()
    assert write_first_file(str(path))  # beside a schema that is the same already


def test_a_new_file_is_never_standard_output() -> None:
    with pytest.raises(QuestionError) as caught:
        write_first_file("-")
    assert caught.value.faults == (Fault("cannot-apply", "this writes a file, so give its name", "FILE"),)


@pytest.mark.parametrize(
    ("there", "message"),
    [
        ("own.yaml", "already"),
        (SCHEMA_NAME, "this file exists already, and is not the schema of this version"),
    ],
)
def test_nothing_is_overwritten(there: str, message: str, tmp_path: Path) -> None:
    (tmp_path / there).write_text("mine")
    with pytest.raises(QuestionError) as caught:
        write_first_file(str(tmp_path / "own.yaml"))
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == ("file-exists", str(tmp_path / there))
    assert message in fault.message
    assert [path.name for path in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text() == "mine"
