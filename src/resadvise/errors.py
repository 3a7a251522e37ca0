"""What a user can get wrong, as one family of exceptions: each becomes one message and exit code 2."""

from collections.abc import Iterable
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong: what, where, and what would be right.

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


# Every code of a fault, with what it means. `unknown-…` names a row of the facts, or a word of the program.
ERRORS = {
    "usage": "The command line cannot be read: an argument too many, or an option without its value.",
    "unknown-option": "There is no such option.",
    "unknown-use": "There is no such use.",
    "unknown-deliverable": "There is no such named target.",
    "ambiguous-deliverable": "A word stands in the names of several named targets, which are listed.",
    "unknown-model": "There is no such model.",
    "unknown-tier": "There is no such tier.",
    "unknown-color-mode": "There are no such colours of an image file.",
    "unknown-aspect": "The model does not offer this aspect ratio.",
    "unknown-format": "The command has no such form of output.",
    "unknown-field": "The JSON has no field at this path.",
    "unknown-schema": "There is no schema of this name.",
    "unknown-column": "A table of briefs has a column that means nothing here.",
    "unknown-section": "The facts have no such section, and no such part of one.",
    "bad-quantity": "A size, density, share, price or time cannot be understood, or is out of range.",
    "bad-count": "A number of images is out of range.",
    "two-targets": "More than one size was given.",
    "cannot-apply": "An option does not go with the others, or has nothing to apply to.",
    "no-files": "No file was named, or none was found.",
    "not-installed": "A library that resadvise is installed without is missing; the hint installs it.",
    "bad-table": "A table of briefs cannot be read, or a row of it.",
    "unreadable-file": "A file that was named cannot be read.",
    "bad-yaml": "A file of your own facts is no YAML as it is read here.",
    "bad-facts": "A value in a file of your own facts is wrong; every mistake is reported.",
    "file-exists": "A file that was to be written is there already. Nothing is overwritten.",
    "unwritable-file": "A file that was named cannot be written.",
    "output-lost": "The output could not be written; the exit code is 74.",
    "bug": "A bug in resadvise; the exit code is 70.",
}


class UserError(Exception):
    """The question, or a file of the user's, is wrong. Holds every fault found, at least one."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class QuestionError(UserError):
    """The brief cannot be answered as it stands: an unknown name, or options that do not go together."""


class FactsError(UserError):
    """A data file cannot be used; every mistake in it is reported."""


def nearest(name: str, names: Iterable[str], limit: int = 2) -> list[str]:
    """Return the names that somebody who typed `name` most likely meant, best first."""
    by_folded = {known.casefold(): known for known in names}
    wanted = name.casefold()
    most = len(wanted) // 3  # flyer is no slip for layer, nor letterhead for letter
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
    """Count the slips that make one word of another: a letter too many, too few or wrong, or two swapped."""
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
