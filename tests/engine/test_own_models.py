"""What no shipped model does, but one of a user's may: gaps between tiers, odd prices, ratios of some tiers only."""

from __future__ import annotations

from typing import Any

import pytest

from resadvise import Catalog, QuestionError, recommend

OWN = """
models:
  gap:
    name: Gap
    alpha: "yes"
    status: "off"
    shutdown: 2026-01-01
    tiers: {1K: {image_size: 1K, price_usd: 0.05}, 4K: {image_size: 4K, price_usd: 0.02}}
    pixels:
      "1:1": {1K: 1024x1024, 4K: 4096x4096}
      "16:9": {4K: 5504x3072}
  panorama:
    name: Panorama
    tiers: {1K: {image_size: 1K}, 2K: {image_size: 2K}}
    pixels: {"3:1": {1K: 1800x600, 2K: 3600x1200}}
tiers:
  XL: {pixel_width: 8192}
uses:
  mural: {tier: XL, kind: needs, why: Walls are large.}
  Shouted: {tier: 1K, kind: needs, why: Names are found in any case of letters.}
"""


def answer(own: Catalog, *uses: str, **words: Any) -> Any:
    return recommend(*uses, facts=own, **words).as_dict()


def codes(data: dict[str, Any], key: str = "reasons") -> set[str]:
    return {each["code"] for each in data[key]}


def test_a_need_takes_the_next_tier_up(own: Catalog) -> None:
    data = answer(own, "presentation", model="gap")
    assert recommend("presentation", facts=own, model="gap").tier == data["tier"]
    assert (data["tier"], data["status"]) == ("4K", "ok")
    assert "tier.lacking" in codes(data)


def test_a_preference_takes_the_nearest_and_the_lower_of_two(own: Catalog) -> None:
    assert answer(own, "balanced", model="gap")["tier"] == "1K"


def test_the_cheapest_tier_may_be_the_larger_one(own: Catalog) -> None:
    data = answer(own, pixels="900x900", model="gap")
    assert (data["tier"], data["price_usd"]) == ("4K", 0.02)
    assert data["workflow"] is None


def test_a_preference_that_breaks_a_limit_may_yield_upwards(own: Catalog) -> None:
    data = answer(own, "draft", model="gap", max_price="0.03")
    assert (data["tier"], data["status"]) == ("4K", "ok")
    assert "limit.yields" in codes(data)


def test_a_forced_ratio_leaves_the_tiers_that_have_it(own: Catalog) -> None:
    data = answer(own, pixels="1600x900", aspect="16:9", model="gap")
    assert [row["tier"] for row in data["tiers"]] == ["4K"]
    without_target = answer(own, "social", aspect="16:9", model="gap")
    assert [row["tier"] for row in without_target["tiers"]] == ["4K"]
    with pytest.raises(QuestionError, match="Gap has no aspect ratio 4:3"):
        answer(own, aspect="4:3", model="gap")


def test_a_model_with_alpha_gives_png_without_a_warning(own: Catalog) -> None:
    data = answer(own, transparent=True, model="gap")
    assert data["format"]["name"] == "png"
    assert codes(data, "warnings").isdisjoint({"alpha.none", "alpha.unknown"})


def test_a_model_without_the_default_ratio_uses_its_first(own: Catalog) -> None:
    data = answer(own, model="panorama")
    assert (data["aspect_ratio"], data["pixels"]) == ("3:1", [3600, 1200])


def test_unknown_prices_fall_back_to_the_lowest_tier_and_still_explore_low(own: Catalog) -> None:
    data = answer(own, pixels="1500x500", model="panorama")
    assert (data["tier"], data["price_usd"]) == ("1K", None)
    assert answer(own, pixels="3000x1000", model="panorama")["workflow"]["draft_tier"] == "1K"


def test_a_tier_that_no_model_has(own: Catalog) -> None:
    data = answer(own, "mural")
    assert (data["status"], data["tier"]) == ("insufficient", "4K")
    texts = [each["text"] for each in data["reasons"] if each["code"] == "short.models"]
    assert texts == ["This needs XL, but Nano Banana 2.1 stops at 4K."]


def test_a_name_is_found_in_any_case_of_letters(own: Catalog) -> None:
    assert answer(own, "shouted")["tier"] == answer(own, "SHOUTED")["tier"] == "1K"


def test_an_unknown_timeout_is_null(own: Catalog) -> None:
    own_tier = own.tiers["XL"]
    assert (own_tier.timeout, own_tier.seconds, own_tier.jpg) == (None, None, None)
