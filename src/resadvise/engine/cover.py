"""The cheapest set of pieces that covers everything: exact, for as many things as a campaign may have.

A piece covers a set of things, written as the bits of a whole number. The order of the bits is that in which the search
decides about them: where things that are covered together stand side by side, it remembers little.
"""

from collections.abc import Sequence
from fractions import Fraction
from heapq import heappop, heappush
from math import lcm
from typing import NamedTuple


class Piece(NamedTuple):
    """Something that could be taken: what it covers, what it costs, and how large it is. `number` is its name."""

    covers: int
    price: Fraction | int
    area: int
    number: int


def cheapest_cover(pieces: Sequence[Piece]) -> tuple[int, ...]:
    """Return the numbers of the pieces that cover together whatever any piece covers, in ascending order.

    They have the least sum of prices; among equals they are the fewest, then of the least area, then of the lowest
    numbers. A weighted set cover, by the shortest path over the sets of things that are covered: each step covers the
    first thing that is not.
    """
    unit = lcm(*(each.price.denominator for each in pieces))
    core = _core([each._replace(price=int(each.price * unit)) for each in pieces if each.covers])
    everything = _union(core)
    by_thing = {bit: [each for each in core if each.covers & bit] for bit in _bits(everything)}
    reached: dict[int, tuple[int, int, int, tuple[int, ...]]] = {0: (0, 0, 0, ())}
    queue = [(*reached[0], 0)]
    while True:
        price, count, area, chosen, covered = heappop(queue)
        if covered == everything:
            return chosen
        if reached[covered] != (price, count, area, chosen):
            continue  # it was reached for less
        missing = everything & ~covered
        for each in by_thing[missing & -missing]:
            taken = tuple(sorted((*chosen, each.number)))
            cost = price + int(each.price), count + 1, area + each.area, taken
            known = reached.get(both := covered | each.covers)
            if known is None or cost < known:
                reached[both] = cost
                heappush(queue, (*cost, both))


def _core(pieces: list[Piece]) -> list[Piece]:
    """Leave out the pieces that are never better than another one, and the things that are covered with another."""
    while True:
        kept = _undominated(pieces)
        deciding = _deciding(kept)
        if deciding == _union(kept):
            return kept
        pieces = [each._replace(covers=each.covers & deciding) for each in kept]


def _undominated(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces of which none covers as much as another for no more."""
    kept: list[Piece] = []
    for each in sorted(pieces, key=lambda each: (each.price, each.area, each.number)):
        if not any(each.covers & ~other.covers == 0 for other in kept):
            kept.append(each)
    return kept


def _deciding(pieces: list[Piece]) -> int:
    """Return the things without those that every cover of the others covers too."""
    by_thing = {
        bit: sum(1 << place for place, each in enumerate(pieces) if each.covers & bit) for bit in _bits(_union(pieces))
    }
    deciding = 0
    # Whoever has the fewest pieces decides; among equals the first.
    for bit in sorted(by_thing, key=lambda bit: (by_thing[bit].bit_count(), bit)):
        if not any(by_thing[other] & ~by_thing[bit] == 0 for other in _bits(deciding)):
            deciding |= bit
    return deciding


def _union(pieces: Sequence[Piece]) -> int:
    union = 0
    for each in pieces:
        union |= each.covers
    return union


def _bits(number: int) -> list[int]:
    return [1 << place for place in range(number.bit_length()) if number >> place & 1]
