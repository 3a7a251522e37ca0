"""What a row says reaches the catalog: every field of every kind of row, and what an absent one means."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from catalogs import few_facts

from resadvise.facts import load, strict_yaml
from resadvise.facts.build import build_catalog
from resadvise.facts.catalog import (
    Api,
    Corner,
    Defaults,
    Deliverable,
    Disagreement,
    Model,
    PerArea,
    PerImage,
    PerMegapixel,
    PerToken,
    SafeZone,
    SizeTable,
    StaleAfter,
    Supply,
    Threshold,
    Thresholds,
    Tier,
    Unsupported,
    Use,
    ViewingClass,
    plain_fields,
)
from resadvise.facts.references import check_catalog
from resadvise.schemas import read_schema
from resadvise.units.quantities import Length, Pixels, Ratio, Size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resadvise import Catalog

# Every field of every kind of row; of what excludes itself, one row each.
FULL = """\
facts: {version: v, as_of: day, stale_after_days: {status: 11, price: 12, deliverables: {web: 13}}}
tiers:
  XL:
    {pixel_width: 8192, best_for: [walls, skies], seconds: [1m, 2m], jpg: [1KB, 2MB], timeout: 3m, source: s, as_of: d}
  XS: {pixel_width: 9}
uses:
  full:
    {tier: XL, kind: prefers, why: w, what: x, group: g, stage: draft, aliases: [f1, f2], assume: {dpr: 3, keep: 40%},
     deliverables: [a3, a4], source: s, as_of: d}
  bare: {tier: 1K, kind: needs, why: w}
viewing_classes:
  - {name: near, diagonal_max: 2m, ppi: 200, ppi_min: 100, source: s, as_of: d}
  - {name: far, ppi: 50, ppi_min: 40}
thresholds:
  ample: 101%
  print: {enough: -1%, near: -2%, css_floor: 91%, source: s, as_of: d}
  pixels: {enough: -3%, near: -4%, css_floor: 92%, source: s, as_of: d}
  css: {enough: -5%, near: -6%, css_floor: 93%, source: s, as_of: d}
  ratio_drift: 7%
  cut_much: 8%
  max_cut: 9%
  file_tier: 10%
defaults:
  {model: table, tier: XL, why: w, aspect_ratio: "2:1", dpr_max: 3, acuity: 4000, acuity_source: a,
   ppi_min_at_distance: 5, box_names: {a3: A}, drafts: 6, print_densities: [71, 72], timeout_factor: 4, source: s,
   as_of: d, not_in_price: n, rule_tiers: [1K, XL], rule_ratios: ["1:1", "2:1"]}
apis:
  full: {request: {a: "{model}"}, url: "https://{model}", body: {b: "{width}"}, source: s, as_of: d}
  bare: {}
models:
  table:
    name: T
    tiers:
      XL:
        {image_size: xl, price_usd: 0.5, batch_usd: 0.25, price_source: p, price_as_of: q, seconds: [7, 8],
         seconds_source: s, seconds_as_of: d, source: s, as_of: d}
      1K: {}
    pixels: {"1:1": {XL: 80x81, 1K: 10x11}, "2:1": {1K: 20x10}}
    verified: {1K: ["2:1"]}
    seconds: [3, 4]
    price: {usd: 5, batch_usd: 4, source: ps, as_of: pd}
    disagreements: [{text: t, source: s}, {text: u}]
  area:
    size_rules:
      {multiple_of: 2, min_edge: 10, max_edge: 1000, min_area: 200, max_area: 300000, max_ratio: 5, source: s, as_of: d}
    price: {kind: area, steps: [{max_area: 100, usd: 1}, {usd: {low: 2, high: 3}}], source: ps, as_of: pd}
    qualities: [low, high]
    default_quality: low
  megapixel:
    size_rules: {max_edge: 9}
    price: {kind: megapixel, first_usd: 1, further_usd: 2, megapixel: 3, source: ps, as_of: pd}
  token:
    size_rules: {max_edge: 9}
    price: {kind: token, usd_per_million: 2, patches: 4, offset: 5, divisor: 6, source: ps, as_of: pd}
unsupported:
  full: {name: U, aliases: [u1, u2], why: w, source: s, as_of: d}
  bare: {why: w}
deliverables:
  paper:
    {title: P, size: 1x2cm, bleed: 3mm, ppi: 90, ppi_min: 80,
     safe: {top: 1%, right: 2%, bottom: 3%, left: 4%, shape: circle, corner: top-left, corner_width: 5%,
            corner_height: 6%, what: w, source: s, as_of: d, confidence: low}}
  screen: {size: 30x40px, dpr: 2}
"""
OWN: Any = strict_yaml.read(FULL.encode()).value


def share(percent: int) -> Fraction:
    return Fraction(percent, 100)


@pytest.fixture
def catalog() -> Catalog:
    raw = load._merge(few_facts(), OWN)
    assert check_catalog(raw) == []
    return build_catalog(raw, "own.yaml")


def test_constants(catalog: Catalog) -> None:
    assert (catalog.version, catalog.as_of, catalog.user_file) == ("v", "day", "own.yaml")
    assert catalog.thresholds == Thresholds(
        ample=share(101),
        by_kind={
            "print": Threshold(share(-1), share(-2), share(91)),
            "pixels": Threshold(share(-3), share(-4), share(92)),
            "css": Threshold(share(-5), share(-6), share(93)),
        },
        ratio_drift=share(7),
        cut_much=share(8),
        max_cut=share(9),
        file_tier=share(10),
    )
    stale = {**few_facts()["facts"]["stale_after_days"]["deliverables"], "web": 13}
    assert catalog.defaults == Defaults(
        model="table",
        tier="XL",
        why="w",
        aspect_ratio=Ratio.parse("2:1"),
        dpr_max=Fraction(3),
        acuity=Fraction(4000),
        acuity_source="a",
        ppi_min_at_distance=Fraction(5),
        timeout_factor=Fraction(4),
        print_densities=(Fraction(71), Fraction(72)),
        stale_after_days=StaleAfter(11, 12, stale),
        drafts=6,
        not_in_price="n",
        rule_tiers=("1K", "XL"),
        rule_ratios=(Ratio.parse("1:1"), Ratio.parse("2:1")),
        box_names={**few_facts()["defaults"]["box_names"], "a3": "A"},
    )
    assert catalog.viewing_classes == (
        ViewingClass("near", Length.parse("2m"), Fraction(200), Fraction(100), "s"),
        ViewingClass("far", None, Fraction(50), Fraction(40), None),
    )


def test_rows_in_full_and_bare(catalog: Catalog) -> None:
    assert list(catalog.tiers) == ["XS", "512", "1K", "2K", "4K", "XL"]
    assert catalog.tiers["XL"] == Tier(
        "XL", 8192, ("walls", "skies"), (Fraction(60), Fraction(120)), (1000, 2_000_000), Fraction(180), "s", "d"
    )
    assert catalog.tiers["XS"] == Tier("XS", 9, (), None, None, None, None, None)
    assert catalog.uses["full"] == Use(
        "full", "XL", "prefers", "w", "x", "g", "draft", ("f1", "f2"), Fraction(3), share(40), ("a3", "a4"), "s", "d"
    )
    assert catalog.uses["bare"] == Use(
        "bare", "1K", "needs", "w", "w", "Other uses", None, (), None, None, (), None, None
    )
    assert catalog.apis["full"] == Api("full", {"a": "{model}"}, "https://{model}", {"b": "{width}"}, "s", "d")
    assert catalog.apis["bare"] == Api("bare", {}, None, None, None, None)
    assert catalog.unsupported["full"] == Unsupported("full", "U", ("u1", "u2"), "w", "s", "d")
    assert catalog.unsupported["bare"] == Unsupported("bare", "bare", (), "w", None, None)


def test_a_target_on_paper_and_one_on_a_screen(catalog: Catalog) -> None:
    paper, screen = catalog.deliverables["paper"], catalog.deliverables["screen"]
    assert (paper.name, paper.title) == ("paper", "P")
    assert (paper.size, paper.pixels, paper.dpr) == (Size.parse("1x2cm"), None, None)
    assert (paper.bleed, paper.ppi, paper.ppi_min) == (Length.parse("3mm"), Fraction(90), Fraction(80))
    assert paper.safe == SafeZone(
        share(1), share(2), share(3), share(4), "circle", Corner("top-left", share(5), share(6)), "w", "s", "d", "low"
    )
    assert (screen.name, screen.title) == ("screen", "screen")
    assert (screen.size, screen.pixels, screen.dpr) == (None, Pixels(30, 40), Fraction(2))
    assert (screen.bleed, screen.ppi, screen.ppi_min, screen.safe) == (None, None, None, None)


def test_a_model_with_a_table(catalog: Catalog) -> None:
    model = catalog.models["table"]
    assert (model.name, model.title, model.rules) == ("table", "T", None)
    assert model.disagreements == (Disagreement("t", "s"), Disagreement("u", None))
    assert list(model.offers) == ["1K", "XL"]
    small, large = model.offers.values()
    square, wide = Ratio.parse("1:1"), Ratio.parse("2:1")
    assert (small.tier, large.tier) == (catalog.tiers["1K"], catalog.tiers["XL"])
    assert small.sizes == SizeTable.of([Supply(square, Pixels(10, 11), False), Supply(wide, Pixels(20, 10), True)])
    assert large.sizes == SizeTable.of([Supply(square, Pixels(80, 81), False)])
    assert (small.image_size, large.image_size) == (None, "xl")
    assert small.price == PerImage(Fraction(5), Fraction(4), "ps", "pd")
    assert large.price == PerImage(Fraction(1, 2), Fraction(1, 4), "p", "q")
    assert (small.seconds, small.seconds_basis) == ((Fraction(3), Fraction(4)), "model")
    assert (large.seconds, large.seconds_basis) == ((Fraction(7), Fraction(8)), "model")


def test_models_by_rule_and_their_prices(catalog: Catalog) -> None:
    rules = catalog.models["area"].rules
    assert rules is not None
    assert (rules.step, rules.edge_min, rules.edge_max) == (2, 10, 1000)
    assert (rules.area_min, rules.area_max, rules.ratio_max) == (200, 300_000, Fraction(5))
    assert rules.ratios == (Ratio.parse("1:1"), Ratio.parse("2:1"))
    prices = [catalog.models[name].offers["1K"].price for name in ("area", "megapixel", "token")]
    steps = ((100, Fraction(1)), (None, {"low": Fraction(2), "high": Fraction(3)}))
    assert prices == [
        PerArea(steps, "ps", "pd"),
        PerMegapixel(Fraction(1), Fraction(2), 3, "ps", "pd"),
        PerToken(Fraction(2, 1_000_000), Fraction(4), 5, 6, "ps", "pd"),
    ]


def test_plain_fields_that_a_row_leaves_out(catalog: Catalog) -> None:
    target, model = catalog.deliverables["screen"], catalog.models["megapixel"]
    assert {name: getattr(target, name) for name in plain_fields(Deliverable)} == {
        "group": "own", "aliases": (), "max_bytes": None, "formats": (), "opaque": False, "transparent": False,
        "formats_source": None, "note": None, "source": None, "as_of": None, "confidence": None,
    }  # fmt: skip
    assert {name: getattr(model, name) for name in plain_fields(Model)} == {
        "aliases": (), "provider": None, "api": None, "api_id": None, "qualities": (), "default_quality": None,
        "seed": "unknown", "status": "available", "released": None, "shutdown": None, "replacement": None,
        "alpha": "unknown", "mime": (), "reference_images_max": None, "reference_bytes_max": None, "notes": (),
        "source": None, "as_of": None, "confidence": None,
    }  # fmt: skip


# --- nothing of the schema is left out above


def fields(value: Any, schema: Any, defs: Any, place: str) -> Iterator[tuple[str, bool]]:
    """Yield every field that the schema names, by its place in it, and whether the value has it."""
    if "$ref" in schema:
        place = schema["$ref"].removeprefix("#/$defs/")
        yield from fields(value, defs[place], defs, place)
    for name, inner in schema.get("properties", {}).items():
        has = isinstance(value, dict) and name in value
        yield f"{place}.{name}", has
        if has:
            yield from fields(value[name], inner, defs, f"{place}.{name}")
    others = schema.get("additionalProperties")
    if isinstance(others, dict) and isinstance(value, dict):
        for each in value.values():
            yield from fields(each, others, defs, place)
    for each in value if isinstance(value, list) and "items" in schema else ():
        yield from fields(each, schema["items"], defs, place)


def test_every_field_that_a_file_may_have_is_tried() -> None:
    schema = read_schema("presets")
    tried: dict[str, bool] = {}
    for place, has in fields(OWN, schema, schema["$defs"], ""):
        tried[place] = tried.get(place, False) or has
    elsewhere = {f"model.{name}" for name in plain_fields(Model)}  # in test_plain_fields.py
    elsewhere |= {f"deliverable.{name}" for name in plain_fields(Deliverable)}
    assert {place for place, has in tried.items() if not has} - elsewhere == set()
