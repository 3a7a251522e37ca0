"""Lines of the screens at the edges of what an answer can hold: which words come, in which order, and which do not."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from command import ask
from PIL import Image

from resadvise import recommend
from resadvise.output.advice import _style
from resadvise.output.answers import advice_answer
from resadvise.output.bars import Bars
from resadvise.output.check import file_answer, short_tier
from resadvise.output.console import BAD, GOOD, WEAK
from resadvise.output.fits import fit_cell
from resadvise.output.formats import get_fields
from resadvise.output.settings import values_answer

if TYPE_CHECKING:
    from pathlib import Path


def said(command: str) -> str:
    """Return what is drawn, as one line."""
    return " ".join(ask(*command.split(), COLUMNS="400").out.split())


def lines(command: str) -> list[str]:
    return ask(*command.split()).out.splitlines()


@pytest.mark.parametrize(
    ("question", "style"),
    [("--for a3", GOOD), ("--for a1", WEAK), ("--for a1 --ppi 300", BAD), ("--for a3 --max-price 0.06", BAD)],
)
def test_the_first_line_has_the_colour_of_its_status(question: str, style: str) -> None:
    data = json.loads(ask("recommend", *question.split(), "--json").out)
    assert _style(data) == style


def test_the_colour_of_a_plan_is_that_of_its_status() -> None:
    kept, broken = (
        ask("plan", "--for", "a3", *more, FORCE_COLOR="1", COLUMNS="100").out for more in ((), ("--budget", "0.05"))
    )
    badges = [re.findall(r"\x1b\[[0-9;]*m", text)[0] for text in (kept, broken)]
    assert badges[0] != badges[1]
    assert ask("recommend", "--for", "a3", FORCE_COLOR="1", COLUMNS="100").out.lstrip().startswith(badges[0])


@pytest.mark.parametrize("question", ["--for a3", "--for a3 --keep 90%", "--print --crop", "--size 3x2m"])
def test_short_reasons_come_first(question: str) -> None:
    shown = ask("recommend", *question.split(), COLUMNS="1000").out.partition("\nWhy\n")[2]
    reasons = [len(line) for line in shown.splitlines() if line.startswith(" • ")]
    assert reasons
    assert reasons == sorted(reasons)


# which words a line holds, and which it must not
HELD = [
    ("recommend --for a3 --max-price 0.01 --max-seconds 9", ["--max-seconds and --max-price"], []),
    ("recommend --for a3 --max-price 0.06", ["raise --max-price,"], ["--max-seconds"]),
    ("recommend --for a1", ["below ideal"], ["No tier is large enough"]),
    ("recommend --print --model nano-banana", ["no image_size"], ['image_size "', "image_size null"]),
    ("recommend --for a3", ["Allow 300 s", '(loses 5%)'], ["quality"]),
    ("recommend --for a3 --model gpt-image-2", ["medium quality", 'quality "medium"'], []),
    ("recommend --for app-icon", ["Export a PNG"], ["export a PNG of", "Export a PNG of", "Crop to", "Scale"]),
    ("recommend --pixels 500x500", ["Scale to 500×500 px"], ["Crop to", "crop to"]),
    ("recommend --pixels 1024x512", ["Crop to the middle", "scale it to 1024×512 px"], []),
    ("recommend --pixels 1376x700", ["Crop to the middle 1376×700 px"], ["Scale", "scale it", "upscale"]),
    ("recommend --for a6 --keep 50%", ["1311×1819 px or more"], []),
    ("recommend --pixels 1024x1024 --keep 50%", ["Crop to the part you want, 1024×1024 px or more"], []),
    ("recommend --for a2 --ppi 300 --keep 50%", ["Crop to the part you want,"], ["or more"]),
    ("plan --print --parallel 2", ["2 at a time"], ["batch price"]),
    ("plan --print --parallel 1", [], ["at a time"]),
    ("plan --print --batch", ["at the batch price"], ["at a time"]),
    ("plan --drafts 20 --for a3 --budget 0.5", ["raise --budget."], ["--deadline"]),
    ("plan --for a3 --deadline 5s", ["--deadline."], ["--budget"]),
    ("table --model nano-banana-2-lite", ["1 tier,"], ["Batch: 1K unknown"]),
]  # fmt: skip


@pytest.mark.parametrize(("command", "held", "missing"), HELD)
def test_what_an_answer_says_and_does_not(command: str, held: list[str], missing: list[str]) -> None:
    shown = said(command)
    assert [words for words in held if words not in shown] == []
    assert [words for words in missing if words in shown] == []


def test_a_tier_that_the_default_model_lacks_is_not_offered(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("defaults: {model: gemini-3.1-flash-lite-image}\n")
    data = json.loads(ask("table", "--presets", str(tmp_path / "own.yaml"), "--json").out)
    shown = ask("table", "--presets", str(tmp_path / "own.yaml")).out
    lacking = [row["tier"] for row in data["tiers"] if not row["offered"]]
    assert shown.count("not offered") == len(lacking)
    assert [line for line in shown.splitlines() if "$" in line and "not offered" in line] == []


# Fits, bars and tiers


@pytest.mark.parametrize(
    ("margin", "verdict", "fine", "text"),
    [
        (0, "enough", True, "exact"),
        (0.0001, "enough", True, "exact"),  # as a whole it is 0%
        (0.004, "enough", True, "+0.4%"),
        (0.5, "enough", False, "+50%"),
        (1.5, "ample", False, "+150%"),
        (-0.01, "enough", True, "-1% enough"),
        (-0.04, "near", True, "-4% below ideal"),
        (-0.04, "near", False, "-4% near"),
        (-0.4, "short", True, "-40% below ideal"),
        (-0.4, "short", False, "-40% short"),
    ],
)
def test_how_a_supply_stands_against_the_need(margin: float, verdict: str, fine: bool, text: str) -> None:
    assert fit_cell({"margin": margin, "verdict": verdict}, fine).text == text


def test_the_need_stands_two_fifths_along_where_a_bar_is_longer_than_can_be_shown() -> None:
    for longest in (Fraction(5, 2), Fraction(3), Fraction(1024)):
        _, bars = Bars([Fraction(1, 100), longest], ["", ""], "need").draw(50)
        assert [bar.index("│") for bar in bars] == [20, 20]
        assert bars[1].endswith("»") == (longest > Fraction(5, 2))


@pytest.mark.parametrize(
    ("text", "short"),
    [("2K", "2K"), ("below 1K", "<1K"), ("above 4K", ">4K"), ("between 2K and 4K", "2K–4K"),
     ("between 2K and 4K (3840×2160, UHD)", "2K–4K")],
)  # fmt: skip
def test_where_a_file_stands_is_shortened(text: str, short: str) -> None:
    assert short_tier(text) == short


# Checked files


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of one's own that one is in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> list[str]:
    return ask("check", *arguments, "a.png", "b.png", COLUMNS="100").out.splitlines()


@pytest.mark.parametrize(
    ("arguments", "tier", "cuts"),
    [
        ([], True, False),  # without a target nothing is cut
        (["--for", "business-card-eu"], False, True),  # of a print nobody asks for the tier
        (["--pixels", "500x1000"], True, True),
    ],
)
def test_a_row_of_a_file_has_the_figures_that_matter(here: Path, arguments: list[str], tier: bool, cuts: bool) -> None:
    for name in ("a.png", "b.png"):
        Image.new("RGB", (2048, 2048)).save(here / name)
    row = next(line for line in check(*arguments) if "a.png" in line)
    assert "2048×2048" in row
    assert (" 2K " in row) == tier
    assert ("cuts " in row) == cuts


def test_targets_are_explained_where_a_file_has_some(here: Path) -> None:
    for name in ("a.png", "b.png"):
        (here / name).write_bytes(b"")
    assert not [line for line in check() if line.startswith("targets:")]
    Image.new("RGB", (2048, 2048)).save(here / "b.png")
    assert len([line for line in check() if line.startswith("targets:")]) == 1
    assert not [line for line in check("--expect", "2K") if line.startswith("targets:")]


def test_frames_are_told_where_they_are_known_and_several(here: Path) -> None:
    pictures = [Image.new("L", (64, 64), gray) for gray in (0, 200)]
    pictures[0].save(here / "one.gif")
    pictures[0].save(here / "two.gif", save_all=True, append_images=pictures[1:])
    (here / "broken.gif").write_bytes((here / "two.gif").read_bytes()[:-1] + b"\0")  # how many it has, nobody knows
    told = {name: "frames" in ask("check", f"{name}.gif").out for name in ("one", "two", "broken")}
    assert told == {"one": False, "two": True, "broken": False}


def test_a_note_is_no_fault_of_a_file_that_fails() -> None:
    rows = [{"code": "shape.cut", "level": "note"}, {"code": "size.short", "level": "fail"}]
    both = file_answer({"path": "a.png", "status": "fail", "findings": [{**row, "level": "fail"} for row in rows]})
    assert " and " in both.first
    assert " and " not in file_answer({"path": "a.png", "status": "fail", "findings": rows}).first


# Values


def test_a_text_that_would_break_a_row_of_values_is_quoted_there_alone() -> None:
    data = {"a": "x\ty", "b": "x\ny", "c": "x\ry", "d": "plain"}
    assert get_fields(data, "a,b,c,d") == '"x\\ty"\t"x\\ny"\t"x\\ry"\tplain\n'
    assert get_fields(data, "a") == "x\ty\n"


@pytest.mark.parametrize(
    ("changes", "every", "figures"),
    [([None, "added", "changed"], True, [["2"], []]), ([None], True, [[], []]), (["added"], False, [["1"], ["4"]])],
)
def test_changes_are_counted_and_what_is_built_in_is_not_one(
    changes: list[str | None], every: bool, figures: list[list[str]]
) -> None:
    data: dict[str, Any] = {"user_file": "own", "values": [{"change": each} for each in changes], "all": every}
    answer = values_answer(data, 5)
    assert [re.findall("[0-9]+", text) for text in (answer.first, answer.second)] == figures


def test_a_value_of_a_file_is_shown_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("defaults:\n  drafts: 7\n")
    shown = lines(f"presets show --all defaults --presets {tmp_path / 'own.yaml'}")
    for line in shown:
        if line.startswith("drafts: 7"):
            assert "line 2" in line
        elif line.startswith("tier: "):
            assert "built in" in line
            assert "line" not in line.partition("tier: ")[2]
    assert sum(line.startswith(("drafts: 7", "tier: ")) for line in shown) == 2


# Compared models


@pytest.mark.parametrize("question", ["--for a3", "--pixels 9000x9000", "--print"])
def test_a_comparison_has_the_figures_of_the_json(question: str) -> None:
    data = json.loads(ask("compare", *question.split(), "--json").out)
    shown = ask("compare", *question.split()).out.splitlines()
    for row in data["models"]:
        [line] = [each for each in shown if each.lstrip("► ").startswith(f"{row['name']}:")]
        if row["request"] is None:
            continue
        assert "{}×{}".format(*row["pixels"]) in line
        assert ("time unknown" in line) == (row["seconds_basis"] != "model" or row["seconds_min"] is None)
        assert line.endswith("unsure") == (row["confidence"] == "low" and row["status"] == "ok")
        assert ("price unknown" in line) == (row["price_usd"] is None)
    enough = sum(row["status"] == "ok" for row in data["models"])
    head = " ".join(shown[1:3])
    if enough:
        assert f"{enough} of {len(data['models'])} " in head
    else:
        assert "-" not in head


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ({"deliverable": "a1"}, "below_ideal"),
        ({"deliverable": "a3"}, "need.print"),
        ({"pixels": "1080x1350"}, "need.pixels"),
        ({"pixels": "1440x810", "dpr": "2"}, "need.css"),
        ({}, "default"),
    ],
)
def test_the_ground_of_an_answer_is_what_to_beware_of_else_its_need(words: dict[str, str], ground: str) -> None:
    data: dict[str, Any] = recommend(**words).as_dict()  # type: ignore[arg-type, assignment]
    answer = advice_answer(data, "A model")
    assert answer.codes[0] == ground
    assert answer.second in [each["text"] for each in (*data["warnings"], *data["reasons"]) if each["code"] == ground]
