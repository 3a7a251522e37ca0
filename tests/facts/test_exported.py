"""An export is read again: what is refused and how, and what an older release did not know yet."""

from __future__ import annotations

import errno
import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from catalogs import few_facts

from resadvise.errors import FactsError, Fault
from resadvise.facts import exported
from resadvise.facts.build import build_catalog
from resadvise.facts.exported import SCHEMA, catalog_of, read_export

if TYPE_CHECKING:
    from pathlib import Path

FEW = few_facts()
HINT = "write one with `resadvise facts > FILE`"


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exported, "read_shipped", lambda: FEW)


def export(folder: Path, data: Any, schema: Any = "resadvise/facts/1") -> str:
    file = folder / "facts.json"
    file.write_text(json.dumps({"schema": schema, "data": data}), "utf-8")
    return str(file)


def faults_of(path: str) -> tuple[Fault, ...]:
    with pytest.raises(FactsError) as caught:
        read_export(path)
    return caught.value.faults


def test_what_was_exported_comes_back(tmp_path: Path) -> None:
    assert read_export(export(tmp_path, FEW)) == FEW
    assert SCHEMA == "resadvise/facts/1"  # as the schema of the document says


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"no", "it is not JSON"),
        (b"\xff", "it is not JSON"),
        (b"[" * 100_000, "it is nested too deeply"),
        (b"[]", "it is not resadvise/facts/1"),
        (b'{"data": {}}', "it is not resadvise/facts/1"),
        (b'{"schema": "resadvise/facts/2", "data": {}}', "it is not resadvise/facts/1"),
        (b'{"schema": "resadvise/facts/1", "data": []}', "it is not resadvise/facts/1"),
        (b'{"schema": "resadvise/facts/1"}', "it is not resadvise/facts/1"),
    ],
)
def test_what_is_no_export(content: bytes, message: str, tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(content)
    assert faults_of(str(file)) == (Fault("bad-export", message, str(file), HINT),)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = str(tmp_path / "missing.json")
    reason = os.strerror(errno.ENOENT)
    assert faults_of(path) == (Fault("unreadable-file", f"cannot read the file: {reason}", path),)


def test_no_more_is_read_than_an_export_can_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = export(tmp_path, FEW)
    size = (tmp_path / "facts.json").stat().st_size
    monkeypatch.setattr(exported, "MAX_BYTES", size)
    assert read_export(path) == FEW
    monkeypatch.setattr(exported, "MAX_BYTES", size - 1)
    assert [fault.message for fault in faults_of(path)] == ["it is not JSON"]


def test_every_value_that_facts_cannot_have_is_told(tmp_path: Path) -> None:
    path = export(tmp_path, {"uses": {"x": {"kind": "wants"}}, "viewing_classes": [{"ppi": 0}]})
    assert faults_of(path) == (
        Fault("bad-export", "data.uses.x.kind: 'wants' is invalid; accepted: 'needs', 'prefers'", path, HINT),
        Fault("bad-export", "data.viewing_classes.0.ppi: 0 is too small; it must be at least 1", path, HINT),
    )


def test_every_name_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    path = export(tmp_path, FEW | {"defaults": FEW["defaults"] | {"tier": "9K", "rule_tiers": ["8K"]}})
    assert faults_of(path) == (
        Fault("bad-export", "data.defaults.tier: there is no '9K'; known: 512, 1K, 2K, 4K", path, HINT),
        Fault("bad-export", "data.defaults.rule_tiers.0: there is no '8K'; known: 512, 1K, 2K, 4K", path, HINT),
    )


def test_constants_of_today_stand_in_for_what_it_lacks_and_rows_do_not(tmp_path: Path) -> None:
    older = {name: value for name, value in FEW.items() if name not in ("viewing_classes", "apis", "unsupported")}
    older["models"] = {
        name: {field: value for field, value in row.items() if field != "api"} for name, row in FEW["models"].items()
    }
    for section, name in (("facts", "stale_after_days"), ("thresholds", "max_cut"), ("defaults", "drafts")):
        older[section] = {key: value for key, value in FEW[section].items() if key != name}
    older["defaults"]["acuity"] = 3000
    read = read_export(export(tmp_path, older))
    assert read == FEW | {
        "defaults": FEW["defaults"] | {"acuity": 3000},
        "models": older["models"],
        "apis": {},
        "unsupported": {},
    }


def test_a_catalog_of_facts_and_none_where_a_name_leads_nowhere() -> None:
    catalog = catalog_of(FEW)
    assert catalog is not None
    assert dict(catalog.tiers) == dict(build_catalog(FEW, None).tiers)
    assert catalog.user_file is None
    assert catalog_of(FEW | {"defaults": FEW["defaults"] | {"tier": "9K"}}) is None
