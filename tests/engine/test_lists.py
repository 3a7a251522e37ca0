"""What the lists say of rows that no shipped file has: no seconds, no usual ratio, a corner, a part of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resadvise.engine.lists import (
    deliverables_data,
    groups_of_deliverables,
    models_data,
    names_of_deliverables,
    names_of_models,
    table_data,
    uses_data,
)

if TYPE_CHECKING:
    from resadvise import Catalog

OWN = """
tiers:
  XL: {pixel_width: 8192}
  timed: {pixel_width: 9000, seconds: [1, 2]}
  whole: {pixel_width: 9100, seconds: [1, 2.5], jpg: [1MB, 2MB], timeout: 10.25}
uses:
  fine: {tier: 2K, kind: prefers, why: It is., assume: {dpr: 1.33333}}
deliverables:
  MyBanner: {title: Röhre, group: signs, size: 100x50cm, ppi: 33.333, ppi_min: 22.222, aliases: [tube]}
  square: {size: 500x500px, dpr: 1.33333, formats: [png], source: https://example.com/a}
  round: {size: 500x500px, formats: [png], formats_source: https://example.com/b, source: https://example.com/a}
  cornered:
    size: 1000x1000px
    source: https://example.com/a
    safe: {corner: top-left, corner_width: 12.5%, corner_height: 10%}
models:
  wide:
    name: Wide
    aliases: [wd, wider-still]
    tiers:
      1K: {price_usd: 1}
      XL: {price_usd: 2, seconds: [70, 80.123]}
    pixels: {"2:1": {1K: 2000x1000, XL: 8000x4000}, "4:1": {1K: 4000x1000}}
  by-area:
    name: By area
    price: {kind: area, steps: [{max_area: 1000000, usd: 1}, {max_area: 1500000, usd: 2}, {usd: 3}]}
    tiers: {1K: {}}
    pixels: {"2:1": {1K: 2000x1000}, "1:1": {1K: 1200x1200}, "1:2": {1K: 500x1000}}
  only-long:
    name: Only long
    price: {kind: area, steps: [{max_area: 1000000, usd: 1}, {usd: 3}]}
    tiers: {1K: {}}
    pixels: {"2:1": {1K: 2000x1000}, "1:2": {1K: 500x1000}}
"""


def test_a_table_has_the_tiers_of_its_model_and_those_that_are_known_in_full(own: Catalog) -> None:
    rows: dict[str, Any] = {row["tier"]: row for row in table_data(own.models["wide"], own)["tiers"]}
    assert list(rows) == ["1K", "2K", "4K", "XL", "whole"]  # of the others something is not known
    assert [name for name, row in rows.items() if row["offered"]] == ["1K", "XL"]
    figures = ("seconds_min", "seconds_max", "seconds_basis", "timeout_seconds", "price_usd")
    assert [rows["XL"][name] for name in figures] == [70, 80.123, "model", 160.2, 2]
    assert [rows["1K"][name] for name in figures[:3]] == [5, 8, "tier"]
    assert [rows["whole"][name] for name in figures] == [1, 2.5, "tier", 10.3, None]
    assert [rows["whole"][name] for name in ("jpg_bytes_min", "jpg_bytes_max")] == [1_000_000, 2_000_000]


@pytest.mark.parametrize(("model", "price"), [("by-area", 2), ("only-long", 3), ("wide", 1)])
def test_a_price_is_that_of_the_usual_ratio_else_of_the_first(model: str, price: float, own: Catalog) -> None:
    assert {row["model"]: row for row in models_data(own)["models"]}[model]["price_usd"]["1K"] == price


def test_what_a_row_is_made_of(own: Catalog) -> None:
    rows = {
        row["deliverable"]: row for row in deliverables_data(None, own.models[own.defaults.model], own)["deliverables"]
    }
    assert (rows["square"]["dpr"], rows["square"]["formats"]) == (1.333, ["png"])
    assert (rows["MyBanner"]["ppi"], rows["MyBanner"]["ppi_min"]) == (33.3, 22.2)
    sources = {name: rows[name]["formats_source"] for name in ("square", "round", "cornered")}
    assert sources == {"square": "https://example.com/a", "round": "https://example.com/b", "cornered": None}
    safe = rows["cornered"]["safe"]
    assert (safe["corner"], safe["corner_width"], safe["corner_height"]) == ("top-left", 0.125, 0.1)
    assert rows["square"]["safe"] is None
    without = next(row["safe"] for row in rows.values() if row["safe"] and row["safe"]["corner"] is None)
    assert (without["corner_width"], without["corner_height"]) == (None, None)
    assert next(row for row in uses_data(own)["uses"] if row["use"] == "fine")["assume"] == {"dpr": 1.333, "keep": None}


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("mybanner", ["MyBanner"]),
        ("RÖHRE", ["MyBanner"]),
        ("röhres", ["MyBanner"]),  # as people say it
        ("tubes SIGNS", ["MyBanner"]),
        ("tube poster", []),
        ("100x50cm", ["MyBanner"]),
        ("tubess", []),
        ("a3s", []),  # too short to be a plural
        ("cornered round", []),
        ("cornered", ["cornered"]),
    ],
)
def test_targets_are_found_by_words(search: str, names: list[str], own: Catalog) -> None:
    assert names_of_deliverables(search, own) == names


def test_names_and_groups(own: Catalog) -> None:
    assert names_of_deliverables(None, own) == list(own.deliverables)
    assert "wd" in names_of_models(own)
    groups = groups_of_deliverables(own)
    assert groups["signs"] == ["MyBanner"]
    assert list(groups) == sorted(groups)
    assert sum(map(len, groups.values())) == len(own.deliverables)
