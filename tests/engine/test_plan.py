"""The plan: hand-computed rows of cases/plan.yaml, and what must hold for every plan."""

from __future__ import annotations

import json
import shlex
from fractions import Fraction
from typing import Any

import pytest
from catalogs import priced_models
from command import ask
from hypothesis import assume, given
from hypothesis import strategies as st
from tables import cases, field

from resadvise import load_facts, recommend
from resadvise.engine.codes import REASONS, WARNINGS
from resadvise.engine.plan import Plan, Terms, make_plan

ROWS = cases("plan")
FACTS = load_facts()
MODELS = st.sampled_from(priced_models())
USES = st.sampled_from(["print", "presentation", "social", "draft", "hero"])
COUNTS = st.integers(0, 60)
# What no shipped model is; rows with `own` ask of these.
OWN = """
tiers:
  XL: {pixel_width: 8192}
uses:
  mural: {tier: XL, kind: needs, why: Walls are large.}
models:
  free: {tiers: {1K: {image_size: 1K}, 4K: {image_size: 4K}}, pixels: {"1:1": {1K: 1024x1024, 4K: 4096x4096}}}
  final-unpriced:
    name: Final unpriced
    tiers: {1K: {price_usd: 0.03}, 4K: {}}
    pixels: {"1:1": {1K: 1024x1024, 4K: 4096x4096}}
  draft-unpriced:
    name: Draft unpriced
    tiers: {1K: {}, 4K: {price_usd: 0.1}}
    pixels: {"1:1": {1K: 1024x1024, 4K: 4096x4096}}
  gift:
    name: Gift
    tiers: {1K: {price_usd: 0}, 4K: {price_usd: 0.1}}
    pixels: {"1:1": {1K: 1024x1024, 4K: 4096x4096}}
  no-time:
    name: No time
    tiers: {1K: {price_usd: 0.03}, XL: {price_usd: 0.1}}
    pixels: {"1:1": {1K: 1024x1024, XL: 8192x8192}}
  half-batched:
    name: Half batched
    tiers: {1K: {price_usd: 0.03, batch_usd: 0.01}, 4K: {price_usd: 0.1}}
    pixels: {"1:1": {1K: 1024x1024, 4K: 4096x4096}}
  even:
    name: Even
    reference_bytes_max: 7MB
    tiers: {1K: {price_usd: 0.05}, 4K: {price_usd: 0.1}}
    pixels: {"1:1": {1K: 1024x1024, 4K: 4096x4096}}
  odd-time:
    name: Odd time
    tiers: {1K: {price_usd: 0.03, seconds: [5.01255, 5.5556]}, 4K: {price_usd: 0.1}}
    pixels: {"1:1": {1K: 1024x1024, 4K: 4096x4096}}
  two-shapes:
    name: Two shapes
    tiers: {1K: {price_usd: 0.03}, 4K: {price_usd: 0.1}}
    pixels: {"1:1": {1K: 1024x1024}, "2:3": {1K: 832x1248, 4K: 3328x4992}, "3:4": {4K: 3584x4800}}
"""


@pytest.fixture(scope="module")
def own_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("own") / "own.yaml"
    file.write_text(OWN, "utf-8")
    return str(file)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"][:60])
def test_row(row: dict[str, Any], own_file: str) -> None:
    presets = ["--presets", own_file] if row.get("own") else []
    result = ask("plan", *shlex.split(row["ask"]), *presets, "--json")
    assert result.code == row.get("code", 0), result.err
    if "error" in row:
        error = json.loads(result.err)["error"]
        assert error["code"] == row["error"]
        assert error["where"] == row.get("where", error["where"])
        assert result.out == ""
        return
    data = json.loads(result.out)
    assert {path: field(data, path) for path in row["expect"]} == row["expect"]
    assert set(row.get("reasons", ())) <= {reason["code"] for reason in data["reasons"]}
    warned = {warning["code"] for warning in data["warnings"]}
    assert set(row.get("warnings", ())) <= warned
    assert warned.isdisjoint(row.get("no_warnings", ()))
    assert set(row.get("says", ())) <= {each["text"] for each in (*data["reasons"], *data["warnings"])}
    assert {each["code"] for each in data["reasons"]} <= set(REASONS)
    assert {each["code"] for each in data["warnings"]} <= set(WARNINGS)


def test_the_rows_reach_every_code_of_the_plan(own_file: str) -> None:
    seen = set()
    for row in ROWS:
        if "error" in row:
            continue
        presets = ["--presets", own_file] if row.get("own") else []
        data = json.loads(ask("plan", *shlex.split(row["ask"]), *presets, "--json").out)
        seen |= {each["code"] for each in (*data["reasons"], *data["warnings"])}
    assert {code for code in (*REASONS, *WARNINGS) if code.startswith("plan.")} <= seen


def test_python_plans_what_the_command_plans() -> None:
    planned = plan("print", "gemini-nano-banana-2.1", drafts=20, finals=3).as_dict()
    assert planned == json.loads(ask("plan", "--print", "--drafts", "20", "--finals", "3", "--json").out)
    assert Terms() == Terms(drafts=None, finals=1, parallel=1, batch=False, budget=None, deadline=None)


def test_unknown_prices_stay_unknown(own_file: str) -> None:
    result = ask("plan", "--print", "--model", "free", "--presets", own_file, "--budget", "1", "--json")
    data = json.loads(result.out)
    assert data["total"]["price_usd"] is None
    assert data["saved"]["price_usd"] is None
    assert data["total"]["seconds_max"] == 10 * 8 + 30
    assert "limit.unknown" in {warning["code"] for warning in data["warnings"]}
    drawn = ask("plan", "--print", "--model", "free", "--presets", own_file)
    assert "price unknown" in drawn.out


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
@pytest.mark.parametrize(
    "words", ["--drafts 20 --finals 3 --print", "--print --finals 9 --budget 1", "--drafts 0 --social"]
)
def test_it_is_drawn_within_the_width(words: str, columns: int) -> None:
    result = ask("plan", *words.split(), COLUMNS=str(columns))
    assert max(map(len, result.out.splitlines())) <= columns


def plan(use: str, model: str, **terms: Any) -> Plan:
    return make_plan(recommend(use, facts=FACTS, model=model), Terms(**terms), FACTS.defaults.drafts)


@given(USES, MODELS, COUNTS, COUNTS, st.integers(0, 20), st.integers(1, 8))
def test_more_drafts_never_cost_less(use: str, model: str, drafts: int, more: int, finals: int, parallel: int) -> None:
    few, many = (plan(use, model, drafts=count, finals=finals, parallel=parallel) for count in (drafts, drafts + more))
    assert few.way.total.price is not None
    assert many.way.total.price is not None
    assert many.way.total.price >= few.way.total.price


@given(
    USES, MODELS, st.none() | COUNTS, st.integers(0, 20), st.integers(1, 8), st.booleans(),
    st.none() | st.integers(1, 900), st.none() | st.integers(1, 900),
)  # fmt: skip
def test_no_way_that_keeps_the_limits_is_cheaper(
    use: str, model: str, drafts: int | None, finals: int, parallel: int, batch: bool, cents: int | None,
    seconds: int | None,
) -> None:  # fmt: skip
    budget = None if cents is None else Fraction(cents, 100)
    deadline = None if seconds is None else Fraction(seconds)
    terms = Terms(drafts, finals, parallel, batch, budget, deadline)
    found = plan(use, model, **terms._asdict())
    keeping = [way for way in found.ways if way.keeps(terms)]
    prices = [way.total.price for way in keeping or found.ways]
    assert found.way.total.price == min(price for price in prices if price is not None)
    assert found.way in (keeping or found.ways)
    assert (found.status == "ok") == (bool(keeping) and found.advice.status == "ok")
    if found.direct.total.price == found.way.total.price and found.direct in (keeping or found.ways):
        assert found.way is found.direct


@given(USES, MODELS, COUNTS, st.integers(0, 20), st.booleans())
def test_saved_is_compare_less_total_and_the_steps_add_up(
    use: str, model: str, drafts: int, finals: int, batch: bool
) -> None:
    data = plan(use, model, drafts=drafts, finals=finals, batch=batch).as_dict()
    for key in ("price_usd", "seconds_min", "seconds_max", "jpg_bytes_min", "jpg_bytes_max"):
        values = [step[key] for step in data["steps"]]
        if None in values:
            assert data["total"][key] is None
            continue
        total = sum(Fraction(str(value)) for value in values)
        assert Fraction(str(data["total"][key])) == total
        if data["compare"][key] is not None:
            assert Fraction(str(data["saved"][key])) == Fraction(str(data["compare"][key])) - total


@given(USES, MODELS, COUNTS, st.integers(0, 20), st.integers(1, 8), st.integers(0, 8))
def test_parallel_is_never_slower_and_never_dearer(
    use: str, model: str, drafts: int, finals: int, parallel: int, more: int
) -> None:
    slow, fast = (
        plan(use, model, drafts=drafts, finals=finals, parallel=count).way.total
        for count in (parallel, parallel + more)
    )
    assert fast.price == slow.price
    if slow.seconds_max is not None:
        assert fast.seconds_max is not None
        assert fast.seconds_max <= slow.seconds_max


@given(USES, MODELS, st.integers(0, 5), st.integers(1, 500), st.integers(1, 8))
def test_the_most_drafts_fit_and_one_more_does_not(
    use: str, model: str, finals: int, cents: int, parallel: int
) -> None:
    budget = Fraction(cents, 100)
    most = plan(use, model, drafts=None, finals=finals, budget=budget, parallel=parallel)
    assume(most.advice.status == "ok")
    assert most.way.total.price is not None
    assert (most.way.total.price <= budget) == (most.status == "ok")
    low, direct = most.ways
    if most.drafts:
        assert most.drafts > finals
        assert low.keeps(most.terms)
        more = plan(use, model, drafts=most.drafts + 1, finals=finals, budget=budget, parallel=parallel)
        assert not more.ways[0].keeps(more.terms)
    else:  # no more than the finals would fit, so there is nothing to choose from
        assert most.way is direct
        some = plan(use, model, drafts=finals + 1, finals=finals, budget=budget, parallel=parallel)
        assert not some.ways[0].keeps(some.terms)


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        (None, "Starting with 10 drafts at 1K would cost $1.47."),
        (310, "Starting with 10 drafts at 1K would cost $1.47, which exceeds your limits."),
        (100, "Starting with 10 drafts at 1K would cost $1.47."),  # as does the other way
    ],
)
def test_the_way_that_is_not_taken_is_told_with_its_limits(deadline: int | None, said: str) -> None:
    terms = Terms(drafts=10, finals=10, deadline=None if deadline is None else Fraction(deadline))
    made = make_plan(recommend("print", facts=FACTS), terms, FACTS.defaults.drafts)
    [reason] = [each.text for each in made.reasons if each.code == "plan.direct"]
    assert reason.endswith(said)
