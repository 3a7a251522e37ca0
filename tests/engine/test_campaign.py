"""What a campaign answers, at its edges: prices and times that are not known, sums that are equal, who is too odd."""

from __future__ import annotations

from typing import Any

import pytest
from tables import field

from resadvise import Catalog, QuestionError, campaign

OWN = """
tiers: {XL: {pixel_width: 8192}}
deliverables:
  story: {size: 1000x2000px, safe: {top: 10%, bottom: 20%}}
  upper: {size: 1000x1000px, safe: {bottom: 60%}}
  lower: {size: 1000x1000px, safe: {top: 60%}}
models:
  flat:
    name: Flat
    reference_images_max: 1
    tiers: {1K: {price_usd: 1}, 2K: {price_usd: 1}, 4K: {price_usd: 2}}
    pixels: {"1:1": {1K: 1000x1000, 2K: 2000x2000, 4K: 4000x4000}}
  strips:
    name: Strips
    tiers: {1K: {price_usd: 1, seconds: [1.23456, 2.34567]}, 2K: {price_usd: 3}}
    pixels:
      "2:1": {1K: 2000x1000, 2K: 4000x2000}
      "1:2": {1K: 1000x2000}
  tall:
    name: Tall
    tiers: {1K: {price_usd: 1}, 2K: {price_usd: 2}}
    pixels: {"1:2": {1K: 1000x2000, 2K: 2000x4000}}
  unpriced:
    name: Unpriced
    tiers: {1K: {}, 2K: {}}
    pixels: {"1:1": {1K: 1000x1000, 2K: 2000x2000}}
  mixed:
    name: Mixed
    tiers: {1K: {price_usd: 5}, 2K: {}}
    pixels: {"1:1": {1K: 1000x1000, 2K: 2000x2000}}
  timeless:
    name: Timeless
    tiers: {XL: {price_usd: 1}}
    pixels: {"1:1": {XL: 8000x8000}}
  same-box:
    name: Same box
    tiers: {1K: {price_usd: 2}, 2K: {price_usd: 1}, 4K: {price_usd: 1}}
    pixels: {"1:1": {1K: 1000x1000, 2K: 1000x1000, 4K: 1000x1000}}
"""
# why: the model, the targets, the terms, the values at paths of the answer, and the texts it has
ROWS: dict[str, tuple[str, list[Any], dict[str, Any], dict[str, Any], list[str]]] = {
    "a tier of the same price is no cheaper one to explore with": (
        "flat", ["2000x2000"], {},
        {"masters.0.tier": "2K", "drafts.tier": "2K", "drafts.count": 0, "with_drafts.count": 1, "saved.price_usd": 0},
        ["One image for each target would cost the same."],
    ),
    "the first draft is the image itself": (
        "flat", ["2000x2000"], {"drafts": 1},
        {"drafts.count": 1, "with_drafts.count": 1, "with_drafts.price_usd": 1}, [],
    ),
    "and the others come on top": (
        "flat", ["2000x2000"], {"drafts": 3}, {"with_drafts.count": 3, "with_drafts.price_usd": 3}, [],
    ),
    "a cheaper tier is explored with": (
        "flat", ["4000x4000"], {"drafts": 3},
        {"drafts.tier": "1K", "drafts.price_usd": 3, "with_drafts.count": 4, "with_drafts.price_usd": 5}, [],
    ),
    "unknown prices are not the same price": (
        "unpriced", ["2000x2000"], {}, {"drafts.tier": "1K", "total.price_usd": None, "warnings": []},
        [
            "Not every price of Unpriced is known, so these are the fewest images that serve 1 target: 1 image.",
            "Draft at 1:1 in 1K until the picture is right. Fill the whole picture: crops lose next to nothing of it.",
        ],
    ),
    "whether they keep a budget is not known": (
        "unpriced", ["2000x2000"], {"budget": 1}, {"status": "ok"},
        ["--budget could not be checked: a price is unknown."],
    ),
    "one image of known price among others counts as one": (
        "mixed", ["1000x1000"], {}, {"masters.0.tier": "1K", "total.price_usd": 5},
        ["Not every price of Mixed is known, so these are the fewest images that serve 1 target: 1 image."],
    ),
    "what takes an unknown time": (
        "timeless", ["8000x8000"], {}, {"total.seconds_min": None, "total.seconds_max": None, "total.price_usd": 1}, [],
    ),
    "seconds have three places": (
        "strips", ["2000x1000"], {}, {"total.seconds_min": 1.235, "total.seconds_max": 2.346}, [],
    ),
    "exactly the budget": ("flat", ["2000x2000"], {"budget": 1}, {"status": "ok"}, []),
    "a cent less": (
        "flat", ["2000x2000"], {"budget": 0.99}, {"status": "conflict"},
        ["1 image would cost $0.01 more than the budget allows."],
    ),
    "of two images that lose the same, the first is cut": (
        "strips", ["2000x1000", "1000x2000", "1000x1000"], {"max_cut": "50%"},
        {"targets.2.master": 0, "masters.0.serves": ["2000x1000", "1000x1000"], "total.count": 2},
        ["What a vendor charges for a reference image that is sent along is not in these prices."],
    ),
    "a cut of exactly what may be lost": (
        "flat", ["1000x500"], {"max_cut": "50%"}, {"status": "ok", "targets.0.cut_fraction": 0.5}, [],
    ),
    "a hundredth more": (
        "flat", ["1000x500"], {"max_cut": "49.99%"},
        {"status": "insufficient", "unserved.0.reason": "too-odd", "unserved.0.nearest.tier": "4K"},
        [
            "1000x500 is too odd a shape: the nearest is 4K at 1:1 (4000×4000 px), of which cropping loses 50%; "
            "at most 50% may be lost. --max-cut 50% would allow it."
        ],
    ),
    "what is enough and no more would do with a larger cut": (
        "flat", ["4000x2000"], {"max_cut": "10%"}, {"unserved.0.nearest.tier": "4K"},
        [
            "4000x2000 is too odd a shape: the nearest is 4K at 1:1 (4000×4000 px), of which cropping loses 50%; "
            "at most 10% may be lost. --max-cut 50% would allow it."
        ],
    ),
    "what is too small as well would not": (
        "flat", ["5000x2500"], {"max_cut": "10%"}, {"unserved.0.reason": "too-odd"},
        [
            "5000x2500 is too odd a shape: the nearest is 4K at 1:1 (4000×4000 px), of which cropping loses 50%; "
            "at most 10% may be lost."
        ],
    ),
    "what loses exactly as much as may be lost is too large and not too odd": (
        "flat", ["8000x4000"], {"max_cut": "50%"}, {"unserved.0.reason": "too-large", "unserved.0.nearest.tier": "4K"},
        ["8000x4000 is too large: 4K at 1:1 (4000×4000 px) is 50% less than needed."],
    ),
    "the nearest of equal size is that which loses less": (
        "strips", ["9000x4500"], {"max_cut": "80%"},
        {"unserved.0.reason": "too-large", "unserved.0.nearest.pixels": [4000, 2000]}, [],
    ),
    "the box of several tiers is that of the first that costs least": (
        "same-box", ["1000x1000"], {}, {"masters.0.tier": "2K", "total.price_usd": 1}, [],
    ),
    "what is cropped further asks for more": (
        "flat", [{"pixels": "1000x1000", "keep": "50%"}], {},
        {"masters.0.pixels": [2000, 2000], "targets.0.keep": 0.5, "targets.0.export": [1000, 1000]}, [],
    ),
    "what is safe is so in every target": (
        "strips", ["story", "1000x2000"], {"max_cut": 0},
        {"masters.0.common": [0, 0, 1000, 2000], "masters.0.safe": [0, 200, 1000, 1400], "total.count": 1}, [],
    ),
    "what is safe in one is covered in the other": (
        "flat", ["upper", "lower"], {}, {"masters.0.common": [0, 0, 1000, 1000], "masters.0.safe": None},
        ["Every crop keeps all of image 1. No part of it is inside all safe zones."],
    ),
    "where somebody crops further nobody knows what is covered": (
        "tall", [{"deliverable": "story", "keep": "50%"}], {}, {"masters.0.safe": [0, 0, 2000, 4000]}, [],
    ),
    "and of the others it is known": (
        "tall", [{"deliverable": "story", "keep": "50%"}, "story"], {}, {"masters.0.safe": [0, 400, 2000, 2800]}, [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", ROWS)
def test_row(why: str, own: Catalog) -> None:
    model, targets, terms, values, said = ROWS[why]
    data = campaign(*targets, model=model, facts=own, **terms).as_dict()
    assert {path: field(data, path) for path in values} == values
    texts = [each["text"] for each in (*data["reasons"], *data["warnings"], *data["order"])]
    assert [text for text in said if text not in texts] == []
    codes = {each["code"] for each in data["reasons"]}
    assert ("campaign.reference" in codes) == (len(data["masters"]) > 1)


@pytest.mark.parametrize(
    ("model", "shown"),
    [
        ("flat", "<Campaign 1 image for 1 target, ok, $1>"),
        ("unpriced", "<Campaign 1 image for 1 target, ok, no known price>"),
    ],
)
def test_it_shows_itself_in_a_line(model: str, shown: str, own: Catalog) -> None:
    assert repr(campaign("2000x2000", model=model, facts=own)) == shown


@pytest.mark.parametrize(
    ("targets", "told"),
    [
        ([], ("no-targets", "a campaign needs targets", "TARGET", "for example a3 1080x1350")),
        (["a3"] * 41, ("too-many-targets", "41 targets are too many; a campaign has at most 40", "TARGET", "split it")),
    ],
)
def test_how_many_targets_there_may_be(targets: list[str], told: tuple[str, ...], own: Catalog) -> None:
    with pytest.raises(QuestionError) as caught:
        campaign(*targets, facts=own)
    assert [tuple(fault) for fault in caught.value.faults] == [told]


def test_a_quality_is_the_one_that_is_asked_else_the_usual(facts: Catalog) -> None:
    for quality, text in ((None, "medium"), ("high", "high")):
        data = campaign("1000x1000", model="gpt-image-2", quality=quality, facts=facts).as_dict()
        assert data["quality"] == text
        assert ("quality.assumed" in {each["code"] for each in data["reasons"]}) == (quality is None)
