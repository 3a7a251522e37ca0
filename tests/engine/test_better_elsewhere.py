"""Which other model an answer names: as good for less, or within the limits that the answer breaks."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from resadvise import Catalog, load_facts, recommend
from resadvise.engine.compare import better_elsewhere
from resadvise.facts.catalog import Model, Offer, PerImage, SizeTable, Supply
from resadvise.units.quantities import Pixels, Ratio

FACTS = load_facts()
SHIPPED = FACTS.models[FACTS.defaults.model]


def model(name: str, side: int, price: str | dict[str, str] | None, **more: Any) -> Model:
    """Return a model with one tier and one size, a square."""
    rates = {quality: Fraction(each) for quality, each in price.items()} if isinstance(price, dict) else None
    rate = rates or (None if price is None else Fraction(str(price)))
    supply = Supply(Ratio(Fraction(1), Fraction(1)), Pixels(side, side), verified=False)
    seconds = more.pop("seconds", None)
    offer = Offer(FACTS.tiers["2K"], "2K", SizeTable.of([supply]), PerImage(rate, None, None, None), seconds, None)
    return SHIPPED._replace(name=name, title=name, offers={"2K": offer}, rules=None, **more)


def facts_of(*models: Model) -> Catalog:
    named = {each.name: each for each in models}
    return FACTS._replace(models=named, memo={}, defaults=FACTS.defaults._replace(model=models[0].name))


GRADED: dict[str, Any] = {"qualities": ("low", "high"), "default_quality": "low"}
LIMITED: dict[str, Any] = {"pixels": "2000x2000", "max_seconds": 20}
# A print of 10 by 10 inches is ideal from 3000 px on, and passes from 2400 px on.
ON_PAPER: dict[str, Any] = {"size": "10x10in"}
SCREEN: dict[str, Any] = {"pixels": "2000x2000"}
# why: the model that answers, the others, the question, and who is named
ROWS: dict[str, tuple[Model, list[Model], dict[str, Any], str | None]] = {
    "a cheaper one": (model("own", 2000, "0.05"), [model("a", 2000, "0.04")], SCREEN, "a"),
    "the cheapest of several": (
        model("own", 2000, "0.05"),
        [model("a", 2000, "0.04"), model("b", 3000, "0.01"), model("c", 2000, "0.02")], SCREEN, "b",
    ),
    "one of the same price": (model("own", 2000, "0.05"), [model("a", 2000, "0.05")], SCREEN, None),
    "a dearer one": (model("own", 2000, "0.05"), [model("a", 2000, "0.06")], SCREEN, None),
    "one of unknown price": (model("own", 2000, "0.05"), [model("a", 2000, None)], SCREEN, None),
    "an answer of unknown price": (model("own", 2000, None), [model("a", 2000, "0.01")], SCREEN, None),
    "one that is gone": (model("own", 2000, "0.05"), [model("a", 2000, "0.01", status="deprecated")], SCREEN, None),
    "one that is too small": (model("own", 2000, "0.05"), [model("a", 1500, "0.01")], SCREEN, None),
    "one that cannot": (
        model("own", 2000, "0.05"), [model("a", 2000, "0.01", alpha="no")], {**SCREEN, "transparent": True}, None,
    ),
    "an answer that is too small says so itself": (
        model("own", 1500, "0.05"), [model("a", 2000, "0.01")], SCREEN, None,
    ),
    "a slow answer, and a dearer one in time": (
        model("own", 2000, "0.05", seconds=(10, 30)), [model("a", 2000, "0.09", seconds=(5, 9))], LIMITED, "a",
    ),
    "a slow answer, and others as slow or of unknown price": (
        model("own", 2000, "0.05", seconds=(10, 30)),
        [model("a", 2000, "0.01", seconds=(10, 30)), model("b", 2000, None, seconds=(5, 9))], LIMITED, None,
    ),
    "the ideal against the minimum": (model("own", 3000, "0.05"), [model("a", 2700, "0.01")], ON_PAPER, None),
    "the ideal behind the minimum": (
        model("own", 3000, "0.05"), [model("a", 2700, "0.01"), model("b", 3000, "0.02")], ON_PAPER, "b",
    ),
    "the minimum against the minimum": (model("own", 2700, "0.05"), [model("a", 2700, "0.01")], ON_PAPER, "a"),
    "the same model at another quality is no other": (
        model("own", 2000, {"low": "0.01", "high": "0.05"}, **GRADED), [], {**SCREEN, "quality": "high"}, None,
    ),
    "the quality that was asked is asked of others": (
        model("own", 2000, {"low": "0.01", "high": "0.05"}, **GRADED),
        [model("a", 2000, {"low": "0.02", "high": "0.06"}, **GRADED)], {**SCREEN, "quality": "high"}, None,
    ),
    "and is cheaper there": (
        model("own", 2000, {"low": "0.01", "high": "0.05"}, **GRADED),
        [model("a", 2000, {"low": "0.02", "high": "0.04"}, **GRADED)], {**SCREEN, "quality": "high"}, "a",
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", ROWS)
def test_who_is_named(why: str) -> None:
    own, others, words, name = ROWS[why]
    advice = recommend(facts=facts_of(own, *others), **words)
    found = better_elsewhere(advice, words.get("quality"))
    assert (found and found.model.name) == name


def test_what_the_rows_rest_on() -> None:
    for side, status, full in ((3000, "ok", True), (2700, "ok", False), (2300, "insufficient", False)):
        advice = recommend(facts=facts_of(model("own", side, "1")), **ON_PAPER)
        assert (advice.status, advice.choice.chosen.suffices) == (status, full)
    assert recommend(facts=facts_of(model("own", 2000, "1", seconds=(10, 30))), **LIMITED).status == "conflict"
