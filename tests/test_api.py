"""The Python interface: what its words may be, what is said of wrong ones, and which names are public."""

from __future__ import annotations

import inspect
import json
import math
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import pytest
from command import ask, execute_python
from installed import installed_path
from PIL import Image
from places import IMAGES

import resadvise
from resadvise import QuestionError, campaign, check, compare, documents, plan, recommend
from resadvise.checks.rules import Finding
from resadvise.units.quantities import Length, Pixels, Ratio, Size
from resadvise.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from resadvise import Catalog

A3 = Size(Length(Fraction(297), "mm"), Length(Fraction(420), "mm"))


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


@pytest.mark.parametrize(
    ("function", "keyword"),
    [
        (recommend, "colour"),
        (recommend, "uses"),
        (recommend, "drafts"),
        (plan, "colour"),
        (compare, "colour"),
        (compare, "model"),
        (campaign, "colour"),
        (check, "colour"),
        # What limits a request to come says nothing of a file.
        (check, "max_price"),
        (check, "max_seconds"),
        (check, "accept"),
        (check, "uses"),
    ],
)
def test_an_unknown_keyword_is_a_type_error(function: Callable[..., Any], keyword: str) -> None:
    arguments = [IMAGES / "png"] if function is check else []
    with pytest.raises(TypeError, match=rf"^{function.__name__}\(\) got an unexpected keyword argument '{keyword}'$"):
        function(*arguments, **{keyword: "red"})


def test_of_several_unknown_keywords_the_first_by_name_is_told(facts: Catalog) -> None:
    words: dict[str, Any] = {"tint": 1, "colour": 2, "shade": 3}
    with pytest.raises(TypeError, match="'colour'"):
        recommend(facts=facts, **words)


# keyword: values that mean the same, the first as it is typed on a command line
SAME: dict[str, list[Any]] = {
    "size": ["297x420mm", ("297mm", "420mm"), ["297mm", "420mm"], A3, tuple(A3), ("297mm", A3.height)],
    "pixels": ["1080x1350", (1080, 1350), [1080, 1350], Pixels(1080, 1350), ("1080", "1350px")],
    "ppi": ["300", 300, 300.0, Decimal(300), Fraction(300), Decimal("3E+2")],
    "bleed": ["5mm", Length(Fraction(5), "mm")],
    "distance": ["2m", Length(Fraction(2), "m")],
    "dpr": ["1.5", 1.5, Decimal("1.5"), Fraction(3, 2)],
    "keep": ["50%", 0.5, Decimal("0.50"), Fraction(1, 2)],
    "aspect": ["16:9", (16, 9), [16, 9], (16.0, Decimal(9)), Ratio(Fraction(16), Fraction(9))],
    "max_bytes": ["2MB", 2_000_000, 2e6],
    "max_seconds": ["30s", 30, 30.0],
    "max_price": ["0.1", 0.1, Decimal("0.10"), Fraction(1, 10)],
    "tolerance": ["5%", 0.05, Fraction(1, 20)],
}
# What a keyword needs beside it.
PRINTED: dict[str, Any] = {"deliverable": "a3"}
SHOWN: dict[str, Any] = {"pixels": (900, 600)}
BESIDE = {"ppi": PRINTED, "bleed": PRINTED, "distance": PRINTED, "dpr": SHOWN, "keep": SHOWN, "tolerance": SHOWN}


@pytest.mark.parametrize("keyword", SAME)
def test_a_value_is_as_good_as_a_text(facts: Catalog, keyword: str) -> None:
    beside = BESIDE.get(keyword, {})
    briefs = [recommend(facts=facts, **{**beside, keyword: value}).brief for value in SAME[keyword]]
    assert briefs[0] != recommend(facts=facts, **beside).brief
    assert briefs == [briefs[0]] * len(briefs)


@pytest.mark.parametrize(
    ("value", "exactly"),
    [
        (0.1 + 0.2, "0.3"),
        (Fraction(1, 3), "0.33333333333333"),
        (1 / 3, "0.33333333333333"),
        (1e-300, "0"),
        (1e9, "1e9"),
    ],
)
def test_a_number_has_as_many_digits_as_can_be_typed(facts: Catalog, value: float, exactly: str) -> None:
    assert recommend(facts=facts, max_price=value).brief.limits.max_price == Fraction(exactly)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"max_price": math.nan}, "--max-price: 'nan' is not a price"),
        ({"max_price": math.inf}, "--max-price: 'inf' is not a price"),
        ({"max_price": Decimal("1E+5000")}, "--max-price: '1E+5000' is not a price"),
        ({"max_price": -1}, "--max-price: '-1' is not a price; it cannot be negative"),
        ({"max_price": 1e20}, "--max-price: a number of 21 digits is too long"),
        ({"max_bytes": 0.5}, "--max-bytes: '0.5' is not a whole number of bytes"),
        ({"pixels": (1080,)}, "--pixels: '1080' is not a pixel size"),
        ({"pixels": (1080, 1350, 1)}, "--pixels: '1080x1350x1' is not a pixel size"),
        ({"pixels": (1080.5, 1350)}, "--pixels: '1080.5x1350' has a fraction of a pixel"),
        ({"pixels": True}, "--pixels: 'True' is not a pixel size"),
        ({"size": (297, 420)}, "--size: '297x420' has no unit"),
        ({"pixels": (900, 600), "keep": True}, "--keep: 'True' is not a share"),
        ({"aspect": (16,)}, "--aspect: '16' is not an aspect ratio"),
    ],
)
def test_a_value_that_cannot_be_is_a_mistake_like_any_other(words: Any, message: str) -> None:
    with pytest.raises(QuestionError) as caught:
        recommend(**words)
    assert str(caught.value.faults[0]).startswith(message)


def test_the_keywords_are_the_words_of_a_question() -> None:
    hints = get_type_hints(documents.BriefWords)
    assert set(hints) == set(Words._fields) - {"uses"}
    switches = {name for name, default in Words._field_defaults.items() if default is False}
    assert {name for name, hint in hints.items() if hint is bool} == switches
    target = set(get_type_hints(documents.TargetWords))
    for name in hints:
        if name not in target:
            with pytest.raises(TypeError):
                check(IMAGES / "png", **{name: None})  # type: ignore[call-overload]
    assert check(IMAGES / "png", **dict.fromkeys(sorted(target - switches))).status == "pass"  # type: ignore[arg-type]


def test_without_facts_the_shipped_ones_are_read(facts: Catalog) -> None:
    assert recommend("print").as_dict() == recommend("print", facts=facts).as_dict()
    assert plan("print").as_dict() == plan("print", facts=facts).as_dict()


WATCH = """
import sys
from resadvise import plan, recommend
def answers():
    return [recommend("print", pixels=(1080, 1350)).as_dict(), plan("print", drafts=20).as_dict()]
opened = []
sys.addaudithook(lambda event, values: opened.append(values[0]) if event == "open" else None)
first = answers()
print(len(opened) > 0)
opened.clear()
assert answers() == first
print(opened)
"""


def test_the_second_answer_of_a_process_reads_no_file() -> None:
    assert execute_python(WATCH, env=installed_path()) == (0, "True\n[]\n", "")


# plan


def test_a_plan_is_that_of_the_command_line(facts: Catalog) -> None:
    laid_out = plan("print", facts=facts, drafts=20, finals=3, parallel=4, budget=Decimal(5), deadline="10m")
    assert (laid_out.status, laid_out.way.name, laid_out.drafts) == ("ok", "start-low", 20)
    data = laid_out.as_dict()
    assert (data["finals"], data["parallel"], data["budget_usd"], data["deadline_seconds"]) == (3, 4, 5, 600)
    assert plan("print", facts=facts).drafts == facts.defaults.drafts
    assert plan("print", facts=facts, batch=True).as_dict()["batch"] is True


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ({"drafts": -1}, "--drafts: '-1' is not a number of images from 0"),
        ({"drafts": 2.5}, "--drafts: '2.5' is not a number of images"),
        ({"parallel": 0}, "--parallel: '0' is not a number of images from 1"),
        ({"deadline": 0}, "--deadline: '0' must be more than zero"),
    ],
)
def test_terms_that_cannot_be(terms: Any, message: str) -> None:
    with pytest.raises(QuestionError) as caught:
        plan(**terms)
    assert str(caught.value).startswith(message)


# compare and campaign

OWN = """
models: {mine: {tiers: {1K: {price_usd: 0.001}}, pixels: {'1:1': {1K: 1000x1000}}}}
deliverables: {tile: {size: 900x900px}}
"""
ON_LINE: list[tuple[str, Callable[..., Any]]] = [
    ("compare --for a3", lambda **how: compare(deliverable="a3", **how)),
    ("compare --for a3 --all", lambda **how: compare(deliverable="a3", every=True, **how)),
    ("compare --pixels 900x600 --provider openai --quality low",
     lambda **how: compare(pixels=(900, 600), provider="openai", quality="low", **how)),
    ("compare --print --crop", lambda **how: compare("print", "crop", **how)),
    ("campaign a3 1080x1350", lambda **how: campaign("a3", "1080x1350", **how)),
    ("campaign a3 1080x1350 148x210mm --max-cut 60% --budget 0.01 --drafts 5 --model gpt-image-2 --quality high",
     lambda **how: campaign(
         {"deliverable": "a3"}, "1080x1350", {"size": "148x210mm"},
         max_cut=0.6, budget=Decimal("0.01"), drafts=5, model="gpt-image-2", quality="high", **how,
     )),
]  # fmt: skip


@pytest.mark.parametrize(("line", "function"), ON_LINE, ids=[line for line, _ in ON_LINE])
def test_an_answer_is_that_of_the_command_line(line: str, function: Callable[..., Any], tmp_path: Path) -> None:
    assert function().as_dict() == json.loads(ask(*line.split(), "--json").out)
    own = tmp_path / "own.yaml"
    own.write_text(OWN, "utf-8")
    result = ask(*line.split(), "--json", "--presets", str(own))
    assert function(facts=resadvise.load_facts(str(own))).as_dict() == json.loads(result.out)


def test_a_target_of_a_campaign_has_details() -> None:
    [target] = campaign({"size": ("297mm", "420mm"), "bleed": "3mm"}).as_dict()["targets"]
    need = recommend(size="297x420mm", bleed="3mm").as_dict()["need"]
    assert need
    assert target["export"] == need["pixels"]


@pytest.mark.parametrize(
    ("targets", "how", "messages"),
    [
        (({"bleed": "3mm"},), {}, ["this names no target"]),
        (("a33", "a3", "b99"), {}, ["there is no deliverable 'a33'", "there is no deliverable 'b99'"]),
        (
            ({"size": "1x1"}, {"deliverable": "hero", "bleed": "3mm"}),
            {},
            ["'1x1' has no unit", "this applies to prints only"],
        ),
        (("a3",), {"max_cut": 2}, ["'2' is more than 100%"]),
        (("a3",), {"model": "nope"}, ["there is no model 'nope'"]),
        ((), {}, ["a campaign needs targets"]),
    ],
)
def test_what_a_campaign_cannot_be(targets: Any, how: Any, messages: list[str]) -> None:
    with pytest.raises(QuestionError) as caught:
        campaign(*targets, **how)
    said = [fault.message for fault in caught.value.faults]
    assert len(said) == len(messages)
    assert [part for part, message in zip(messages, said, strict=True) if part not in message] == []


@pytest.mark.parametrize(
    ("terms", "code", "where"),
    [
        ({"drafts": -1}, "bad-count", "--drafts"),
        ({"max_cut": 2}, "bad-quantity", "--max-cut"),
        ({"budget": "x"}, "bad-quantity", "--budget"),
    ],
)
def test_terms_that_a_campaign_cannot_have(terms: Any, code: str, where: str) -> None:
    with pytest.raises(QuestionError) as caught:
        campaign("a3", **terms)
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [(code, where)]


def test_a_campaign_of_a_model_without_prices_says_what_to_explore_with(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("models: {mine: {tiers: {1K: {}}, pixels: {'1:1': {1K: 1000x1000}}}}", "utf-8")
    facts = resadvise.load_facts(str(own))
    for drafts, text in (
        (3, "Make 3 drafts of image 1, 1:1 in 1K, until the picture is right."),
        (0, "Explore with image 1 itself, 1:1 in 1K, until the picture is right."),
    ):
        first = campaign("900x900", model="mine", drafts=drafts, facts=facts).as_dict()["order"][0]
        assert first["text"].startswith(text)


@pytest.mark.parametrize(("name", "hint"), [("gogle", "did you mean google?"), ("zzz", "known: ")])
def test_a_provider_that_no_model_has(name: str, hint: str) -> None:
    with pytest.raises(QuestionError) as caught:
        compare(provider=name)
    [fault] = caught.value.faults
    assert (fault.code, fault.where) == ("unknown-provider", "--provider")
    assert (fault.hint or "").startswith(hint)


def test_of_several_unknown_keys_of_a_target_the_first_by_name_is_told() -> None:
    with pytest.raises(TypeError, match=r"^campaign\(\) got a target with an unexpected key 'max_price'$"):
        campaign({"deliverable": "a3", "uses": "print", "max_price": 1})


# check


def test_one_file_has_one_report() -> None:
    report = check(IMAGES / "png", deliverable="a3")
    assert report.status == "fail"
    assert report.path == str(IMAGES / "png")
    assert {finding.code for finding in report.findings} >= {"size.short"}
    assert all(isinstance(finding, Finding) for finding in report.findings)
    assert report.as_dict() == check(str(IMAGES / "png"), deliverable="a3").as_dict()


def test_a_report_is_not_changed_by_who_reads_it() -> None:
    report = check(IMAGES / "png")
    report.as_dict()["findings"].append({"code": "mine", "level": "fail", "text": "No.", "source": None})
    assert report.as_dict()["findings"] == []


def test_many_files_have_their_reports_in_order() -> None:
    names = ["png", "nosuch", "jpeg", "text"]
    reports = check((IMAGES / name for name in names), deep=True)
    assert [(Path(report.path).name, report.status) for report in reports] == [
        ("png", "pass"), ("nosuch", "error"), ("jpeg", "pass"), ("text", "error")
    ]  # fmt: skip
    assert list(check([])) == []


@pytest.mark.parametrize("path", ["nosuch", "-", "", ".", "a\0b", "\udcff"])
def test_what_cannot_be_read_is_a_report(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = check(path)
    assert report.status == "error"
    assert [finding.level for finding in report.findings] == ["error"]


def test_a_wrong_question_is_told_before_any_file_is_read() -> None:
    for words in ({"expect": "5K"}, {"deliverable": "a33"}, {"pixels": (0, 0)}):
        with pytest.raises(QuestionError):
            check(iter(["nosuch"]), **words)


def test_a_named_model_asks_for_its_shapes(tmp_path: Path) -> None:
    Image.new("RGB", (1000, 730)).save(tmp_path / "odd.png")
    assert check(tmp_path / "odd.png").findings == ()
    [finding] = check(tmp_path / "odd.png", model="nano-banana-2.1").findings
    assert finding.code == "ratio.unexpected"


def test_a_file_is_checked_against_the_facts_that_are_given(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("deliverables: {tile: {size: 8x8px}}", "utf-8")
    assert check(IMAGES / "png", deliverable="tile", facts=resadvise.load_facts(str(own))).status == "pass"


def test_a_file_that_is_called_like_standard_input_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-").write_bytes((IMAGES / "png").read_bytes())
    assert check("-").status == "pass"


# What a person sees of them


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (lambda: recommend(size="297x420mm", ppi=240, bleed="3mm"), "<Advice 4K 3584x4800 at 3:4, ok, $0.1134>"),
        (lambda: recommend(pixels=(9000, 9000)), "<Advice 4K 4096x4096 at 1:1, insufficient, $0.1134>"),
        (
            lambda: plan("print", drafts=20, finals=3),
            "<Plan start-low: 20 drafts in 1K, 3 finals in 4K, ok, $1.0122>",
        ),
        (lambda: check("nosuch.png"), "<FileReport 'nosuch.png', error: unreadable>"),
    ],
)
def test_a_repr_is_one_line(made: Callable[[], object], text: str) -> None:
    assert repr(made()) == text


def test_an_unknown_price_is_said(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("models: {mine: {tiers: {1K: {}}, pixels: {'1:1': {1K: 1000x1000}}}}", encoding="utf-8")
    facts = resadvise.load_facts(str(own))
    assert repr(recommend(facts=facts, model="mine")) == "<Advice 1K 1000x1000 at 1:1, ok, no known price>"
    assert repr(plan(facts=facts, model="mine", finals=1, drafts=0)).endswith(", ok, no known price>")


# Which names are public


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="module 'resadvise' has no attribute 'nosuch'"):
        getattr(resadvise, "nosuch")  # noqa: B009 - a type checker would refuse the attribute


@pytest.mark.parametrize("name", resadvise.__all__)
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    public = getattr(resadvise, name)
    assert public.__name__ == name
    assert sys.modules[public.__module__].__name__.startswith("resadvise.")
    assert inspect.getdoc(public)
