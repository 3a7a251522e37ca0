"""Two states of the facts: which rows differ, and what a question is worth that one of them cannot answer."""

from __future__ import annotations

import pytest

from resadvise import load_facts
from resadvise.engine.changes import _answer, _changed_rows, _concerns
from resadvise.words import Words

FACTS = load_facts()


def test_a_list_is_one_row_and_a_mapping_has_one_for_each_key() -> None:
    old = {"viewing_classes": [1], "uses": {"a": 1, "b": 2}, "same": [1]}
    new = {"viewing_classes": [2], "uses": {"a": 1, "b": 3}, "same": [1]}
    assert [path for path, *_ in _changed_rows(old, new)] == [("viewing_classes",), ("uses", "b")]
    for one, other in (({"a": [1]}, {"a": {"b": 1}}), ({"a": {"b": 1}}, {"a": [1]})):  # it was a list, or is one now
        assert [path for path, *_ in _changed_rows(one, other)] == [("a",)]


def test_a_question_about_what_these_facts_do_not_have_has_no_answer() -> None:
    assert _answer(Words(deliverable="nowhere"), FACTS) is None
    answer = _answer(Words(deliverable="a3"), FACTS)
    assert answer
    assert (answer.tier, answer.status) == ("4K", "ok")


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        (("deliverables", "a3"), True),
        (("deliverables", "a4"), False),
        (("deliverables", "a"), False),  # part of a name is not its name
        (("models", "mine"), True),
        (("models", "a3"), False),
        (("uses", "print"), True),
        (("uses", "social"), False),
        (("thresholds", "print"), True),
        (("tiers", "4K"), True),
        (("viewing_classes",), True),
    ],
)
def test_a_row_that_can_be_named_matters_where_it_is(path: tuple[str, ...], matters: bool) -> None:
    assert _concerns(Words(uses=("print",), deliverable="a3", model="mine"), path) == matters
