"""Whole screens, as a terminal shows them with their colours and as a pipe gets them: tests/golden/screens.

They are many and small, so that a changed word, column, colour, order or exit code shows in a diff that can be read.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest
from command import ask
from golden import held
from PIL import Image
from places import GOLDEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The command of a screen, by its name.
SCREENS = {
    "recommend": "recommend --for a3 --transparent",
    "recommend-nothing": "recommend",
    "recommend-use": "recommend --print --crop",
    "recommend-below-ideal": "recommend --for a1",
    "recommend-conflict": "recommend --for a3 --max-price 0.06",
    "recommend-conflicts": "recommend --for a3 --max-price 0.01 --max-seconds 9",
    "recommend-short": "recommend --for a3 --ppi 300",
    "recommend-short-use": "recommend --print --model nano-banana-2-lite",
    "recommend-css": "recommend --pixels 1440x810 --dpr 2",
    "recommend-cropped": "recommend --for a6 --keep 50%",
    "recommend-by-rule": "recommend --size 300x200mm --model gpt-image-2 --quality low",
    "recommend-unknown": "recommend --pixels 2000x2000 --model own --presets own.yaml",
    "recommend-icon": "recommend --for app-icon",
    "plan": "plan --drafts 20 --finals 3 --print",
    "plan-direct": "plan --drafts 60 --social --parallel 4 --batch",
    "plan-one": "plan --drafts 1 --social",
    "plan-too-many": "plan --drafts 20 --for a3 --budget 0.5 --deadline 60s",
    "plan-too-little": "plan --for a3 --deadline 9s",
    "plan-short": "plan --for a3 --ppi 300",
    "plan-fits": "plan --for a3 --budget 0.30",
    "plan-unknown": "plan --pixels 2000x2000 --drafts 5 --model own --presets own.yaml",
    "compare": "compare --for a3",
    "compare-use": "compare --print --transparent",
    "compare-conflict": "compare --for a3 --max-price 0.001",
    "compare-short": "compare --pixels 9000x9000",
    "compare-unknown": "compare --pixels 64x64 --max-price 9 --presets own.yaml",
    "campaign": "campaign instagram-portrait instagram-story youtube-thumbnail a3 1200x628",
    "campaign-one": "campaign a4",
    "campaign-two": "campaign a4 a5 --drafts 3",
    "campaign-over-budget": "campaign a4 og-image --budget 0.05 --drafts 2",
    "campaign-over-budget-alone": "campaign a4 og-image --budget 0.05 --drafts 0",
    "campaign-lacking": "campaign a4 9000x9000 9100x9000 9200x9000 9300x9000",
    "campaign-three-lacking": "campaign a4 og-image 9100x9000 9200x9000 9300x9000",
    "campaign-none": "campaign 9000x9000",
    "campaign-no-two": "campaign 9000x9000 9000x10",
    "campaign-unknown": "campaign 900x900 1000x500 --model own --presets own.yaml",
    "check-good": "check small.png --pixels 1300x700",
    "check-bad": "check promised.png --for a4",
    "check-broken": "check broken.png",
    "check-portrait": "check scan.tif",
    "check-large": "check large.png",
    "check-animated": "check moving.gif",
    "check-several": "check small.png large.png broken.png -r .",
    "check-print": "check -r . --for business-card-eu",
    "check-pixels": "check small.png large.png --pixels 1400x700 --max-cut 2%",
    "check-near": "check a6.png large.png --for a6",
    "table": "table",
    "table-measured": "table --model nano-banana-pro",
    "table-batch": "table --model nano-banana-2",
    "table-by-rule": "table --model gpt-image-2",
    "table-unknown": "table --model own --presets own.yaml",
    "uses": "uses",
    "models": "models",
    "models-own": "models --presets own.yaml",
    "deliverables": "deliverables",
    "deliverables-found": "deliverables poster",
    "deliverables-screens": "deliverables hero",
    "explain": "explain size.short fit.best below_ideal",
    "explain-all": "explain",
    "presets-none": "presets show",
    "presets-own": "presets show --presets own.yaml",
    "presets-section": "presets show --all defaults --presets own.yaml",
    "schema": "schema",
    # for programs, and for pull requests
    "recommend-page": "recommend --for a1 -o md",
    "recommend-page-conflict": "recommend --for a3 --max-price 0.06 --transparent -o md",
    "recommend-page-use": "recommend --print -o md",
    "plan-page": "plan --drafts 20 --finals 3 --for a3 -o md",
    "campaign-page": "campaign a4 og-image 9000x9000 -o md",
    "check-page": "check -r . --for a6 -o md",
    "check-csv": "check small.png promised.png --for a6 -o csv",
    "check-csv-portrait": "check small.png broken.png -o csv",
    "check-github": "check -r . --for a6 --max-cut 10% -o github",
    "table-csv": "table -o csv",
    "campaign-csv": "campaign a4 og-image -o csv",
    "presets-csv": "presets show --presets own.yaml -o csv",
    "presets-valid": "presets validate own.yaml",
    "explain-csv": "explain size.short near -o csv",
    "get": "recommend --for a3 --max-price 0.06 --transparent --get status,tiers.0,upscale",
    "check-get": "check small.png broken.png --get files.0.path,summary",
}
OWN = """\
defaults: {drafts: 7}
tiers: {1K: {best_for: [thumbnails]}}
uses: {mine: {tier: 4K, kind: needs, why: Because.}}
models:
  own:
    tiers: {1K: {}, 2K: {price_usd: 0.5}}
    pixels: {"1:1": {1K: 1024x1024, 2K: 2048x2048}, "2:1": {1K: 1448x724}}
"""
_COLOURS = {"1": "bold", "2": "dim", "7": "reverse", "31": "red", "32": "green", "33": "yellow"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where the files lie that the commands name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.yaml").write_text(OWN)
    return tmp_path


def _draw_files(folder: Path) -> None:
    Image.new("LA", (1376, 768)).save("small.png", compress_level=0)  # so that no version of zlib matters
    Image.new("1", (4096, 2731)).save("large.png", dpi=(72, 72), compress_level=0)
    Image.new("1", (1225, 1700)).save("a6.png", compress_level=0)
    Image.new("L", (1376, 768)).save("promised.png", "JPEG")
    page = Image.new("1", (1500, 700))
    page.save("scan.tif", save_all=True, append_images=[page], dpi=(300, 72))
    frames = [Image.new("L", (64, 64), gray) for gray in (0, 90, 200)]
    frames[0].save("moving.gif", save_all=True, append_images=frames[1:])
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "drawing.psd").write_bytes(b"8BPS")


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen(name: str, here: Path) -> None:
    command = SCREENS[name]
    if name.startswith("check"):
        _draw_files(here)
    drawn = ask(*shlex.split(command), COLUMNS="100", FORCE_COLOR="1", TERM="xterm")
    piped = ask(*shlex.split(command))
    assert (drawn.code, drawn.err) == (piped.code, piped.err)
    shown = "" if drawn.out == piped.out else f"$ resadvise {command}\n{_marked(drawn.out)}\n"
    end = f"{piped.err}exit code {piped.code}\n"
    held(f"screens/{name}.txt", f"{shown}$ resadvise {command} | cat\n{piped.out}\n{end}")


def test_no_screen_is_left_over() -> None:
    assert {path.stem for path in (GOLDEN / "screens").iterdir()} == set(SCREENS)


def _marked(drawn: str) -> str:
    """Write styles as words, `⟨bold⟩1K⟨⟩`; blanks have none, as the versions of Rich differ in them."""
    return "".join(f"{''.join(_runs(line))}\n" for line in drawn.splitlines())


def _runs(line: str) -> Iterator[str]:
    before = style = blanks = ""
    for codes, char in re.findall(r"\x1b\[([0-9;]*)m|(.)", line):
        if not char:
            style = " ".join(_COLOURS[code] for code in codes.split(";") if code.strip("0"))
        elif char == " ":
            blanks += char
        else:
            end, begin = "⟨⟩" if before else "", f"⟨{style}⟩" if style else ""
            yield f"{blanks}{char}" if style == before else f"{end}{blanks}{begin}{char}"
            blanks, before = "", style
    yield "⟨⟩" if before else ""
