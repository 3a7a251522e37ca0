"""`campaign`: the words of its targets, its file, its exit codes, and what a person reads."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from command import ask, execute_shell
from jsonschema import Draft202012Validator
from places import ROOT

from resadvise import campaign, recommend
from resadvise.batch.brief_file import KEYS, OF_ALL, TARGET_FIELDS
from resadvise.engine.campaign import MOST_TARGETS
from resadvise.schemas import read_schema

if TYPE_CHECKING:
    from pathlib import Path

FIVE = ("instagram-portrait", "instagram-story", "youtube-thumbnail", "297x420mm", "1200x628")


def answer(*words: str, code: int = 0) -> Any:
    result = ask("campaign", *words, "--json")
    assert (result.code, result.err) == (code, "")
    return json.loads(result.out)


def test_five_targets_take_two_images() -> None:
    data = answer(*FIVE)
    assert data["total"] == {"count": 2, "price_usd": 0.2268, "seconds_min": 40, "seconds_max": 60}
    assert (data["one_each"]["count"], data["one_each"]["price_usd"]) == (5, 0.3612)
    assert (data["saved"]["count"], data["saved"]["price_usd"]) == (3, 0.1344)
    assert [row["target"] for row in data["targets"]] == list(FIVE)
    assert [master["serves"] for master in data["masters"]] == [[FIVE[0], FIVE[1], FIVE[3]], [FIVE[2], FIVE[4]]]
    assert [step["step"] for step in data["order"]] == ["draft", "choose", "make", "make", "crop"]


@pytest.mark.parametrize("model", ["nano-banana-2.1", "gpt-image-2", "seedream-4.0", "nano-banana-pro"])
def test_an_image_for_each_costs_what_recommend_says(model: str) -> None:
    data = answer("instagram-story", "og-image", "a5", "--model", model)
    alone = [recommend(model=model, deliverable=row["target"]).as_dict()["price_usd"] for row in data["targets"]]
    assert data["one_each"]["price_usd"] == pytest.approx(sum(price or 0 for price in alone))


def test_the_same_target_twice_is_cut_twice() -> None:
    data = answer("a3", "a3")
    assert (data["total"]["count"], data["one_each"]["count"], len(data["targets"])) == (1, 2, 2)


# what is typed, what is wrong with it
WORDS = [
    ("instagram-stroy", "there is no deliverable 'instagram-stroy' (did you mean instagram-story?"),
    ("print", "'print' is a use, not a target (name what it is for: business-card-us"),
    ("8.5x11", "'8.5x11' has no unit; try 8.5x11mm"),
    ("banner", "'banner' matches"),
    ("5", "there is no deliverable '5' (`resadvise deliverables` lists them; or give a size: 148x210mm or 1080x1350)"),
    ("0x5", "'0x5'"),
]


@pytest.mark.parametrize(("word", "message"), WORDS)
def test_a_word_that_is_no_target_is_refused(word: str, message: str) -> None:
    result = ask("campaign", "a3", word)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


# the file, and each line that is said of it
FILES = [
    ("targets:\n  - a3\nmodl: x\n", [":3:1: modl: unknown key 'modl'; did you mean 'model'?"]),
    (
        "targets:\n  - nope\n  - {bleed: 3mm}\n  - {for: a3, size: 1x1mm}\n",
        [":2:5: there is no deliverable 'nope'", ":3:5: this names no target (for: a3"],
    ),
    ("targets:\n  - for: a3\n    dpr: 2\n", [":3:5: a print has no device pixel ratio"]),
    ("targets:\n  - {for: a3, size: 1x1mm}\n", [":1: --for and --size cannot be combined"]),
    ("targets:\n  - a3\nmodel: nah\n", [":3:1: there is no model 'nah'"]),
    ("targets:\n  - a3\nquality: low\n", [":3:1: Nano Banana 2.1 has no qualities"]),
    ("targets:\n  - a3\nbudget: -1\n", [":3:1: budget: -1 is too small"]),
    ("targets:\n  - {pixels: 1x}\n", [":2:6: targets.0.pixels: '1x' is not a pixel size"]),
    ("targets: a3\n", [":1:1: targets: expected a list, found 'a3'; write [a3]"]),
    ("targets: []\n", [":1:1: targets: the list is too short"]),
    ("targets:\n- a3\n\tx", [":3:1:"]),
    ("", [":1:1: expected a map, found null"]),
]


@pytest.mark.parametrize(("text", "lines"), FILES)
def test_a_file_is_refused_with_line_and_column(text: str, lines: list[str], tmp_path: Path) -> None:
    file = tmp_path / "brief.yaml"
    file.write_text(text, "utf-8")
    result = ask("campaign", str(file))
    assert (result.code, result.out) == (2, "")
    for said, line in zip(result.err.splitlines(), lines, strict=True):
        if line.startswith(":1: "):  # of a place in it
            assert line[3:] in said
        else:
            assert said.startswith(f"resadvise: {file}{line}")


def test_a_file_says_what_the_command_line_can_and_more(tmp_path: Path) -> None:
    file = tmp_path / "brief.yaml"
    file.write_text("model: gpt-image-2\nquality: low\nmax_cut: 10%\ndrafts: 3\ntargets: [a5, 1080x1080]\n", "utf-8")
    words = ("a5", "1080x1080", "--model", "gpt-image-2", "--quality", "low", "--max-cut", "10%", "--drafts", "3")
    assert answer(str(file)) == answer(*words)
    assert answer(str(file), "--quality", "high")["quality"] == "high"
    piped = execute_shell(f"resadvise campaign - --get total.price_usd < {file}")
    assert (piped.code, float(piped.out)) == (0, answer(*words)["total"]["price_usd"])
    file.write_text("targets:\n  - {size: 297x420mm, bleed: 3mm, ppi: 150}\n  - {pixels: 400x300, dpr: 2}\n", "utf-8")
    paper, screen = answer(str(file))["targets"]
    assert (paper["target"], paper["export"], paper["trim"]) == ("297x420mm", [1789, 2516], [18, 18, 1753, 2480])
    assert (screen["target"], screen["export"]) == ("400x300", [800, 600])


def test_a_file_stands_alone_and_standard_input_is_read_once(tmp_path: Path) -> None:
    assert "a file of targets stands alone" in ask("campaign", "a3", "brief.yaml").err
    assert "two things are to be read from standard input" in ask("campaign", "-", "--presets", "-").err
    missing = ask("campaign", str(tmp_path / "brief.yaml"))
    assert (missing.code, "cannot read the brief: No such file" in missing.err) == (2, True)


def test_forty_targets_are_the_most() -> None:
    assert len(answer(*["a3"] * MOST_TARGETS)["targets"]) == MOST_TARGETS
    result = ask("campaign", *["a3"] * (MOST_TARGETS + 1))
    assert result.code == 2
    assert "41 targets are too many; a campaign has at most 40" in result.err
    assert "a campaign needs targets" in ask("campaign").err


def test_what_nothing_serves_is_named_with_its_reason() -> None:
    data = answer("a3", "20000x20000", "8000x100", code=1)
    assert data["status"] == "insufficient"
    large, odd = data["unserved"]
    assert (large["target"], large["reason"], large["nearest"]["pixels"]) == ("20000x20000", "too-large", [4096, 4096])
    assert large["nearest"]["margin"] == -0.7952
    assert (odd["target"], odd["reason"], odd["nearest"]["aspect_ratio"]) == ("8000x100", "too-odd", "8:1")
    assert odd["nearest"]["cut_fraction"] > 0.25
    texts = {reason["code"]: reason["text"] for reason in data["reasons"]}
    assert "20000x20000 is too large: 4K at 1:1 (4096×4096 px) is 80% less than needed." in texts["campaign.too-large"]
    assert "8000x100 is too odd a shape" in texts["campaign.too-odd"]
    assert answer("20000x20000", code=1)["masters"] == []


def test_a_larger_cut_that_would_do_is_named() -> None:
    data = answer("1000x85", code=1)
    [text] = [reason["text"] for reason in data["reasons"] if reason["code"] == "campaign.too-odd"]
    most = text.partition("--max-cut ")[2].partition("%")[0]
    assert answer("1000x85", "--max-cut", f"{most}%")["unserved"] == []


def test_a_budget_counts_the_drafts() -> None:
    assert answer("a3", "--budget", "0.2")["with_drafts"]["price_usd"] == 0.1134
    data = answer("a3", "--budget", "0.2", "--drafts", "10", code=1)
    assert (data["status"], data["total"]["price_usd"]) == ("conflict", 0.1134)
    assert (data["with_drafts"]["count"], data["with_drafts"]["price_usd"]) == (11, 0.4494)
    found = ask("campaign", "a3", "--budget", "0.05", "--get", "status")
    assert (found.code, found.out) == (1, "conflict\n")
    assert found.err == "resadvise: conflict: 1 image would cost $0.0634 more than the budget allows.\n"


def test_where_no_smaller_tier_is_cheaper_the_first_image_is_explored_itself() -> None:
    data = answer("og-image", "--drafts", "3")
    assert (data["drafts"]["tier"], data["drafts"]["count"]) == ("1K", 3)
    assert data["with_drafts"]["count"] == 3  # the one that is chosen is the image
    assert [step["step"] for step in data["order"]] == ["draft", "choose", "crop"]


UNKNOWN = "models:\n  mine:\n    tiers: {1K: {}, 2K: {}}\n    pixels:\n      '1:1': {1K: 1000x1000, 2K: 2000x2000}\n"


def test_with_an_unknown_price_the_fewest_images_are_chosen(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(UNKNOWN, "utf-8")
    own = ("--model", "mine", "--presets", str(tmp_path / "own.yaml"))
    data = answer("1000x1000", "1900x1900", "800x800", *own, "--budget", "1")
    assert [master["pixels"] for master in data["masters"]] == [[2000, 2000]]
    assert data["total"]["price_usd"] is data["one_each"]["price_usd"] is data["saved"]["price_usd"] is None
    assert {"campaign.fewest"} < {reason["code"] for reason in data["reasons"]}
    assert [warning["code"] for warning in data["warnings"]] == ["limit.unknown"]
    screen = ask("campaign", "1000x1000", "800x800", *own).out
    assert "Make 1 image and crop both targets from it; its price is not known." in screen


def test_csv_has_a_row_a_target() -> None:
    rows = list(csv.DictReader(io.StringIO(ask("campaign", *FIVE, "-o", "csv").out)))
    assert [row["target"] for row in rows] == list(FIVE)
    assert [row["crop_to"] for row in rows] == ["x".join(map(str, row["crop_to"])) for row in answer(*FIVE)["targets"]]


@pytest.mark.parametrize("command", ["recommend", "plan"])
@pytest.mark.parametrize("words", [("--for", "a3", "--for", "og-image"), ("--for=a3", "--for=og-image")])
def test_a_second_target_leads_here(command: str, words: tuple[str, ...]) -> None:
    result = ask(command, *words)
    assert result.code == 2
    assert "for several at once: resadvise campaign a3 og-image" in result.err


def test_a_check_has_one_target() -> None:
    assert "campaign" not in ask("check", "x.png", "--for", "a3", "--for", "a4").err


# the targets and options, and the first line
FIRST = [
    (FIVE, "Make 2 images for $0.23 and crop all 5 targets from them."),
    (("a3", "a4"), "Make 1 image for $0.11 and crop both targets from it."),
    (("og-image",), "Make 1 image for $0.03 and crop the target from it."),
    (("a3", "20000x20000"), "Make 1 image for $0.11 and crop 1 of the 2 targets from it; nothing serves 20000x20000."),
    (("20000x20000",), "No image of this model serves this target."),
    (("20000x20000", "9000x1"), "No image serves any target."),
    (("a3", "--budget", "0.05"), "Raise --budget to $0.11, or leave targets out: it takes 1 image for $0.11."),
]


@pytest.mark.parametrize(("words", "line"), FIRST)
def test_the_first_line_is_a_plain_sentence(words: tuple[str, ...], line: str) -> None:
    assert line in ask("campaign", *words).out


@pytest.mark.parametrize("columns", ["20", "40", "80", "200"])
def test_no_line_is_wider_than_the_screen(columns: str) -> None:
    for words in (FIVE, ("a3", "og-image", "20000x20000", "8000x100"), ("a3", "--model", "gpt-image-2")):
        lines = ask("campaign", *words, COLUMNS=columns).out.splitlines()
        assert max(map(len, lines)) <= int(columns)
        assert "2:3 in 4K" in " ".join(" ".join(lines).split()) or words != FIVE


def test_a_sketch_shows_what_to_keep_where_there_is_room() -> None:
    wide = ask("campaign", *FIVE, COLUMNS="80").out
    assert "┌" in wide
    assert wide.count("keep ") >= 2
    assert "┌" not in ask("campaign", *FIVE, COLUMNS="40").out
    assert "┌" not in ask("campaign", *FIVE).out  # a pipe gets lines


def test_python_asks_the_same() -> None:
    assert campaign(*FIVE).as_dict() == answer(*FIVE)
    found = campaign("a3", {"size": ("297mm", "420mm"), "bleed": "3mm", "ppi": 150}, max_cut=0.3, drafts=4, budget=2)
    assert found.as_dict()["targets"][1]["export"] == [1789, 2516]
    assert repr(found) == "<Campaign 1 image for 2 targets, ok, $0.1134>"
    with pytest.raises(TypeError, match="unexpected key 'model'"):
        campaign({"deliverable": "a3", "model": "x"})


def test_the_file_of_the_page_is_a_good_one(tmp_path: Path) -> None:
    text = re.search(r"```yaml\n(.*?)```", (ROOT / "docs" / "campaign.md").read_text("utf-8"), re.DOTALL)
    assert text
    (tmp_path / "brief.yaml").write_text(text[1], "utf-8")
    assert len(answer(str(tmp_path / "brief.yaml"))["targets"]) == 4


def test_a_file_may_say_what_an_option_of_a_target_can_and_no_more() -> None:
    """The schema of the file, and the keys that are read, are the same."""
    schema = read_schema("campaign-brief")
    assert set(schema["$defs"]["target"]["properties"]) == {KEYS[field] for field in TARGET_FIELDS}
    assert set(schema["properties"]) == {*OF_ALL, "targets"}
    assert schema["properties"]["targets"]["maxItems"] == MOST_TARGETS
    Draft202012Validator.check_schema(schema)
    for example in schema["examples"]:
        Draft202012Validator(schema).validate(example)


def test_every_quantity_that_is_none_is_told() -> None:
    result = ask("campaign", "a3", "--max-cut", "x", "--budget", "y", "--drafts", "z")
    assert (result.code, result.out) == (2, "")
    assert [line.split()[1] for line in result.err.splitlines()] == ["--max-cut:", "--budget:", "--drafts:"]


# what 1K costs, which has no shape but a wide one; and what is said of an image for each target, which would be that
WIDE = [
    ("price_usd: 1", "One image for each target would cost $1, but one of them loses more than 25%."),
    ("", None),
]


@pytest.mark.parametrize(("price", "text"), WIDE)
def test_an_image_for_each_may_lose_more_than_a_crop_here(price: str, text: str | None, tmp_path: Path) -> None:
    facts = (
        f"models:\n  mine:\n    tiers: {{1K: {{{price}}}, 2K: {{price_usd: 2}}}}\n    pixels:\n"
        "      '2:1': {1K: 2000x1000}\n      '1:1': {2K: 2000x2000}\n"
    )
    (tmp_path / "own.yaml").write_text(facts, "utf-8")
    data = answer("1000x1000", "--model", "mine", "--presets", str(tmp_path / "own.yaml"))
    assert (data["total"]["price_usd"], data["masters"][0]["tier"]) == (2, "2K")
    assert data["drafts"]["tier"] == "2K"  # 1K does not come in that shape
    said = [reason["text"] for reason in data["reasons"] if reason["code"] == "campaign.one-each"]
    assert said == ([] if text is None else [text])


# the targets, and what is said of the part that every crop keeps
KEEPS = [
    (("1024x1024",), "Every crop keeps all of image 1."),
    (("a4", "instagram-story"), "Every crop keeps the middle "),
    (("instagram-story", "x-header", "--max-cut", "90%"), " are inside all safe zones."),
]


@pytest.mark.parametrize(("words", "text"), KEEPS)
def test_what_every_crop_keeps_is_said(words: tuple[str, ...], text: str) -> None:
    assert text in " ".join(reason["text"] for reason in answer(*words)["reasons"])


ZONES = (("above", "bottom"), ("below", "top"))


def test_zones_that_have_nothing_in_common_are_told(tmp_path: Path) -> None:
    rows = [f"  {name}: {{size: 1000x1000px, safe: {{{side}: 60%}}}}" for name, side in ZONES]
    own = "\n".join(["deliverables:", *rows])
    (tmp_path / "own.yaml").write_text(own, "utf-8")
    data = answer("above", "below", "--presets", str(tmp_path / "own.yaml"))
    assert data["masters"][0]["safe"] is None
    assert "No part of it is inside all safe zones." in " ".join(reason["text"] for reason in data["reasons"])
