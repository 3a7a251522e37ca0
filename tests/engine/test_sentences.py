"""What an answer says, word by word, and the edges it rests on: every row of cases/sentences.yaml."""

from __future__ import annotations

from typing import Any

import pytest
from catalogs import for_row
from tables import cases, field

from resadvise import Catalog, QuestionError, recommend

ROWS = cases("sentences")
# Facts at the edges that no shipped row has; rows with `own` are asked of them.
OWN = """
tiers:
  XL: {pixel_width: 8192}
  L: {pixel_width: 3072, seconds: [40, 70.125]}
uses:
  mural: {tier: XL, kind: needs, why: Walls are large.}
  dense: {tier: 2K, kind: needs, why: Screens are sharp., assume: {dpr: 1.75}}
  third: {tier: 2K, kind: needs, why: Screens are sharp., assume: {dpr: 1.333}}
  close-crop: {tier: 4K, kind: needs, why: Details are cut out., assume: {keep: 25%}}
  fine: {tier: 4K, kind: prefers, why: It looks better.}
deliverables:
  sharp: {size: 500x500px, dpr: 3}
  half-sharp: {size: 500x500px, dpr: 1.5}
  window: {size: 120x180cm, bleed: 5mm, ppi: 90, ppi_min: 60}
  Card-5X8in: {size: 5x8in}
  light: {size: 1024x1024px, max_bytes: 400KB}
  lighter: {size: 1024x1024px, max_bytes: 399KB}
  same-floor: {size: 10x10in, ppi: 200, ppi_min: 200}
  dot: {size: 1x1px, safe: {top: 40%, bottom: 40%, confidence: low}}
  framed: {size: 100x100px, safe: {top: 10%}}
  webp: {size: 100x100px, formats: [webp]}
  exact-floor: {size: 40.96x40.96in, ppi: 200, ppi_min: 100}
models:
  gap:
    name: Gap
    tiers: {1K: {image_size: 1K, price_usd: 0.05}, 4K: {image_size: 4K, price_usd: 0.02}}
    pixels: {"1:1": {1K: 1024x1024, 4K: 4096x4096}}
  exact:
    name: Exact
    tiers: {1K: {price_usd: 0.01}, 2K: {price_usd: 0.02}, 4K: {price_usd: 0.1}}
    pixels: {"1:1": {1K: 700x700, 2K: 1024x1024, 4K: 2048x2048}}
  half-priced:
    name: Half priced
    tiers: {1K: {}, 2K: {price_usd: 0.01}, 4K: {}}
    pixels: {"1:1": {1K: 1024x1024, 2K: 2048x2048, 4K: 4096x4096}}
  edge:
    name: Edge
    tiers: {1K: {}, 2K: {}}
    pixels: {"1:1": {1K: 980x980, 2K: 1800x1800}}
  wall:
    name: Wall
    tiers: {XL: {}}
    pixels: {"1:1": {XL: 8192x8192}}
  dear-small:
    name: Dear small
    tiers: {1K: {price_usd: 0.05}, 2K: {price_usd: 0.04}, 4K: {price_usd: 0.04}}
    pixels: {"1:1": {1K: 1024x1024, 2K: 2048x2048, 4K: 4096x4096}}
  dear-end:
    name: Dear end
    tiers: {1K: {price_usd: 0.01}, 2K: {price_usd: 0.05}, 4K: {price_usd: 0.01}}
    pixels: {"1:1": {1K: 1024x1024, 2K: 2048x2048, 4K: 4096x4096}}
  part-priced:
    name: Part priced
    tiers: {1K: {price_usd: 0.05}, 2K: {}, 4K: {price_usd: 0.04}}
    pixels: {"1:1": {1K: 1024x1024, 2K: 2048x2048, 4K: 4096x4096}}
  squarish:
    name: Squarish
    tiers: {1K: {}}
    pixels: {"4:3": {1K: 1000x1000}, "3:4": {1K: 600x1000}, "2:1": {1K: 1600x1000}}
  ties:
    name: Ties
    tiers: {1K: {}}
    pixels: {"2:1": {1K: 2000x1000}, "1:1": {1K: 1000x1000}, "3:1": {1K: 3000x1000}}
  drifts:
    name: Drifts
    tiers: {1K: {}}
    pixels: {"1:1": {1K: 1020x1000}}
  gone:
    name: Gone
    status: "off"
    shutdown: 2026-01-01
    replacement: gap
    tiers: {1K: {}}
    pixels: {"1:1": {1K: 1024x1024}}
  going:
    name: Going
    status: deprecated
    tiers: {1K: {}}
    pixels: {"1:1": {1K: 1024x1024}}
  ending:
    name: Ending
    status: deprecated
    shutdown: 2027-01-01
    tiers: {1K: {}}
    pixels: {"1:1": {1K: 1024x1024}}
  seeded:
    name: Seeded
    seed: "yes"
    tiers: {1K: {price_usd: 0.01}, 2K: {price_usd: 0.02}}
    pixels: {"1:1": {1K: 1024x1024, 2K: 2048x2048}}
  one-grade:
    name: One grade
    qualities: [fine]
    default_quality: fine
    tiers: {1K: {price_usd: 0.01}}
    pixels: {"1:1": {1K: 1024x1024}}
  old-wall:
    name: Old wall
    status: "off"
    tiers: {XL: {}}
    pixels: {"1:1": {XL: 8192x8192}}
  slow:
    name: Slow
    tiers: {1K: {seconds: [50, 90]}, 2K: {seconds: [5, 20]}, L: {}}
    pixels: {"1:1": {1K: 1024x1024, 2K: 2048x2048, L: 3072x3072}}
  twins:
    name: Twins
    tiers: {1K: {}}
    pixels: {"7:5": {1K: 700x500}, "3:2": {1K: 700x500}}
"""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.get("why", " ".join(map(str, row["ask"].values())))[:60])
def test_row(row: dict[str, Any], facts: Catalog, own: Catalog) -> None:
    ask = dict(row["ask"])
    uses = ask.pop("uses", ())
    catalog = own if row.get("own") else facts
    if "fault" in row:
        with pytest.raises(QuestionError) as caught:
            recommend(*uses, facts=catalog, **ask)
        assert [str(fault) for fault in caught.value.faults] == row["fault"]
        return
    data = recommend(*uses, facts=for_row(row, catalog), **ask).as_dict()
    assert {path: field(data, path) for path in row.get("expect", {})} == row.get("expect", {})
    if "code" not in row:
        return
    said = [each["text"] for each in (*data["reasons"], *data["warnings"]) if each["code"] == row["code"]]
    assert said == row["says"]


def test_a_row_shows_its_edge_or_says_why() -> None:
    assert [row for row in ROWS if not (row.get("says") or "fault" in row or "why" in row)] == []
