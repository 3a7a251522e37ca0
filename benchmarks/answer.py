"""One answer in process, against the same decision in plain integers: `python benchmarks/answer.py`.

The plain decision gets whole numbers instead of texts, knows one model, and says nothing but the place of a tier: no
brief is checked, no reason is kept, nothing is exact beyond what it compares. It is the least that anybody could write.
"""

from __future__ import annotations

import statistics
import sys
import time
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

from resadvise import load_facts, recommend
from resadvise.engine.sizes import all_sizes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resadvise.facts.catalog import Deliverable

FACTS = load_facts()
BOXES = [[size.pixels for size in all_sizes(offer)] for offer in FACTS.models[FACTS.defaults.model].offers.values()]
# Squares of diagonals in mm, and what to aim at: the classes of data/presets.yaml, as a programmer would write them.
CLASSES = [
    (int(row.diagonal_max.inches * 254) ** 2 // 100 if row.diagonal_max else sys.maxsize, int(row.ppi))
    for row in FACTS.viewing_classes
]
ENOUGH = 98
ROUNDS, QUESTIONS = 15, 400


def plain_pixels(width: int, height: int) -> int:
    """Return the place of the smallest tier that is enough for a box of pixels, or of the one that fills most of it."""
    whole = width * height
    fills = []
    for boxes in BOXES:  # how every tier stands is part of the answer
        most = 0
        for across, down in boxes:
            fill = min(across * height, down * width)
            if fill > most:
                most = fill
        fills.append(most)
    enough = [tier for tier, fill in enumerate(fills) if fill * 100 >= whole * ENOUGH]
    return enough[0] if enough else fills.index(max(fills))


def plain_print(width: int, height: int) -> int:
    """Return the same for a print in millimetres, with its bleed of 3 mm."""
    diagonal = width * width + height * height
    ppi = next(ppi for most, ppi in CLASSES if diagonal <= most)
    return plain_pixels(((width + 6) * ppi * 20 + 254) // 508, ((height + 6) * ppi * 20 + 254) // 508)


def plain_named(width: int, height: int, printed: int) -> int:
    """Return the same for a named target, a box of pixels or a print in millimetres."""
    return plain_print(width, height) if printed else plain_pixels(width, height)


def plain_uses() -> int:
    """Return the place of the highest of two tiers."""
    return max({"1K": 0, "2K": 1, "4K": 2}[tier] for tier in ("4K", "1K"))


def sizes(start: int) -> Iterator[tuple[int, int]]:
    """Yield sizes that no question before has asked for."""
    return ((60 + (start + number) % 640, 80 + (start + number) * 7 % 810) for number in range(QUESTIONS))


def _sides(row: Deliverable) -> tuple[int, int, int]:
    """Return the sides of a named target, in pixels or in millimetres, and whether it is printed."""
    if row.pixels:
        return *row.pixels, 0
    assert row.size is not None
    across, down = (int(side * 254) // 10 for side in row.size.inches)
    return across, down, 1


def questions(start: int) -> dict[str, tuple[list[tuple[int, ...]], list[dict[str, Any]], Callable[..., int], int]]:
    """Return each kind of question: as whole numbers, in words, what decides it plainly, and the bar for the ratio."""
    papers, boxes = list(sizes(start)), [(4 * width, 4 * height) for width, height in sizes(start)]
    names = list(islice(cycle(FACTS.deliverables), start % 7, start % 7 + QUESTIONS))
    named = [_sides(FACTS.deliverables[name]) for name in names]
    return {
        "--size WxH --bleed 3mm": (
            [*papers], [{"size": f"{w}x{h}mm", "bleed": "3mm"} for w, h in papers], plain_print, 5,
        ),
        "--pixels WxH": ([*boxes], [{"pixels": f"{w}x{h}"} for w, h in boxes], plain_pixels, 5),
        "--for NAME": ([*named], [{"deliverable": name} for name in names], plain_named, 5),
        "--print --social": ([()] * QUESTIONS, [{"uses": ("print", "social")}] * QUESTIONS, plain_uses, 0),
    }  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """Return how much CPU time some work takes, so that a busy machine does not count."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    """Print the ratios, medians of several rounds in turn."""
    ratios: dict[str, list[float]] = {}
    bars = {}
    plain_box = [(4 * width, 4 * height) for width, height in sizes(0)]
    for number in range(ROUNDS):
        for name, (numbers, words, decide, bar) in questions(number * QUESTIONS).items():
            ours = seconds(lambda words=words: [_ask(**each) for each in words])  # type: ignore[misc]
            # A decision by uses alone is nearly nothing: it is held against one by pixels.
            against, how = (plain_box, plain_pixels) if not bar else (numbers, decide)
            theirs = seconds(lambda numbers=against, how=how: [how(*each) for each in numbers])  # type: ignore[misc]
            ratios.setdefault(name, []).append(ours / theirs)
            bars[name] = bar or 10
    print(f"{'recommend()':<28} {'/ the same in plain integers':>28} {'bar':>5}")
    for name, found in ratios.items():
        print(f"{name:<28} {statistics.median(found):>28.2f} {bars[name]:>5}")


def _ask(uses: tuple[str, ...] = (), **words: Any) -> object:
    return recommend(*uses, facts=FACTS, **words)


if __name__ == "__main__":
    main()
