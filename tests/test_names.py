"""What a typed name is, or is taken for: a row of the facts, one of its brand, another word for the same, or a size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resadvise import QuestionError
from resadvise.brief import ask
from resadvise.names import find_model, find_row, meant, one_of, readings, words_of_target
from resadvise.words import OPTION, PARSERS, SWITCHES, Words, said_of, words_of_values

if TYPE_CHECKING:
    from resadvise import Catalog

OWN = "or describe one of your own: `resadvise presets init`"
# a name of no model -> what is said instead: names alike of the same brand alone, else the vendors
MODELS = {
    "nano-bannana": "did you mean nano-banana?",
    "gpt-imgae-2": "did you mean gpt-image-2?",
    "gtp-image-2": "did you mean gpt-image-2?",
    "gpt": "did you mean gpt-image-2 or gpt-image-2-5-flare?",
    "image-2": None,  # a part of gpt-image-2, but no brand of it
    "nano-image-2": "did you mean nano-banana or nano-banana-pro?",
    "gp-image-2": None,  # two letters are no brand
    "xyz": None,
}


@pytest.mark.parametrize(("name", "hint"), MODELS.items())
def test_an_unknown_model_is_never_taken_for_that_of_another_brand(name: str, hint: str | None, facts: Catalog) -> None:
    with pytest.raises(QuestionError) as caught:
        find_model(name, facts)
    [fault] = caught.value.faults
    vendors = sorted({model.provider for model in facts.models.values() if model.provider})
    assert fault.code == "unknown-model"
    assert fault.hint == (hint or f"`resadvise models` lists those of {', '.join(vendors)}; {OWN}")


def test_a_model_that_is_left_out_says_why(facts: Catalog) -> None:
    for name, row in facts.unsupported.items():
        with pytest.raises(QuestionError) as caught:
            find_model(name.upper(), facts)
        [fault] = caught.value.faults
        assert (fault.code, fault.message) == ("unsupported-model", f"{row.title} is not among the models: {row.why}")
        assert fault.hint == OWN.removeprefix("or ")


# a word alone -> the question that it asks
TARGETS: dict[str, dict[str, str]] = {
    "a3": {"deliverable": "a3"},
    "A3": {"deliverable": "A3"},
    "Instagram Story": {"deliverable": "Instagram Story"},
    "297x420mm": {"size": "297x420mm"},
    "8.5 x 11 in": {"size": "8.5 x 11 in"},
    "1080x1350": {"pixels": "1080x1350"},
    "300X250px": {"pixels": "300X250px"},
}
# … or the code, a part of the message and the hint
NO_TARGETS = {
    "20x": ("bad-quantity", "'20x' is not a size", "pixels need no unit: 1080x1350"),
    "8,5x11in": ("bad-quantity", "use a decimal point: 8.5x11in", "pixels need no unit: 1080x1350"),
    ".5 cmx": ("bad-quantity", "'.5 cmx' is not a size", "pixels need no unit: 1080x1350"),
    "print": ("unknown-deliverable", "is a use, not a target", "name what it is for: business-card-us, postcard, a6"),
    "draft": ("unknown-deliverable", "is a use, not a target", "give a size: 148x210mm or 1080x1350"),
    "a33": (
        "unknown-deliverable", "no deliverable 'a33'",
        "did you mean a3? Otherwise give a size: 148x210mm or 1080x1350",
    ),
    "touch": (
        "unknown-deliverable", "no deliverable 'touch'",
        "did you mean apple-touch-icon? Otherwise give a size: 148x210mm or 1080x1350",
    ),
    "dinn": (  # three letters of a name are no word to be near
        "unknown-deliverable", "no deliverable 'dinn'",
        "`resadvise deliverables` lists them; or give a size: 148x210mm or 1080x1350",
    ),
    "f2000": (  # nor is a part of it that has digits
        "unknown-deliverable", "no deliverable 'f2000'",
        "`resadvise deliverables` lists them; or give a size: 148x210mm or 1080x1350",
    ),
    "zzzz": (
        "unknown-deliverable", "no deliverable 'zzzz'",
        "`resadvise deliverables` lists them; or give a size: 148x210mm or 1080x1350",
    ),
    "book": (
        "ambiguous-deliverable", "'book' matches 3 deliverables",
        "pick one of kdp-full-cover, kindle-cover, paperback-6x9",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("word", "said"), TARGETS.items())
def test_a_word_alone_is_a_question(word: str, said: dict[str, str], facts: Catalog) -> None:
    assert said_of(words_of_target(word, facts)) == said


@pytest.mark.parametrize(("word", "expected"), NO_TARGETS.items())
def test_a_word_that_is_no_target_leads_on(word: str, expected: tuple[str, str, str], facts: Catalog) -> None:
    with pytest.raises(QuestionError) as caught:
        words_of_target(word, facts)
    [fault] = caught.value.faults
    code, part, hint = expected
    assert (fault.code, fault.where, fault.hint) == (code, None, hint)
    assert part in fault.message


def test_a_use_that_is_a_size_or_a_target_says_so(facts: Catalog) -> None:
    for word, hint in (
        ("297x420mm", "did you mean --size 297x420mm?"),
        ("1080x1350", "did you mean --pixels 1080x1350?"),
        ("a3", "did you mean --for a3?"),
        ("book", "pick one with --for: kdp-full-cover, kindle-cover, paperback-6x9"),
        ("prnt", "did you mean print?"),
        ("zzzz", "`resadvise uses` lists them"),
    ):
        with pytest.raises(QuestionError) as caught:
            ask(Words(uses=(word,)), facts)
        [fault] = caught.value.faults
        assert (fault.code, fault.where, fault.hint) == ("unknown-use", "--use", hint)


# a word in the wrong place, by its form alone: the likeliest first
MEANT = {
    "16:9": "--aspect 16:9",
    "50%": "--keep 50%",
    "2x": "--dpr 2x",
    "500KB": "--max-bytes 500KB",
    "30s": "--max-seconds 30s",
    "$0.10": "--max-price '$0.10'",
    "8'x10'": "--size \"8'x10'\"",
    "12": None,
    "5m": None,
}


@pytest.mark.parametrize(("word", "said"), MEANT.items())
def test_the_form_of_a_word_tells_its_option(word: str, said: str | None, facts: Catalog) -> None:
    assert meant(word, facts) == said


def test_of_many_names_the_first_are_listed() -> None:
    keys = [f"name-{number}" for number in range(23)]
    assert one_of("a b", keys[:20]) == ", ".join(keys[:20])
    assert one_of("a b", keys) == f"{', '.join(keys[:20])}, and 3 more: `resadvise deliverables 'a b'`"


def test_a_part_of_a_key_comes_before_one_of_an_alias(facts: Catalog) -> None:
    found = readings("Spotify", facts.deliverables)
    by_key = [name for name in facts.deliverables if "spotify" in name.split("-")]
    assert found[: len(by_key)] == by_key
    assert len(found) == len(set(found)) > len(by_key)
    assert readings("potify", facts.deliverables) == []


def test_each_part_of_a_name_is_one_of_its_readings(facts: Catalog) -> None:
    for key, row in facts.deliverables.items():
        for name in (key, *row.aliases):
            for part in (name, *name.split("-")):
                assert key in readings(part, facts.deliverables)


def test_a_row_is_found_by_each_of_its_names_however_they_are_written(facts: Catalog) -> None:
    rows: tuple[Any, ...] = (facts.deliverables, facts.models, facts.uses, facts.unsupported)
    for known in rows:
        for key in known:
            for name in (key, *known[key].aliases):
                for typed in (name, name.upper(), name.replace("-", "_"), f" {name.replace('-', ' ')} "):
                    assert find_row(typed, known) is known[key]
        assert find_row("no such name", known) is None


def test_each_field_has_its_option_and_its_kind() -> None:
    assert OPTION == {
        "uses": "--use", "deliverable": "--for", "size": "--size", "pixels": "--pixels", "ppi": "--ppi",
        "bleed": "--bleed", "distance": "--distance", "dpr": "--dpr", "keep": "--keep", "accept": "--accept",
        "aspect": "--aspect", "landscape": "--landscape", "portrait": "--portrait", "model": "--model",
        "quality": "--quality", "max_bytes": "--max-bytes", "max_seconds": "--max-seconds",
        "max_price": "--max-price", "tolerance": "--tolerance", "transparent": "--transparent",
    }  # fmt: skip
    assert {"landscape", "portrait", "transparent"} == SWITCHES
    assert PARSERS.keys() == OPTION.keys() - {"uses", "deliverable", "model", "quality", *SWITCHES}


def test_a_field_says_something_where_it_is_not_as_usual() -> None:
    assert said_of(Words()) == {}
    assert said_of(Words(uses=("print",), size="", ppi="0", landscape=True)) == {
        "uses": ("print",), "size": "", "ppi": "0", "landscape": True,
    }  # fmt: skip
    assert said_of(Words(portrait=None)) == {}  # type: ignore[arg-type]  # as JSON may say it


def test_a_value_is_written_as_it_would_be_typed() -> None:
    values = {"pixels": (1080, 1350), "keep": 0.5, "ppi": None, "transparent": False, "landscape": True}
    assert words_of_values(("web",), values) == Words(("web",), pixels="1080x1350", keep="0.5", landscape=True)
