"""Write docs/cheapest.md, and its table in README.md. `just cheapest` runs it; a test says when it is due."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from resadvise import compare, load_facts
from resadvise.units import display
from resadvise.units.numbers import exact
from resadvise.units.quantities import Pixels

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parent.parent
PAGE, README = ROOT / "docs" / "cheapest.md", ROOT / "README.md"
# Between these lines README.md has the table of a few of them.
MARKS = "<!-- cheapest -->\n", "<!-- /cheapest -->\n"
FEW = (
    "instagram-portrait", "instagram-story", "youtube-thumbnail", "og-image", "hero", "slide", "podcast-cover", "a4",
    "a3", "poster-24x36",
)  # fmt: skip
# What people ask for most, by where it is used.
TARGETS = {
    "Social media": (
        "instagram-portrait", "instagram-square", "instagram-story", "facebook-post", "linkedin-post", "x-post",
        "pinterest-pin", "tiktok-photo", "youtube-thumbnail", "youtube-banner",
    ),
    "Web and mail": ("og-image", "hero", "blog-header", "email-header", "github-social", "favicon"),
    "Shops and apps": ("amazon-product", "shopify-product", "etsy-listing", "app-icon", "podcast-cover"),
    "Slides and screens": ("slide", "full-hd", "uhd", "zoom-background"),
    "Print": ("business-card-eu", "postcard", "a5", "a4", "a3", "poster-24x36", "tshirt"),
}  # fmt: skip
HEAD = """\
# The cheapest model that is good enough

For common targets: the model with the lowest known list price whose image is good enough, and the cheapest one of
another vendor. `resadvise compare --for NAME` gives all of them, with what to request, and the arithmetic.

List prices, the oldest of {oldest}. {left_out}
Where a model has qualities, its usual one counts.
None of this judges how good a picture looks.
This page is made from the facts: `just cheapest` writes it.
"""


def page() -> str:
    """Return the whole page."""
    answers = {name: compare(deliverable=name).as_dict() for names in TARGETS.values() for name in names}
    oldest = min(data["oldest_price"] or "" for data in answers.values())
    head = HEAD.format(oldest=oldest, left_out=load_facts().defaults.not_in_price)
    return head + "".join(_section(title, names, answers) for title, names in TARGETS.items())


def readme() -> str:
    """Return README.md with its table anew."""
    head, mark, rest = README.read_text("utf-8").partition(MARKS[0])
    _, end, tail = rest.partition(MARKS[1])
    return head + mark + table(FEW, {name: compare(deliverable=name).as_dict() for name in FEW}) + end + tail


def table(names: Iterable[str], answers: dict[str, Any]) -> str:
    """Return a row for each target: what it needs, the cheapest model, and the cheapest of another vendor."""
    rows = "".join(_row(name, answers[name]) for name in names)
    return f"| target | needs | cheapest | price | of another vendor |\n|---|---|---|---|---|\n{rows}"


def _section(title: str, names: Iterable[str], answers: dict[str, Any]) -> str:
    return f"\n## {title}\n\n{table(names, answers)}"


def _row(name: str, data: Any) -> str:
    needs = display.box(Pixels(*data["need"]["pixels"]))
    good = [row for row in data["models"] if row["status"] == "ok"]
    first = next(iter(good), None)
    second = next((row for row in good if row["provider"] != good[0]["provider"]), None)
    cheapest, price = (_named(first), _price(first)) if first else ("none is large enough", "")
    after = f"{_named(second)}, {_price(second)}" if second else ""
    return f"| `{name}` | {needs} | {cheapest} | {price} | {after} |\n"


def _named(row: Any) -> str:
    quality = f", {row['quality']}" if row["quality"] else ""
    return f"{row['name']}{quality}, {display.box(Pixels(*row['pixels']))}"


def _price(row: Any) -> str:
    return "unknown" if row["price_usd"] is None else display.money(exact(row["price_usd"]))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    README.write_text(readme(), encoding="utf-8", newline="\n")
