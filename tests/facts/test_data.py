"""The shipped facts, looked at as data: nothing unsourced, undated, unsorted, misspelt, or at odds with itself."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from places import DATA

from resadvise import load_facts
from resadvise.engine.sizes import all_sizes
from resadvise.facts.load import PARSERS, read_yaml_facts
from resadvise.facts.references import check_catalog
from resadvise.facts.schema_check import problems
from resadvise.facts.strict_yaml import read
from resadvise.schemas import read_schema
from resadvise.units.quantities import Pixels, Ratio

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RAW = read_yaml_facts(DATA)
FACTS = load_facts()

GROUPS = {
    "ads", "billboards", "books", "canvas", "cards", "display", "email", "games", "icons", "merch", "music", "paper",
    "photo", "posters", "print-shop", "screens", "shops", "slides", "social", "web",
}  # fmt: skip

# The three tables below restate rows of data/ on purpose: pins, so that no slip changes what we recommend.

# name, kind, tier, stage: the founders' list
USES = [
    ("draft", "prefers", "1K", "draft"),
    ("variations", "prefers", "1K", "draft"),
    ("small-file", "prefers", "1K", None),
    ("balanced", "prefers", "2K", None),
    *((name, "needs", "1K", None) for name in ("social", "thumbnail", "web", "mobile", "blog", "icon")),
    *((name, "needs", "2K", None) for name in ("retina", "presentation", "pitch-deck", "advertising")),
    *((name, "needs", "4K", None) for name in ("print", "large-format", "billboard", "crop")),
    *((name, "needs", "4K", None) for name in ("commercial", "packaging", "editorial", "hero")),
]

# the targets that the documents promise
DELIVERABLES = {
    "a0", "a1", "a2", "a3", "a4", "a5", "a6", "letter", "business-card-us", "business-card-eu", "postcard",
    "poster-24x36", "billboard-48-sheet", "billboard-14x48", "tshirt", "instagram-square", "instagram-portrait",
    "instagram-story", "youtube-thumbnail", "og-image", "x-post", "linkedin-post", "pinterest-pin", "slide", "hero",
    "shopify-product", "app-icon", "email-header",
}  # fmt: skip

# tier, side, seconds, bytes: the founders' figures
TIERS: list[tuple[str, int, tuple[int, int], tuple[int, int]]] = [
    ("1K", 1024, (5, 8), (150_000, 400_000)),
    ("2K", 2048, (10, 15), (500_000, 1_200_000)),
    ("4K", 4096, (20, 30), (2_000_000, 5_000_000)),
]


def offers() -> Iterator[tuple[str, str]]:
    return ((model, tier) for model, row in RAW["models"].items() for tier in row.get("tiers", ()))


def cells(model: str) -> Iterator[tuple[str, str, Pixels]]:
    for ratio, by_tier in RAW["models"][model].get("pixels", {}).items():
        yield from ((ratio, tier, Pixels.parse(text)) for tier, text in by_tier.items())


def is_dated(text: str, *, to_the_day: bool = False) -> bool:
    whole = text + "-01-01"[len(text) - 4 :] if re.fullmatch("[0-9]{4}(-[0-9]{2})?(-[0-9]{2})?", text) else ""
    try:
        return date.fromisoformat(whole) is not None and (len(text) == 10 or not to_the_day)
    except ValueError:
        return text == "undated" and not to_the_day


# --- the files as a whole


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.stem)
def test_file_has_the_shape_of_a_users_own(path: Path) -> None:
    document = read(path.read_bytes())
    assert problems(document.value, read_schema("presets"), PARSERS) == []


def test_every_name_leads_somewhere_and_means_one_thing() -> None:
    assert check_catalog(RAW) == []


def test_facts_are_of_the_newest_day_of_a_model() -> None:
    newest = max(row["as_of"] for row in RAW["models"].values())
    assert RAW["facts"]["as_of"] == newest, "set facts.as_of in data/presets.yaml, and raise facts.version"
    assert is_dated(RAW["facts"]["as_of"], to_the_day=True)


def sourced() -> Iterator[tuple[str, dict[str, Any]]]:
    for section in ("tiers", "uses", "apis", "models", "unsupported", "deliverables"):
        yield from ((f"{section}.{name}", row) for name, row in RAW[section].items())
    yield from ((f"viewing_classes.{row['name']}", row) for row in RAW["viewing_classes"])
    yield from ((f"thresholds.{kind}", RAW["thresholds"][kind]) for kind in ("print", "pixels", "css"))
    yield "defaults", RAW["defaults"]
    for model, row in RAW["models"].items():
        yield from ((f"models.{model}.{part}", row[part]) for part in ("size_rules", "price") if part in row)
    for model, tier in offers():
        offer = RAW["models"][model]["tiers"][tier]
        for value, prefix in (("price_usd", "price"), ("batch_usd", "price"), ("seconds", "seconds")):
            if value in offer:
                row = {"source": offer.get(f"{prefix}_source"), "as_of": offer.get(f"{prefix}_as_of")}
                yield f"models.{model}.{tier}.{value}", row


@pytest.mark.parametrize("row", [pytest.param(row, id=name) for name, row in sourced()])
def test_row_has_a_source_and_a_day(row: dict[str, Any]) -> None:
    assert row.get("source"), "every figure says where it comes from"
    assert row["source"].strip() == row["source"]
    assert re.fullmatch(r"https?://\S+", row["source"]) or not row["source"].startswith("http")
    assert is_dated(row["as_of"])


# --- tiers, viewing classes


@pytest.mark.parametrize(("name", "side", "seconds", "jpg"), TIERS)
def test_tier_has_the_founders_figures(name: str, side: int, seconds: tuple[int, int], jpg: tuple[int, int]) -> None:
    tier = FACTS.tiers[name]
    assert tier.pixel_width == side
    assert (tier.seconds or ()) == tuple(map(Fraction, seconds))
    assert tier.jpg == jpg


def test_tiers_run_from_small_to_large() -> None:
    widths = [row["pixel_width"] for row in RAW["tiers"].values()]
    assert widths == sorted(set(widths))
    assert [tier.name for tier in FACTS.tiers.values()] == list(RAW["tiers"])
    assert [FACTS.rank(name) for name in RAW["tiers"]] == list(range(len(widths)))
    timeouts = [tier.timeout or Fraction(0) for tier in FACTS.tiers.values()]
    assert all(timeouts)
    assert timeouts == sorted(timeouts)


@pytest.mark.parametrize("tier", FACTS.tiers.values(), ids=list(FACTS.tiers))
def test_tier_says_what_it_is_best_for(tier: Any) -> None:
    assert tier.best_for
    assert tier.seconds is None or tier.timeout > tier.seconds[1]


def test_density_falls_from_class_to_class() -> None:
    for near, far in zip(FACTS.viewing_classes, FACTS.viewing_classes[1:], strict=False):
        assert near.ppi > far.ppi
        assert near.ppi_min > far.ppi_min


# --- uses


@pytest.mark.parametrize(("name", "kind", "tier", "stage"), USES)
def test_use_has_the_founders_tier(name: str, kind: str, tier: str, stage: str | None) -> None:
    use = FACTS.uses[name]
    assert (use.kind, use.tier, use.stage) == (kind, tier, stage)


def test_crop_is_also_called_zoom() -> None:
    assert FACTS.uses["crop"].aliases == ("zoom",)


@pytest.mark.parametrize("name", RAW["uses"])
def test_use_explains_itself(name: str) -> None:
    use = RAW["uses"][name]
    assert re.fullmatch(r"[A-Z0-9].{20,110}\.", use["why"])
    assert re.fullmatch(r"\S.{3,50}[^.\s]", use["what"])
    assert use["group"]
    assert re.fullmatch("[a-z]+(-[a-z]+)*", name)


@pytest.mark.parametrize("field", ["why", "what"])
def test_uses_differ(field: str) -> None:
    said = [use[field] for use in RAW["uses"].values()]
    assert len(said) == len(set(said))


def test_uses_stand_with_their_group() -> None:
    groups = [use["group"] for use in RAW["uses"].values()]
    starts = [group for group, before in zip(groups, [None, *groups], strict=False) if group != before]
    assert sorted(starts) == sorted(set(starts)), "a use stands beside the others of its group"


def test_names_of_uses_are_unique() -> None:
    names = [*RAW["uses"], *(alias for use in RAW["uses"].values() for alias in use.get("aliases", ()))]
    assert len(names) == len(set(map(str.casefold, names)))


# --- models


def test_default_model_is_available_and_has_the_default_tier() -> None:
    model = FACTS.models[FACTS.defaults.model]
    assert model.status == "available"
    assert FACTS.defaults.tier in model.offers
    ratios = {size.ratio.value for size in all_sizes(model.offers[FACTS.defaults.tier])}
    assert FACTS.defaults.aspect_ratio.value in ratios


@pytest.mark.parametrize("name", RAW["models"])
class TestModel:
    """Rules of every row, whoever sells the model."""

    def test_vendor_is_named(self, name: str) -> None:
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", RAW["models"][name]["provider"])

    def test_request_is_said_even_if_it_is_null(self, name: str) -> None:
        assert all("image_size" in offer for offer in RAW["models"][name].get("tiers", {}).values())

    def test_cells_have_the_shape_that_their_ratio_says(self, name: str) -> None:
        for ratio, _, pixels in cells(name):
            drift = Fraction(pixels.width, pixels.height) / Ratio.parse(ratio).value - 1
            assert abs(drift) <= Fraction(5, 100), ratio

    def test_straying_is_width_against_name(self, name: str) -> None:
        for offer in FACTS.models[name].offers.values():
            for size in all_sizes(offer):
                assert size.strays == Fraction(size.pixels.width, size.pixels.height) / size.ratio.value - 1

    def test_no_other_tier_is_nearer_to_the_area_of_a_cell(self, name: str) -> None:
        squares = {tier: row["pixel_width"] ** 2 for tier, row in RAW["tiers"].items()}
        for ratio, tier, pixels in cells(name):
            apart = {each: max(pixels.area / area, area / pixels.area) for each, area in squares.items()}
            assert apart[tier] == min(apart.values()), f"{ratio} at {tier}"

    def test_verified_cells_are_marked(self, name: str) -> None:
        offers = FACTS.models[name].offers
        marked = {
            tier: [str(size.ratio) for size in all_sizes(offer) if size.verified] for tier, offer in offers.items()
        }
        verified = RAW["models"][name].get("verified", {})
        assert {tier: set(ratios) for tier, ratios in marked.items() if ratios} == {
            tier: set(ratios) for tier, ratios in verified.items()
        }

    def test_batch_is_no_dearer(self, name: str) -> None:
        for offer in RAW["models"][name].get("tiers", {}).values():
            if "batch_usd" in offer:
                assert 0 < offer["batch_usd"] <= offer["price_usd"]

    def test_dates(self, name: str) -> None:
        model = RAW["models"][name]
        assert is_dated(model["as_of"])
        released, shutdown = model.get("released"), model.get("shutdown")
        assert released is None or (is_dated(released) and released <= model["as_of"])
        assert shutdown is None or (is_dated(shutdown) and (released or "") < shutdown)

    def test_a_successor_is_available(self, name: str) -> None:
        successor = RAW["models"][name].get("replacement")
        assert successor is None or RAW["models"][successor]["status"] == "available"

    def test_disagreements_are_sourced(self, name: str) -> None:
        for row in FACTS.models[name].disagreements:
            assert row.text.endswith(".")
            assert row.source


GEMINI = [name for name, row in RAW["models"].items() if row.get("provider") == "google"]


@pytest.mark.parametrize("name", GEMINI)
class TestGeminiModel:
    """The grid that Google's models share: it finds a slip in one of two hundred cells. Other vendors have none."""

    def test_every_tier_comes_in_every_ratio(self, name: str) -> None:
        model = RAW["models"][name]
        assert {ratio: list(by_tier) for ratio, by_tier in model["pixels"].items()} == {
            ratio: list(model["tiers"]) for ratio in model["pixels"]
        }

    def test_every_ratio_comes_turned_too(self, name: str) -> None:
        found = {(Ratio.parse(ratio).value, tier): pixels for ratio, tier, pixels in cells(name)}
        for (ratio, tier), pixels in found.items():
            if ratio != Fraction(21, 9):  # of this one no model has the portrait
                assert found[1 / ratio, tier] == pixels.turned

    def test_2k_and_4k_are_multiples_of_1k(self, name: str) -> None:
        for by_tier in RAW["models"][name]["pixels"].values():
            base = Pixels.parse(by_tier["1K"])
            for tier, times in (("2K", 2), ("4K", 4)):
                if tier in by_tier:
                    assert Pixels.parse(by_tier[tier]) == (base.width * times, base.height * times)

    def test_square_is_the_tier_itself(self, name: str) -> None:
        for ratio, tier, pixels in cells(name):
            if ratio == "1:1":
                assert pixels == (FACTS.tiers[tier].pixel_width,) * 2

    def test_cells_have_the_area_of_their_tier(self, name: str) -> None:
        for ratio, tier, pixels in cells(name):
            assert 0.9 < pixels.area / FACTS.tiers[tier].pixel_width ** 2 < 1.1, ratio

    def test_prices_never_fall_as_tiers_rise(self, name: str) -> None:
        for field in ("price_usd", "batch_usd"):
            known = [offer[field] for offer in RAW["models"][name]["tiers"].values() if field in offer]
            assert known == sorted(known)
            assert all(known)

    def test_request_names_the_tier_or_nothing(self, name: str) -> None:
        for tier, offer in RAW["models"][name]["tiers"].items():
            assert offer["image_size"] in (tier, None)

    def test_it_is_dated_to_the_day(self, name: str) -> None:
        assert is_dated(RAW["models"][name]["as_of"], to_the_day=True)

    def test_who_is_available_has_no_successor(self, name: str) -> None:
        model = RAW["models"][name]
        assert (model["status"] == "available") == ("replacement" not in model)


# --- deliverables


def test_deliverables_that_are_promised_exist() -> None:
    assert set(RAW["deliverables"]) >= DELIVERABLES


def test_deliverables_are_sorted() -> None:
    assert list(RAW["deliverables"]) == sorted(RAW["deliverables"]), "rows stand in the order of their keys"


def test_names_of_deliverables_are_unique() -> None:
    rows = RAW["deliverables"]
    names = [*rows, *(alias for row in rows.values() for alias in row.get("aliases", ()))]
    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch("[a-z0-9.]+(-[a-z0-9.]+)*", name)] == []
    titles = [row["title"] for row in rows.values()]
    assert len(titles) == len(set(titles))


def test_groups_of_deliverables_are_known() -> None:
    assert {row["group"] for row in RAW["deliverables"].values()} == GROUPS


@pytest.mark.parametrize("name", RAW["deliverables"])
def test_deliverable_is_sane(name: str) -> None:
    row = FACTS.deliverables[name]
    assert row.confidence in {"high", "medium", "low"}
    assert row.note is None or row.note.endswith(".")
    if row.size:
        assert all(1 <= side <= 600 for side in row.size.inches)
        most = min(row.size.inches) / (6 if row.group == "canvas" else 8)  # a canvas wraps around its frame
        assert row.bleed is None or row.bleed.inches <= most
    else:
        assert row.pixels
        assert all(16 <= side <= 8192 for side in row.pixels)
        assert row.dpr in (None, 1, 2, 3)
    assert row.max_bytes is None or 10_000 <= row.max_bytes <= 1_000_000_000


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("a0", "841x1189mm"),
        ("a3", "297x420mm"),
        ("a4", "210x297mm"),
        ("a6", "105x148mm"),
        ("letter", "8.5x11in"),
        ("business-card-us", "3.5x2in"),
        ("business-card-eu", "85x55mm"),
        ("poster-24x36", "24x36in"),
        ("billboard-14x48", "48x14ft"),
        ("instagram-square", "1080x1080px"),
        ("instagram-portrait", "1080x1350px"),
        ("instagram-story", "1080x1920px"),
        ("youtube-thumbnail", "3840x2160px"),
        ("og-image", "1200x630px"),
        ("pinterest-pin", "1000x1500px"),
        ("app-icon", "1024x1024px"),
    ],
)
def test_well_known_sizes(name: str, size: str) -> None:
    row = FACTS.deliverables[name]
    assert str(row.size or row.pixels) == size
