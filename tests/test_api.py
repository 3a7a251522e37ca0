"""The Python interface: what its words may be, what is said of wrong ones, and which names are public."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import resadvise
from resadvise import QuestionError, recommend

if TYPE_CHECKING:
    from resadvise import Catalog


def test_every_mistake_is_reported_at_once(facts: Catalog) -> None:
    with pytest.raises(QuestionError) as caught:
        recommend("prnt", facts=facts, deliverable="a33", size="1x1", ppi="nan", model="x")
    codes = [fault.code for fault in caught.value.faults]
    assert codes == [
        "bad-quantity",
        "bad-quantity",
        "unknown-use",
        "unknown-model",
        "unknown-deliverable",
        "two-targets",
    ]


def test_an_unknown_keyword_is_a_type_error(facts: Catalog) -> None:
    with pytest.raises(TypeError, match="colour"):
        recommend(facts=facts, colour="red")


def test_numbers_are_as_good_as_texts(facts: Catalog) -> None:
    assert recommend(facts=facts, size="297x420mm", ppi=240, max_price=0.5).as_dict() == (
        recommend(facts=facts, size="297x420mm", ppi="240", max_price="0.5").as_dict()
    )


def test_without_facts_the_shipped_ones_are_read(facts: Catalog) -> None:
    assert recommend("print").as_dict() == recommend("print", facts=facts).as_dict()


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="module 'resadvise' has no attribute 'nosuch'"):
        getattr(resadvise, "nosuch")  # noqa: B009 - a type checker would refuse the attribute
