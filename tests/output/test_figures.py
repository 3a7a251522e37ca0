"""Figures on their way to the screen and to pages: each in its unit, beside its name, and the same as in the JSON."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from command import ask
from PIL import Image

from resadvise.facts.load import shipped_facts
from resadvise.output import cells
from resadvise.output.compare import compare_answer
from resadvise.output.formats import github_pieces

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def answer(command: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(ask(*command.split(), "--json").out)
    return data


def lines(command: str) -> list[str]:
    return ask(*command.split()).out.splitlines()


def line_of(name: str, command: str) -> str:
    """Return the one line that begins with a name, whether it is the chosen one or not."""
    [line] = [each for each in lines(command) if each.lstrip("► ").startswith(f"{name}:")]
    return line


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (["near", "near", "enough"], "It is 4% below the ideal; Model 2 reaches it, at $2.00."),
        (["near", "ample", "enough"], "It is 4% below the ideal; Model 1 reaches it, at $1.00."),
        (["short", "near", "short"], "It is 4% below the ideal; no model reaches it."),
        (["enough", "ample", "near"], ""),
    ],
)
def test_a_comparison_says_which_model_reaches_the_ideal(verdicts: list[str], said: str) -> None:
    rows = [
        {
            "name": f"Model {place}",
            "status": "ok",
            "reason": None,
            "verdict": verdict,
            "margin": -0.04,
            "price_usd": place,
        }
        for place, verdict in enumerate(verdicts)
    ]
    rest = "3 of 3 models will do, by rule of thumb."
    assert compare_answer({"models": rows}, None).second == f"{said} {rest}".strip()


# Cells


@pytest.mark.parametrize(
    ("low", "high", "longest", "text"),
    [
        (5, 8, None, "5–8 s"),
        (10, 10, None, "10 s"),
        (2.5, 5, None, "2.5–5 s"),
        (60, 119, None, "60–119 s"),
        (60, 120, None, "1–2 min"),
        (3600, 7140, None, "60–119 min"),
        (3600, 7200, None, "1–2 h"),
        (30, 60, 119, "30–60 s"),
        (30, 60, 120, "0.5–1 min"),  # beside longer ones in minutes
        (20, 30, 7200, "0.3–0.5 min"),  # in hours it would be nothing
        (1, 2, 7200, "1–2 s"),
        (360, 720, 7200, "0.1–0.2 h"),
        (0, 0, 7200, "0 s"),
        (None, None, 120, ""),
    ],
)
def test_times(low: float | None, high: float | None, longest: float | None, text: str) -> None:
    assert cells.time_span({"seconds_min": low, "seconds_max": high}, longest) == text


@pytest.mark.parametrize(
    ("dollars", "written"),
    [
        ([0.0336, 0.05, None], ["$0.0336", "$0.0500", None]),
        ([0.5, 0.25], ["$0.50", "$0.25"]),
        ([1, 2], ["$1", "$2"]),
        ([Fraction(1, 8), 1], ["$0.125", "$1.000"]),
        ([None], [None]),
        ([], []),
    ],
)
def test_prices_of_a_column_have_as_many_decimals(
    dollars: Sequence[float | Fraction | None], written: list[str | None]
) -> None:
    assert cells.prices(dollars) == written


@pytest.mark.parametrize(
    ("low", "high", "text"), [(150_000, 400_000, "150–400 KB"), (123_456, 1_234_567, "0.12–1.2 MB"), (9, 10, "9–10 B")]
)
def test_estimated_bytes_have_two_digits(low: int, high: int, text: str) -> None:
    assert cells.weight(low, high) == text


@pytest.mark.parametrize(
    ("lost", "text"), [(None, ""), (0, ""), (0.004, ""), (0.005, "1%"), (0.0474, "5%"), (0.3, "30%")]
)
def test_a_cut_too_small_to_be_said_is_not(lost: float | None, text: str) -> None:
    assert cells.cut_share({"cut_fraction": lost}) == text


def test_what_was_skipped_is_named_up_to_six() -> None:
    def told(names: Sequence[str], count: int) -> str:
        return cells.skipped_text({"skipped": list(names), "summary": {"skipped": count}})

    assert told("", 0) == ""
    assert told("abcdef", 6) == "6 skipped: a, b, c, d, e, f"
    assert told("abcdefg", 7) == "7 skipped: a, b, c, d, e, f, …"
    assert told(["./a", "b/./c"], 2) == "2 skipped: a, b/./c"
    assert told("ab", 9) == "9 skipped: a, b, …"  # not all names are kept


def test_a_print_is_across_by_down_in_centimetres() -> None:
    assert cells.print_size({"width_mm": 347, "height_mm": 210}) == "34.7 × 21 cm"


def test_counts_of_files_stand_in_order_and_none_is_zero() -> None:
    assert cells.file_counts({"passed": 3, "failed": 2, "errors": 1}) == [
        ("passed", "3 passed"), ("failed", "2 failed"), ("errors", "1 could not be read"),
    ]  # fmt: skip
    assert cells.file_counts({"passed": 0, "failed": 2, "errors": 0}) == [("failed", "2 failed")]


# Pages for a pull request


def page_rows(command: str) -> list[list[str]]:
    """Return the cells of the rows of the one Markdown table of an answer."""
    rows = [line for line in lines(f"{command} -o md") if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


@pytest.mark.parametrize(
    "question",
    ["--for a3", "--for a1 --ppi 300", "--print --max-price 0.06", "", "--for a4 --model mai-image-2-6"],
)
def test_a_page_has_the_figures_of_the_json(question: str) -> None:
    data = answer(f"recommend {question}")
    rows = page_rows(f"recommend {question}")
    assert len(rows) == len(data["tiers"])
    for (mark, tier, pixels, margin, price, seconds), row in zip(rows, data["tiers"], strict=True):
        assert (mark == "►") == (tier == data["tier"])
        assert (tier, pixels) == (row["tier"], "{}×{}".format(*row["pixels"]))
        assert margin.rpartition(" ")[2] == (row["verdict"] or "")
        assert price == (f"${row['price_usd']:.12f}".rstrip("0") if row["price_usd"] is not None else "unknown")
        ends = [row["seconds_min"], row["seconds_max"]]
        assert seconds == ("" if None in ends else "{:g}–{:g} s".format(*ends))


def test_the_page_of_a_plan_ends_with_the_total() -> None:
    data = answer("plan --drafts 20 --finals 3 --for a3")
    *steps, total = page_rows("plan --drafts 20 --finals 3 --for a3")
    assert [step[:3] for step in steps] == [["drafts", "20", "1K"], ["finals", "3", "4K"]]
    assert [step[3] for step in steps] == [f"${step['price_usd']}" for step in data["steps"]]
    assert (total[1:3], total[3]) == (["", ""], f"${data['total']['price_usd']}")
    assert total[4] == "{seconds_min:g}–{seconds_max:g} s".format(**data["total"])


def test_a_price_that_nobody_knows_is_said_to_be_unknown_on_a_page(tmp_path: Path) -> None:
    sizes = '{"1:1": {1K: 1024x1024, 2K: 2048x2048}}'
    (tmp_path / "own.yaml").write_text(
        f"models: {{m: {{tiers: {{1K: {{price_usd: 1}}, 2K: {{}}}}, pixels: {sizes}}}}}\n"
    )
    own = f"--pixels 2000x2000 --model m --presets {tmp_path / 'own.yaml'}"
    assert [row[4] for row in page_rows(f"recommend {own}")] == ["$1", "unknown"]
    assert page_rows(f"plan {own} --drafts 2")[-1][3] == "unknown"


# Lists


@pytest.mark.parametrize("name", ["nano-banana-2", "nano-banana-pro", "nano-banana"])
def test_every_size_of_a_model_is_listed_and_marked_unless_it_was_measured(name: str) -> None:
    data = answer(f"table --model {name}")
    for row in data["ratios"]:
        sizes = [
            f"{tier} {width}×{height}{'' if row['verified'][tier] else '*'}"
            for tier, (width, height) in row["pixels"].items()
        ]
        assert line_of(f"Ratio {row['aspect_ratio']}", f"table --model {name}").partition(": ")[2] == ", ".join(sizes)


@pytest.mark.parametrize("name", ["nano-banana-2", "nano-banana", "flux-2-pro"])
def test_a_batch_price_is_listed_where_there_is_one(name: str) -> None:
    offered = [row for row in answer(f"table --model {name}")["tiers"] if row["offered"]]
    batch = any(row["batch_price_usd"] is not None for row in offered)
    assert any(line.lstrip().startswith("Batch: ") for line in lines(f"table --model {name}")) == batch
    first = lines(f"table --model {name}")[1]
    known = [row["price_usd"] for row in offered if row["price_usd"] is not None]
    said = [float(each) for each in re.findall(r"\$([0-9.]+)", first)]
    assert said == sorted(said)
    assert [said[0], said[-1]] == pytest.approx([min(known), max(known)], abs=0.0051)


def test_a_tier_that_the_model_lacks_is_not_offered() -> None:
    rows = {row["tier"]: row["offered"] for row in answer("table --model nano-banana")["tiers"]}
    assert not all(rows.values())
    assert any(rows.values())


def test_a_model_is_listed_by_its_shortest_name_with_its_tiers_in_order() -> None:
    order = list(shipped_facts().tiers)
    for row in answer("models")["models"]:
        words = line_of(row["name"], "models")
        shortest = min(len(each) for each in (row["model"], *row["aliases"]))
        handle = re.search(r"--model (\S+?)(?:,|$)", words)
        assert handle is not None
        assert len(handle[1]) == shortest
        assert re.findall(r", (\S+) (?:\$|at )", words) == sorted(row["tiers"], key=order.index)
        assert words.startswith("►") == row["default"]


def test_examples_of_a_group_are_taken_evenly_from_its_names() -> None:
    data = answer("deliverables")["deliverables"]
    for group in dict.fromkeys(row["group"] for row in data):
        names = sorted(row["deliverable"] for row in data if row["group"] == group)
        listed = line_of(group, "deliverables").partition("such as ")[2].split(", ")
        assert len(listed) == min(len(names), -(-len(names) // -(-len(names) // 4)))
        assert set(listed) <= set(names)
        if len(names) > 8:
            assert names.index(max(listed, key=names.index)) >= len(names) // 2


@pytest.mark.parametrize(("name", "size"), [("a3", "297x420mm +3mm"), ("hero", " @2x"), ("og-image", "1200x630px,")])
def test_a_target_is_listed_with_its_bleed_or_its_pixel_ratio(name: str, size: str) -> None:
    assert size in line_of(name, f"deliverables {name}")


# A checked file


def test_a_file_is_described_with_its_own_figures(tmp_path: Path) -> None:
    picture = Image.new("RGB", (1500, 700))
    path = tmp_path / "scan.tif"
    picture.save(path, save_all=True, append_images=[picture], dpi=(300, 72))
    shown = " ".join(" ".join(lines(f"check {path}")).split())
    for part in ("1500×700", "2 pages", "300 × 72 dpi", "21:9", "taller", "8 bits"):
        assert part in shown, part
    Image.new("RGB", (1640, 672)).save(path, dpi=(300, 300))
    shown = " ".join(" ".join(lines(f"check {path}")).split())
    assert "wider" in shown
    assert "300 dpi" in shown
    assert "pages" not in shown


@pytest.mark.parametrize(
    ("path", "finding", "command"),
    [
        ("./a.png", {"code": "size.short", "level": "fail", "text": "5% of it"},
         "::error file=a.png,title=size.short::5%25 of it\n"),
        ("a,b:c.png", {"code": "shape.cut", "level": "note", "text": "a: b, c"},
         "::notice file=a%2Cb%3Ac.png,title=shape.cut::a: b, c\n"),
        ("a%.png", {"code": "broken", "level": "error", "text": "x\ny\rz"},
         "::error file=a%25.png,title=broken::x%0Ay%0Dz\n"),
    ],
)  # fmt: skip
def test_an_annotation_has_the_level_of_its_finding(path: str, finding: dict[str, str], command: str) -> None:
    assert list(github_pieces([{"path": path, "findings": [finding]}])) == [command]


# Plans


def test_a_plan_says_what_each_image_costs_and_what_all_do() -> None:
    question = "plan --drafts 20 --finals 4 --for a3"
    data = answer(question)
    for name, row in zip(("Drafts", "Finals"), data["steps"], strict=True):
        words = line_of(name, question)
        dollars = [Fraction(each) for each in re.findall(r"\$([0-9.]+)", words)]
        assert dollars == [Fraction(str(row["price_usd"])) / row["count"], Fraction(str(row["price_usd"]))]
        assert f"{row['count']} images" in words
        assert row["tier"] in words
    assert f"${data['total']['price_usd']}" in line_of("Together", question)
    assert f"${data['compare']['price_usd']}" in line_of(f"Or all in {data['compare']['tier']}", question)
