"""How to work towards several images: in which order to make them, and what to keep in the middle of each."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from resadvise.engine.candidate import Candidate
from resadvise.engine.export import made_again
from resadvise.engine.masters import Master
from resadvise.units import display


class Step(NamedTuple):
    """What to do: draft, choose, make or crop; which image it is about, if one; and a sentence that says it."""

    step: str
    master: int | None
    text: str


def work_order(masters: Sequence[Master], draft: Candidate | None, drafts: int) -> list[Step]:
    """Return what to do, in order: explore, choose, make the images, crop the targets.

    `draft` is what to explore with; None is the first image itself. `drafts` says how many; 0 leaves it open.
    """
    if not masters:
        return []
    first = masters[0]
    steps = [Step("draft", None, f"{_explore(first.candidate, draft, drafts)} {prompt_of(first)}")]
    if draft:
        steps.append(Step("choose", None, "Choose the draft that everything else is made from."))
        steps.append(Step("make", 0, f"Make image 1. {made_again(first.candidate)}"))
    else:
        steps.append(Step("choose", 0, "Choose the one to keep: it is image 1."))
    for number, master in enumerate(masters[1:], 1):
        text = f"Make image {number + 1}, {_asked_for(master.candidate)}, with image 1 as the reference image."
        more = f" {prompt_of(master)}" if prompt_of(master) != prompt_of(first) else ""
        steps.append(Step("make", number, text + more))
    text = "Crop each target from the middle of its image (crop_to and crop_at), then scale it to its export size."
    return [*steps, Step("crop", None, text)]


def _explore(final: Candidate, draft: Candidate | None, drafts: int) -> str:
    """Say what to explore with."""
    explored, counted = draft or final, display.counted(drafts, "draft")
    price = f"{display.money(explored.price)} each" if explored.price is not None else ""
    if draft is None:
        many = f"Make {counted} of image 1," if drafts else "Explore with image 1 itself,"
        cost = f", {price}," if price else ","
        return f"{many} {final.supply.ratio} in {explored.tier}{cost} until the picture is right."
    many = f"Make {counted}" if drafts else "Draft"
    cost = f" ({price})" if price else ""
    return f"{many} at {final.supply.ratio} in {explored.tier}{cost} until the picture is right."


def prompt_of(master: Master) -> str:
    """Return the line for the prompt that keeps what matters inside what every crop keeps."""
    box, (width, height) = master.safe or master.common, master.candidate.pixels
    edges = {
        "top": Fraction(box.y, height),
        "right": 1 - Fraction(box.x + box.width, width),
        "bottom": 1 - Fraction(box.y + box.height, height),
        "left": Fraction(box.x, width),
    }
    if all(abs(edges[one] - edges[other]) < _CENTRED for one, other in (("top", "bottom"), ("left", "right"))):
        outside = {"width": max(edges["left"], edges["right"]), "height": max(edges["top"], edges["bottom"])}
        kept = {side: int(100 * (1 - 2 * share)) for side, share in outside.items()}
        inside = [f"{share}% of the {side}" for side, share in kept.items() if share <= _NEARLY_ALL]
        if not inside:
            return "Fill the whole picture: crops lose next to nothing of it."
        return f"Keep the subject and any text inside the middle {' and '.join(inside)}."
    lost = [f"{side} {ceil(100 * share)}%" for side, share in edges.items() if share >= _CENTRED]
    listed = f"{', the '.join(lost[:-1])} and the {lost[-1]}" if len(lost) > 1 else lost[0]
    return f"Keep the subject and any text out of the {listed}."


# What is less than this off the middle is in the middle; and of more percent than this nothing is to be said.
_CENTRED, _NEARLY_ALL = Fraction(1, 100), 96


def _asked_for(candidate: Candidate) -> str:
    return f"{candidate.supply.ratio} in {candidate.tier} ({display.box(candidate.pixels)})"
