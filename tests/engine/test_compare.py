"""One brief asked of every model: each answers as it does alone, and the cheapest that suffices comes first."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resadvise import QuestionError, compare, load_facts, recommend
from resadvise.facts.catalog import Model, PerImage

FACTS = load_facts()
AVAILABLE = [name for name, model in FACTS.models.items() if model.status == "available"]
SHARED = (
    "status", "tier", "aspect_ratio", "pixels", "margin", "verdict", "effective_ppi", "upscale", "quality", "price_usd",
    "seconds_min", "seconds_max", "request",
)  # fmt: skip


def rank(row: Any) -> tuple[Any, ...]:
    """Return where a row belongs, by the words of the design."""
    order = {"ok": 0, "conflict": 1, "insufficient": 1, "ruled_out": 2}[row["status"]]
    price = (row["price_usd"] is None, row["price_usd"] or 0)
    if order == 0:
        return order, *price
    return (order, -row["margin"]) if order == 1 and row["margin"] is not None else (order,)


@given(st.integers(1, 6000), st.integers(1, 6000))
def test_each_model_answers_as_it_does_alone(width: int, height: int) -> None:
    rows: Any = compare(pixels=f"{width}x{height}").as_dict()["models"]
    assert sorted(row["model"] for row in rows) == sorted(AVAILABLE)
    assert [rank(row) for row in rows] == sorted(rank(row) for row in rows)
    for row in rows[:: max(1, len(rows) // 4)]:
        alone: Any = recommend(model=row["model"], pixels=f"{width}x{height}").as_dict()
        assert {name: row[name] for name in SHARED} == {name: alone[name] for name in SHARED}


@pytest.mark.parametrize(
    ("words", "cheapest", "price"),
    [
        ({"deliverable": "a3"}, "seedream-4-0", 0.03),
        ({"pixels": "1080x1350"}, "gpt-image-2-5-flare", 0.01191),
        ({"pixels": "1080x1350", "provider": "google"}, "gemini-nano-banana-2.1", 0.0504),
        ({"pixels": "1080x1350", "provider": "OpenAI", "quality": "high"}, "gpt-image-2-5-flare", 0.04761),
        ({"pixels": "9000x9000"}, None, None),
    ],
)
def test_the_cheapest_that_suffices_comes_first(words: Any, cheapest: str | None, price: float | None) -> None:
    data = compare(**words).as_dict()
    assert data["cheapest"] == cheapest
    assert (data["status"] == "ok") == (cheapest is not None)
    if cheapest:
        assert (data["models"][0]["model"], data["models"][0]["price_usd"]) == (cheapest, price)


def test_who_cannot_return_transparency_is_ruled_out_and_comes_last() -> None:
    rows = compare(pixels="1000x1000", transparent=True).as_dict()["models"]
    out = [row for row in rows if row["status"] == "ruled_out"]
    assert {row["model"] for row in out} == {name for name in AVAILABLE if FACTS.models[name].alpha == "no"}
    assert rows[-len(out) :] == out
    assert all(row["reason"] == "It cannot return transparency." and row["price_usd"] is None for row in out)
    by_alpha = {FACTS.models[row["model"]].alpha: row["reason"] for row in rows if row["status"] == "ok"}
    assert by_alpha["yes"] is None
    assert by_alpha["preview"]
    assert by_alpha["unknown"]


def test_who_lacks_the_ratio_is_ruled_out() -> None:
    rows = {row["model"]: row for row in compare(pixels="1000x1000", aspect="7:2").as_dict()["models"]}
    assert rows["gpt-image-2"]["status"] == "ruled_out"
    assert rows["gpt-image-2"]["reason"] == "GPT Image 2 has no aspect ratio 7:2."
    assert rows["seedream-4-0"]["status"] == "ok"


def test_an_unknown_price_is_never_free() -> None:
    rows = [row for row in compare(pixels="1000x1000").as_dict()["models"] if row["status"] == "ok"]
    assert all(row["price_usd"] for row in rows)
    facts = FACTS._replace(
        models={**FACTS.models, "of-unknown-price": _without_price(FACTS.models["gpt-image-2"])}, memo={}
    )
    last = compare(pixels="1000x1000", provider="openai", facts=facts).as_dict()["models"][-1]
    assert (last["model"], last["status"], last["price_usd"]) == ("of-unknown-price", "ok", None)


def _without_price(model: Model) -> Model:
    price = PerImage(None, None, None, None)
    offers = {name: offer._replace(price=price) for name, offer in model.offers.items()}
    return model._replace(name="of-unknown-price", offers=offers)


def test_a_quality_is_asked_of_those_that_have_it() -> None:
    rows = {row["model"]: row["quality"] for row in compare(pixels="1000x1000", quality="high").as_dict()["models"]}
    assert (rows["gpt-image-2"], rows["flux-2-pro"], rows["ideogram-4-0"]) == ("high", None, "DEFAULT")


def test_a_quality_is_found_in_any_case_of_letters() -> None:
    for quality in ("HIGH", "default"):
        rows = compare(pixels="1000x1000", quality=quality).as_dict()["models"]
        found = {row["quality"] for row in rows if row["quality"] and row["quality"].casefold() == quality.casefold()}
        assert found == {{"HIGH": "high", "default": "DEFAULT"}[quality]}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            {"provider": "opnai"},
            ("unknown-provider", "no model is of a provider 'opnai'", "--provider", "did you mean openai?"),
        ),
        (
            {"provider": "zzzz"},
            ("unknown-provider", "no model is of a provider 'zzzz'", "--provider", "known: acme, google, openai"),
        ),
        (
            {"quality": "hgih"},
            ("unknown-quality", "no model has a quality 'hgih'", "--quality", "did you mean high?"),
        ),
        (
            {"quality": "zzzz"},
            ("unknown-quality", "no model has a quality 'zzzz'", "--quality", "known: low, medium, high"),
        ),
    ],
)
def test_what_no_model_has_is_refused(words: Any, told: tuple[str, ...]) -> None:
    shipped = {name: FACTS.models[name] for name in ("gpt-image-2", "gemini-nano-banana-2.1")}
    models = {**shipped, "mine": shipped["gpt-image-2"]._replace(name="mine", provider="acme")}
    with pytest.raises(QuestionError) as caught:
        compare(pixels="1000x1000", facts=FACTS._replace(models=models, memo={}), **words)
    assert [tuple(fault) for fault in caught.value.faults] == [told]


def test_a_provider_is_found_in_any_case_of_letters() -> None:
    some = FACTS.models["gpt-image-2"]
    facts = FACTS._replace(models={**FACTS.models, "mine": some._replace(name="mine", provider="Acme")}, memo={})
    assert [row["model"] for row in compare(pixels="9x9", provider="aCME", facts=facts).as_dict()["models"]] == ["mine"]


@pytest.mark.parametrize(
    ("days", "prices", "oldest"),
    [
        (["2026-03-01", "2026-02-01"], [1, 1], "2026-02-01"),
        ([None, "2026-02-01"], [1, 1], "2026-02-01"),  # of a price without a date nothing is said
        ([None, None], [1, 1], None),
        (["2026-03-01", "2026-02-01"], [1, None], "2026-03-01"),  # nor of a date without a price
    ],
)
def test_the_oldest_price_is_that_of_the_prices_with_a_date(
    days: list[str | None], prices: list[int | None], oldest: str | None
) -> None:
    some = FACTS.models["gemini-nano-banana-2.1"]
    models = {}
    for name, day, each in zip("ab", days, prices, strict=True):
        price = PerImage(None if each is None else Fraction(each), None, None, day)
        offers = {tier: offer._replace(price=price) for tier, offer in some.offers.items()}
        models[name] = some._replace(name=name, offers=offers)
    facts = FACTS._replace(models=models, memo={}, defaults=FACTS.defaults._replace(model="a"))
    data = compare(pixels="1000x1000", facts=facts).as_dict()
    assert data["oldest_price"] == oldest
    assert {row["price_as_of"] for row in data["models"]} == set(days)


SHIPPED = FACTS.models["gemini-nano-banana-2.1"]


def _priced(name: str, price: str | None, *tiers: str, **more: Any) -> Model:
    """Return a model of some of the usual tiers, of which each costs the same."""
    each = PerImage(None if price is None else Fraction(price), None, None, None)
    offers = {tier: SHIPPED.offers[tier]._replace(price=each) for tier in tiers or SHIPPED.offers}
    return SHIPPED._replace(name=name, title=name, offers=offers, **more)


def _compared(models: list[Model], *uses: str, **words: Any) -> Any:
    named = {each.name: each for each in models}
    facts = FACTS._replace(models=named, memo={}, defaults=FACTS.defaults._replace(model=models[0].name))
    return compare(*uses, facts=facts, **words)


@pytest.mark.parametrize(
    ("models", "words", "order", "status", "cheapest"),
    [
        (  # whatever is good enough, of unknown price too, comes before what is not, and what is free comes first
            [_priced("short", "0", "1K"), _priced("unknown", None), _priced("dear", "2"), _priced("free", "0")],
            {"pixels": "3000x3000"}, ["free", "dear", "unknown", "short"], "ok", "free",
        ),
        (
            [_priced("dear", "2"), _priced("cheap", "1/2"), _priced("free", "0"), _priced("short", "0", "1K")],
            {"pixels": "3000x3000"}, ["free", "cheap", "dear", "short"], "ok", "free",
        ),
        (
            [
                _priced("opaque", "0"), _priced("short", "1", "1K", alpha="yes"),
                _priced("nearer", "2", "2K", alpha="yes"),
            ],
            {"pixels": "3000x3000", "transparent": True}, ["nearer", "short", "opaque"], "insufficient", None,
        ),
        (
            [_priced("unknown", None), _priced("short", "1", "1K")],
            {"pixels": "3000x3000"}, ["unknown", "short"], "ok", None,
        ),
        (  # of equal margins the cheaper one, and the unknown price last
            [_priced("unknown", None, "2K"), _priced("dear", "2", "2K"), _priced("cheap", "1", "2K")],
            {"pixels": "3000x3000"}, ["cheap", "dear", "unknown"], "insufficient", None,
        ),
    ],
)  # fmt: skip
def test_the_order_of_the_rows(
    models: list[Model], words: dict[str, Any], order: list[str], status: str, cheapest: str | None
) -> None:
    compared = _compared(models, **words)
    data = compared.as_dict()
    assert f": {f'{cheapest} at $0' if cheapest else status}, " in repr(compared)
    assert [row["model"] for row in data["models"]] == order
    assert (data["status"], data["cheapest"]) == (status, cheapest)


@pytest.mark.parametrize(
    ("words", "uses", "reason"),
    [
        ({"deliverable": "a1"}, (), "No tier reaches 150 ppi."),
        ({"pixels": "9000x9000"}, (), "No tier of this model is large enough:"),
        ({"pixels": "3000x3000", "max_seconds": 12}, (), "This needs 4K, which exceeds --max-seconds."),
        ({"deliverable": "og-image", "max_bytes": "200KB"}, (), "--max-bytes needs a lower quality."),
        ({"pixels": "500x500"}, (), None),
    ],
)
def test_the_one_thing_to_be_said_of_a_row(words: Any, uses: tuple[str, ...], reason: str | None) -> None:
    (row,) = _compared([SHIPPED], *uses, **words).as_dict()["models"]
    assert row["reason"] == reason if reason is None else row["reason"].startswith(reason)


def test_models_that_are_gone_take_part_only_when_all_are_asked() -> None:
    rows = compare(pixels="1000x1000", every=True).as_dict()["models"]
    assert {row["model"] for row in rows} == set(FACTS.models)
