"""`resadvise explain`: every code that an answer can hold is told of, from the definitions and the facts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from command import ask, execute
from places import GOLDEN

from resadvise.codes import KINDS, code_names
from resadvise.facts.load import read_shipped

RAW = read_shipped()


def explained(*codes: str) -> list[dict[str, Any]]:
    result = ask("explain", *codes, "--json")
    assert (result.code, result.err) == (0, "")
    rows: list[dict[str, Any]] = json.loads(result.out)["codes"]
    return rows


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_code_of_a_kind_is_explained_as_it_is_defined(kind: Any) -> None:
    rows = [row for row in explained(*kind.codes) if row["kind"] == kind.name]
    told = {row["code"]: (row["means"], row["why"], row["do"]) for row in rows}
    assert told == {code: tuple(each)[:3] for code, each in kind.codes.items()}


def test_without_a_code_all_are_listed() -> None:
    rows = explained()
    assert [row["code"] for row in rows if row["kind"] != "error"]
    assert {row["code"] for row in rows} == set(code_names())
    shown = ask("explain").out
    assert all(code in shown for code in code_names())


def _codes_in(data: Any) -> set[str]:
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    own = {data[key] for key in ("code", "status", "verdict") if isinstance(data, dict) and data.get(key)}
    return own.union(*map(_codes_in, inner))


@pytest.mark.parametrize(
    "name", ["a1", "conflict", "short-transparent", "plan", "check", "check-tier", "deliverables", "error"]
)
def test_the_codes_that_an_answer_shows_are_those_that_it_takes(name: str) -> None:
    shown = _codes_in(json.loads((GOLDEN / f"{name}.json").read_text("utf-8")))
    assert shown
    assert {row["code"] for row in explained(*sorted(shown))} == shown


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("shape.cut", ["reason", "finding"]),
        ("short", ["verdict", "reason"]),
        ("near", ["verdict"]),
        ("ok", ["status"]),
    ],
)
def test_a_word_of_several_kinds_is_explained_for_each(code: str, kinds: list[str]) -> None:
    assert [row["kind"] for row in explained(code)] == kinds
    assert explained(f" {code.upper()} ") == explained(code)


CLASSES = [f"viewing_classes.{place}" for place in range(len(RAW["viewing_classes"]))]
BY_KIND = ["thresholds.print", "thresholds.pixels", "thresholds.css"]
# a kind and a code -> the facts that decide it
DECIDED_BY = {
    ("verdict", "ample"): ["thresholds.ample"],
    ("verdict", "enough"): BY_KIND,
    ("verdict", "near"): BY_KIND,
    ("reason", "default"): ["defaults.tier"],
    ("reason", "aspect.default"): ["defaults.aspect_ratio"],
    ("reason", "need.class"): CLASSES,
    ("reason", "need.distance"): ["defaults.acuity", "defaults.ppi_min_at_distance"],
    ("reason", "need.dpr"): ["defaults.dpr_max"],
    ("reason", "near.cheaper"): BY_KIND,
    ("reason", "shape.drift"): ["thresholds.ratio_drift"],
    ("reason", "safe.zone"): ["deliverables"],
    ("reason", "short.distance"): ["defaults.acuity"],
    ("reason", "plan.assumed"): ["defaults.drafts"],
    ("reason", "campaign.cheapest"): ["thresholds.max_cut"],
    ("reason", "campaign.too-odd"): ["thresholds.max_cut"],
    ("warning", "below_ideal"): CLASSES,
    ("finding", "shape.cut"): ["thresholds.cut_much"],
    ("finding", "tier.downgraded"): ["thresholds.file_tier"],
    ("finding", "ratio.unexpected"): ["thresholds.ratio_drift"],
    ("finding", "size.short"): [*CLASSES, *BY_KIND],
    ("finding", "size.near"): BY_KIND,
    ("finding", "size.below-ideal"): CLASSES,
}


def test_each_code_names_the_facts_that_decide_it() -> None:
    told = {(row["kind"], row["code"]): [each["fact"] for each in row["rests_on"]] for row in explained()}
    assert {key: facts for key, facts in told.items() if facts} == DECIDED_BY


@pytest.mark.parametrize(
    ("code", "fact", "value", "source"),
    [
        ("short.distance", "defaults.acuity", RAW["defaults"]["acuity"], RAW["defaults"]["acuity_source"]),
        ("default", "defaults.tier", RAW["defaults"]["tier"], RAW["defaults"]["source"]),
        ("tier.downgraded", "thresholds.file_tier", RAW["thresholds"]["file_tier"], None),
        ("need.class", "viewing_classes.6", None, RAW["viewing_classes"][6]["source"]),
        ("enough", "thresholds.css", None, RAW["thresholds"]["css"]["source"]),
    ],
)
def test_what_decides_is_told_with_its_source(code: str, fact: str, value: Any, source: str | None) -> None:
    [found] = [each for row in explained(code) for each in row["rests_on"] if each["fact"] == fact]
    assert value is None or found["value"] == value
    assert found["source"] == source
    shown = " ".join(ask("explain", code).out.split())
    assert fact in shown
    assert (source or "our own judgement") in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("size.shrt", "there is no code 'size.shrt' (did you mean size.short"),
        ("SIZE.SHORT tier", "there is no code 'tier' (did you mean tier.lacking or tier.downgraded?)"),
        ("xyzzy", "`resadvise explain` lists them"),
        ("size.short -o jsonl", "there is no output format"),
    ],
)
def test_what_is_no_code(arguments: str, words: str) -> None:
    result = ask("explain", *arguments.split())
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_a_shell_completes_codes() -> None:
    setting = {"_RESADVISE_COMPLETE": "complete_bash", "COMP_WORDS": "resadvise explain tier.", "COMP_CWORD": "2"}
    assert execute(env=setting).out.split() == ["tier.lacking", "tier.downgraded"]
