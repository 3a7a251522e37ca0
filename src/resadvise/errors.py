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
    from difflib import get_close_matches  # only needed once something is wrong

    by_folded = {known.casefold(): known for known in names}
    wanted = name.casefold()
    almost = get_close_matches(wanted, by_folded, n=limit, cutoff=0.8)
    within = [folded for folded in by_folded if len(wanted) > 1 and wanted in folded]
    close = get_close_matches(wanted, by_folded, n=limit, cutoff=0.6)
    return [by_folded[folded] for folded in dict.fromkeys([*almost, *within, *close])][:limit]


def did_you_mean(name: str, names: Iterable[str]) -> str | None:
    """Return `did you mean …?` for the nearest of the names, or None where none is near."""
    close = nearest(name, names)
    return f"did you mean {' or '.join(close)}?" if close else None
