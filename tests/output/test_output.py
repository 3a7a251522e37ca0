"""What is written: harmless text, forms for programs, and screens of every width."""

from __future__ import annotations

import csv
import io
import os
import re
import sys
import unicodedata
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from command import environment
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from resadvise import QuestionError, recommend
from resadvise.brief import find_model
from resadvise.engine.lists import deliverables_data, models_data, table_data, uses_data
from resadvise.facts.load import shipped_facts
from resadvise.output import advice, lists
from resadvise.output.cells import byte_span, price, seconds_span
from resadvise.output.console import PIPED_WIDTH, Screen
from resadvise.output.escape import harmless
from resadvise.output.formats import flatten, get_fields, to_csv, to_json, to_jsonl, to_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from resadvise import Catalog

# Foreign text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("plain [red] :smile: \\x1b", "plain [red] :smile: \\x1b"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x00\x07\x08\x7f", "\\x00\\x07\\x08\\x7f"),
        ("a\r\n\tb", "a\\r\\n\\tb"),
        ("\x9b2J\x85", "\\x9b2J\\x85"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\u202egpj.exe\u2066\u061c\u200f", "\\u202egpj.exe\\u2066\\u061c\\u200f"),
        ("bad\udcff.png", "bad\\udcff.png"),
        ("A4 – 210×297 mm", "A4 – 210×297 mm"),
        ("日本語 👍🏽 é", "日本語 👍🏽 é"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_safe_keeps_what_it_is_told_to() -> None:
    assert harmless("a\n\tb\x1b", keep="\n\t") == "a\n\tb\\x1b"


@given(st.text(st.characters(codec=None)))
def test_safe_text_holds_nothing_that_a_terminal_acts_upon(text: str) -> None:
    shown = harmless(text)
    assert harmless(shown) == shown
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(char) for char in shown} & {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}


# Forms for programs

DATA: dict[str, Any] = {
    "text": "two words",
    "number": -0.5,
    "none": None,
    "yes": True,
    "list": [1, "x", None],
    "object": {"a": {"1K": 1.5}, "×": "é"},
    "empty": [],
    "0": "a key of digits",
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("text", "two words"),
        ("number", "-0.5"),
        ("none", ""),
        ("yes", "true"),
        ("list", '[1,"x",null]'),
        ("list.1", "x"),
        ("list.2", ""),
        ("object", '{"a":{"1K":1.5},"\\u00d7":"\\u00e9"}'),
        ("object.a.1K", "1.5"),
        ("empty", "[]"),
        ("0", "a key of digits"),
    ],
)
def test_get_fields(path: str, value: str) -> None:
    assert get_fields(DATA, path) == value + "\n"


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("txet", "did you mean text?"),
        ("zzzz", "known: text, number, none, yes, list, object, empty, 0"),
        ("list.3", "it is a list; say a number from 0 to 2"),
        ("list.01", "it is a list; say a number from 0 to 2"),
        ("list.-1", "it is a list; say a number from 0 to 2"),
        ("list.²", "it is a list; say a number from 0 to 2"),
        ("list." + "9" * 5000, "it is a list; say a number from 0 to 2"),
        ("empty.0", "the list is empty"),
        ("text.0", "the value before it has no fields"),
        ("none.x", "the value before it has no fields"),
        ("", "known: text, number, none, yes, list, object, empty, 0"),
        ("text.", "the value before it has no fields"),
    ],
)
def test_get_field_that_is_not_there(path: str, hint: str) -> None:
    with pytest.raises(QuestionError) as caught:
        get_fields(DATA, path)
    (fault,) = caught.value.faults
    assert (fault.code, fault.where, fault.hint) == ("unknown-field", "--get", hint)


def test_json_is_ascii_ends_in_a_line_feed_and_is_never_nan() -> None:
    assert to_json({"a": "é\x1b\u202e"}) == '{\n  "a": "\\u00e9\\u001b\\u202e"\n}\n'
    assert to_jsonl([{"a": 1}, {"a": None}]) == '{"a":1}\n{"a":null}\n'
    assert to_jsonl([]) == ""
    for write in (to_json, lambda data: to_jsonl([data]), lambda data: get_fields([data], "0")):
        with pytest.raises(ValueError):  # noqa: PT011 -- the words are those of the standard library
            write({"a": float("nan")})


@pytest.mark.parametrize(
    ("row", "flat"),
    [
        ({}, {}),
        ({"a": 1, "b": None}, {"a": 1, "b": None}),
        ({"a": {"b": {"c": 1}}, "d": {}}, {"a.b.c": 1}),
        ({"a": [3, 4]}, {"a": "3x4"}),
        ({"a": (3, 4)}, {"a": "3x4"}),
        ({"a": [3, 4, 5]}, {"a": "3; 4; 5"}),
        ({"a": [3, 4.5]}, {"a": "3; 4.5"}),
        ({"a": ["x", "y"]}, {"a": "x; y"}),
        ({"a": []}, {"a": ""}),
        ({"a": [{"text": "x", "source": None}]}, {"a": "x"}),
    ],
)
def test_flatten(row: dict[str, Any], flat: dict[str, Any]) -> None:
    assert flatten(row) == flat


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([{"a": 1, "b": "x"}], "a,b\n1,x\n"),
        ([{"a": 1}, {"b": 2}], "a,b\n1,\n,2\n"),
        ([{"a": None, "b": True, "c": False}], "a,b,c\n,true,false\n"),
        ([{"a": -3, "b": -0.5}], "a,b\n-3,-0.5\n"),
        ([{"a": "-3"}], "a\n'-3\n"),
        ([{"a": "=1+1", "b": "@x", "c": "+1"}], "a,b,c\n'=1+1,'@x,'+1\n"),
        ([{"a": "\t=1", "b": "\r", "c": "\0x"}], "a,b,c\n'\t=1,'\\r,'\\x00x\n"),
        ([{"a": 'say "x", y'}], 'a\n"say ""x"", y"\n'),
        ([{"a": "x\ny"}], 'a\n"x\ny"\n'),
        ([{"a": "\x1b[31m"}], "a\n\\x1b[31m\n"),
        ([{"a": [1376, 768], "b": {"c": 1}}], "a,b.c\n1376x768,1\n"),
    ],
)
def test_csv(rows: list[dict[str, Any]], text: str) -> None:
    assert to_csv(rows) == text


@given(st.lists(st.fixed_dictionaries({"a": st.text(), "b": st.text() | st.none() | st.integers()}), min_size=1))
def test_csv_can_be_read_again(rows: list[dict[str, Any]]) -> None:
    read = list(csv.reader(io.StringIO(to_csv(rows), newline=""), strict=True))
    assert sorted(read[0]) == ["a", "b"]
    assert [len(row) for row in read] == [2] * (len(rows) + 1)
    assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for row in read for cell in row)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("x", "x"),
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (-0.5, "-0.5"),
        ("a|b", "a\\|b"),
        ("a\\|b", "a\\\\\\|b"),
        ("<script>", "&lt;script>"),
        ("a\nb", "a\\\\nb"),
        ("\x1b", "\\\\x1b"),
        ([1376, 768], "1376x768"),
    ],
)
def test_markdown(cell: object, text: str) -> None:
    assert to_markdown([{"a": cell}]) == f"| a |\n| --- |\n| {text} |\n"


# Cells


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (price(None), ""),
        (price(0.0336), "$0.0336"),
        (seconds_span({"seconds_min": None, "seconds_max": None}), ""),
        (seconds_span({"seconds_min": 5, "seconds_max": 8.5}), "5–8.5 s"),
        (byte_span({"jpg_bytes_min": None, "jpg_bytes_max": None}), ""),
    ],
)
def test_cells_of_figures(cell: str, text: str) -> None:
    assert cell == text


# Screens


def _drawn(draw: Callable[[Screen], None], encoding: str = "utf-8", **more: str) -> str:
    """Return what is drawn on a stdout of this encoding."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, newline="\n", errors="backslashreplace")
    with patch.dict(os.environ, environment(None, **more), clear=True), patch.object(sys, "stdout", out):
        screen = Screen()
        with screen.drawing():
            draw(screen)
        out.flush()
    return raw.getvalue().decode(encoding)


def _advice(data: Mapping[str, Any]) -> Callable[[Screen], None]:
    return lambda screen: advice.draw_advice(screen, data, "Nano Banana 2.1")


def _screens(facts: Catalog) -> dict[str, Callable[[Screen], None]]:
    model = find_model(None, facts)
    pro = find_model("nano-banana-2", facts)
    briefs: list[dict[str, Any]] = [
        {},
        {"deliverable": "a3"},
        {"pixels": "1x1"},
        {"pixels": "1000000x1"},
        {"size": "48x14ft", "max_price": "0.01", "transparent": True, "model": "nano-banana-2"},
    ]
    screens = {f"advice {brief}": _advice(recommend(facts=facts, **brief).as_dict()) for brief in briefs}
    return {
        **screens,
        "tiers": lambda screen: lists.draw_tiers(screen, table_data(model, facts), model.title),
        "ratios": lambda screen: lists.draw_ratios(screen, table_data(pro, facts), pro.title),
        "uses": lambda screen: lists.draw_uses(screen, uses_data(facts)),
        "models": lambda screen: lists.draw_models(screen, models_data(facts)),
        "deliverables": lambda screen: lists.draw_deliverables(
            screen, deliverables_data("poster", model, facts), model.title
        ),
    }


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_screen_is_wider_than_its_width(encoding: str, facts: Catalog) -> None:
    screens = _screens(facts)
    for width in (20, 21, 27, 33, 40, 50, 59, 60, 61, 75, 80, 120, 200):
        for name, draw in screens.items():
            lines = _drawn(draw, encoding, COLUMNS=str(width)).splitlines()
            assert max(map(cell_len, lines)) <= width, (name, width)
            assert all(line == line.rstrip(" ") for line in lines), (name, width)


def test_no_screen_parts_a_word(facts: Catalog) -> None:
    screens = _screens(facts)
    for width in (40, 50, 60, 61, 64, 66, 70, 75, 80, 90, 120):
        for name, draw in screens.items():
            wide, words = (
                {word.rstrip(":") for word in _drawn(draw, COLUMNS=str(columns)).split()} for columns in (200, width)
            )
            assert not [word for word in wide - words if not re.search("[─█]", word)], (name, width)


def test_what_is_shipped_can_be_drawn_in_ascii(facts: Catalog) -> None:
    for name, draw in _screens(facts).items():
        assert "\\x" not in _drawn(draw, "ascii"), name
        assert "\\u" not in _drawn(draw, "ascii"), name


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1"])
def test_without_unicode_there_are_no_box_characters(encoding: str, facts: Catalog) -> None:
    text = _drawn(_advice(recommend(facts=facts, deliverable="a3").as_dict()), encoding)
    assert text.isascii()
    assert "3584x4800" in text
    assert "###" in text


def test_a_figure_stays_beside_its_unit() -> None:
    words = "It is -36% short at 193 ppi: 12 s, 15.1 × 18.9 cm, 2 MB, 1856×2304 px and 45 seconds."
    parted = {"%", "ppi:", "s,", "cm,", "MB,", "px"}
    for width in range(20, 90):
        lines = _drawn(lambda screen: screen.item("•", words), COLUMNS=str(width)).splitlines()
        assert not [line for line in lines if line.split()[0] in parted]
        assert " ".join(" ".join(lines).split()) == f"• {words}"


@pytest.mark.parametrize(
    ("more", "width", "narrow"),
    [({}, PIPED_WIDTH, False), ({"COLUMNS": "40"}, 40, True), ({"COLUMNS": "60"}, 60, False)],
)
def test_a_pipe_is_wide_and_obeys_columns(more: dict[str, str], width: int, narrow: bool) -> None:
    assert (
        _drawn(lambda screen: screen.line(screen.text(f"{screen.width} {screen.narrow}")), **more)
        == f"{width} {narrow}\n"
    )


def test_foreign_text_is_drawn_literally() -> None:
    text = "[red]x[/red] [/x] :smile: [link=http://x]y \x1b[31m\u202e"
    shown = _drawn(lambda screen: screen.item("•", text))
    assert shown == " • [red]x[/red] [/x] :smile: [link=http://x]y \\x1b[31m\\u202e\n"


def test_a_narrow_table_is_a_list_of_the_same_facts() -> None:
    def draw(screen: Screen) -> None:
        rows = [[screen.text(cell) for cell in row] for row in (("►", "1K", "", "5 s"), ("", "2K", "", ""))]
        screen.table(["", "Tier", "Empty", "Seconds"], rows)

    wide, narrow = _drawn(draw), _drawn(draw, COLUMNS="30")
    assert "Empty" not in wide + narrow
    assert narrow == "\n► Tier: 1K\nSeconds: 5 s\n\nTier: 2K\n"
    assert [line.split() for line in wide.splitlines() if "K" in line] == [["►", "1K", "5", "s"], ["2K"]]


def _bars(margins: list[float], width: int = 100) -> list[str]:
    """Return the line of the need and those of the bars, for tiers with these margins."""
    data = recommend(deliverable="a3", facts=shipped_facts()).as_dict()
    rows = [{**data["tiers"][0], "tier": f"{place}K", "margin": each} for place, each in enumerate(margins)]
    shown = _drawn(_advice({**data, "tiers": rows, "tier": "0K"}), COLUMNS=str(width))
    return shown.partition("to scale\n")[2].partition("\n\n")[0].splitlines()


def _lengths(bars: list[str]) -> list[int]:
    return [line.count("█") for line in bars]


def test_bars_are_to_scale() -> None:
    need, half, whole = _bars([-0.5, 0])
    mark = need.index("▼")
    assert half[mark] == "│"
    assert whole[mark] == "█"
    assert whole[mark + 1 :].startswith(" 0%")
    assert _lengths([half, whole]) == [25, 50]


def test_a_bar_never_vanishes_and_never_overflows() -> None:
    need, tiny, nothing, whole, twice, huge = _bars([-0.99, -1, 0, 1, 1023])
    mark = need.index("▼")
    assert _lengths([tiny, nothing, whole, twice, huge]) == [1, 1, 20, 40, 49]
    assert [line[mark] for line in (tiny, nothing)] == ["│", "│"]
    assert huge.count("»") == 1
    assert "»" not in need + tiny + nothing + whole + twice
    assert huge.endswith("+102300% short")  # the verdict is that of the row it was made from


def test_a_need_far_smaller_than_every_supply_is_still_marked() -> None:
    need, *bars = _bars([1023, 4095, 16383])
    assert need.count("▼") == 1
    assert [line.count("»") for line in bars] == [1, 1, 1]
    assert len(set(_lengths(bars))) == 1


@given(
    st.lists(st.floats(-1, 2000).map(lambda each: round(each, 4)), min_size=1, max_size=5),
    st.integers(20, 200),
)
def test_longer_bars_are_never_of_smaller_supplies(margins: list[float], width: int) -> None:
    lines = _bars(margins, width)
    assert all(cell_len(line) <= width for line in lines)
    if width >= 60:
        lengths = [line.count("█") + line.count("»") for line in lines[1:]]
        ordered = [length for _, length in sorted(zip(margins, lengths, strict=True))]
        assert ordered == sorted(ordered)
