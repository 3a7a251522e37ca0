"""Checked files as a person reads them: a line a file with its findings below, or one file at length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.output.answers import Answer
from resadvise.output.cells import colors, cut_share, file_counts, margin, print_size, short_box, skipped_text
from resadvise.output.console import BAD, GOOD, LOUD, QUIET, WEAK
from resadvise.output.fits import fit_cell
from resadvise.units import display
from resadvise.units.numbers import exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resadvise.output.console import Screen


MARKS = {"pass": ("✓", GOOD), "fail": ("✗", BAD), "error": ("!", BAD)}
LEVEL_STYLE = {"fail": BAD, "error": BAD, "note": WEAK}


# How wide each figure may be: the pixels, the tier, the fit or the targets, the cut.
_WIDTHS = (11, 5, 18, 10)


# What is wrong with a file, by the code of the finding that fails it.
FAULTS = {
    "format.mismatch": "is not of the format that its name promises",
    "format.refused": "is of a format that is not accepted",
    "color.mode": "does not have the colours that are wanted",
    "tier.downgraded": "is smaller than what was requested",
    "ratio.unexpected": "does not have the shape that was requested",
    "size.short": "is too small",
    "size.near": "is slightly too small",
    "size.wasteful": "is larger than it may be",
    "size.unexpected": "does not have the size that was requested",
    "shape.cut": "loses too much when it is cropped",
    "bytes.too-many": "is too heavy",
    "alpha.refused": "must not have an alpha channel",
    "alpha.missing": "is not transparent",
    "alpha.unused": "is not transparent",
}


def file_answer(row: Mapping[str, Any]) -> Answer:
    """Return the first line of a checked file: whether it is good enough. Its findings say what to do."""
    if row["status"] == "error":
        return Answer(f"{row['path']} could not be read.", "")
    if row["status"] == "pass":
        return Answer(f"{row['path']} is good enough.", "")
    faults = dict.fromkeys(FAULTS[each["code"]] for each in row["findings"] if each["level"] == "fail")
    return Answer(f"{row['path']} {' and '.join(faults)}.", "")


def portrait_answer(row: Mapping[str, Any], known: int) -> Answer:
    """Return the first lines of a file that nothing was asked about; `known` is how many named targets there are."""
    sharp = row["prints"][-1]
    targets = f"{len(row['serves'])} of {display.counted(known, 'named target')}"
    first = f"{row['path']} prints sharply up to {print_size(sharp)}, and is large enough for {targets}."
    return Answer(first, "Check it against one of them: resadvise check FILE --for NAME.")


def draw_file(screen: Screen, row: dict[str, Any], kind: str | None) -> None:
    """Draw one of several files: figures first, as their widths are known before the next file is; then its findings.

    `kind` is that of the need that the files are held against: of a print nobody asks for the tier, and without a
    target nothing is cut.
    """
    mark, style = MARKS[row["status"]]
    figures = _figures(row, in_words=screen.in_lines)
    if screen.in_lines:
        screen.row(mark, f"{row['path']}: {', '.join([row['status'], *filter(None, figures)])}", mark_style=style)
    else:
        shown = (True, kind != "print", True, kind is not None)
        columns = "  ".join(
            f"{figure:<{width}}" for figure, width, show in zip(figures, _WIDTHS, shown, strict=True) if show
        )
        status = screen.text(f"{mark} {row['status']:<5} ", style)
        screen.line(status, screen.text(f"{columns}  "), screen.text(row["path"], LOUD))
    draw_findings(screen, row["findings"])


def _figures(row: dict[str, Any], in_words: bool) -> tuple[str, str, str, str]:
    if row["pixels"] is None:
        return "", "", "", ""
    what = ""
    if row["margin"] is not None:
        what = _fit(row, in_words)
    elif row["serves"] is not None:
        what = display.counted(len(row["serves"]), "target")
    cut = cut_share(row)
    return short_box(row["pixels"]), short_tier(row["tier_text"]), what, f"cuts {cut}" if cut else ""


def _fit(row: dict[str, Any], in_words: bool) -> str:
    cell = fit_cell(row, any(finding["code"] == "size.below-ideal" for finding in row["findings"]))
    return cell.said if in_words and cell.said is not None else cell.text


def short_tier(text: str) -> str:
    """Shorten where a file stands among the tiers: `2K`, `2K–4K`, `<1K`, `>4K`."""
    words = text.partition(" (")[0].split()
    if words[0] == "between":
        return f"{words[1]}–{words[3]}"
    return " ".join(words).replace("below ", "<").replace("above ", ">")


def draw_findings(screen: Screen, findings: Iterable[dict[str, Any]]) -> None:
    """Draw what was found, each with its code."""
    for finding in findings:
        screen.item("•", finding["text"], LEVEL_STYLE[finding["level"]], finding["code"])


def draw_summary(screen: Screen, tail: dict[str, Any], serves: bool) -> None:
    """Draw how many files passed, failed, and could not be read; and what was skipped."""
    summary = tail["summary"]
    parts = [screen.text(words, GOOD if name == "passed" else BAD) for name, words in file_counts(summary)]
    line = [screen.text(f"{display.counted(summary['checked'], 'file')}: ")]
    for place, part in enumerate(parts):
        line += [screen.text(", " if place else ""), part]
    screen.console.print()
    screen.line(*line)
    draw_skipped(screen, tail)
    if serves and summary["passed"]:
        screen.line(
            screen.text("targets: how many named ones a file has the pixels for. --for NAME checks one.", QUIET)
        )


def draw_skipped(screen: Screen, tail: dict[str, Any]) -> None:
    """Draw what was skipped, by its first names."""
    if words := skipped_text(tail):
        screen.line(screen.text(words, QUIET))


def draw_one(screen: Screen, row: dict[str, Any], model_title: str) -> None:
    """Draw the only file that was asked about: whether it is good enough, what to do, and what it is."""
    _draw_verdict(screen, row, file_answer(row))
    if row["pixels"] is None:
        return
    cut, against = cut_share(row), "" if row["margin"] is None else _fit(row, in_words=True)
    fit = [f"against the need: {against}{f', cuts {cut}' if cut else ''}"] if against else []
    screen.notes(f"{'; '.join([*_portrait(row, model_title), *fit])}.")


def draw_in_full(screen: Screen, row: dict[str, Any], model_title: str, known: int) -> None:
    """Draw a single file that nothing was asked about: what it can be used for, and what it is."""
    _draw_verdict(screen, row, portrait_answer(row, known) if row["status"] == "pass" else file_answer(row))
    screen.heading("How large it prints")
    by_density = {each["ppi"]: each for each in row["prints"]}  # of two equal ones the last, which says how it is seen
    for each in by_density.values():
        seen = f", the largest that is sharp: seen {each['seen']}" if each["seen"] else ""
        screen.item("•", f"{print_size(each)} at {each['ppi']} ppi{seen}")
    screen.heading("What it has the pixels for")
    serves = row["serves"]
    more = " …" if len(serves) > _SHOWN else ""
    names = f": {', '.join(serves[:_SHOWN])}{more}" if serves else ""
    screen.item("•", f"{len(serves)} of {display.counted(known, 'named target')}{names}")
    screen.heading("What it is")
    for words in _portrait(row, model_title):
        screen.item("•", words)


_SHOWN = 12


def _draw_verdict(screen: Screen, row: dict[str, Any], answer: Answer) -> None:
    screen.answer(answer, *MARKS[row["status"]])
    draw_findings(screen, row["findings"])


def _portrait(row: dict[str, Any], model_title: str) -> list[str]:
    turned = " (turned by its EXIF orientation)" if row["turned"] else ""
    drift = row["ratio_drift"]
    near = f", {margin(abs(drift))[1:]} {'wider' if drift > 0 else 'taller'}" if margin(drift) != "0%" else ""
    used = {True: ", used", False: ", but every pixel is opaque", None: ""}[row["alpha_used"]]
    lines = [
        f"{row['format'].upper()} of {short_box(row['pixels'])} px{turned}",
        f"{row['tier_text']} of {model_title}, nearest ratio {row['aspect_ratio']}{near}",
        f"{display.size(row['bytes'])}, {row['bits_per_pixel']} bits per pixel",
        f"with an alpha channel{used}" if row["alpha"] else "without an alpha channel",
        *filter(None, [colors(row)]),
    ]
    if (row["frames"] or 1) > 1:
        lines.append(f"{row['frames']} {'pages' if row['format'] == 'tiff' else 'frames'}")
    if row["dpi"]:
        across, down = (display.number(exact(side)) for side in row["dpi"])
        lines.append(f"its tag of {across if across == down else f'{across} × {down}'} dpi is ignored: pixels decide")
    return lines
