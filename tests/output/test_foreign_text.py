"""Text of strangers where it is drawn or put into cells: nothing is run, reordered or passed off as something else."""

from __future__ import annotations

import csv
import io
import sys
import unicodedata

import pytest
from command import ask
from hypothesis import given
from hypothesis import strategies as st

from resadvise.output.console import GLUE, Screen
from resadvise.output.escape import _harmful, harmless
from resadvise.output.formats import to_csv
from resadvise.output.tables import Column, draw_table

# As OWASP lists them, and NUL, which some programs skip.
STARTS = "=+-@\t\r\n\0＝＋－＠"
# By the property Bidi_Control of Unicode: these marks, and whatever opens or closes a direction.
MARKS = ["\u061c", "\u200e", "\u200f"]
DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
BIDI = [*MARKS, *(char for char in map(chr, range(sys.maxunicode)) if unicodedata.bidirectional(char) in DIRECTIONS)]


def test_nothing_that_is_harmful_counts_as_printable() -> None:
    assert [char for char in map(chr, range(sys.maxunicode + 1)) if char.isprintable() and _harmful(char)] == []


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("before", ["", ";", "a;", "a b;c;"])
def test_no_cell_begins_as_a_formula(before: str, start: str) -> None:
    """Neither for a spreadsheet that parts cells at commas, nor for one that does so at semicolons."""
    line = to_csv([{"a": 1, "b": f"{before}{start}1+1;.png", "c": 2}]).split("\n", 1)[1]
    for delimiter in ",;":
        for row in csv.reader(io.StringIO(line, newline=""), delimiter=delimiter):
            assert not any(cell.startswith(tuple(STARTS)) for cell in row if cell != "")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a;=1+1;.png", '"a;\'=1+1;.png"'),
        ("a;b", '"a;b"'),
        ("a; -36 %", '"a; -36 %"'),  # after a blank it is text
        ("a=b", "a=b"),
        ("\n=1", '"\'\n=1"'),
        ("＝1", "'＝1"),
        ('x"y', '"x""y"'),
        ("", ""),
    ],
)
def test_cells(text: str, cell: str) -> None:
    assert to_csv([{"a": text, "b": 1}]) == f"a,b\n{cell},1\n"


@given(st.lists(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])), min_size=1, max_size=4))
def test_a_reader_of_csv_finds_what_was_written(texts: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(to_csv([{str(place): text for place, text in enumerate(texts)}, {"x": 1}]))))
    assert [cell.replace("'", "") for cell in rows[1]] == [*(text.replace("'", "") for text in texts), ""]


@pytest.mark.parametrize("mark", BIDI, ids=lambda mark: f"U+{ord(mark):04X}")
def test_every_mark_of_direction_is_shown_and_not_obeyed(mark: str) -> None:
    assert harmless(f"a{mark}b") == f"a\\u{ord(mark):04x}b"


def test_there_are_twelve_of_them() -> None:
    assert len(set(BIDI)) == 12


def test_what_glues_figures_to_units_is_not_ours_in_the_text_of_a_stranger(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen()
    with screen.drawing():
        screen.item("•", f"a{GLUE}b is 12 px")
        screen.line(screen.text(f"c{GLUE}d"))
        draw_table(screen, [Column("name")], [[f"e{GLUE}f"]])
    drawn = capsys.readouterr().out
    assert GLUE not in drawn
    for shown in (r"a\ue000b is 12 px", r"c\ue000d", r"e\ue000f"):
        assert shown in drawn


def test_a_name_with_that_character_is_drawn_as_it_is() -> None:
    drawn = ask("check", f"a{GLUE}b.png", COLUMNS="80").out
    assert r"a\ue000b.png" in drawn
    assert "a b.png" not in drawn
