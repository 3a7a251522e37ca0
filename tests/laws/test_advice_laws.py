"""What must hold for every question, whatever its numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from catalogs import priced_models
from hypothesis import assume, example, given
from hypothesis import strategies as st

from resadvise import Catalog, load_facts, recommend
from resadvise.engine.fit import crop_box
from resadvise.engine.sizes import all_sizes, best_size, nearest_size
from resadvise.facts.catalog import Model, Offer, SizeTable, Supply
from resadvise.units.quantities import Pixels

FACTS = load_facts()
MODELS = sorted(FACTS.models)
SIDES = st.integers(min_value=1, max_value=20_000)
MILLIMETRES = st.integers(min_value=10, max_value=30_000).map(lambda tenths: f"{tenths / 10:.1f}")
MODEL = st.sampled_from(MODELS)
PRICED = st.sampled_from(priced_models())


def answer(*uses: str, **words: Any) -> Any:
    return recommend(*uses, facts=FACTS, **words).as_dict()


def rank(data: dict[str, Any]) -> int:
    return FACTS.rank(data["tier"])


@given(SIDES, SIDES, st.integers(0, 3000), st.integers(0, 3000), PRICED)
def test_a_bigger_need_never_gets_a_smaller_tier_or_a_lower_price(
    width: int, height: int, more_width: int, more_height: int, model: str
) -> None:
    small = answer(pixels=f"{width}x{height}", model=model)
    big = answer(pixels=f"{width + more_width}x{height + more_height}", model=model)
    assert rank(big) >= rank(small)
    assert big["price_usd"] >= small["price_usd"]
    assert small["status"] == "ok" or big["status"] != "ok"


@given(SIDES, SIDES, MODEL)
def test_without_tolerance_every_pixel_that_is_supplied_is_needed(width: int, height: int, model: str) -> None:
    """A supply of just the need is enough; of a need that is a pixel larger it is not."""
    data = answer(pixels=f"{width}x{height}", model=model, tolerance="0")
    for row in data["tiers"]:
        given_width, given_height = row["pixels"]
        assert (row["verdict"] in ("enough", "ample")) == (given_width >= width and given_height >= height)


def turned_model(model: Model) -> Model:
    """Return the model with every cell turned: not every ratio has its counterpart (21:9 has none)."""
    offers = {
        tier: offer._replace(
            sizes=SizeTable.of(
                [Supply(size.ratio.turned, size.pixels.turned, size.verified) for size in all_sizes(offer)]
            )
        )
        for tier, offer in model.offers.items()
    }
    return model._replace(offers=offers)


# Rules treat both sides alike, but for ties: test_size_rules_laws turns their needs.
TABLES = [name for name in MODELS if FACTS.models[name].rules is None]
TURNED = FACTS._replace(models={name: turned_model(FACTS.models[name]) for name in TABLES}, memo={})


@given(SIDES, SIDES, st.sampled_from(TABLES))
def test_turning_the_target_and_the_ratios_turns_the_answer(width: int, height: int, model: str) -> None:
    data = answer(pixels=f"{width}x{height}", model=model)
    turned = recommend(facts=TURNED, pixels=f"{height}x{width}", model=model).as_dict()
    for same in ("tier", "status", "margin", "verdict", "upscale", "price_usd", "cut_fraction"):
        assert turned[same] == data[same]
    for box in ("pixels", "crop_to", "export"):
        assert turned[box] == data[box][::-1]
    assert turned["aspect_ratio"] == ":".join(reversed(data["aspect_ratio"].split(":")))


@given(MILLIMETRES, MILLIMETRES, st.sampled_from(["a3", "a6", "letter", "business-card-us", "tshirt"]))
def test_a_sheet_given_the_other_way_round_is_the_turned_sheet(width: str, height: str, name: str) -> None:
    lying = answer(size=f"{width}x{height}mm", landscape=True)
    assert lying == answer(size=f"{height}x{width}mm", landscape=True) or width == height
    assert (
        answer(deliverable=name, landscape=True)["need"]["pixels"]
        == (answer(deliverable=name, portrait=True)["need"]["pixels"][::-1])
    )


@given(MILLIMETRES, MILLIMETRES, st.integers(10, 600))
def test_millimetres_and_inches_agree(width: str, height: str, ppi: int) -> None:
    """1 mm is 5/127 in, which has no decimals; 127 mm is exactly 5 in, so sizes are scaled by 127 and 5."""
    metric = Fraction(width) * 127, Fraction(height) * 127
    inches = Fraction(width) * 5, Fraction(height) * 5
    assume(max(metric) < 10_000_000)
    texts = [f"{float(a):.1f}x{float(b):.1f}{unit}" for (a, b), unit in ((metric, "mm"), (inches, "in"))]
    first, second = (answer(size=text, ppi=ppi) for text in texts)
    assert first["need"] == second["need"]
    assert first["tiers"] == second["tiers"]


@given(SIDES, SIDES, PRICED)
def test_the_chosen_tier_is_enough_and_no_cheaper_one_is(width: int, height: int, model: str) -> None:
    data = answer(pixels=f"{width}x{height}", model=model)
    enough = [row for row in data["tiers"] if row["verdict"] in ("enough", "ample")]
    if data["status"] == "ok":
        assert data["verdict"] in ("enough", "ample")
        assert min(enough, key=lambda row: row["price_usd"])["tier"] == data["tier"]  # the smallest of equal prices
    else:
        assert not enough
        assert data["margin"] == max(row["margin"] for row in data["tiers"])
        assert Fraction(str(data["upscale"])) * data["pixels"][0] >= 0


@given(SIDES, SIDES, MODEL)
def test_upscaling_by_the_factor_reaches_the_need(width: int, height: int, model: str) -> None:
    data = answer(pixels=f"{width}x{height}", model=model)
    assume(data["upscale"] is not None)
    factor = Fraction(str(data["upscale"]))
    assert data["pixels"][0] * factor >= width
    assert data["pixels"][1] * factor >= height


@given(SIDES, SIDES, MODEL)
@example(385, 1553, "gemini-3.1-flash-image")
def test_the_crop_lies_inside_the_supply_and_has_the_shape_to_the_pixel(width: int, height: int, model: str) -> None:
    data = answer(pixels=f"{width}x{height}", model=model)
    (cut_width, cut_height), (full_width, full_height) = data["crop_to"], data["pixels"]
    assert 1 <= cut_width <= full_width
    assert 1 <= cut_height <= full_height
    assert cut_width == full_width or cut_height == full_height
    half = Fraction(1, 2)
    by_width = abs(cut_height - Fraction(full_width * height, width)) <= half or cut_height == 1
    by_height = abs(cut_width - Fraction(full_height * width, height)) <= half or cut_width == 1
    # A supply of nearly the same shape is used whole; then one of its sides gives the other, rounded.
    assert (cut_width == full_width and by_width) or (cut_height == full_height and by_height)


LIMITS = st.sampled_from(["max_price", "max_seconds", "max_bytes"])
AMOUNTS = {
    "max_price": ["0.01", "0.034", "0.051", "0.12", "0.2", "1"],
    "max_seconds": ["1", "8", "15", "30", "60", "90"],
    "max_bytes": ["100KB", "400KB", "1.2MB", "5MB", "6MB", "9MB"],
}
WORTH = {"ok": 2, "conflict": 1, "insufficient": 0}
TARGETS: list[dict[str, str]] = [
    {},
    {"deliverable": "a1"},
    {"deliverable": "a4"},
    {"deliverable": "slide"},
    {"pixels": "9000x9000"},
]


@given(
    LIMITS, st.integers(0, 4), st.sampled_from(TARGETS), st.sets(st.sampled_from(sorted(FACTS.uses)), max_size=3), MODEL
)
def test_raising_a_limit_never_worsens_an_answer(
    limit: str, place: int, target: dict[str, str], uses: set[str], model: str
) -> None:
    low, high = (
        answer(*sorted(uses), model=model, **target, **{limit: AMOUNTS[limit][at]}) for at in (place, place + 1)
    )
    assert WORTH[high["status"]] >= WORTH[low["status"]]
    if high["status"] == low["status"] == "ok":
        assert rank(high) >= rank(low)
    if low["alternative"] is not None and high["alternative"] is not None:
        assert FACTS.rank(high["alternative"]) >= FACTS.rank(low["alternative"])


@given(st.sets(st.sampled_from(sorted(FACTS.uses)), max_size=4), MODEL)
def test_more_needs_never_ask_for_less(uses: set[str], model: str) -> None:
    needs = sorted(name for name in uses if FACTS.uses[name].kind == "needs")
    for count in range(1, len(needs)):
        assert rank(answer(*needs[: count + 1], model=model)) >= rank(answer(*needs[:count], model=model))


@given(SIDES, SIDES)
def test_an_assumed_crop_never_fails_an_answer(width: int, height: int) -> None:
    without = answer(pixels=f"{width}x{height}")
    with_crop = answer("crop", pixels=f"{width}x{height}")
    assert with_crop["status"] == without["status"]
    assert rank(with_crop) >= rank(without)


@given(st.lists(st.tuples(SIDES, SIDES), min_size=1, max_size=14), SIDES, SIDES)
def test_the_best_cell_is_the_one_that_plain_fractions_choose(
    boxes: list[tuple[int, int]], width: int, height: int
) -> None:
    need = Pixels(width, height)
    some = all_sizes(FACTS.models[FACTS.defaults.model].offers["1K"])[0]
    cells = [Supply(some.ratio, Pixels(*box), True) for box in boxes]
    best = best_size(SizeTable.of(cells), need)
    top = max(margin(cell, need) for cell in cells)
    ties = [cell for cell in cells if margin(cell, need) == top]
    least = min(cell.pixels.area - crop_area(cell, need) for cell in ties)
    assert best == next(cell for cell in ties if cell.pixels.area - crop_area(cell, need) == least)


@given(
    st.sampled_from([offer for name in priced_models() for offer in FACTS.models[name].offers.values()]), SIDES, SIDES
)
def test_no_size_of_a_tier_is_nearer_to_a_shape(offer: Offer, width: int, height: int) -> None:
    def apart(one: Pixels) -> Fraction:
        quotient = Fraction(one.width * height, one.height * width)
        return max(quotient, 1 / quotient)

    nearest = nearest_size(offer, Fraction(width, height))
    assert apart(nearest.pixels) == min(apart(size.pixels) for size in all_sizes(offer))


def margin(cell: Supply, need: Pixels) -> Fraction:
    return min(Fraction(cell.pixels.width, need.width), Fraction(cell.pixels.height, need.height)) - 1


def crop_area(cell: Supply, need: Pixels) -> Fraction:
    """Return the exact area of the need's shape inside the cell."""
    return (margin(cell, need) + 1) ** 2 * need.area


@given(SIDES, SIDES, SIDES)
def test_a_crop_of_the_same_shape_cuts_nothing(width: int, height: int, times: int) -> None:
    supply = Pixels(width * times, height * times)
    assert crop_box(supply, Pixels(width, height)) == supply


@pytest.mark.parametrize("model", [name for name, model in FACTS.models.items() if model.api == "gemini"])
def test_every_request_is_one_that_the_model_takes(model: str, facts: Catalog) -> None:
    """The allow-list is read from the data files' own words, not through the catalog's objects."""
    from resadvise.facts.load import read_shipped

    raw = read_shipped()["models"][model]
    allowed = {
        (ratio, raw["tiers"][tier]["image_size"]) for ratio, by_tier in raw["pixels"].items() for tier in by_tier
    }
    seen = set()
    questions: list[dict[str, Any]] = [{"deliverable": name} for name in facts.deliverables]
    questions += [{"aspect": ratio} for ratio in raw["pixels"]]
    questions += [{"pixels": f"{side}x{side * 3 // 2}"} for side in range(100, 6000, 400)]
    for words in questions:
        request = recommend(facts=facts, model=model, **words).request
        seen.add((request["aspect_ratio"], request["image_size"]))
    for name in facts.uses:
        request = recommend(name, facts=facts, model=model).request
        seen.add((request["aspect_ratio"], request["image_size"]))
    assert seen <= allowed
    assert {ratio for ratio, _ in seen} == set(raw["pixels"])
