"""Mistakes of the user, as one family of exceptions: each becomes one message and exit code 2."""

from collections.abc import Iterable
from typing import NamedTuple


class Fault(NamedTuple):
    """One mistake: what it is, where, and what to do instead.

    `code` is stable; `where` is an option such as `--size`, or `file:line:column`.
    """

    code: str
    message: str
    where: str | None = None
    hint: str | None = None

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{hint}"


# Every code of a fault, with its meaning. `unknown-…` is about a row of the facts, or a word of the program.
ERRORS = {
    "usage": "The command line is invalid: an unexpected argument, or an option without its value.",
    "unknown-option": "There is no such option.",
    "unknown-use": "There is no such use.",
    "unknown-deliverable": "There is no such named target.",
    "ambiguous-deliverable": "A word matches several named targets; they are listed.",
    "unknown-model": "There is no such model.",
    "unknown-tier": "There is no such tier.",
    "unsupported-model": "The model is known, but it cannot be recommended; the message says why.",
    "unknown-provider": "No model is of this provider.",
    "unknown-quality": "The model does not offer this quality.",
    "unknown-color-mode": "There is no such colour mode.",
    "unknown-aspect": "The model does not offer this aspect ratio.",
    "unknown-format": "The command has no such output format.",
    "unknown-field": "The JSON has no field at this path.",
    "unknown-schema": "There is no schema with this name.",
    "unknown-column": "A table of briefs has an unknown column.",
    "unknown-section": "The facts have no such section, or no such part of one.",
    "bad-quantity": "A size, density, share, price or time is invalid or out of range.",
    "bad-count": "A number of images is out of range.",
    "no-targets": "A campaign was asked for without a target.",
    "too-many-targets": "A campaign has more targets than can be solved exactly.",
    "two-targets": "More than one target was given.",
    "cannot-apply": "An option cannot be combined with the others, or has nothing to apply to.",
    "no-files": "No file was named, or none was found.",
    "bad-table": "A table of briefs, or a row of one, is invalid.",
    "unreadable-file": "A named file cannot be read.",
    "bad-yaml": "A presets file, or a brief of a campaign, is not valid YAML (a strict subset is accepted).",
    "bad-facts": "A presets file has an invalid value; every mistake is reported.",
    "bad-brief": "A brief of a campaign has an invalid value; every mistake is reported.",
    "file-exists": "The file to be written exists already; nothing is overwritten.",
    "unwritable-file": "A named file cannot be written.",
    "output-lost": "The output could not be written; the exit code is 74.",
    "bug": "A bug in resadvise; the exit code is 70.",
}


class UserError(Exception):
    """The question or a file is invalid. Holds every fault found, at least one."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class QuestionError(UserError):
    """The brief is invalid: an unknown name, a bad quantity, or options that cannot be combined."""


class FactsError(UserError):
    """A data file is invalid; every mistake in it is reported."""


def nearest(name: str, names: Iterable[str], limit: int = 2) -> list[str]:
    """Return the names that somebody who typed `name` most likely meant, best first."""
    by_folded = {known.casefold(): known for known in names}
    wanted = name.casefold()
    most = len(wanted) // 3  # flyer is not a typo of layer, nor letterhead of letter
    slips = {known: _slips(wanted, known) for known in by_folded if abs(len(known) - len(wanted)) <= most}
    most = min(most, min(slips.values(), default=0) + 1)  # beside a likely name an unlikely one is noise
    close = sorted((known for known, count in slips.items() if count <= most), key=lambda known: slips[known])
    within = [folded for folded in by_folded if len(wanted) > 1 and wanted in folded]
    within.sort(key=lambda folded: f"-{wanted}" not in f"-{folded}")  # ebook is of ebook-cover, not of facebook-cover
    found = list(dict.fromkeys([*close, *within]))
    if not found:  # a3-poster has a part in common with a3
        parts = {part for part in wanted.split("-") if len(part) > 1 and not part.isdigit()}
        found = [folded for folded in by_folded if parts & set(folded.split("-"))]
    return [by_folded[folded] for folded in found[:limit]]


def _slips(typed: str, known: str) -> int:
    """Count the typos between two words: a letter too many, too few or wrong, or two swapped."""
    before: list[int] = []
    row = list(range(len(known) + 1))
    for line, letter in enumerate(typed):
        older, before, row = before, row, [line + 1]
        for place, other in enumerate(known):
            count = min(row[place] + 1, before[place + 1] + 1, before[place] + (letter != other))
            if line and place and letter == known[place - 1] and typed[line - 1] == other:
                count = min(count, older[place - 1] + 1)
            row.append(count)
    return row[-1]


def did_you_mean(name: str, names: Iterable[str]) -> str | None:
    """Return `did you mean …?` for the nearest of the names, or None where none is near."""
    close = nearest(name, names)
    return f"did you mean {' or '.join(close)}?" if close else None
