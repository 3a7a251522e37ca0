"""What a target needs and how an image fits it: boxes without a crop, thresholds, and where each verdict begins."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from resadvise import Catalog, recommend
from resadvise.brief import ask
from resadvise.engine.fit import fit_of, levels_for
from resadvise.engine.need import WHOLE, Need, need_of
from resadvise.units.quantities import Extent, Pixels
from resadvise.words import Words


def needed(words: Words, facts: Catalog, keep: Fraction = WHOLE) -> Need:
    brief = ask(words, facts)
    assert brief.target is not None
    return need_of(brief.target, brief.uses, facts, keep)


@pytest.mark.parametrize(
    ("words", "keep", "pixels", "trim", "floor"),
    [
        (Words(size="10x10in", ppi="300"), 1, (3000, 3000), None, (3000, 3000)),
        (Words(size="10x10in", ppi="300", bleed="1in"), 1, (3600, 3600), (3000, 3000), (3600, 3600)),
        (Words(size="10x10in", bleed="1in"), 1, (3600, 3600), (3000, 3000), (2880, 2880)),
        (Words(size="10x10in", bleed="1in"), Fraction(1, 2), (7200, 7200), (6000, 6000), (5760, 5760)),
        (Words(pixels="900x900"), 1, (900, 900), None, None),
        (Words(pixels="900x900", dpr="1"), 1, (900, 900), None, None),
        (Words(pixels="900x900", dpr="2"), 1, (1800, 1800), None, (900, 900)),
        (Words(pixels="900x900", dpr="2"), Fraction(1, 2), (3600, 3600), None, (1800, 1800)),
    ],
)
def test_what_is_needed(words: Words, keep: Fraction, pixels: Any, trim: Any, floor: Any, facts: Catalog) -> None:
    need = needed(words, facts, Fraction(keep))
    assert (need.pixels, need.trim, need.floor) == (pixels, trim, floor)


@pytest.mark.parametrize(
    ("kind", "tolerance", "enough", "near"),
    [
        ("pixels", None, "-1/50", "-1/10"),
        ("pixels", "1/20", "-1/20", "-1/10"),
        ("pixels", "1/5", "-1/5", "-1/5"),  # near is never above enough
        ("css", "1/10", "-1/10", "-33/100"),
        ("css", "1/2", "-1/2", "-1/2"),
    ],
)
def test_the_levels_of_a_tolerance(kind: str, tolerance: str | None, enough: str, near: str, facts: Catalog) -> None:
    need = Need(Pixels(9, 9), Pixels(9, 9), kind, WHOLE, Extent(9, 9, 1))
    levels = levels_for(need, facts, None if tolerance is None else Fraction(tolerance))
    assert (levels.enough.margin, levels.near.margin) == (Fraction(enough), Fraction(near))


@pytest.mark.parametrize(
    ("ample", "side", "verdict"),
    [
        ("1", 2000, "enough"),
        ("1", 2001, "ample"),
        ("1/2", 1500, "enough"),
        ("1/2", 1501, "ample"),
        ("1/2", 1000, "enough"),
        ("1/2", 980, "enough"),
        ("1/2", 979, "near"),
        ("1/2", 900, "near"),
        ("1/2", 899, "short"),
    ],
)
def test_where_each_verdict_begins(ample: str, side: int, verdict: str, facts: Catalog) -> None:
    catalog = facts._replace(thresholds=facts.thresholds._replace(ample=Fraction(ample)), memo={})
    need = needed(Words(pixels="1000x1000"), catalog)
    assert fit_of(Pixels(side, side), need, levels_for(need, catalog, None)).verdict == verdict


def test_an_assumed_crop_takes_no_size_that_breaks_a_limit(facts: Catalog) -> None:
    """By rules a tier can give more than is requested, for more: what would break a limit is not taken."""
    words: dict[str, Any] = {"pixels": "2400x2400", "model": "gpt-image-2", "facts": facts}
    free, bound = recommend("crop", **words).as_dict(), recommend("crop", **words, max_price=0.15).as_dict()
    assert (free["pixels"], free["price_usd"]) == ([2880, 2880], 0.1779)
    assert (bound["status"], bound["pixels"], bound["price_usd"]) == ("ok", [2400, 2400], 0.1341)
