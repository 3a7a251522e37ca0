"""A guide: an SVG to lie over a picture that was made, to scale, with where it is cut, trimmed and covered.

It is drawn from the JSON of an answer, and says its numbers. Nothing in it is filled but the legend, so that the
picture shows through; it refers to no font, script or file.
"""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from resadvise.output.cells import box, share
from resadvise.output.escape import harmless
from resadvise.units.numbers import half_up, point_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Box = tuple[Fraction, Fraction, Fraction, Fraction]

# The colours of cuts, each of them told from its neighbours by anyone.
_CUTS = ("#0072b2", "#d55e00", "#cc79a7", "#56b4e9", "#8a6d00")
_IMAGE, _KEEP, _SAFE = "#000000", "#e69f00", "#009e73"
# Dashes, in line widths.
_WHOLE, _DASHED, _DOTTED = "", "4 2", "1 1.5"
# What a character of a line is wide, and a line is high, in heights of its letters.
_WIDE, _HIGH = Fraction(5, 8), Fraction(3, 2)
# The legend takes at most so much of the picture, and its letters are at most so high.
_ACROSS, _DOWN, _LARGEST = Fraction(9, 10), Fraction(9, 10), Fraction(1, 40)
# A name of a target may be of any length.
_LONGEST_NAME = 48


class _Line(NamedTuple):
    """A box that is drawn, how, and what the legend says of it."""

    box: Box
    color: str
    dashes: str
    text: str


def advice_guide(data: Mapping[str, Any], name: str) -> str:
    """Return the guide of `Advice.as_dict()` that has a target; `name` is what it is called."""
    what = f"Image: {box(data['pixels'])}, {data['tier']} at {data['aspect_ratio']}"
    lines = list(_target_lines({**data, "target": name, "keep": data["need"]["keep"]}, _CUTS[0]))
    return _drawing(data["pixels"], what, lines)


def campaign_guides(data: Mapping[str, Any]) -> list[str]:
    """Return a guide for each image of `Campaign.as_dict()`, in order."""
    guides = []
    for number, master in enumerate(data["masters"]):
        what = (
            f"Image {number + 1} of {len(data['masters'])}: {box(master['pixels'])}, {master['tier']} at "
            f"{master['aspect_ratio']}"
        )
        lines: list[_Line] = []
        own = [row for row in data["targets"] if row["master"] == number]
        for place, row in enumerate(own):
            lines += _target_lines(row, _CUTS[place % len(_CUTS)])
        lines.append(_Line(_box(master["common"]), _KEEP, _WHOLE, f"Every cut keeps {_where(master['common'])}"))
        if master["safe"] and master["safe"] != master["common"]:
            lines.append(_Line(_box(master["safe"]), _SAFE, _WHOLE, f"Safe in every cut: {_where(master['safe'])}"))
        guides.append(_drawing(master["pixels"], what, lines))
    return guides


def _target_lines(row: Mapping[str, Any], color: str) -> Iterator[_Line]:
    """Yield the cut of a target, and inside of it what is left after trimming and what nothing covers."""
    name, cut = _short(row["target"]), [*row["crop_at"], *row["crop_to"]]
    loses = share(row["cut_fraction"])
    lost = f", loses {loses}" if loses != "0%" else ""
    kept = f", of which {share(row['keep'])} of each side" if row["keep"] < 1 else ""
    yield _Line(_box(cut), color, _WHOLE, f"{name}: cut {_where(cut)}{lost}{kept}, for {box(row['export'])}")
    if row["keep"] < 1:
        return  # what is kept of this is for whoever looks at the picture to say
    for field, what, dashes in (("trim", "trimmed to", _DASHED), ("safe", "safe zone", _DOTTED)):
        if inner := row[field]:
            shown = _box(inner)
            yield _Line(_inside(cut, shown, row["export"]), color, dashes, f"{name}: {what} {_where(inner)} of that")


def _short(name: str) -> str:
    name = harmless(name)
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _box(sides: Sequence[int]) -> Box:
    x, y, width, height = map(Fraction, sides)
    return x, y, width, height


def _where(sides: Sequence[int]) -> str:
    """Say a box in words: `3414×4800 px at 85,0`."""
    return f"{box(list(sides[2:]))} at {sides[0]},{sides[1]}"


def _inside(cut: Sequence[int], inner: Box, export: Sequence[int]) -> Box:
    """Return a box inside the export as it is in the picture."""
    across, down = Fraction(cut[2], export[0]), Fraction(cut[3], export[1])
    x, y, width, height = inner
    return cut[0] + x * across, cut[1] + y * down, width * across, height * down


def _drawing(pixels: Sequence[int], title: str, lines: list[_Line]) -> str:
    width, height = pixels
    stroke = max(Fraction(1), Fraction(min(width, height), 400))
    whole = (Fraction(0), Fraction(0), Fraction(width), Fraction(height))
    lines = [_Line(whole, _IMAGE, _WHOLE, title), *lines]
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        f"<title>{_escaped(title)}</title>",
        *(_rectangle(line, stroke) for line in lines),
        *_legend(lines, width, height),
        "</svg>",
    ]
    return "\n".join(drawn) + "\n"


def _rectangle(line: _Line, stroke: Fraction) -> str:
    """Draw a box with its line on the inside: white below, so that it shows on a dark picture too."""
    x, y, width, height = line.box
    inset = min(stroke / 2, width / 2, height / 2)
    place = (
        f'x="{_number(x + inset)}" y="{_number(y + inset)}" width="{_number(width - 2 * inset)}" '
        f'height="{_number(height - 2 * inset)}" fill="none"'
    )
    dashes = " ".join(_number(Fraction(each) * stroke) for each in line.dashes.split())
    pattern = f' stroke-dasharray="{dashes}"' if dashes else ""
    below = f'<rect {place} stroke="#ffffff" stroke-opacity="0.7" stroke-width="{_number(stroke)}"/>'
    data = " ".join(_number(each) for each in line.box)
    return f'{below}\n<rect {place} stroke="{line.color}" stroke-width="{_number(stroke)}"{pattern} data-box="{data}"/>'


def _legend(lines: list[_Line], width: int, height: int) -> Iterator[str]:
    """Yield what the lines mean, one below the other in the upper left, in letters as large as there is room for.

    Each text is told how wide to be, so that no font makes it leave the picture.
    """
    cells = max(_cells(line.text) for line in lines)
    # In heights of a letter: a swatch of two before the text, and a margin of one around all.
    across, down = cells * _WIDE + 4, len(lines) * _HIGH + 1
    size = min(width * _ACROSS / across, height * _DOWN / down, max(width, height) * _LARGEST)
    left, top = (width - across * size) / 2, (height - down * size) / 2
    left, top = min(left, 2 * size), min(top, 2 * size)
    yield (
        f'<rect x="{_number(left)}" y="{_number(top)}" width="{_number(across * size)}" '
        f'height="{_number(down * size)}" fill="#ffffff" fill-opacity="0.85"/>'
    )
    yield f'<g font-family="monospace" font-size="{_number(size)}" fill="#000000">'
    for number, line in enumerate(lines):
        base = top + size * (Fraction(3, 2) + number * _HIGH)
        middle, start = base - size * Fraction(7, 20), left + size
        dashes = " ".join(_number(Fraction(each) * size / 8) for each in line.dashes.split())
        pattern = f' stroke-dasharray="{dashes}"' if dashes else ""
        yield (
            f'<line x1="{_number(start)}" y1="{_number(middle)}" x2="{_number(start + size * Fraction(3, 2))}" '
            f'y2="{_number(middle)}" stroke="{line.color}" stroke-width="{_number(size / 4)}"{pattern}/>'
        )
        yield (
            f'<text x="{_number(start + 2 * size)}" y="{_number(base)}" '
            f'textLength="{_number(_cells(line.text) * _WIDE * size)}" lengthAdjust="spacingAndGlyphs" '
            f'xml:space="preserve">{_escaped(line.text)}</text>'
        )
    yield "</g>"


def _cells(text: str) -> int:
    """Return how many columns of a fixed font a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _number(value: Fraction) -> str:
    """Write a coordinate: to a hundredth of a pixel, which nobody sees."""
    return point_at(half_up(value, 2), 2)


def _escaped(text: str) -> str:
    """Make foreign text the text of an element, whatever it holds."""
    known = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\ufffe": "\\ufffe", "\uffff": "\\uffff"}
    return "".join(known.get(char, char) for char in harmless(text))
