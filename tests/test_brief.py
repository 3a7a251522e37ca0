"""What a word in the wrong place most likely means, which model a name is, and what a target is called."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest

from resadvise import QuestionError, load_facts
from resadvise.brief import PrintTarget, ask, ask_said, target_name, target_of
from resadvise.names import find_model, meant
from resadvise.words import Words

if TYPE_CHECKING:
    from resadvise import Catalog


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("a3", "--for a3"),
        ("print", "--print"),
        ("297x420mm", "--size 297x420mm"),
        ("8 x 10 in", "--size '8 x 10 in'"),
        ("8'x10'", "--size \"8'x10'\""),
        ("1080x1350px", "--pixels 1080x1350px"),
        ("12", None),
        ("nothing", None),
    ],
)
def test_meant(word: str, said: str | None, facts: Catalog) -> None:
    assert meant(word, facts) == said


def test_find_model(facts: Catalog) -> None:
    assert find_model(None, facts).name == facts.defaults.model
    assert find_model("Nano-Banana-PRO", facts).title == "Nano Banana Pro"
    with pytest.raises(QuestionError) as caught:
        find_model("nano-bannana", facts)
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == ("unknown-model", "--model")


@pytest.mark.parametrize(
    ("said", "size", "upright"),
    [
        ({}, "297x420mm", False),
        ({"portrait": True}, "297x420mm", True),
        ({"landscape": True}, "420x297mm", True),
    ],
)
def test_how_a_sheet_lies(said: dict[str, Any], size: str, upright: bool, facts: Catalog) -> None:
    target = ask(Words(deliverable="a3", **said), facts).target
    assert isinstance(target, PrintTarget)
    assert (str(target.size), target.upright) == (size, upright)


@pytest.mark.parametrize(
    ("name", "text"),
    [("a3", "ISO A3 (297×420 mm)"), ("full-hd", "(1920×1080 px)")],
)
def test_the_name_of_a_target(name: str, text: str, facts: Catalog) -> None:
    target = target_of(facts.deliverables[name])
    assert text in target_name(target)
    assert f"({target_name(target._replace(deliverable=None))})" in target_name(target)


# What the rows of a table ask: alike but for the size, or alike in it alone; and what is wrong with some of them.
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"size": "90x50mm", "bleed": "3mm"},
    {"size": "1x2m", "bleed": "3mm"},
    {"size": "1x2m"},
    {"pixels": "90x50", "dpr": "2"},
    {"pixels": "90x50", "bleed": "3mm"},
    {"bleed": "3mm"},
    {"bleed": "3mm", "size": "1x2", "ppi": "none"},
    {"deliverable": "a3", "bleed": "3mm", "landscape": True},
    {"deliverable": "a3", "bleed": "3mm", "portrait": True, "size": "1x2m"},
    {"deliverable": "a33", "pixels": "90"},
    {"pixels": "90", "aspect": "1:1"},
    {"uses": ("print", "crop"), "keep": "50%", "max_price": "1", "transparent": True},
    {"model": "gpt-image-2", "quality": "low", "pixels": "1x2"},
)


def test_what_was_asked_before_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question is read as by facts that were asked nothing yet, however much of those before it is remembered."""

    def answer(said: dict[str, Any], facts: Catalog) -> object:
        try:
            return ask(Words(**said), facts)
        except QuestionError as error:
            return error.faults

    fresh = [answer(said, load_facts()) for said in QUESTIONS]
    for most in (1, 3, 1000):
        monkeypatch.setattr("resadvise.brief.REMEMBERED", most)
        facts = load_facts()
        for _ in range(2):
            assert [answer(said, facts) for said in QUESTIONS] == fresh
            assert 0 < len(facts.memo["rests",]) <= most


def test_what_is_wrong_is_not_remembered(facts: Catalog) -> None:
    facts = facts._replace(memo={})
    for words in (Words(deliverable="a33"), Words(size="1x2m", ppi="none"), Words(size="1x2m", dpr="2")):
        with pytest.raises(QuestionError):
            ask(words, facts)
    assert not facts.memo["rests",]


def test_faults_are_told_in_the_order_of_the_options_however_they_were_said(facts: Catalog) -> None:
    said = {"tolerance": "x", "max_price": "x", "size": "x", "aspect": "x", "keep": "x", "ppi": "x"}
    with pytest.raises(QuestionError) as caught:
        ask_said(said, facts)
    options = ["--size", "--ppi", "--keep", "--aspect", "--max-price", "--tolerance"]
    assert [fault.where for fault in caught.value.faults] == options


def test_facts_travel_to_another_process_with_what_they_remember() -> None:
    facts = load_facts()
    brief = ask(Words(size="90x50mm", bleed="3mm"), facts)
    assert ask(Words(size="90x50mm", bleed="3mm"), pickle.loads(pickle.dumps(facts))) == brief


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (Words(pixels="1080"), "add a height; at 16:9 it is --pixels 1080x608"),
        (Words(pixels="1080 px", aspect="4:5"), "add a height; at 4:5 it is --pixels 1080x1350"),
        (Words(pixels="1", aspect="21:9"), "add a height; at 21:9 it is --pixels 1x1"),
        (Words(pixels="1080", aspect="wide"), "add a height; at 16:9 it is --pixels 1080x608"),
        (Words(pixels="297x420mm"), "did you mean --size 297x420mm?"),
        (Words(pixels="0"), None),
    ],
)
def test_a_width_alone_becomes_a_size(words: Words, hint: str | None, facts: Catalog) -> None:
    with pytest.raises(QuestionError) as caught:
        ask(words, facts)
    assert [fault.hint for fault in caught.value.faults if fault.where == "--pixels"] == [hint]


def test_uses_are_in_the_order_of_the_facts_each_once(facts: Catalog) -> None:
    names = list(facts.uses)
    for some in (names[:2], names[::3], names[:1]):
        brief = ask(Words(uses=(*reversed(some), some[0])), facts)
        assert [use.name for use in brief.uses] == some


def test_a_quality_is_spelt_as_the_model_spells_it(facts: Catalog) -> None:
    for model in facts.models.values():
        for quality in model.qualities:
            for typed in (quality, quality.upper(), quality.lower()):
                assert ask(Words(model=model.name, quality=typed), facts).quality == quality


def test_the_quality_of_an_unknown_model_is_no_fault_of_its_own(facts: Catalog) -> None:
    with pytest.raises(QuestionError) as caught:
        ask(Words(model="nope", quality="low"), facts)
    assert [fault.code for fault in caught.value.faults] == ["unknown-model"]
