"""Models of one's own by rule: the tiers and bounds that their rows make, and their prices."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from resadvise import Catalog, load_facts
from resadvise.engine.pricing import has_batch_price, price_of
from resadvise.facts.catalog import SizeRules
from resadvise.units.quantities import Pixels

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("few")


def catalog(tmp_path: Path, model: str) -> Catalog:
    (tmp_path / "own.yaml").write_text(f"models:\n  m: {{{model}}}\n", "utf-8")
    return load_facts(str(tmp_path / "own.yaml"))


# rules -> step, both edges and the ratio; of each tier the least and the most area
MEGA = 2**20
RULES = [
    ("max_edge: 4096", (1, 1, 4096, 4096), {"1K": (1, MEGA), "2K": (1, 4 * MEGA), "4K": (1, 16 * MEGA)}),
    # an area that the tier below has already is no tier; one pixel more is
    ("max_area: 1048576, max_ratio: 1", (1, 1, 1024, 1), {"1K": (1, MEGA)}),
    ("max_area: 1048577, max_ratio: 1", (1, 1, 1024, 1), {"1K": (1, MEGA), "2K": (1, MEGA + 1)}),
    # a tier that is smaller than the least image is none; one that is just as large is
    ("max_edge: 4096, min_area: 1048576", (1, 1, 4096, 4096),
     {"1K": (MEGA, MEGA), "2K": (MEGA, 4 * MEGA), "4K": (MEGA, 16 * MEGA)}),
    ("max_edge: 4096, min_area: 1048577", (1, 1, 4096, 4096),
     {"2K": (MEGA + 1, 4 * MEGA), "4K": (MEGA + 1, 16 * MEGA)}),
    # edges are multiples of the step, inside of what is allowed
    ("multiple_of: 16, min_edge: 65, max_edge: 1039", (16, 80, 1024, Fraction(1039, 65)), {"1K": (1, MEGA)}),
    ("multiple_of: 16, min_edge: 64, max_edge: 1040", (16, 64, 1040, Fraction(65, 4)),
     {"1K": (1, MEGA), "2K": (1, 1040**2)}),
    # a side that no rule bounds is as long as a file may say
    ("max_area: 1000000000000", (1, 1, 10**6, 10**6), {"1K": (1, MEGA), "2K": (1, 4 * MEGA), "4K": (1, 16 * MEGA)}),
    ("max_edge: 1", (1, 1, 1, 1), {"1K": (1, 1)}),
    # without a shortest side it is one step
    ("multiple_of: 16, max_edge: 1040", (16, 16, 1040, 65), {"1K": (1, MEGA), "2K": (1, 1040**2)}),
    ("multiple_of: 10, max_area: 1000", (10, 10, 100, 10), {"1K": (1, 1000)}),
    # a ratio is one however it is written
    ("max_edge: 1024, max_ratio: 3", (1, 1, 1024, 3), {"1K": (1, MEGA)}),
    ("max_edge: 1024, max_ratio: '3:1'", (1, 1, 1024, 3), {"1K": (1, MEGA)}),
    ("max_edge: 1024, max_ratio: '1:3'", (1, 1, 1024, 3), {"1K": (1, MEGA)}),
    ("max_edge: 1024, max_ratio: '21:9'", (1, 1, 1024, Fraction(7, 3)), {"1K": (1, MEGA)}),
    # no side is longer than that of the longest shape
    ("max_area: 1000000, max_ratio: 4", (1, 1, 2000, 4), {"1K": (1, 1_000_000)}),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "bounds", "tiers"), RULES)
def test_rules_make_tiers(
    tmp_path: Path, rules: str, bounds: tuple[int, int, int, Fraction], tiers: dict[str, tuple[int, int]]
) -> None:
    model = catalog(tmp_path, f"size_rules: {{{rules}}}").models["m"]
    found = {name: offer.sizes for name, offer in model.offers.items()}
    assert list(found) == list(tiers)
    for name, sizes in found.items():
        assert isinstance(sizes, SizeRules)
        assert (sizes.step, sizes.edge_min, sizes.edge_max, sizes.ratio_max) == bounds
        assert (sizes.area_min, sizes.area_max) == tiers[name]


@pytest.mark.parametrize(
    ("longest", "shown"), [("1", {"1:1"}), ("1.5", {"1:1", "3:2", "2:3"}), ("'16:9'", {"16:9", "9:16", "3:2", "1:1"})]
)
def test_shapes_up_to_the_longest_are_shown(tmp_path: Path, longest: str, shown: set[str]) -> None:
    rules = catalog(tmp_path, f"size_rules: {{max_edge: 1024, max_ratio: {longest}}}").models["m"].rules
    assert rules is not None
    ratios = {str(each) for each in rules.ratios}
    assert shown <= ratios
    assert all(1 / rules.ratio_max <= each.value <= rules.ratio_max for each in rules.ratios)
    assert "21:9" not in ratios


def test_a_listed_tier_joins_the_usual_ones_in_the_order_of_size(tmp_path: Path) -> None:
    model = catalog(
        tmp_path,
        'tiers: {4K: {}, "512": {price_usd: 0.01}}, size_rules: {max_edge: 4096}, price: {kind: image, usd: 1}',
    ).models["m"]
    assert list(model.offers) == ["512", "1K", "2K", "4K"]
    assert [price_of(offer, Pixels(1, 1)) for offer in model.offers.values()] == [Fraction("0.01"), 1, 1, 1]


@pytest.mark.parametrize(
    ("own", "seconds", "basis"),
    [
        ("tiers: {2K: {seconds: [1, 2]}}, seconds: [3, 4]", (1, 2), "model"),
        ("seconds: [3, 4]", (3, 4), "model"),
        ("seconds: null", None, "tier"),
    ],
)
def test_seconds_are_those_of_the_offer_then_of_the_model_then_of_the_tier(
    tmp_path: Path, own: str, seconds: tuple[int, int] | None, basis: str
) -> None:
    facts = catalog(tmp_path, f"{own}, size_rules: {{max_edge: 4096}}")
    offer = facts.models["m"].offers["2K"]
    assert (offer.seconds, offer.seconds_basis) == (seconds or facts.tiers["2K"].seconds, basis)


def test_seconds_that_nobody_knows_rest_on_nothing(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "tiers: {8K: {pixel_width: 8192}}\nmodels: {m: {tiers: {8K: {}}, size_rules: {max_edge: 9999}}}\n", "utf-8"
    )
    offer = load_facts(str(tmp_path / "own.yaml")).models["m"].offers["8K"]
    assert (offer.seconds, offer.seconds_basis) == (None, None)


QUALITIES = "qualities: [low, high], default_quality: low"
# a price, the size and the quality of an image, and what it costs; in a batch too
PRICES = [
    ("kind: image, usd: 0.04, batch_usd: 0.02", "1000x1000", None, "0.04", "0.02"),
    ("kind: image, usd: 0.04", "4000x4000", None, "0.04", "0.04"),
    ("kind: image, usd: {low: 0.01, high: 0.2}, batch_usd: {low: 0.005}", "9x9", "low", "0.01", "0.005"),
    ("kind: image, usd: {low: 0.01, high: 0.2}, batch_usd: {low: 0.005}", "9x9", "high", "0.2", "0.2"),
    ("kind: image, usd: {low: 0.01}", "9x9", "high", None, None),
    ("kind: area, steps: [{max_area: 100, usd: 1}, {max_area: 400, usd: 2}, {usd: 3}]", "10x10", None, "1", "1"),
    ("kind: area, steps: [{max_area: 100, usd: 1}, {max_area: 400, usd: 2}, {usd: 3}]", "1x101", None, "2", "2"),
    ("kind: area, steps: [{max_area: 100, usd: 1}, {max_area: 400, usd: 2}, {usd: 3}]", "401x1", None, "3", "3"),
    ("kind: area, steps: [{max_area: 100, usd: {low: 1, high: 5}}, {usd: 3}]", "10x10", "high", "5", "5"),
    ("kind: megapixel, first_usd: 3, further_usd: 1, megapixel: 100", "10x10", None, "3", "3"),
    ("kind: megapixel, first_usd: 3, further_usd: 1, megapixel: 100", "1x101", None, "4", "4"),
    ("kind: megapixel, first_usd: 3, further_usd: 1, megapixel: 100", "20x10", None, "4", "4"),
    ("kind: megapixel, first_usd: 3, further_usd: 1, megapixel: 100", "1x1", None, "3", "3"),
    ("kind: megapixel, first_usd: 3, megapixel: 100", "1x1", None, None, None),
    # 10 patches by 5, half to even, of (100 + 200) in 1000 parts: 15 tokens of a millionth of 2 dollars each
    ("kind: token, usd_per_million: 2, patches: 10, offset: 100, divisor: 1000", "20x10", None, "0.00003", "0.00003"),
    ("kind: token, usd_per_million: 2, patches: 5, offset: 100, divisor: 100", "20x10", None, "0.00006", "0.00006"),
    ("kind: token, usd_per_million: 2, patches: 10, offset: 101, divisor: 1000", "10x20", None, "0.000032", "0.000032"),
    (
        "kind: token, usd_per_million: 2, patches: {low: 10}, offset: 100, divisor: 1000",
        "10x10",
        "low",
        "0.00004",
        "0.00004",
    ),
    ("kind: token, patches: 10, offset: 1, divisor: 1000", "10x10", None, None, None),
]


@pytest.mark.parametrize(("price", "size", "quality", "usd", "batch"), PRICES)
def test_what_an_image_costs(
    tmp_path: Path, price: str, size: str, quality: str | None, usd: str | None, batch: str | None
) -> None:
    model = catalog(tmp_path, f"{QUALITIES}, size_rules: {{max_edge: 4096}}, price: {{{price}, source: x, as_of: y}}")
    offer, pixels = model.models["m"].offers["1K"], Pixels.parse(f"{size}px")
    assert price_of(offer, pixels, quality) == (usd and Fraction(usd))
    assert price_of(offer, pixels, quality, batch=True) == (batch and Fraction(batch))
    assert has_batch_price(offer, quality) == (usd != batch)
    assert (offer.price.source, offer.price.as_of) == ("x", "y")
