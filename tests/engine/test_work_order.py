"""What to keep in the middle of an image that several targets are cut from, and in which order the work is done."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from resadvise import load_facts
from resadvise.engine.boxes import Box
from resadvise.engine.candidate import Candidate
from resadvise.engine.masters import Master
from resadvise.engine.pricing import price_of
from resadvise.engine.work_order import prompt_of, work_order
from resadvise.facts.catalog import PerImage

FACTS = load_facts()
MODEL = FACTS.models["gemini-nano-banana-2.1"]


def candidate(tier: str = "4K", price: str | None = "0.11") -> Candidate:
    """Return a square of a tier."""
    offer = MODEL.offers[tier]._replace(price=PerImage(None if price is None else Fraction(price), None, None, None))
    square = next(size for size in offer.sizes.cells if str(size.ratio) == "1:1")  # type: ignore[union-attr]
    return Candidate(MODEL, offer, square, square, None, price_of(offer, square.pixels))


def master(box: tuple[int, int, int, int], safe: tuple[int, int, int, int] | None = None, tier: str = "4K") -> Master:
    """Return an image of which every crop keeps a box of 1000 by 1000."""
    found = candidate(tier)
    supply = found.supply._replace(pixels=found.pixels._replace(width=1000, height=1000))
    return Master(found._replace(supply=supply), (0,), Box(*box), safe and Box(*safe))


FILL = "Fill the whole picture: crops lose next to nothing of it."
KEEP = "Keep the subject and any text"


@pytest.mark.parametrize(
    ("box", "safe", "text"),
    [
        ((0, 0, 1000, 1000), None, FILL),
        ((15, 15, 970, 970), None, FILL),
        ((16, 0, 968, 1000), None, f"{KEEP} inside the middle 96% of the width."),
        ((100, 200, 800, 600), None, f"{KEEP} inside the middle 80% of the width and 60% of the height."),
        ((0, 125, 1000, 750), None, f"{KEEP} inside the middle 75% of the height."),
        ((0, 100, 1000, 809), None, f"{KEEP} inside the middle 80% of the height."),  # 9.1 below
        ((0, 91, 1000, 809), None, f"{KEEP} inside the middle 80% of the height."),  # 9.1 above
        ((0, 100, 1000, 810), None, f"{KEEP} out of the top 10% and the bottom 9%."),
        ((0, 250, 1000, 750), None, f"{KEEP} out of the top 25%."),
        ((0, 10, 1000, 990), None, f"{KEEP} out of the top 1%."),
        ((0, 9, 1000, 991), None, FILL),
        ((9, 0, 891, 1000), None, f"{KEEP} out of the right 10%."),
        ((100, 251, 800, 549), None, f"{KEEP} out of the top 26%, the right 10%, the bottom 20% and the left 10%."),
        ((0, 0, 1000, 1000), (0, 250, 1000, 750), f"{KEEP} out of the top 25%."),
    ],
)  # fmt: skip
def test_what_to_keep_in_the_middle(box: Any, safe: Any, text: str) -> None:
    assert prompt_of(master(box, safe)) == text


WHOLE, TOP = (0, 0, 1000, 1000), (0, 250, 1000, 750)
UNTIL = f"until the picture is right. {FILL}"
OUT = f"{KEEP} out of the top 25%."
CROP = "Crop each target from the middle of its image (crop_to and crop_at), then scale it to its export size."
SECOND = "Make image 2, 1:1 in 2K (1000×1000 px), with image 1 as the reference image."


@pytest.mark.parametrize(
    ("second", "draft", "drafts", "steps"),
    [
        (
            None, None, 0,
            [
                ("draft", None, f"Explore with image 1 itself, 1:1 in 4K, $0.11 each, {UNTIL}"),
                ("choose", 0, "Choose the one to keep: it is image 1."),
                ("crop", None, CROP),
            ],
        ),
        (
            WHOLE, candidate("1K", "0.03"), 1,
            [
                ("draft", None, f"Make 1 draft at 1:1 in 1K ($0.03 each) {UNTIL}"),
                ("choose", None, "Choose the draft that everything else is made from."),
                ("make", 0, None),
                ("make", 1, SECOND),
                ("crop", None, CROP),
            ],
        ),
        (
            TOP, candidate("1K", None), 0,
            [
                ("draft", None, f"Draft at 1:1 in 1K {UNTIL}"),
                ("choose", None, "Choose the draft that everything else is made from."),
                ("make", 0, None),
                ("make", 1, f"{SECOND} {OUT}"),
                ("crop", None, CROP),
            ],
        ),
        (
            None, None, 2,
            [
                ("draft", None, f"Make 2 drafts of image 1, 1:1 in 4K, $0.11 each, {UNTIL}"),
                ("choose", 0, "Choose the one to keep: it is image 1."),
                ("crop", None, CROP),
            ],
        ),
    ],
)  # fmt: skip
def test_the_order_of_the_work(second: Any, draft: Candidate | None, drafts: int, steps: list[Any]) -> None:
    masters = [master(WHOLE), *([master(second, tier="2K")] if second else [])]
    done = work_order(masters, draft, drafts)
    assert [(each.step, each.master) for each in done] == [(step, number) for step, number, _ in steps]
    assert [each.text for each, (*_, text) in zip(done, steps, strict=True) if text] == [t for *_, t in steps if t]
    assert work_order([], draft, drafts) == []


def test_of_unknown_price_none_is_told() -> None:
    first = master(WHOLE)._replace(candidate=master(WHOLE).candidate._replace(price=None))
    assert work_order([first], None, 0)[0].text.startswith("Explore with image 1 itself, 1:1 in 4K, until the picture")
