"""`schema question`: it describes the briefs that `recommend` understands, option by option, and no others."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from resadvise import recommend
from resadvise.schemas import read_schema
from resadvise.units.quantities import LEAST_KEEP, MAX_PIXELS, MAX_TEXT
from resadvise.words import ACCEPTED, OPTION, Words

SCHEMA = read_schema("question")
# What an option needs beside it.
BESIDE: dict[str, dict[str, Any]] = {
    **{name: {"for": "a3"} for name in ("ppi", "bleed", "distance", "accept", "landscape", "portrait")},
    **{name: {"pixels": [900, 600]} for name in ("dpr", "keep", "tolerance")},
    "quality": {"model": "gpt-image-2"},
}
EXAMPLES = [
    *SCHEMA["examples"],
    *(
        {**BESIDE.get(name, {}), name: example}
        for name, field in SCHEMA["properties"].items()
        for example in field["examples"]
    ),
]
FIELDS = {"for" if field == "deliverable" else field: field for field in Words._fields}


def _flaws(question: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(question)]


def _ask(question: dict[str, Any]) -> Any:
    words = {FIELDS[name]: value for name, value in question.items()}
    return recommend(*words.pop("uses", ()), **words)


def test_it_has_every_option_of_a_brief() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == set(FIELDS)
    # uses stand in a list, and each of them is said by --use
    options = {f"--{name.replace('_', '-')}" for name in SCHEMA["properties"] if name != "uses"}
    assert options == {option for name, option in OPTION.items() if name != "uses"}
    switches = {name for name, default in Words._field_defaults.items() if default is False}
    assert {name for name, field in SCHEMA["properties"].items() if field.get("type") == "boolean"} == switches
    assert all(field["description"] and field["examples"] for field in SCHEMA["properties"].values())


def test_its_bounds_are_those_of_the_parsers() -> None:
    def bounds(node: Any, word: str) -> set[int]:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        own = {node[word]} if isinstance(node, dict) and isinstance(node.get(word), int) else set()
        return own.union(*(bounds(value, word) for value in inner))

    assert bounds(SCHEMA, "maxLength") == {MAX_TEXT}
    assert bounds(SCHEMA, "maximum") == {MAX_PIXELS}
    assert tuple(SCHEMA["properties"]["accept"]["enum"]) == ACCEPTED


@pytest.mark.parametrize("name", ["presets", "advice", "plan", "check"])
def test_the_least_keep_is_that_of_the_parser(name: str) -> None:
    def least(node: Any) -> set[float]:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        keep = node.get("keep") if isinstance(node, dict) else None
        own = {keep["minimum"]} if isinstance(keep, dict) and "minimum" in keep else set()
        return own.union(*map(least, inner))

    assert least(read_schema(name)) == {float(LEAST_KEEP)}


@pytest.mark.parametrize("question", EXAMPLES, ids=str)
def test_every_example_is_understood(question: dict[str, Any]) -> None:
    assert _flaws(question) == []
    assert _ask(question).as_dict()["schema"] == "resadvise/advice/1"


@pytest.mark.parametrize(
    "question",
    [
        {"size": '48"x14"'},
        {"size": " 8.5 x 11 in "},
        {"size": ".5x.5m"},
        {"size": ["29.7cm", "420mm"]},
        {"pixels": "1920 × 1080 px"},
        {"pixels": "1920px X 1080px"},
        {"aspect": "4/5"},
        {"aspect": "16x9"},
        {"max_price": "$0.10"},
        {"max_price": 0},
        {"max_bytes": ".5MB"},
        {"for": "a3", "bleed": "0"},
        {"for": "ISO A3"},
        {"uses": []},
        {},
    ],
    ids=str,
)
def test_what_is_understood_is_described(question: dict[str, Any]) -> None:
    _ask(question)
    assert _flaws(question) == []


@pytest.mark.parametrize(
    "question",
    [
        {"fro": "a3"},
        {"deliverable": "a3"},
        {"max-price": 0.1},
        {"for": ""},
        {"for": "a3", "size": "297x420mm"},
        {"for": "a3", "pixels": [1080, 1350]},
        {"size": "297x420mm", "pixels": [1080, 1350]},
        {"for": "a3", "landscape": True, "portrait": True},
        {"size": "297"},
        {"size": [297, 420]},
        {"pixels": [1080]},
        {"pixels": [1080, 0]},
        {"pixels": 1080},
        {"aspect": "wide"},
        {"max_price": -1},
        {"max_price": "cheap"},
        {"max_price": None},
        {"uses": "print"},
        {"for": "a3", "accept": "anything"},
        {"transparent": "yes"},
        {"ppi": "3" * 61, "for": "a3"},
    ],
    ids=str,
)
def test_what_is_not_understood_is_refused(question: dict[str, Any]) -> None:
    assert _flaws(question)
