"""Bars to scale, for the column of a table: as long as it has room."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# Fewer characters tell no lengths apart, more are no clearer.
LEAST_ROOM, MOST_ROOM = 8, 50
# Where a bar is held against a mark, it shows at most this many times the mark; what is longer ends in a sign.
_MOST_TIMES = Fraction(5, 2)


class Bars(NamedTuple):
    """One bar a row: `lengths` to one scale, and with `label` a line through all rows at the length of 1."""

    lengths: Sequence[Fraction]
    styles: Sequence[str]
    label: str = ""

    def draw(self, room: int) -> tuple[str, list[str]]:
        """Return the heading and the bars, each of them `room` characters wide."""
        longest = max(self.lengths)
        if not self.label:
            return "", [_bar(length, longest, room).ljust(room) for length in self.lengths]
        longest = min(_MOST_TIMES, max(Fraction(1), longest))
        mark = min(room - 1, max(1, int(room / longest)))
        start = max(0, min(room - len(self.label), mark - len(self.label) // 2))
        bars = [_bar(length, longest, room).ljust(room) for length in self.lengths]
        return f"{'':{start}}{self.label}".ljust(room), [f"{bar[:mark]}│{bar[mark + 1 :]}" for bar in bars]


def _bar(length: Fraction, longest: Fraction, room: int) -> str:
    """Draw a bar that never vanishes unless there is nothing, and never overflows."""
    if length > longest:
        return "█" * (room - 1) + "»"
    filled = int(length * room / longest + Fraction(1, 2)) if longest else 0
    return "█" * max(filled, 1 if length else 0)
