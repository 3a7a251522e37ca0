"""Write the tables of docs/models.md from the facts. `just models` runs it; a test says when it is due."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from resadvise import load_facts, recommend
from resadvise.engine.pricing import price_of
from resadvise.engine.sizes import all_sizes, size_at
from resadvise.facts.catalog import PerArea, PerImage, PerMegapixel, PerToken
from resadvise.units.display import number
from resadvise.units.numbers import plain
from resadvise.units.quantities import Pixels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from resadvise.facts.catalog import Model, Offer, Price

PAGE = Path(__file__).parent.parent / "docs" / "models.md"
FACTS = load_facts()

TIERS = ("1K", "2K", "4K")
KINDS: dict[type[Price], str] = {
    PerImage: "image",
    PerArea: "steps of area",
    PerMegapixel: "megapixel",
    PerToken: "output tokens",
}
# One model and a few sizes that show what the price of tokens depends on.
BY_TOKENS = "gpt-image-2"
SHAPES = ("1024x1024", "1536x1024", "2048x1152", "2048x2048", "3840x2160")
# What a request is shown for.
NEED = "1080x1350"


def page(text: str) -> str:
    """Return the page with every table as the facts have it; each stands between two comments with its name."""

    def made(found: re.Match[str]) -> str:
        return f"{found[1]}\n{TABLES[found[2]]()}{found[3]}"

    return re.sub(r"(<!-- table: ([a-z ]+) -->)\n.*?(<!-- end -->)", made, text, flags=re.DOTALL)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (heads, ["---"] * len(heads), *rows))


def _models() -> list[Model]:
    return [model for model in FACTS.models.values() if model.status == "available"]


def sizes() -> str:
    """Return what each model takes: its rules, or how many sizes its table has."""
    heads = ("model", "sizes", "both sides", "area in pixels", "longest")
    return _table(heads, ([f"`{model.name}`", *_sizes_of(model)] for model in _models()))


def _sizes_of(model: Model) -> list[str]:
    if rules := model.rules:
        step = f"multiples of {rules.step}, " if rules.step > 1 else ""
        edges, areas = (rules.edge_min, rules.edge_max), (rules.area_min, rules.area_max)
        return ["any", step + "{} to {}".format(*edges), _areas(*areas), f"{number(rules.ratio_max, 2)}:1"]
    boxes = [size.pixels for offer in model.offers.values() for size in all_sizes(offer)]
    sides, all_areas = [side for box in boxes for side in box], [box.area for box in boxes]
    longest = max(Fraction(max(box), min(box)) for box in boxes)
    count, span = f"{len(boxes)} listed", f"{min(sides)} to {max(sides)}"
    return [count, span, _areas(min(all_areas), max(all_areas)), f"{number(longest, 2)}:1"]


def _areas(least: int, most: int) -> str:
    return f"up to {most:,}" if least == 1 else f"{least:,} to {most:,}"


def prices() -> str:
    """Return what a square image of each tier costs, at each quality."""
    heads = ("model", "charged by", "quality", *(f"{tier} at 1:1" for tier in TIERS))
    return _table(heads, map(_prices_of, _models()))


def _prices_of(model: Model) -> list[str]:
    kind = KINDS[type(next(iter(model.offers.values())).price)]
    offers = (model.offers.get(tier) for tier in TIERS)
    return [f"`{model.name}`", kind, " / ".join(model.qualities), *(_price_of(model, offer) for offer in offers)]


def _price_of(model: Model, offer: Offer | None) -> str:
    size = offer and size_at(offer, FACTS.defaults.aspect_ratio)
    if offer is None or size is None:
        return ""
    return " / ".join(_usd(price_of(offer, size.pixels, quality)) for quality in model.qualities or (None,))


def _usd(price: Fraction | None) -> str:
    return "unknown" if price is None else plain(price)


def shapes() -> str:
    """Return what one model by tokens costs for sizes of several shapes."""
    model = FACTS.models[BY_TOKENS]
    offer = model.offers["1K"]
    rows = (
        [size.replace("x", "×"), *(_usd(price_of(offer, Pixels.parse(size), quality)) for quality in model.qualities)]
        for size in SHAPES
    )
    return _table((f"`{BY_TOKENS}`", *model.qualities), rows)


def requests() -> str:
    """Return how each API is asked, by the first available model of it."""
    first = {model.api: model for model in reversed(_models()) if model.api}
    rows = []
    for api in FACTS.apis:
        if model := first.get(api):
            advice = recommend(pixels=NEED, model=model.name, facts=FACTS).as_dict()
            send = advice["send"]
            rows.append([f"`{model.name}`", f"`{json.dumps(advice['request'])}`", f"`{send and send['url']}`"])
    return _table(("model", f"size fields for {NEED.replace('x', '×')}", "where the call goes"), rows)


def left_out() -> str:
    """Return the models that have no row, and why."""
    return _table(("model", "why"), ([row.title, row.why] for row in FACTS.unsupported.values()))


TABLES: dict[str, Callable[[], str]] = {
    "sizes": sizes,
    "prices": prices,
    "shapes": shapes,
    "requests": requests,
    "left out": left_out,
}

if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
