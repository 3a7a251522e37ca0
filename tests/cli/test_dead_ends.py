"""A mistake in the command line that people make often is answered with the command that they meant."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from command import ask

from resadvise.errors import nearest

if TYPE_CHECKING:
    from pathlib import Path

TRIES = [
    ("recommend --width 1080", "did you mean --pixels WxH or --size WxH?"),
    ("recommend --height 1080", "did you mean --pixels WxH or --size WxH?"),
    ("recommend --target a4", "did you mean --for?"),
    ("recommend --deliverable a4", "did you mean --for?"),
    ("recommend --flyer", "did you mean --for flyer?"),
    ("table --flyer", "did you mean resadvise recommend --for flyer?"),
    ("table --print", "did you mean resadvise recommend --print?"),
    ("table --for a3", "did you mean resadvise recommend --for?"),
    ("table --dpi 300", "did you mean resadvise recommend --ppi?"),
    ("mcp --csv", "see --help"),
    ("--print", "did you mean resadvise recommend --print?"),
    ("--flyer", "did you mean resadvise recommend --for flyer?"),
    ("--aspect 1:1", "did you mean resadvise recommend --aspect?"),
    ("recommend --for=a3 --for a4 --for=a5", "resadvise campaign a3 a4 a5"),
    ("recommend --spotify", "pick one with --for: spotify-avatar"),
    ("recommend flyer", "did you mean --for flyer?"),
    ("recommend banner", "pick one with --for: "),
    ("list", "did you mean deliverables?"),
    ("search flyer", "did you mean deliverables?"),
    ("presets list", "see --help"),
    ("recommend --use instagram", "pick one with --for: instagram-landscape"),
    ("recommend --use flyer", "did you mean --for flyer?"),
    ("recommend --pixels 1440", "add a height; at 16:9 it is --pixels 1440x810"),
    ("recommend --pixels 1440px", "add a height; at 16:9 it is --pixels 1440x810"),
    ("recommend --pixels 1440 --dpr 2 --aspect 4:3", "add a height; at 4:3 it is --pixels 1440x1080"),
    ("recommend --pixels 1440 --aspect no", "add a height; at 16:9 it is --pixels 1440x810"),
    ("recommend --pixels 1 --aspect 8:1", "add a height; at 8:1 it is --pixels 1x1"),
    ("deliverables --get deliverables[0]", "did you mean deliverables.0?"),
    ("deliverables --get deliverables[0].tier", "did you mean deliverables.0.tier?"),
    ("recommend --get [tier]", "did you mean tier?"),
    ("deliverables flyr", "did you mean flyer? Otherwise give a size: --size 148x210mm or --pixels 1080x1350"),
    (
        "deliverables xyzzy",
        "`resadvise deliverables` lists them; or give a size: --size 148x210mm or --pixels 1080x1350",
    ),
    ("recommend --for app-icon --transparent", "App icon for the Apple App Store does not accept transparency"),
]


# a name that is empty, as that of a variable which is not set, and where it stands
EMPTY_NAMES = [
    ("recommend --presets=", "--presets: the name of the file is empty"),
    ("recommend --for a3 --guide=", "--guide: the name of the file is empty"),
    ("campaign a3 --guide=", "--guide: the name of the folder is empty"),
    ("check --files-from=", "--files-from: the name of the file is empty"),
    ("check --manifest=", "--manifest: the name of the file is empty"),
    ("facts --presets=", "--presets: the name of the file is empty"),
    ("batch in.csv --output=", "--output: the name of the file is empty"),
    ("batch ''", "IN: the name of the table is empty"),
    ("facts diff ''", "OLD: the name of the file is empty"),
    ("facts diff old ''", "NEW: the name of the file is empty"),
    ("presets validate ''", "FILE: the name of the file is empty"),
    ("presets init ''", "FILE: the name of the file is empty"),
    ("mcp --root=", "--root: the name of the folder is empty"),
]


@pytest.mark.parametrize(("line", "said"), EMPTY_NAMES, ids=[line for line, _ in EMPTY_NAMES])
def test_an_empty_name_of_a_file_is_refused(
    line: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ask(*shlex.split(line)) == (2, "", f"resadvise: {said} (give one; perhaps a variable is not set)\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("line", "said"), TRIES, ids=[line for line, _ in TRIES])
def test_a_dead_end_says_the_way_on(line: str, said: str) -> None:
    result = ask(*line.split())
    assert (result.code, result.out) == (2, "")
    assert said in result.err


@pytest.mark.parametrize(
    ("typed", "known"),
    [("flyer", "layer"), ("spine", "pin"), ("letterhead", "letter"), ("--target", "--get"), ("ab", "ac")],
)
def test_what_is_no_slip(typed: str, known: str) -> None:
    assert nearest(typed, [known]) == []


SLIPS = [
    ("teir", "tier"),  # two letters swapped
    ("poters", "poster"),  # one that jumped
    ("prnt", "print"),  # one left out
    ("printt", "print"),  # one too many
    ("pront", "print"),  # a wrong one
    ("a33", "a3"),
]


@pytest.mark.parametrize(("typed", "known"), SLIPS)
def test_what_is_a_slip(typed: str, known: str) -> None:
    assert nearest(typed, ["zzz", known]) == [known]


def test_beside_a_likely_name_no_unlikely_one() -> None:
    assert nearest("letterhed", ["letter", "letterhead"]) == ["letterhead"]
    assert nearest("poster", ["posters", "pouter"]) == ["posters", "pouter"]
