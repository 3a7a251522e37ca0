"""The frozen catalog: what the data files say, as exact values. Nothing here reads a file.

Values are `NamedTuple`s and not dataclasses: both are immutable, but twenty slotted dataclasses cost a quarter
of what importing the command-line library costs (CONTRIBUTING.md, "Why").
"""

# No `from __future__ import annotations` here: each annotation that is a string costs a NamedTuple a compile().
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any, NamedTuple, Self

from resadvise.units.quantities import Length, Pixels, Ratio, Size

Seconds = tuple[Fraction, Fraction]
Bytes = tuple[int, int]


class Plain(NamedTuple):
    """A simple field of a row: its parser, its place in lists and its entry in the schemas all follow from this.

    `kind` is text, texts, choice (one of `choices`), switch, count or bytes; `default` is what an absent one means.
    """

    kind: str
    about: str
    choices: tuple[str, ...] = ()
    default: str | None = None


def plain_fields(row: Any) -> dict[str, Plain]:
    """Return the plain fields of a row, or of a kind of row, by name."""
    found = {name: getattr(kind, "__metadata__", ()) for name, kind in row.__annotations__.items()}
    return {name: notes[0] for name, notes in found.items() if notes}


class Tier(NamedTuple):
    """A size step: the side of its square image, and what to expect of it. None is unknown."""

    name: str
    pixel_width: int
    best_for: tuple[str, ...]
    seconds: Seconds | None
    jpg: Bytes | None
    timeout: Fraction | None
    source: str | None
    as_of: str | None


class Use(NamedTuple):
    """What an image is for, with its rule-of-thumb tier. `kind` is `needs` or `prefers`."""

    name: str
    tier: str
    kind: str
    why: str
    what: str
    group: str
    stage: str | None
    aliases: tuple[str, ...]
    assume_dpr: Fraction | None
    assume_keep: Fraction | None
    deliverables: tuple[str, ...]
    source: str | None
    as_of: str | None


class ViewingClass(NamedTuple):
    """The ideal and the minimum density of prints up to a diagonal. `diagonal_max` None: no bound."""

    name: str
    diagonal_max: Length | None
    ppi: Fraction
    ppi_min: Fraction
    source: str | None


def plain_name(name: str) -> str:
    """Return a name in lower case, with `-` for blanks and `_`: equal names give the same."""
    return "-".join(name.casefold().replace("_", " ").split())


class Threshold(NamedTuple):
    """The lowest margins for `enough` and `near`; `css_floor` is the lowest share of the bare CSS box."""

    enough: Fraction
    near: Fraction
    css_floor: Fraction | None


class Thresholds(NamedTuple):
    """By kind of need, and the figures that do not depend on it."""

    ample: Fraction
    by_kind: Mapping[str, Threshold]
    ratio_drift: Fraction
    cut_much: Fraction
    max_cut: Fraction
    file_tier: Fraction


class Corner(NamedTuple):
    """A corner of a frame that something covers, by its share of the frame's width and height."""

    name: str
    width: Fraction
    height: Fraction


class SafeZone(NamedTuple):
    """The part of a frame that nothing covers or cuts off.

    The sides are shares of the frame that are lost. `shape` is `circle` where only the circle inside of that is safe.
    """

    top: Fraction
    right: Fraction
    bottom: Fraction
    left: Fraction
    shape: str | None
    corner: Corner | None
    what: str | None
    source: str | None
    as_of: str | None
    confidence: str | None


# The formats that a target may accept.
FORMATS = ("avif", "bmp", "eps", "gif", "heic", "ico", "jpg", "jxl", "pdf", "png", "psd", "svg", "tiff", "webp")


class Deliverable(NamedTuple):
    """A named target: physical (`size`) or a pixel box (`pixels`; with `dpr` they are CSS pixels)."""

    name: str
    title: str
    size: Size | None
    pixels: Pixels | None
    dpr: Fraction | None
    bleed: Length | None
    ppi: Fraction | None
    ppi_min: Fraction | None
    safe: SafeZone | None
    group: Annotated[str, Plain("text", "The heading that it is listed under.", default="own")]
    aliases: Annotated[tuple[str, ...], Plain("texts", "Other names.")]
    max_bytes: Annotated[int | None, Plain("bytes", "The most bytes that the delivered file may have.")]
    formats: Annotated[tuple[str, ...], Plain("choices", "The formats that it accepts, best first.", FORMATS)]
    opaque: Annotated[bool, Plain("switch", "It does not accept an alpha channel, used or not.")]
    transparent: Annotated[bool, Plain("switch", "It should be transparent.")]
    formats_source: Annotated[str | None, Plain("text", "Where the formats come from, if not from the source.")]
    note: Annotated[str | None, Plain("text", "Anything else to know about it.")]
    source: Annotated[str | None, Plain("text", "Where the figures come from: a URL or a few words.")]
    as_of: Annotated[str | None, Plain("text", "The day, month or year that the source gives itself.")]
    confidence: Annotated[str | None, Plain("choice", "How much to trust the source.", ("high", "medium", "low"))]


class Supply(NamedTuple):
    """What the model returns for one tier and one aspect ratio. `verified`: somebody measured it."""

    ratio: Ratio
    pixels: Pixels
    verified: bool

    @property
    def shape(self) -> Fraction:
        """Width over height."""
        return Fraction(self.pixels.width, self.pixels.height)

    @property
    def strays(self) -> Fraction:
        """How far the returned shape is from the ratio's name: 0 is exact, 0.04 is 4% wider."""
        return self.pixels.width * self.ratio.height / (self.pixels.height * self.ratio.width) - 1


class SizeTable(NamedTuple):
    """The sizes of a tier as a table: one for each aspect ratio, in the order of the data.

    `by_shape` has them from the tallest to the widest. Of those before a place in it `widest` holds the one to take
    where width decides, and of those from there on `tallest` the one where height does: a search need not try them all.
    """

    cells: tuple[Supply, ...]
    by_shape: tuple[Pixels, ...]
    widest: tuple[Supply | None, ...]
    tallest: tuple[Supply | None, ...]

    @classmethod
    def of(cls, cells: Sequence[Supply]) -> Self:
        """Return the table of these sizes."""
        ordered = sorted(cells, key=lambda cell: Fraction(cell.pixels.width, cell.pixels.height))
        widest: list[Supply | None] = [None]
        tallest: list[Supply | None] = [None]
        for cell in ordered:
            best = widest[-1]
            first = best is None or (-cell.pixels.width, cell.pixels.area) < (-best.pixels.width, best.pixels.area)
            widest.append(cell if first else best)
        for cell in reversed(ordered):
            best = tallest[-1]
            first = best is None or (-cell.pixels.height, cell.pixels.area) <= (-best.pixels.height, best.pixels.area)
            tallest.append(cell if first else best)
        return cls(tuple(cells), tuple(cell.pixels for cell in ordered), tuple(widest), tuple(reversed(tallest)))


class SizeRules(NamedTuple):
    """The sizes of a tier as rules: any width and height in whole pixels that keep them all, both ends included.

    Both sides are multiples of `step`, as `edge_min` and `edge_max` are. `area_max` is the budget of the tier.
    `ratio_max` is the longer side over the shorter one. `ratios` are the shapes to show it at.
    """

    step: int
    edge_min: int
    edge_max: int
    area_min: int
    area_max: int
    ratio_max: Fraction
    ratios: tuple[Ratio, ...]


# One figure, or one for each quality; None is unknown, and so is a quality that is not named.
Rate = Fraction | Mapping[str, Fraction] | None


class PerImage(NamedTuple):
    """A price for each image, whatever its size, in US dollars. `batch`: what one costs that is made in a batch."""

    each: Rate
    batch: Rate
    source: str | None
    as_of: str | None


class PerArea(NamedTuple):
    """A price for each image by its area: that of the first step which is large enough.

    `steps` are the most pixels, None for any number of them, and US dollars.
    """

    steps: tuple[tuple[int | None, Rate], ...]
    source: str | None
    as_of: str | None


class PerMegapixel(NamedTuple):
    """A price for the first megapixel of an image and for each further one, in US dollars; parts count as whole ones.

    `pixels` is how many pixels the vendor calls a megapixel.
    """

    first: Rate
    further: Rate
    pixels: int
    source: str | None
    as_of: str | None


class PerToken(NamedTuple):
    """A price by the tokens of an image: `ceil(long * short * (offset + width * height) / divisor)` of them.

    `long` are the `patches` along the longer side, by quality; `short` is what the ratio leaves of them, rounded half
    to even. `usd` is the price of one token in US dollars.
    """

    usd: Fraction | None
    patches: Rate
    offset: int
    divisor: int
    source: str | None
    as_of: str | None


Price = PerImage | PerArea | PerMegapixel | PerToken


class Offer(NamedTuple):
    """A tier as one model offers it: the sizes it returns, what they cost, and how long they take.

    `seconds` are the model's own where it has them, else the tier's: `seconds_basis` is `model` or `tier`. What is
    unknown is None.
    """

    tier: Tier
    image_size: str | None
    sizes: SizeTable | SizeRules
    price: Price
    seconds: Seconds | None
    seconds_basis: str | None

    @property
    def name(self) -> str:
        """The name of the tier."""
        return self.tier.name


class Api(NamedTuple):
    """How a request is written: templates with placeholders such as `{model}`.

    `request` has the size fields alone; `url` and `body` are the whole call, None where they are not known.
    """

    name: str
    request: Mapping[str, Any]
    url: str | None
    body: Mapping[str, Any] | None
    source: str | None
    as_of: str | None


class Disagreement(NamedTuple):
    """Where sources contradict each other, and which one was followed."""

    text: str
    source: str | None


class Model(NamedTuple):
    """An image model: its offers by tier, smallest first. `rules` are those of its sizes; None where it has a table."""

    name: str
    title: str
    offers: Mapping[str, Offer]
    rules: SizeRules | None
    disagreements: tuple[Disagreement, ...]
    aliases: Annotated[tuple[str, ...], Plain("texts", "Other names.")]
    provider: Annotated[str | None, Plain("text", "Who runs it.")]
    api: Annotated[str | None, Plain("text", "How requests are written: a row of apis.")]
    api_id: Annotated[str | None, Plain("text", "The id that its API takes, where that is not the key of the row.")]
    qualities: Annotated[tuple[str, ...], Plain("texts", "The qualities that can be requested, lowest first.")]
    default_quality: Annotated[str | None, Plain("text", "The quality to assume where none is requested.")]
    seed: Annotated[
        str,
        Plain(
            "choice",
            "Whether it takes a seed, by which a draft is made again at the final size.",
            ("yes", "no", "unknown"),
            "unknown",
        ),
    ]
    status: Annotated[
        str,
        Plain(
            "choice",
            "deprecated: it may still answer; off: it was shut down.",
            ("available", "deprecated", "off"),
            "available",
        ),
    ]
    released: Annotated[str | None, Plain("text", "The day it was released.")]
    shutdown: Annotated[str | None, Plain("text", "The day it was or will be shut down.")]
    replacement: Annotated[str | None, Plain("text", "The model to use instead.")]
    alpha: Annotated[
        str, Plain("choice", "Whether it can return transparency.", ("yes", "preview", "no", "unknown"), "unknown")
    ]
    mime: Annotated[tuple[str, ...], Plain("texts", "The MIME types of the files that it returns.")]
    reference_images_max: Annotated[int | None, Plain("count", "How many reference images a request may have.")]
    reference_bytes_max: Annotated[int | None, Plain("bytes", "How many bytes each of them may have.")]
    notes: Annotated[tuple[str, ...], Plain("texts", "Anything else to know about it.")]
    source: Annotated[str | None, Plain("text", "Where the figures come from: a URL or a few words.")]
    as_of: Annotated[str | None, Plain("text", "The day that the figures are from.")]
    confidence: Annotated[
        str | None, Plain("choice", "How far the source is to be trusted.", ("high", "medium", "low"))
    ]


class Unsupported(NamedTuple):
    """A model, or a family of them, that people ask for and that no row describes. `why` is one sentence."""

    name: str
    title: str
    aliases: tuple[str, ...]
    why: str
    source: str | None
    as_of: str | None


class StaleAfter(NamedTuple):
    """After how many days facts count as old. A group of deliverables that is not named never does."""

    status: int
    price: int
    deliverables: Mapping[str, int]


class Defaults(NamedTuple):
    """What applies if the question says nothing, and the constants of the arithmetic."""

    model: str
    tier: str
    why: str
    aspect_ratio: Ratio
    dpr_max: Fraction
    acuity: Fraction
    acuity_source: str | None
    ppi_min_at_distance: Fraction
    timeout_factor: Fraction
    print_densities: tuple[Fraction, Fraction]
    stale_after_days: StaleAfter
    drafts: int
    not_in_price: str
    rule_tiers: tuple[str, ...]
    rule_ratios: tuple[Ratio, ...]
    box_names: Mapping[str, str]


class Catalog(NamedTuple):
    """All facts: the built-in ones, with the presets file merged over them.

    Tiers are in the order of their size, the other mappings in that of the files. `memo` caches what other modules work
    out from these facts alone; a copy with other facts needs one of its own.
    """

    version: str
    as_of: str
    user_file: str | None
    tiers: Mapping[str, Tier]
    uses: Mapping[str, Use]
    viewing_classes: tuple[ViewingClass, ...]
    thresholds: Thresholds
    defaults: Defaults
    apis: Mapping[str, Api]
    models: Mapping[str, Model]
    unsupported: Mapping[str, Unsupported]
    deliverables: Mapping[str, Deliverable]
    memo: dict[tuple[str, ...], Any]

    def rank(self, tier: str) -> int:
        """Return the place of a tier among all tiers, smallest first."""
        return list(self.tiers).index(tier)


def facts_dict(catalog: Catalog) -> dict[str, str | None]:
    """Return which facts an answer rests on."""
    return {"version": catalog.version, "as_of": catalog.as_of, "user_file": catalog.user_file}
