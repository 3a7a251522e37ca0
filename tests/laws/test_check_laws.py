"""Laws of `check`: what holds for every size of a file."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from resadvise import load_facts
from resadvise.brief import ask
from resadvise.checks.criteria import Criteria, set_criteria
from resadvise.checks.report import Report, check_image
from resadvise.engine.sizes import all_sizes
from resadvise.images.formats import ImageFile
from resadvise.words import Words

FACTS = load_facts()
SIDES = st.integers(1, 9000)
TARGETS = st.sampled_from(list(FACTS.deliverables))


@cache
def _yardstick(target: str | None = None, expect: str | None = None) -> Criteria:
    return set_criteria(ask(Words(deliverable=target), FACTS), FACTS, expect=expect)


def _report(width: int, height: int, target: str | None = None, expect: str | None = None) -> Report:
    image = ImageFile("png", width, height, False, False, None, 1, None)
    return check_image(image, ".png", _yardstick(target, expect))


def _passes_for_size(width: int, height: int, target: str) -> bool:
    """Say whether the pixels suffice, whatever the target says of formats and alpha."""
    findings = _report(width, height, target).findings
    return not any(finding.level == "fail" and finding.code.startswith("size.") for finding in findings)


@given(SIDES, SIDES, TARGETS)
def test_a_cut_is_what_is_not_in_the_box(width: int, height: int, target: str) -> None:
    row = _report(width, height, target).as_dict("x.png")
    across, down = row["crop_to"]
    assert across <= width
    assert down <= height
    assert (across == width) or (down == height)
    assert abs(row["cut_fraction"] - (1 - across * down / (width * height))) < 0.0001


@given(SIDES, SIDES, TARGETS)
def test_what_a_file_serves_is_what_it_passes_for(width: int, height: int, target: str) -> None:
    serves = _report(width, height).serves
    assert serves is not None
    assert (target in serves) == _passes_for_size(width, height, target)


@given(st.integers(0, 60), TARGETS, st.integers(-3, 3), st.integers(-3, 3))
def test_the_same_close_to_the_need(percent: int, target: str, more: int, less: int) -> None:
    demand = _yardstick(target).demand
    assert demand is not None
    width, height = (max(1, side * (100 - percent) // 100) for side in demand.need.pixels)
    test_what_a_file_serves_is_what_it_passes_for.hypothesis.inner_test(  # type: ignore[attr-defined]
        max(1, width + more), max(1, height + less), target
    )


@given(SIDES, SIDES, TARGETS)
def test_a_turned_file_is_as_good(width: int, height: int, target: str) -> None:
    one, other = _report(width, height, target), _report(height, width, target)
    assert one.status == other.status
    assert one.file is not None
    assert other.file is not None
    assert one.file.fit is not None
    assert other.file.fit is not None
    assert (one.file.fit.margin, one.file.fit.verdict) == (other.file.fit.margin, other.file.fit.verdict)


@given(SIDES, SIDES, TARGETS, st.integers(0, 500), st.integers(0, 500))
def test_more_pixels_never_fail_where_fewer_pass(width: int, height: int, target: str, more: int, also: int) -> None:
    if _passes_for_size(width, height, target):
        assert _passes_for_size(width + more, height + also, target)


@given(st.sampled_from(list(FACTS.models)), st.data())
def test_what_a_model_returns_is_the_tier_and_ratio_that_were_asked_for(name: str, data: st.DataObject) -> None:
    model = FACTS.models[name]
    offer = data.draw(st.sampled_from(list(model.offers.values())))
    size = data.draw(st.sampled_from(all_sizes(offer)))
    brief = ask(Words(model=name, aspect=str(size.ratio)), FACTS)
    against = set_criteria(brief, FACTS, expect=offer.name, model_named=True)
    found = check_image(ImageFile("png", *size.pixels, False, False, None, 1, None), ".png", against)
    assert found.findings == ()
    assert found.file is not None
    assert found.file.tier == offer.name
    assert found.file.drift == 0


@given(SIDES, SIDES)
def test_a_file_is_at_most_one_tier(width: int, height: int) -> None:
    seen = _report(width, height).file
    assert seen is not None
    reached = [step.tier for step in seen.shape.tiers if seen.size.area >= step.least]
    assert seen.tier in (None, *reached[-1:])
    for tier in ("1K", "2K", "4K"):
        assert (tier in reached) == (_report(width, height, expect=tier).status == "pass")
