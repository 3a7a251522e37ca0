"""Answers of models whose sizes follow rules: what is requested, what each tier can give, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest

from resadvise import QuestionError, recommend

# what a tier can give, its verdict, and the price of what would be requested of it
TierRow = tuple[str, list[int], str | None, float]
# model, question; the request, the margin, the price; and of each tier
ROWS: list[tuple[str, dict[str, Any], dict[str, Any], float | None, float, list[TierRow]]] = [
    (
        "gpt-image-2", {"pixels": "1080x1350"}, {"size": "1088x1360", "quality": "medium"}, 0.0074, 0.04761,
        [
            ("1K", [912, 1136], "short", 0.04263),
            ("2K", [1824, 2288], "enough", 0.04761),
            ("4K", [2576, 3216], "ample", 0.04761),
        ],
    ),
    (
        "gpt-image-2", {"pixels": "32x32"}, {"size": "816x816", "quality": "medium"}, 24.5, 0.04608,
        [
            ("1K", [1024, 1024], "ample", 0.04608),
            ("2K", [2048, 2048], "ample", 0.04608),
            ("4K", [2880, 2880], "ample", 0.04608),
        ],
    ),
    (  # longer than the rules allow: the shorter side is lengthened
        "gpt-image-2", {"pixels": "1584x396", "quality": "LOW"}, {"size": "1584x528", "quality": "low"}, 0, 0.00171,
        [
            ("1K", [1760, 592], "enough", 0.00171),
            ("2K", [3536, 1184], "ample", 0.00171),
            ("4K", [3840, 1280], "ample", 0.00171),
        ],
    ),
    (  # the wide image costs less than the smaller square one
        "gpt-image-2", {"pixels": "1920x1080"}, {"size": "1920x1088", "quality": "medium"}, 0, 0.03975,
        [
            ("1K", [1360, 768], "short", 0.02961),
            ("2K", [2720, 1536], "enough", 0.03975),
            ("4K", [3840, 2160], "enough", 0.03975),
        ],
    ),
    (  # short of the need, so all that the tier can give is requested
        "gpt-image-2", {"pixels": "4000x4000"}, {"size": "2880x2880", "quality": "medium"}, -0.28, 0.1779,
        [
            ("1K", [1024, 1024], "short", 0.05268),
            ("2K", [2048, 2048], "short", 0.10704),
            ("4K", [2880, 2880], "short", 0.1779),
        ],
    ),
    (  # nothing below 3,686,400 px, so there is no 1K
        "seedream-5-0-lite", {"pixels": "1200x630"}, {"size": "2650x1392"}, 1.2083, 0.035,
        [
            ("2K", [2826, 1484], "ample", 0.035),
            ("4K", [5652, 2968], "ample", 0.035),
        ],
    ),
    (  # 2K is all that it has
        "flux-2-pro", {"pixels": "1080x1350"}, {"width": 1088, "height": 1360}, 0.0074, 0.045,
        [
            ("1K", [912, 1136], "short", 0.03),
            ("2K", [1824, 2288], "enough", 0.045),
        ],
    ),
    (  # without a target the whole tier
        "gpt-image-2", {"aspect": "16:9"}, {"size": "2720x1536", "quality": "medium"}, None, 0.06006,
        [
            ("1K", [1360, 768], None, 0.02961),
            ("2K", [2720, 1536], None, 0.06006),
            ("4K", [3840, 2160], None, 0.10008),
        ],
    ),
    (  # a forced ratio covers the need in its own shape
        "gpt-image-2", {"pixels": "1000x1000", "aspect": "16:9"},
        {"size": "1776x1008", "quality": "medium"}, 0.008, 0.03687,
        [
            ("1K", [1360, 768], "short", 0.02961),
            ("2K", [2720, 1536], "enough", 0.03687),
            ("4K", [3840, 2160], "ample", 0.03687),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("model", "question", "request_fields", "margin", "price", "tiers"),
    ROWS,
    ids=[f"{row[0]} {' '.join(map(str, row[1].values()))}" for row in ROWS],
)
def test_what_is_requested_and_what_each_tier_can_give(
    model: str,
    question: dict[str, Any],
    request_fields: dict[str, Any],
    margin: float | None,
    price: float,
    tiers: list[TierRow],
) -> None:
    data = recommend(model=model, **question).as_dict()
    assert data["request"] == request_fields
    assert (data["margin"], data["price_usd"]) == (margin, price)
    found = [(row["tier"], row["pixels"], row["verdict"], row["price_usd"]) for row in data["tiers"]]
    assert found == tiers
    assert data["quality"] == request_fields.get("quality")


@pytest.mark.parametrize("aspect", ["3:1", "1:3", "1:1"])
def test_the_longest_ratio_is_within_the_rules(aspect: str) -> None:
    wide, high = recommend(model="gpt-image-2", aspect=aspect).as_dict()["pixels"]
    assert max(wide, high) <= 3 * min(wide, high)


@pytest.mark.parametrize("aspect", ["301:100", "100:301"])
def test_a_longer_ratio_is_refused(aspect: str) -> None:
    with pytest.raises(QuestionError) as caught:
        recommend(model="gpt-image-2", aspect=aspect)
    message = f"GPT Image 2 has no aspect ratio {aspect}"
    assert [tuple(each) for each in caught.value.faults] == [
        ("unknown-aspect", message, "--aspect", "its longest are 3:1 and 1:3")
    ]


def test_a_price_that_depends_on_the_quality_says_which_is_assumed() -> None:
    assumed = recommend(model="gpt-image-2", pixels="1024x1024")
    [reason] = [each for each in assumed.reasons if each.code == "quality.assumed"]
    assert "medium" in reason.text
    assert "low|high" in reason.text
    said = recommend(model="gpt-image-2", pixels="1024x1024", quality="medium")
    assert not [each for each in said.reasons if each.code == "quality.assumed"]
    assert said.as_dict()["price_usd"] == assumed.as_dict()["price_usd"] == 0.05268


def test_an_assumed_crop_takes_all_that_the_largest_tier_can_give() -> None:
    data = recommend("crop", model="flux-2-pro", pixels="1900x1900").as_dict()
    assert (data["status"], data["pixels"], data["max_crop"]) == ("ok", [2048, 2048], 0.0723)


def test_a_limit_is_held_against_the_price_of_what_would_be_requested() -> None:
    data = recommend(model="gpt-image-2", pixels="1080x1350", max_price="0.0477").as_dict()
    assert (data["status"], [row["ruled_out_by"] for row in data["tiers"]]) == ("ok", [[], [], []])
    data = recommend(model="gpt-image-2", pixels="1080x1350", max_price="0.0476").as_dict()
    assert (data["status"], data["alternative"]) == ("conflict", "1K")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ({"model": "gpt-image-2", "quality": "ultra"}, "unknown-quality", "low, medium, high"),
        ({"model": "flux-2-pro", "quality": "high"}, "cannot-apply", "FLUX.2 [pro]"),
        ({"model": "gpt-image-2", "aspect": "7:2"}, "unknown-aspect", "3:1 and 1:3"),
        ({"model": "nonesuch"}, "unknown-model", "resadvise models"),
        ({"model": "gpt-image-3"}, "unknown-model", "did you mean gpt-image-2"),
        ({"model": "flux.2-por"}, "unknown-model", "flux"),
        ({"model": "midjourney"}, "unsupported-model", "Midjourney"),
    ],
)
def test_what_a_model_does_not_have_is_refused_with_what_it_has(words: Any, code: str, said: str) -> None:
    with pytest.raises(QuestionError) as caught:
        recommend(**words)
    [fault] = caught.value.faults
    assert fault.code == code
    assert said in str(fault)


def test_no_model_of_another_brand_is_ever_offered() -> None:
    with pytest.raises(QuestionError) as caught:
        recommend(model="sdxl")
    assert "did you mean" not in str(caught.value)


def test_a_seed_keeps_the_picture_where_the_row_says_so() -> None:
    def way(model: str) -> str:
        return next(each.text for each in recommend(model=model, pixels="1900x1900").reasons if each.code == "workflow")

    assert "seed" in way("flux-2-pro")
    assert "reference image" in way("gemini-nano-banana-2.1")
