"""Several targets at once: the images to make once, and to cut for all of them, so that they cost least.

The candidates are the sizes of the model's table; by size rules what would be requested for each target, and for the
hull of each pair. A candidate serves a target if it is enough by that target's own thresholds and the cut to its shape
loses no more than it may.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from resadvise.brief import Brief
from resadvise.engine.boxes import Box, centred, common_box, safe_box
from resadvise.engine.candidate import Candidate
from resadvise.engine.cover import Piece, cheapest_cover
from resadvise.engine.fit import Fit, Levels, crop_box, fit_of, levels_for, share_cut
from resadvise.engine.need import WHOLE, Need, need_of
from resadvise.engine.pricing import price_of
from resadvise.engine.sizes import all_sizes, sizes_for
from resadvise.facts.catalog import Catalog, Model, Offer, SafeZone, Supply
from resadvise.units.quantities import Pixels


class Wanted(NamedTuple):
    """A target of a campaign: as it was typed, its brief, and what it needs by which thresholds."""

    typed: str
    brief: Brief
    need: Need
    levels: Levels

    @classmethod
    def of(cls, typed: str, brief: Brief, catalog: Catalog) -> "Wanted":
        """Return the target of a brief that has one."""
        assert brief.target is not None  # whoever asks for a campaign names its targets
        need = need_of(brief.target, brief.uses, catalog, brief.keep or WHOLE)
        return cls(typed, brief, need, levels_for(need, catalog, brief.tolerance))

    @property
    def safe(self) -> SafeZone | None:
        """What of it is not covered by others, where that is known."""
        return self.brief.listed.safe if self.brief.listed else None


class Cut(NamedTuple):
    """How a target is cut out of an image: the box, the share of the image's area outside it, and the fit."""

    box: Box
    lost: Fraction
    fit: Fit

    def serves(self, max_cut: Fraction) -> bool:
        """Say whether it is enough, and no more is lost than may be."""
        return self.lost <= max_cut and self.fit.verdict in ("ample", "enough")


class Master(NamedTuple):
    """An image that is made once: the candidate, and the places of the targets that are cut out of it."""

    candidate: Candidate
    serves: tuple[int, ...]
    common: Box
    safe: Box | None


class Lack(NamedTuple):
    """A target that nothing serves: `reason` is too-large or too-odd, and what comes nearest to it."""

    reason: str
    nearest: Candidate
    cut: Cut


class Selection(NamedTuple):
    """The images to make, largest first; for each target that is served its master and its cut; and the others.

    Targets stand in the order in which they were asked. `counted`: a price is not known, so that the fewest images were
    chosen and not the cheapest.
    """

    masters: tuple[Master, ...]
    cuts: dict[int, tuple[int, Cut]]
    unserved: dict[int, Lack]
    counted: bool


def choose_masters(targets: Sequence[Wanted], model: Model, quality: str | None, max_cut: Fraction) -> Selection:
    """Choose the images with the least sum of prices; among equals the fewest, then those of the least area.

    A target is cut out of the one that loses least, then out of the first. Where a price is not known, each image
    counts as one.
    """
    candidates = candidates_of(targets, model, quality)
    order = sorted(range(len(targets)), key=lambda place: _shape(targets[place].need.pixels))
    covers = [
        sum(1 << bit for bit, place in enumerate(order) if _serves(each.pixels, targets[place], max_cut))
        for each in candidates
    ]
    useful = [(place, each) for place, each in enumerate(candidates) if covers[place]]
    counted = any(each.price is None for _, each in useful)
    pieces = [
        Piece(covers[place], 1 if counted or each.price is None else each.price, each.pixels.area, place)
        for place, each in useful
    ]
    chosen = sorted((candidates[place] for place in cheapest_cover(pieces)), key=lambda each: -each.pixels.area)
    cuts: dict[int, tuple[int, Cut]] = {}
    unserved: dict[int, Lack] = {}
    for place, target in enumerate(targets):
        able = [(number, cut) for number, cut in enumerate(cut_of(each.pixels, target) for each in chosen)]
        able = [(number, cut) for number, cut in able if cut.serves(max_cut)]
        if able:
            cuts[place] = min(able, key=lambda each: (each[1].lost, each[0]))
        else:
            unserved[place] = _lack(candidates, target, max_cut)
    masters = tuple(_master(each, number, targets, cuts) for number, each in enumerate(chosen))
    return Selection(masters, cuts, unserved, counted)


def candidates_of(targets: Sequence[Wanted], model: Model, quality: str | None) -> list[Candidate]:
    """Return every size that could be a master, each box once, at its lowest known price."""
    found: dict[Pixels, Candidate] = {}
    for offer, supply in _by_rules(targets, model) if model.rules else _by_table(model):
        price = price_of(offer, supply.pixels, quality)
        known = found.get(supply.pixels)
        if known is None or (price is not None and (known.price is None or price < known.price)):
            found[supply.pixels] = Candidate(model, offer, supply, supply, quality, price)
    return list(found.values())


def _by_table(model: Model) -> Iterator[tuple[Offer, Supply]]:
    for offer in model.offers.values():
        for supply in all_sizes(offer):
            yield offer, supply


def _by_rules(targets: Sequence[Wanted], model: Model) -> Iterator[tuple[Offer, Supply]]:
    needs = list(dict.fromkeys(target.need.pixels for target in targets))
    hulls = [
        Pixels(max(one.width, other.width), max(one.height, other.height)) for one, other in combinations(needs, 2)
    ]
    for need in dict.fromkeys([*needs, *hulls]):
        for offer in model.offers.values():
            sizes = sizes_for(offer, need, None)
            assert sizes is not None  # a tier that no box keeps is none
            yield offer, sizes.requested


def cut_of(supply: Pixels, target: Wanted) -> Cut:
    """Return how a target is cut out of an image: out of its middle."""
    box = crop_box(supply, target.need.pixels)
    return Cut(centred(box, supply), share_cut(supply, box), fit_of(supply, target.need, target.levels))


def _serves(supply: Pixels, target: Wanted, max_cut: Fraction) -> bool:
    """Say the same as `Cut.serves`, in whole numbers alone: it is asked of every size and every target."""
    kept, (over, under) = crop_box(supply, target.need.pixels).area, max_cut.as_integer_ratio()
    if kept * under < supply.area * (under - over):
        return False
    return fit_of(supply, target.need, target.levels).verdict in ("ample", "enough")


def _shape(need: Pixels) -> Fraction:
    return Fraction(need.width, need.height)


def _master(candidate: Candidate, number: int, targets: Sequence[Wanted], cuts: dict[int, tuple[int, Cut]]) -> Master:
    own = {place: cut for place, (master, cut) in cuts.items() if master == number}
    common = common_box(cut.box for cut in own.values())
    assert common is not None  # all of them are in the middle
    # Where somebody crops further, nobody knows where its zone will be.
    zones = [(targets[p].safe, targets[p].need, cut.box) for p, cut in own.items() if targets[p].need.keep == 1]
    inside = [safe_box(*each) for each in zones if each[0] is not None]
    known = [each for each in inside if each is not None]
    safe = common_box([common, *known]) if len(known) == len(inside) else None
    return Master(candidate, tuple(own), common, safe)


def _lack(candidates: Sequence[Candidate], target: Wanted, max_cut: Fraction) -> Lack:
    """Say why nothing serves a target: of its shape nothing is large enough, or nothing is of its shape."""
    cuts = [(each, cut_of(each.pixels, target)) for each in candidates]
    shaped = [(each, cut) for each, cut in cuts if cut.lost <= max_cut]
    if shaped:
        return Lack("too-large", *max(shaped, key=lambda each: (each[1].fit.fill, -each[1].lost)))
    return Lack("too-odd", *min(cuts, key=lambda each: (each[1].lost, -each[1].fit.fill)))
