"""The first line of every answer: what to do, in words that need no knowledge of pixels; then what it rests on."""

from __future__ import annotations

from typing import Any

import pytest
from command import ask

from resadvise import recommend
from resadvise.checks.codes import FINDINGS
from resadvise.facts.load import shipped_facts
from resadvise.output.answers import advice_answer, cost_sentence, plan_answer
from resadvise.output.check import FAULTS, file_answer
from resadvise.schemas import schema_names

FACTS = shipped_facts()
ADVICE = [
    ("--for a3", "Ask for 4K at 3:4. It costs $0.11 and takes 20–30 s.", "ISO A3 "),
    ("--for a1", "Ask for 4K at 3:4. It costs $0.11 and takes 20–30 s.", "No tier reaches 150 ppi."),
    ("--print", "Ask for 4K. It costs $0.11 and takes 20–30 s.", "This is a rule of thumb"),
    ("--print --aspect 16:9", "Ask for 4K at 16:9. It costs $0.11 and takes 20–30 s.", "This is a rule of thumb"),
    ("", "Ask for 2K. It costs $0.05 and takes 10–15 s.", "Nothing was said"),
    ("--balanced --max-price 0.04", "Ask for 1K. It costs $0.03 and takes 5–8 s.", "2K "),
    ("--for a3 --ppi 300", "Ask for 4K at 3:4 and upscale it 1.05×: no tier is large enough.",
     "It costs $0.11 and takes 20–30 s. ISO A3 "),
    ("--print --model nano-banana-2-lite", "Use a model with larger tiers: Nano Banana 2 Lite stops at 1K.", ""),
    ("--for a3 --max-price 0.06", "Ask for 4K at 3:4 and raise --max-price, or make do with 2K.",
     "It costs $0.11 and takes 20–30 s. "),
    ("--for a3 --max-price 0.01 --max-seconds 9",
     "Ask for 4K at 3:4 and raise --max-seconds and --max-price: no tier is within your limits.", "It costs $0.11"),
]  # fmt: skip

PLANS = [
    ("--drafts 20 --finals 3 --print",
     "Make 20 drafts in 1K, then 3 finals in 4K. It costs $1.01 and takes 2.7–4.2 min.", ""),
    ("--drafts 20 --finals 3 --print --parallel 4 --batch",
     "Make 20 drafts in 1K, then 3 finals in 4K, 4 at a time and at the batch price. It costs $0.51 and takes 45–70 s.",
     ""),
    ("--drafts 60 --social", "Make 60 images in 1K and keep the best one.", "It costs $2.02 and takes 5–8 min."),
    ("--drafts 60 --social --parallel 4 --batch", "Make 60 images in 1K and keep the best one",
     "It costs $1.01 and takes 1.3–2 min, 4 at a time and at the batch price."),
    ("--drafts 20 --for a3 --budget 0.5", "Make fewer drafts, or raise --budget. 20 drafts will not fit ",
     "Make 20 drafts in 1K, then 1 final in 4K. It costs $0.79 and takes "),
    ("--for a3 --budget 0.05 --deadline 9s", "Raise --budget and --deadline. Not even 1 final will fit ",
     "Make 1 final in 4K. It costs $0.11 and takes 20–30 s."),
    ("--for a3 --budget 0.14", "Make 1 image in 4K", "It costs $0.11 and takes 20–30 s. $0.14 leaves"),
    ("--for a3 --ppi 300", "Ask for 4K at 3:4 and upscale it 1.05×: no tier is large enough.", "Make 10 drafts in 1K"),
    ("--for a3 --max-price 0.06", "Ask for 4K at 3:4 and raise --max-price, or make do with 2K.", "Make 10 drafts"),
]  # fmt: skip

LISTS = [
    ("table", "Nano Banana 2.1 makes images in 3 tiers, for $0.03 to $0.11 each."),
    ("table --model nano-banana-2-lite", "Nano Banana 2 Lite makes images in 14 shapes and 1 tier, for $0.03 each."),
    ("uses", f"Say what the image is for: {len(FACTS.uses)} uses, each with a tier by rule of thumb."),
    ("models", f"{len(FACTS.models)} models known. Nano Banana 2.1 is used unless you name another: --model NAME."),
    ("deliverables", f"{len(FACTS.deliverables)} targets are known by name. Ask for one: resadvise recommend "),
    ("deliverables story", "4 named targets found. Ask for one: resadvise recommend --for NAME."),
    ("presets show", "No presets file is in use: every value is built in."),
    ("schema", f"{len(schema_names())} JSON Schemas. Print one: resadvise schema NAME."),
]


@pytest.mark.parametrize(
    ("command", "first", "second"),
    [
        *((f"recommend {asked}", *lines) for asked, *lines in ADVICE),
        *((f"plan {asked}", *lines) for asked, *lines in PLANS),
    ],
)
def test_the_first_line_says_what_to_do(command: str, first: str, second: str) -> None:
    """In a pipe a line is a sentence or two, so that they can be compared."""
    blank, *lines = ask(*command.split()).out.splitlines()
    assert blank == ""
    said = " ".join(lines[: lines.index("")])
    assert said.startswith(first)
    assert second in said


@pytest.mark.parametrize("command", ["recommend --for a3", "recommend --print --max-price 0.01", "plan --for a3"])
def test_a_page_for_a_pull_request_begins_with_the_same_sentence(command: str) -> None:
    first = ask(*command.split()).out.splitlines()[1]
    page = ask(*command.split(), "-o", "md").out
    assert page.startswith(f"**{first}** ")
    assert page.partition("\n")[0].endswith(" Prices and times are those of Nano Banana 2.1.")


@pytest.mark.parametrize(("command", "first"), LISTS)
def test_the_first_line_of_a_list(command: str, first: str) -> None:
    assert ask(*command.split()).out.splitlines()[1].startswith(first)


def _with(price: float | None, low: float | None, high: float | None) -> dict[str, Any]:
    return {"price_usd": price, "seconds_min": low, "seconds_max": high}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (_with(0.0336, 5, 8), "It costs $0.03 and takes 5–8 s."),
        (_with(2, 100, 130), "It costs $2.00 and takes 1.7–2.2 min."),
        (_with(12.345, 5400, 9000), "It costs $12.35 and takes 1.5–2.5 h."),
        (_with(0.0039, 2, 2), "It costs $0.0039 and takes 2 s."),
        (_with(0, 2, 2), "It costs $0 and takes 2 s."),
        (_with(0.0336, None, None), "It costs $0.03; its time is not known."),
        (_with(None, 5, 8), "It takes 5–8 s; its price is not known."),
        (_with(None, None, None), "Its price and its time are not known."),
    ],
)
def test_what_an_image_costs(row: dict[str, Any], said: str) -> None:
    assert cost_sentence(row) == said


@pytest.mark.parametrize(
    ("request_", "asked"),
    [
        ({"aspect_ratio": "3:4", "image_size": None}, "Ask for 4K at 3:4. "),
        ({"size": "1088x1360", "quality": "medium"}, "Ask for 3584×4800 px in medium quality. "),
        ({"width": 1088, "height": 1360}, "Ask for 3584×4800 px. "),
    ],
)
def test_what_is_asked_for_follows_the_request(request_: dict[str, Any], asked: str) -> None:
    data = {**recommend(deliverable="a3").as_dict(), "request": request_}
    assert advice_answer(data, "A model").first.startswith(asked)


def test_a_reason_that_the_first_lines_say_is_named() -> None:
    answer = advice_answer(recommend(deliverable="a3").as_dict(), "A model")
    assert "need.print" in answer.codes
    assert "fit.best" not in answer.codes


def test_a_plan_without_remarks_has_one_line() -> None:
    from resadvise import plan

    data = {**plan(deliverable="a3", drafts=4).as_dict(), "reasons": []}
    answer = plan_answer(data, "A model")
    assert (answer.second, answer.codes) == ("", ())


# Checked files


def test_every_finding_that_fails_a_file_has_its_words() -> None:
    failing = {code for code, what in FINDINGS.items() if not what.means.startswith(("A note", "An error"))}
    assert set(FAULTS) == failing


@pytest.mark.parametrize(
    ("status", "findings", "said"),
    [
        ("pass", [], "a.png is good enough."),
        ("pass", [("size.turned", "note")], "a.png is good enough."),
        ("fail", [("size.short", "fail")], "a.png is too small."),
        ("fail", [("alpha.missing", "fail"), ("alpha.unused", "fail")], "a.png is not transparent."),
        ("fail", [("size.turned", "note"), ("size.near", "fail"), ("bytes.too-many", "fail")],
         "a.png is slightly too small and is too heavy."),
        ("error", [("broken", "error")], "a.png could not be read."),
    ],
)  # fmt: skip
def test_the_first_line_of_a_file(status: str, findings: list[tuple[str, str]], said: str) -> None:
    rows = [{"code": code, "level": level} for code, level in findings]
    assert file_answer({"path": "a.png", "status": status, "findings": rows}).first == said
