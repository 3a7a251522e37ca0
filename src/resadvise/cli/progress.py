"""How far a long run is: told to a person at a terminal, on stderr, unless the answer appears there itself."""

from __future__ import annotations

import sys
import time
from typing import Self

# A run that is over sooner shows no progress; one that is not says how far it is, so often.
_AFTER, _EVERY = 0.5, 0.1


class Progress:
    """A count of files or rows, with how many there are a second where `rate` is set."""

    def __init__(self, unit: str, *, answer_on_terminal: bool, rate: bool = False) -> None:
        self._unit, self._rate = unit, rate
        self._on = sys.stderr is not None and sys.stderr.isatty() and not answer_on_terminal
        self._began = time.monotonic()
        self._due = self._began + _AFTER
        self._count, self._shown = 0, ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def add(self, count: int) -> None:
        """Count what is done, and say so if it is time to."""
        self._count += count
        now = time.monotonic()
        if not self._on or now <= self._due:
            return
        self._due = now + _EVERY
        rate = f", {self._count / (now - self._began):,.0f} a second" if self._rate else ""
        text = f"{self._count:,} {self._unit}{rate}"
        sys.stderr.write(f"\r{text.ljust(len(self._shown))}")
        sys.stderr.flush()
        self._shown = text

    def clear(self) -> None:
        """Leave no trace of it."""
        if self._shown:
            sys.stderr.write(f"\r{' ' * len(self._shown)}\r")
            self._shown = ""
