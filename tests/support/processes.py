"""Processes of a test: which there are, and whether they end. Linux alone says so."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from command import TIMEOUT

if TYPE_CHECKING:
    from collections.abc import Callable


def children(parent: int) -> set[int]:
    """Return the processes that one has started."""
    return {
        int(word) for task in Path(f"/proc/{parent}/task").iterdir() for word in (task / "children").read_text().split()
    }


def alive(process: int) -> bool:
    """Say whether a process runs; one that has ended and is not waited for does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(true: Callable[[], Any], seconds: float = TIMEOUT) -> Any:
    """Return what it says as soon as that is true, or at the end of the time."""
    end = time.monotonic() + seconds
    while not (answer := true()) and time.monotonic() < end:
        time.sleep(0.02)
    return answer


def none_left(processes: set[int]) -> bool:
    """Say whether all of them end."""
    return bool(wait_until(lambda: not any(map(alive, processes))))
