"""A plain field is declared once: schemas, parser and lists follow from the catalog."""

from __future__ import annotations

import json
import runpy
from typing import TYPE_CHECKING, Any

import pytest
from places import ROOT

from resadvise import load_facts
from resadvise.engine.lists import deliverables_data, models_data
from resadvise.facts.catalog import Deliverable, Model, plain_fields
from resadvise.schemas import read_schema

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("few")

# of each kind: what a user writes, and what the catalog and the lists make of it
SAMPLES: dict[str, tuple[str, Any]] = {
    "text": ("words", "words"),
    "texts": ("[one, two]", ["one", "two"]),
    "switch": ("true", True),
    "count": ("3", 3),
    "bytes": ("2MB", 2_000_000),
}


def test_the_schemas_say_what_the_catalog_declares() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "schemas.py"))
    for name, document in tool["documents"]().items():
        assert read_schema(name) == document, "run `just schemas`"


def test_another_field_needs_no_more_than_its_declaration() -> None:
    assert {field.kind for row in (Model, Deliverable) for field in plain_fields(row).values()} <= {
        *SAMPLES, "choice", "choices",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "section", "name"),
    [
        *((Model, "models", name) for name in plain_fields(Model)),
        *((Deliverable, "deliverables", name) for name in plain_fields(Deliverable)),
    ],
)
def test_a_plain_field_is_read_and_listed(row: Any, section: str, name: str, tmp_path: Path) -> None:
    field = plain_fields(row)[name]
    written, value = SAMPLES.get(field.kind, (None, None))
    if written is None:
        value = field.choices[-1] if field.kind == "choice" else [field.choices[-1]]
        written = json.dumps(value)
    if name in ("api", "replacement"):  # these name another row
        value = written = "gemini" if name == "api" else "gemini-3-pro-image"
    rest = "size: 1x1px" if row is Deliverable else 'tiers: {1K: {}}, pixels: {"1:1": {1K: 1x1}}'
    rest += {"qualities": ", default_quality: one", "default_quality": ", qualities: [words]"}.get(name, "")
    file = tmp_path / "own.yaml"
    file.write_text(f"{section}: {{mine: {{{name}: {written}, {rest}}}}}\n", "utf-8")
    facts = load_facts(str(file))
    kept = getattr(getattr(facts, section)["mine"], name)
    assert (list(kept) if isinstance(kept, tuple) else kept) == value
    data = models_data(facts) if row is Model else deliverables_data("mine", facts.models[facts.defaults.model], facts)
    listed = data[section]
    assert next(each for each in listed if "mine" in (each.get("model"), each.get("deliverable")))[name] == value
