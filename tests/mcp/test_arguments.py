"""The arguments of the tools: all of a question's, none besides, and each mistake with what would be right."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from resadvise.errors import QuestionError
from resadvise.mcp.arguments import MAX_PATH, MAX_TEXT, as_arguments, brief_properties, checked, schema_of
from resadvise.mcp.tools import TOOLS
from resadvise.schemas import read_schema
from resadvise.words import OPTION

QUESTION = read_schema("question")
SCHEMAS = {tool.name: tool.schema for tool in TOOLS}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_sound_and_closed(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["additionalProperties"] is False


def test_the_arguments_are_those_of_a_question() -> None:
    question = set(QUESTION["properties"])
    assert set(SCHEMAS["recommend"]["properties"]) == question
    assert set(SCHEMAS["compare"]["properties"]) == question - {"model"} | {"provider", "all"}
    terms = {"drafts", "finals", "parallel", "batch", "budget", "deadline", "targets", "max_cut"}
    assert set(SCHEMAS["plan"]["properties"]) == question | terms
    assert set(SCHEMAS["check"]["properties"]) < question | {"path", "expect"}
    assert "quality" not in SCHEMAS["check"]["properties"]


@pytest.mark.parametrize("name", QUESTION["properties"])
def test_what_is_said_of_an_argument_comes_from_the_question(name: str) -> None:
    field, [told, bare] = (
        QUESTION["properties"][name],
        [brief_properties([name], told=told)[name] for told in (True, False)],
    )
    assert field["description"].startswith(told.get("description", ""))
    examples = field.get("examples", [])[:1]
    assert told.get("examples", []) in ([], examples)
    assert set(bare) == set(told) - {"description", "examples"}
    for example in examples:
        assert not list(Draft202012Validator(told).iter_errors(example))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"modle": "x"}, "there is no argument 'modle' (did you mean model?)"),
        ({"fro": "a3"}, "did you mean for?"),
        ({"max-price": 1}, "did you mean max_price?"),
        ({"xyzzy": 1}, "arguments: uses, for, size"),
        ({"x" * 10_000: 1}, "there is no argument 'xxx"),
        ({"for": {"name": "a3"}}, "for: give a text or a number"),
        ({"for": ["a", "b", True]}, "for: give a text or a number"),
        ({"max_price": True}, "max_price: give a text or a number"),
        ({"uses": [1]}, "uses: give a list of texts"),
        ({"uses": {"a": 1}}, "uses: give a list of texts"),
        ({"landscape": "yes"}, "landscape: give true or false"),
        ({"transparent": 1}, "transparent: give true or false"),
        ({"for": "a" * (MAX_TEXT + 1)}, f"for: give no more than {MAX_TEXT} characters"),
        ({"uses": ["a"] * (MAX_TEXT + 1)}, "uses: give no more than"),
        ({"uses": ["print", "a" * (MAX_TEXT + 1)]}, "uses: give no more than"),
        ({"ppi": 10**300}, "ppi: give no more than"),
    ],
    ids=lambda each: str(each)[:40],
)
def test_a_mistake_is_told_with_what_would_be_right(said: dict[str, Any], words: str) -> None:
    with pytest.raises(QuestionError) as caught:
        checked(said, SCHEMAS["recommend"])
    assert words in str(caught.value)
    assert len(str(caught.value)) < 600


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(QuestionError) as caught:
        checked({"modle": "x", "landscape": "yes"}, SCHEMAS["check"])
    assert [fault.where for fault in caught.value.faults] == [None, "landscape", "path"]


def test_null_is_not_said() -> None:
    assert checked({"for": "a3", "size": None, "modle": None}, SCHEMAS["recommend"]) == {"for": "a3"}


def test_a_path_may_be_long() -> None:
    schema = schema_of({"path": {"type": "string"}}, ["path"])
    assert checked({"path": "a" * MAX_PATH}, schema)
    with pytest.raises(QuestionError, match=f"{MAX_PATH} characters"):
        checked({"path": "a" * (MAX_PATH + 1)}, schema)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("give --size 148x210mm or --pixels 1080x1350", "give size 148x210mm or pixels 1080x1350"),
        ("--max-price is exceeded", "max_price is exceeded"),
        ("did you mean --for a3?", "did you mean for a3?"),
        ("a - b -- c", "a - b -- c"),
        *((option, "for" if name == "deliverable" else name) for name, option in OPTION.items()),
    ],
)
def test_options_are_told_as_arguments(text: str, told: str) -> None:
    assert as_arguments(text) == told
