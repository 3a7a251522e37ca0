"""The images of a campaign against a brute force over every set of them: what is chosen serves all, and costs least."""

from __future__ import annotations

import random
import re
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from resadvise import load_facts
from resadvise.brief import ask
from resadvise.engine.cover import Piece, cheapest_cover
from resadvise.engine.masters import Selection, Wanted, choose_masters
from resadvise.engine.work_order import prompt_of
from resadvise.facts.catalog import Model, Offer, PerArea, PerImage, SizeRules, SizeTable, Supply
from resadvise.facts.size_rules import largest_box, smallest_box
from resadvise.units.quantities import Pixels, Ratio
from resadvise.words import Words

FACTS = load_facts()
USUAL = FACTS.models[FACTS.defaults.model]
TIERS = ("1K", "2K", "4K")
ENOUGH = FACTS.thresholds.by_kind["pixels"].enough

boxes = st.builds(Pixels, st.integers(30, 400), st.integers(30, 400))
prices = st.one_of(st.none(), st.integers(0, 4).map(lambda cents: Fraction(cents, 100)))
cuts = st.sampled_from([Fraction(0), Fraction(1, 20), Fraction(1, 4), Fraction(2, 5), Fraction(1)])


def supply(box: Pixels) -> Supply:
    return Supply(Ratio(Fraction(box.width), Fraction(box.height)), box, verified=False)


def offer(place: int, sizes: SizeTable | SizeRules, price: PerImage | PerArea) -> Offer:
    return Offer(FACTS.tiers[TIERS[place]], TIERS[place], sizes, price, None, None)


@st.composite
def table_models(draw: st.DrawFn) -> Model:
    """Draw a model with up to three tiers of up to three sizes, some of them in several tiers."""
    sizes = st.sampled_from(draw(st.lists(boxes, min_size=3, max_size=6, unique=True)))
    rows = draw(st.lists(st.lists(sizes, min_size=1, max_size=3, unique=True), min_size=1, max_size=3))
    offers = [
        offer(place, SizeTable.of([supply(box) for box in row]), PerImage(draw(prices), None, None, None))
        for place, row in enumerate(rows)
    ]
    return USUAL._replace(offers={each.name: each for each in offers}, rules=None)


@st.composite
def rule_models(draw: st.DrawFn) -> Model:
    """Draw a model of one or two tiers with a step, sides, areas and a longest ratio of its own."""
    step, ratio = draw(st.integers(1, 32)), draw(st.fractions(1, 5, max_denominator=4))
    least, most = draw(st.integers(1, 40_000)), draw(st.integers(40_000, 200_000))
    whole = SizeRules(step, step, 512 // step * step, least, most, ratio, ())
    budgets = [most // 3, most] if draw(st.booleans()) and least < most // 3 else [most]
    steps = ((draw(st.integers(1, most)), draw(prices)), (None, draw(prices)))
    offers = [
        offer(place, whole._replace(area_max=budget), PerArea(steps, None, None))
        for place, budget in enumerate(budgets)
        if largest_box(whole._replace(area_max=budget), Pixels(1, 1))
    ]
    assume(offers)  # a model offers something
    return USUAL._replace(offers={each.name: each for each in offers}, rules=whole)


def wanted(needs: list[Pixels]) -> list[Wanted]:
    briefs = [ask(Words(pixels=f"{need.width}x{need.height}"), FACTS) for need in needs]
    return [Wanted.of(f"target {place}", brief, FACTS) for place, brief in enumerate(briefs)]


def serves(box: Pixels, need: Pixels, max_cut: Fraction) -> bool:
    """Say by the words of the design whether a target can be cut out of a box."""
    scale = min(Fraction(box.width, need.width), Fraction(box.height, need.height))
    sides = [int(side * scale + Fraction(1, 2)) or 1 for side in need]
    return scale - 1 >= ENOUGH and 1 - Fraction(sides[0] * sides[1], box.area) <= max_cut


def price(tier: Offer, box: Pixels) -> Fraction | None:
    if isinstance(tier.price, PerImage):
        assert tier.price.each is None or isinstance(tier.price.each, Fraction)
        return tier.price.each
    assert isinstance(tier.price, PerArea)
    found = next(rate for most, rate in tier.price.steps if most is None or box.area <= most)
    assert found is None or isinstance(found, Fraction)
    return found


def candidates(model: Model, needs: list[Pixels]) -> list[tuple[Pixels, Fraction | None]]:
    """Return every box that may be made, at its lowest known price: by rules what a need or two of them ask for."""
    if model.rules is None:
        cells = [(each, size.pixels) for each in model.offers.values() for size in each.sizes.cells]  # type: ignore[union-attr]
        return lowest([(box, price(each, box)) for each, box in cells])
    found = []
    for one in needs:
        for other in needs:
            hull = Pixels(max(one.width, other.width), max(one.height, other.height))
            for each in model.offers.values():
                assert isinstance(each.sizes, SizeRules)
                largest = largest_box(each.sizes, hull)
                assert largest
                fits = largest.width >= hull.width and largest.height >= hull.height
                box = (smallest_box(each.sizes, hull) if fits else None) or largest
                found.append((box, price(each, box)))
    return lowest(found)


def lowest(found: list[tuple[Pixels, Fraction | None]]) -> list[tuple[Pixels, Fraction | None]]:
    """Return each box once; the same box at a price that is not known is no alternative to one that is."""
    known: dict[Pixels, list[Fraction]] = {}
    for box, cost in found:
        known.setdefault(box, []).extend([] if cost is None else [cost])
    return [(box, min(costs, default=None)) for box, costs in known.items()]


def brute_force(
    model: Model, needs: list[Pixels], max_cut: Fraction
) -> tuple[tuple[Fraction, int, int], set[int], bool]:
    """Return the least price, number and area of all sets that serve what can be served; that; and if prices count."""
    able = []
    for box, cost in candidates(model, needs):
        if covered := frozenset(place for place, need in enumerate(needs) if serves(box, need, max_cut)):
            able.append((box.area, cost, covered))
    counted = any(cost is None for _, cost, _ in able)
    able = [(area, Fraction(1) if counted else cost, covered) for area, cost, covered in able]
    can = set().union(*(covered for *_, covered in able))
    best = (Fraction(0), 0, 0)
    if can:
        best = min(
            (sum((each[1] or Fraction(0) for each in some), Fraction(0)), count, sum(each[0] for each in some))
            for count in range(1, len(can) + 1)
            for some in combinations(able, count)
            if set().union(*(each[2] for each in some)) == can
        )
    return best, can, counted


def measured(found: Selection) -> tuple[Fraction, int, int]:
    chosen = [master.candidate for master in found.masters]
    costs = [Fraction(1) if found.counted else each.price or Fraction(0) for each in chosen]
    return sum(costs, Fraction(0)), len(chosen), sum(each.pixels.area for each in chosen)


def check(model: Model, needs: list[Pixels], max_cut: Fraction) -> None:
    found = choose_masters(wanted(needs), model, None, max_cut)
    best, can, counted = brute_force(model, needs, max_cut)
    assert set(found.cuts) == can
    assert set(found.unserved) == set(range(len(needs))) - can
    assert measured(found) == best
    assert found.counted == counted


@given(table_models(), st.lists(boxes, min_size=1, max_size=5), cuts)
def test_of_a_table_the_cheapest_set_of_images_is_chosen(model: Model, needs: list[Pixels], max_cut: Fraction) -> None:
    check(model, needs, max_cut)


@given(rule_models(), st.lists(boxes, min_size=1, max_size=3), cuts)
def test_by_rules_the_cheapest_set_of_images_is_chosen(model: Model, needs: list[Pixels], max_cut: Fraction) -> None:
    check(model, needs, max_cut)


@given(st.one_of(table_models(), rule_models()), st.lists(boxes, min_size=1, max_size=8), cuts)
def test_each_target_is_cut_from_the_image_that_loses_least(
    model: Model, needs: list[Pixels], max_cut: Fraction
) -> None:
    targets = wanted(needs)
    found = choose_masters(targets, model, None, max_cut)
    areas = [master.candidate.pixels.area for master in found.masters]
    assert areas == sorted(areas, reverse=True)
    for place, (number, cut) in found.cuts.items():
        master = found.masters[number]
        assert place in master.serves
        losses = []
        for each in found.masters:
            width, height = each.candidate.pixels
            need = needs[place]
            scale = min(Fraction(width, need.width), Fraction(height, need.height))
            kept = [int(side * scale + Fraction(1, 2)) or 1 for side in need]
            if serves(each.candidate.pixels, need, max_cut):
                losses.append((1 - Fraction(kept[0] * kept[1], width * height), kept))
            else:
                losses.append((Fraction(2), kept))
        assert (cut.lost, number) == min((lost, place) for place, (lost, _) in enumerate(losses))
        assert list(cut.box.size) == losses[number][1]
        pixels = master.candidate.pixels
        assert (cut.box.x, cut.box.y) == ((pixels.width - cut.box.width) // 2, (pixels.height - cut.box.height) // 2)
    for number, master in enumerate(found.masters):
        own = [cut.box for each, cut in found.cuts.values() if each == number]
        assert own  # an image that nothing is cut from would not be made
        for x in range(2):
            first, last = master.common[x], master.common[x] + master.common[x + 2]
            assert first == max(box[x] for box in own)
            assert last == min(box[x] + box[x + 2] for box in own)


def brute_cover(pieces: list[Piece]) -> tuple[int, int, int]:
    everything = 0
    for each in pieces:
        everything |= each.covers
    best = (0, 0, 0) if not everything else None
    for mask in range(1, 1 << len(pieces)):
        some = [each for place, each in enumerate(pieces) if mask >> place & 1]
        union = 0
        for each in some:
            union |= each.covers
        cost = (sum(int(each.price) for each in some), len(some), sum(each.area for each in some))
        if union == everything and (best is None or cost < best):
            best = cost
    assert best is not None
    return best


@st.composite
def many_pieces(draw: st.DrawFn) -> list[Piece]:
    rows = draw(st.lists(st.tuples(st.integers(0, 127), st.integers(0, 6), st.integers(1, 6)), max_size=9))
    return [Piece(covers, cost, area, number) for number, (covers, cost, area) in enumerate(rows)]


@given(many_pieces())
@example([Piece(0b011, 2, 1, 0), Piece(0b110, 2, 1, 1), Piece(0b101, 2, 1, 2), Piece(0b111, 5, 1, 3)])
@example([Piece(0b011, 2, 1, 0), Piece(0b110, 2, 1, 1), Piece(0b111, 4, 9, 2)])  # as cheap, but fewer
def test_a_cover_is_the_cheapest_of_all(pieces: list[Piece]) -> None:
    found = cheapest_cover(pieces)
    assert list(found) == sorted(set(found))
    some = [pieces[number] for number in found]
    assert (sum(int(each.price) for each in some), len(some), sum(each.area for each in some)) == brute_cover(pieces)


@pytest.mark.parametrize("model", sorted(FACTS.models))
def test_forty_targets_of_any_kind_have_an_answer(model: str) -> None:
    names = random.Random(model).sample(sorted(FACTS.deliverables), 40)
    targets = [Wanted.of(name, ask(Words(deliverable=name), FACTS), FACTS) for name in names]
    one = FACTS.models[model]
    found = choose_masters(targets, one, one.default_quality, FACTS.thresholds.max_cut)
    assert {*found.cuts, *found.unserved} == set(range(40))
    assert not {*found.cuts} & {*found.unserved}


@given(table_models(), st.lists(boxes, min_size=1, max_size=5), cuts)
def test_what_the_prompt_keeps_is_inside_what_every_crop_keeps(
    model: Model, needs: list[Pixels], max_cut: Fraction
) -> None:
    for master in choose_masters(wanted(needs), model, None, max_cut).masters:
        text, (width, height) = prompt_of(master), master.candidate.pixels
        x, y, across, down = master.common
        outside = {
            "left": Fraction(x, width),
            "right": 1 - Fraction(x + across, width),
            "top": Fraction(y, height),
            "bottom": 1 - Fraction(y + down, height),
        }
        middle = {side: Fraction(int(share), 100) for share, side in re.findall(r"(\d+)% of the (\w+)", text)}
        sides = re.findall(r"the (top|right|bottom|left) (\d+)%", text)
        edges = {side: Fraction(int(share), 100) for side, share in sides}
        for side, share in outside.items():
            kept = middle.get("width" if side in ("left", "right") else "height", Fraction(94, 100))
            least = Fraction(1, 100)  # of what is cut off less, nothing is said
            assert share <= (edges.get(side, least) if edges else (1 - kept) / 2)
