"""Mistakes of the user, as one family of exceptions: each becomes one message and exit code 2."""

from collections.abc import Iterable
from typing import NamedTuple, Self


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


class Meaning(NamedTuple):
    """What a code means, why it is so, and what to do about it.

    `rests_on` are the places in the facts, such as `thresholds.print`, whose figures decide; each has a source there.
    """

    means: str
    why: str
    do: str
    rests_on: tuple[str, ...] = ()


# Every code of a fault, with its meaning. `unknown-…` is about a row of the facts, or a word of the program.
ERRORS = {
    "usage": Meaning(
        "The command line is invalid: an unexpected argument, or an option without its value.",
        "Nothing is guessed about a line that has two readings.",
        "Follow the hint, or run the command with --help.",
    ),
    "unknown-option": Meaning(
        "There is no such option.",
        "It is misspelt, or belongs to another command.",
        "Follow the hint, or run the command with --help.",
    ),
    "unknown-use": Meaning(
        "There is no such use.",
        "Uses are rows of the facts.",
        "Follow the hint, or list them: resadvise uses.",
    ),
    "unknown-deliverable": Meaning(
        "There is no such named target.",
        "Named targets are rows of the facts.",
        "Follow the hint, search with resadvise deliverables WORD --names, or give --size or --pixels.",
    ),
    "ambiguous-deliverable": Meaning(
        "A word matches several named targets; they are listed.",
        "They differ in size, so none is picked for you.",
        "Give one of the listed names.",
    ),
    "unknown-model": Meaning(
        "There is no such model.",
        "Models are rows of the facts; another provider's name may be missing.",
        "List them with resadvise models --names, or add yours to a presets file.",
    ),
    "unknown-tier": Meaning(
        "There is no such tier.",
        "Tiers are rows of the facts, and a model offers some of them.",
        "Give one of the tiers that the message lists.",
    ),
    "unsupported-model": Meaning(
        "The model is known, but it cannot be recommended; the message says why.",
        "Its vendor's sizes or terms leave nothing to calculate with.",
        "Choose another model: resadvise models --names.",
    ),
    "unknown-provider": Meaning(
        "No model is of this provider.",
        "Providers are those of the models in the facts.",
        "Give one of the providers that the message lists, or follow its hint.",
    ),
    "unknown-quality": Meaning(
        "The model does not offer this quality.",
        "Qualities are those of the model's row.",
        "Give one of the qualities that the message lists.",
    ),
    "unknown-color-mode": Meaning(
        "There is no such colour mode.",
        "Files hold one of a few modes.",
        "Give one of the modes that the message lists.",
    ),
    "unknown-aspect": Meaning(
        "The model does not offer this aspect ratio.",
        "A model returns a fixed set of shapes.",
        "Take one of the two nearest, which the message names with what each would crop.",
    ),
    "unknown-format": Meaning(
        "The command has no such output format.",
        "Formats differ by command.",
        "Give one of the formats that the message lists.",
    ),
    "unknown-field": Meaning(
        "The JSON has no field at this path.",
        "--get follows the names of the JSON, with dots between them.",
        "Follow the hint, or see resadvise schema NAME.",
    ),
    "unknown-schema": Meaning(
        "There is no schema with this name.",
        "Each document and each command has one.",
        "Follow the hint, or list them: resadvise schema.",
    ),
    "unknown-column": Meaning(
        "A table of briefs has an unknown column.",
        "A misspelt column would silently change every answer.",
        "Rename the column as the hint says, or remove it.",
    ),
    "unknown-section": Meaning(
        "The facts have no such section, or no such part of one.",
        "Sections are those of the data files.",
        "Give one of the sections that the message lists.",
    ),
    "bad-quantity": Meaning(
        "A size, density, share, price or time is invalid or out of range.",
        "Units and decimals are never guessed.",
        "Write it as the message shows, such as 297x420mm, 300ppi, 50% or 0.10.",
    ),
    "bad-count": Meaning(
        "A number of images is out of range.",
        "Counts are whole numbers within bounds that the message names.",
        "Give a number within them.",
    ),
    "no-targets": Meaning(
        "A campaign has no target.",
        "A campaign is the images for the targets that are named.",
        "Name them: resadvise campaign a3 1080x1350.",
    ),
    "too-many-targets": Meaning(
        "A campaign has more targets than can be solved exactly.",
        "The search is exact, and its time is bounded by the number of targets.",
        "Split it into campaigns of at most 40 targets.",
    ),
    "two-targets": Meaning(
        "More than one target was given.",
        "Two targets are two questions.",
        "Ask once for each, or for all at once: resadvise campaign TARGET...",
    ),
    "cannot-apply": Meaning(
        "An option cannot be combined with the others, or has nothing to apply to.",
        "An option that changed nothing would mislead.",
        "Follow the hint, or leave the option out.",
    ),
    "no-files": Meaning(
        "No file was named, or none was found.",
        "In folders only names that end like an image are looked at.",
        "Name a file, or a folder with -r.",
    ),
    "bad-table": Meaning(
        "A table of briefs, or a row of one, is invalid.",
        "It is not CSV, TSV or JSON Lines as read here.",
        "Correct the line that the message names.",
    ),
    "unreadable-file": Meaning(
        "A named file cannot be read.",
        "It is missing, or its rights forbid it; the other files were answered.",
        "Check the path and its rights.",
    ),
    "bad-yaml": Meaning(
        "A presets file, or a brief of a campaign, is not valid YAML (a strict subset is accepted).",
        "What YAML would silently turn into something else is refused.",
        "Correct the place that the message names.",
    ),
    "bad-facts": Meaning(
        "A presets file has an invalid value; every mistake is reported.",
        "Facts are checked when they are read, so that answers can rely on them.",
        "Correct the places that the messages name: resadvise presets validate FILE.",
    ),
    "bad-brief": Meaning(
        "A brief of a campaign has an invalid value; every mistake is reported.",
        "A misspelt key would otherwise be an option that is silently left out.",
        "Correct the places that the messages name; resadvise schema campaign-brief lists the keys.",
    ),
    "file-exists": Meaning(
        "The file to be written exists already; nothing is overwritten.",
        "It may hold your own work.",
        "Name another file, or move it away.",
    ),
    "unwritable-file": Meaning(
        "A named file cannot be written.",
        "The folder is missing or forbids it.",
        "Check the folder and its rights.",
    ),
    "unknown-code": Meaning(
        "There is no such code.",
        "Codes are the words that answers hold under `code`, `status` and `verdict`.",
        "Follow the hint, or list them: resadvise explain.",
    ),
    "bad-export": Meaning(
        "A file is not an export of facts, or holds values that the facts cannot have.",
        "Only what resadvise facts writes can be compared.",
        "Write one with resadvise facts > FILE.",
    ),
    "missing-package": Meaning(
        "A command needs a package that is not installed.",
        "What few people use is no dependency of everybody.",
        "Install the extra that the hint names.",
    ),
    "output-lost": Meaning(
        "The output could not be written; the exit code is 74.",
        "The disk is full, or standard output is closed.",
        "Make room, or redirect the output elsewhere.",
    ),
    "bug": Meaning(
        "A bug in resadvise; the exit code is 70.",
        "Something happened that the program did not foresee.",
        "Set RESADVISE_DEBUG=1 to see where, and please report it.",
    ),
}


class UserError(Exception):
    """The question or a file is invalid. Holds every fault found, at least one."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults

    def __reduce__(self) -> tuple[type[Self], tuple[Fault, ...]]:
        """Have another process raise it with its faults, and not with their text."""
        return type(self), self.faults


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
