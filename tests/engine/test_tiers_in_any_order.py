"""Tiers are ordered by size wherever they come from: written in any order, lacking some, or added to ours."""

from __future__ import annotations

import json
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from command import ask
from hypothesis import given
from hypothesis import strategies as st

from resadvise import Catalog, load_facts, recommend
from resadvise.checks.criteria import set_criteria
from resadvise.facts.build import build_catalog
from resadvise.facts.load import read_shipped

if TYPE_CHECKING:
    from pathlib import Path

    from resadvise.documents import BriefWords

RAW = read_shipped()
MINE = """
models:
  backwards:
    tiers: {4K: {price_usd: 0.2}, 1K: {price_usd: 0.05}, 2K: {price_usd: 0.1}}
    pixels: {"1:1": {4K: 4096x4096, 2K: 2048x2048, 1K: 1024x1024}, "2:1": {2K: 2880x1440, 4K: 5760x2880}}
  unpriced:
    tiers: {4K: {}, 1K: {}}
    pixels: {"1:1": {4K: 4096x4096, 1K: 1024x1024}}
  large-only:
    tiers: {4K: {price_usd: 0.04}, 2K: {price_usd: 0.03}}
    pixels: {"1:1": {2K: 2048x2048, 4K: 4096x4096}, "16:9": {4K: 5504x3072, 2K: 2752x1536}}
  gemini-3-pro-image:
    tiers: {"512": {image_size: "512", price_usd: 0.134}}
    pixels: {"1:1": {"512": 512x512}}
uses: {giant: {tier: XL, kind: needs, why: Walls are large.}}
tiers: {XL: {pixel_width: 8192}}
"""


@pytest.fixture(scope="module")
def presets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("mine") / "presets.yaml"
    file.write_text(MINE, "utf-8")
    return file


@pytest.fixture(scope="module")
def mine(presets: Path) -> Catalog:
    return load_facts(str(presets))


# what is asked of a model: the tier, the status, and how the tiers stand in the answer
ANSWERS: list[tuple[str, dict[str, Any], str, str, list[str]]] = [
    ("backwards", {"pixels": "500x500"}, "1K", "ok", ["1K", "2K", "4K"]),
    ("backwards", {"pixels": "1500x1500"}, "2K", "ok", ["1K", "2K", "4K"]),
    ("backwards", {"uses": ("print",)}, "4K", "ok", ["1K", "2K", "4K"]),
    ("backwards", {"uses": ("giant",)}, "4K", "insufficient", ["1K", "2K", "4K"]),
    ("backwards", {"pixels": "2000x1000", "aspect": "2:1"}, "2K", "ok", ["2K", "4K"]),
    ("unpriced", {"pixels": "500x500"}, "1K", "ok", ["1K", "4K"]),
    ("unpriced", {"pixels": "9000x9000"}, "4K", "insufficient", ["1K", "4K"]),
    ("large-only", {"pixels": "300x300"}, "2K", "ok", ["2K", "4K"]),
    ("large-only", {"uses": ("social",)}, "2K", "ok", ["2K", "4K"]),
    ("large-only", {}, "2K", "ok", ["2K", "4K"]),
    ("nano-banana-pro", {"uses": ("giant",)}, "4K", "insufficient", ["512", "1K", "2K", "4K"]),
    ("nano-banana-pro", {"pixels": "300x300"}, "512", "ok", ["512", "1K", "2K", "4K"]),
]


@pytest.mark.parametrize(("model", "words", "tier", "status", "tiers"), ANSWERS)
def test_an_answer_does_not_know_the_order_of_the_file(
    mine: Catalog, model: str, words: dict[str, Any], tier: str, status: str, tiers: list[str]
) -> None:
    uses = words.get("uses", ())
    data = recommend(
        *uses, facts=mine, model=model, **{name: words[name] for name in words if name != "uses"}
    ).as_dict()
    assert (data["tier"], data["status"]) == (tier, status)
    assert [row["tier"] for row in data["tiers"]] == tiers


def test_a_plan_starts_at_the_lowest_tier(presets: Path) -> None:
    found = ask("plan", "--model", "backwards", "--presets", str(presets), "--get", "steps.0.tier")
    assert found.out == "1K\n"


@pytest.mark.parametrize("command", ["table", "models"])
def test_lists_run_from_small_to_large(presets: Path, command: str) -> None:
    model = ["--model", "backwards"] if command == "table" else []
    data = json.loads(ask(command, *model, "--presets", str(presets), "--json").out)
    if command == "table":
        assert [row["tier"] for row in data["tiers"] if row["offered"]] == ["1K", "2K", "4K"]
        assert [list(row["pixels"]) for row in data["ratios"]] == [["1K", "2K", "4K"], ["2K", "4K"]]
    else:
        found = {row["model"]: row["tiers"] for row in data["models"]}
        assert found["backwards"] == ["1K", "2K", "4K"]
        assert found["gemini-3-pro-image"] == ["512", "1K", "2K", "4K"]


def test_a_file_is_held_against_tiers_from_small_to_large(mine: Catalog) -> None:
    from resadvise.brief import ask as asked
    from resadvise.words import Words

    for shape in set_criteria(asked(Words(model="backwards"), mine), mine).shapes:
        assert [tier.tier for tier in shape.tiers] == ["1K", "2K", "4K"]


@given(
    st.sampled_from([name for name, row in RAW["models"].items() if "pixels" in row]),
    st.integers(1, 9000),
    st.integers(1, 9000),
    st.randoms(use_true_random=False),
)
def test_no_order_of_a_file_changes_an_answer(model: str, width: int, height: int, random: Any) -> None:
    row = RAW["models"][model]
    orders = list(permutations(row["tiers"]))
    tiers = {name: row["tiers"][name] for name in random.choice(orders)}
    shuffled = {**RAW, "models": {**RAW["models"], model: {**row, "tiers": tiers}}}
    question: BriefWords = {"pixels": f"{width}x{height}", "model": model}
    ours = recommend(facts=build_catalog(RAW, None), **question).as_dict()
    assert recommend(facts=build_catalog(shuffled, None), **question).as_dict() == ours


def test_where_no_tier_has_a_range_of_bytes_none_are_told() -> None:
    facts = load_facts()
    bare = facts._replace(tiers={name: tier._replace(jpg=None) for name, tier in facts.tiers.items()})
    data = recommend(facts=bare, pixels="100x100", max_bytes="1KB").as_dict()
    assert (data["export_bytes_min"], data["status"]) == (None, "ok")
    assert "limit.unknown" in {warning["code"] for warning in data["warnings"]}
