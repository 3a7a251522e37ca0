"""The types of what `as_dict` returns and of the keywords of a question. For type checkers only: no cost at start-up.

A test holds each of them against the JSON Schema of the same document, which says what every field means.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias, TypedDict

from resadvise.units.quantities import Length, Size

# Closed lists

Status: TypeAlias = Literal["ok", "insufficient", "conflict"]
RowStatus: TypeAlias = Literal["ok", "conflict", "insufficient", "ruled_out"]
Basis: TypeAlias = Literal["target", "rule-of-thumb", "default"]
Verdict: TypeAlias = Literal["ample", "enough", "near", "short"]
NeedKind: TypeAlias = Literal["print", "pixels", "css"]
LimitName: TypeAlias = Literal["max_bytes", "max_seconds", "max_price"]
ExportFormat: TypeAlias = Literal["jpg", "png", "webp"]
WayName: TypeAlias = Literal["start-low", "direct"]
Stage: TypeAlias = Literal["draft", "final"]
FileStatus: TypeAlias = Literal["pass", "fail", "error"]
FindingLevel: TypeAlias = Literal["fail", "note", "error"]
FileFormat: TypeAlias = Literal["png", "jpeg", "webp", "gif", "tiff", "avif", "bmp", "jpeg2000", "heic", "jxl"]
ColorMode: TypeAlias = Literal["bilevel", "gray", "palette", "rgb", "cmyk", "lab", "ycbcr"]

# Questions

Number: TypeAlias = int | float | Decimal | Fraction
Amount: TypeAlias = str | Number


class TargetWords(TypedDict, total=False):
    """The keywords of `check`: what a file is checked against."""

    deliverable: str | None
    """A named target such as `"a3"`."""
    size: str | Size | Sequence[str | Length] | None
    """A size on paper: `"297x420mm"`, `("297mm", "420mm")`."""
    pixels: str | Sequence[int] | None
    """A size in pixels: `"1080x1350"`, `(1080, 1350)`."""
    ppi: Amount | None
    """The density of the print, in pixels per inch."""
    bleed: str | Length | None
    """Bleed to add on each side of a print: `"3mm"`."""
    distance: str | Length | None
    """How far away the print is seen from: `"2m"`."""
    dpr: Amount | None
    """Treat `pixels` as CSS pixels at this device pixel ratio, from 0.5 to 10."""
    keep: Amount | None
    """How much of each side is left after cropping, from 0 to 1: `0.5`, `"50%"`."""
    landscape: bool
    """Print in landscape."""
    portrait: bool
    """Print in portrait."""
    model: str | None
    """The image model, by its id or an alias."""
    aspect: str | Sequence[Number] | None
    """An aspect ratio of the model: `"16:9"`, `(16, 9)`."""
    max_bytes: Amount | None
    """Most bytes of the file: `2_000_000`, `"500KB"`."""
    tolerance: Amount | None
    """How far below the need still counts as enough, from 0 to 1: `0.05`, `"5%"`."""
    transparent: bool
    """With an alpha channel."""


class BriefWords(TargetWords, total=False):
    """The keywords of `recommend`, which `plan` accepts as well."""

    quality: str | None
    """A quality of the model, such as `"high"`."""
    accept: Literal["ideal", "minimum"] | None
    """`"minimum"`: the least density of a print is enough."""
    max_seconds: Amount | None
    """Most seconds for one image: `30`, `"1m"`."""
    max_price: Amount | None
    """Most US dollars for one image."""


# Answers


class FactsDict(TypedDict):
    """Which facts an answer rests on."""

    version: str
    as_of: str
    user_file: str | None


class ReasonDict(TypedDict):
    """One step of an argument, or one warning."""

    code: str
    text: str
    source: str | None


class NeedDict(TypedDict):
    """The box of pixels that a brief demands."""

    pixels: list[int]
    kind: NeedKind
    ppi: float | None
    ppi_min: float | None
    bleed_mm: float | None
    dpr: float | None
    keep: float


class TierDict(TypedDict):
    """How one tier of the model compares with the need."""

    tier: str
    aspect_ratio: str
    pixels: list[int]
    margin: float | None
    verdict: Verdict | None
    effective_ppi: float | None
    verified: bool
    seconds_min: float | None
    seconds_max: float | None
    jpg_bytes_min: int | None
    jpg_bytes_max: int | None
    price_usd: float | None
    ruled_out_by: list[LimitName]


class FormatDict(TypedDict):
    """The file format to export."""

    name: ExportFormat
    why: str
    accepted: list[str]
    opaque: bool


class WorkflowDict(TypedDict):
    """Explore at one tier, then generate the chosen draft at another."""

    name: Literal["start-low"]
    draft_tier: str
    final_tier: str
    why: str


class SendDict(TypedDict):
    """The whole call, with `<prompt>` where the prompt goes."""

    model: str
    url: str | None
    body: dict[str, Any]


class AdviceDict(TypedDict):
    """What `Advice.as_dict()` returns: `resadvise/advice/1`."""

    schema: Literal["resadvise/advice/1"]
    status: Status
    basis: Basis
    tier: str
    model: str
    quality: str | None
    aspect_ratio: str
    pixels: list[int]
    margin: float | None
    verdict: Verdict | None
    need: NeedDict | None
    effective_ppi: float | None
    upscale: float | None
    max_crop: float | None
    alternative: str | None
    tiers: list[TierDict]
    seconds_min: float | None
    seconds_max: float | None
    seconds_basis: Literal["model", "tier"] | None
    timeout_seconds: float | None
    jpg_bytes_min: int | None
    jpg_bytes_max: int | None
    price_usd: float | None
    format: FormatDict
    workflow: WorkflowDict | None
    request: dict[str, Any]
    send: SendDict | None
    crop_to: list[int] | None
    crop_at: list[int] | None
    cut_fraction: float | None
    export: list[int] | None
    trim: list[int] | None
    safe: list[int] | None
    export_bytes_min: int | None
    export_bytes_max: int | None
    reasons: list[ReasonDict]
    warnings: list[ReasonDict]
    facts: FactsDict


class CompareRowDict(TypedDict):
    """What one model answers."""

    model: str
    name: str
    provider: str | None
    status: RowStatus
    tier: str | None
    aspect_ratio: str | None
    pixels: list[int] | None
    margin: float | None
    verdict: Verdict | None
    effective_ppi: float | None
    upscale: float | None
    quality: str | None
    price_usd: float | None
    batch_price_usd: float | None
    price_as_of: str | None
    seconds_min: float | None
    seconds_max: float | None
    seconds_basis: Literal["model", "tier"] | None
    request: dict[str, Any] | None
    confidence: Literal["high", "medium", "low"] | None
    reason: str | None


class CompareDict(TypedDict):
    """What `Comparison.as_dict()` returns: `resadvise/compare/1`."""

    schema: Literal["resadvise/compare/1"]
    status: RowStatus
    cheapest: str | None
    need: NeedDict | None
    models: list[CompareRowDict]
    oldest_price: str | None
    not_in_price: str
    facts: FactsDict


class CostDict(TypedDict):
    """The total of some images: price, time and bytes."""

    price_usd: float | None
    seconds_min: float | None
    seconds_max: float | None
    jpg_bytes_min: float | None
    jpg_bytes_max: float | None


class StepDict(CostDict):
    """Some images at one tier."""

    stage: Stage
    count: int
    tier: str
    pixels: list[int]


class WayDict(TypedDict):
    """The price and the time of one of the two ways."""

    way: WayName
    price_usd: float | None
    seconds_min: float | None
    seconds_max: float | None


class PlanDict(TypedDict):
    """What `Plan.as_dict()` returns: `resadvise/plan/1`."""

    schema: Literal["resadvise/plan/1"]
    status: Status
    model: str
    drafts: int
    finals: int
    parallel: int
    batch: bool
    budget_usd: float | None
    deadline_seconds: float | None
    way: WayName
    ways: list[WayDict]
    steps: list[StepDict]
    total: CostDict
    price_per_final_usd: float | None
    compare: StepDict
    saved: CostDict
    reasons: list[ReasonDict]
    warnings: list[ReasonDict]
    advice: AdviceDict
    facts: FactsDict


class ImagesDict(TypedDict):
    """What some images take together, made one after the other."""

    count: int
    price_usd: float | None
    seconds_min: float | None
    seconds_max: float | None


class SizeDict(TypedDict):
    """A size that a model makes."""

    tier: str
    aspect_ratio: str
    pixels: list[int]


class MasterDict(SizeDict, ImagesDict):
    """An image that is made once, and what is cut out of it. `common` and `safe` are boxes: x, y, width, height."""

    request: dict[str, Any]
    send: SendDict | None
    serves: list[str]
    common: list[int]
    safe: list[int] | None
    prompt: str


class DraftsDict(SizeDict, ImagesDict):
    """What is explored with before any image is made."""


class CampaignTargetDict(TypedDict):
    """A target, and how it is cut out of its image. `trim` and `safe` are boxes inside the export."""

    target: str
    title: str | None
    master: int
    margin: float
    verdict: Literal["ample", "enough"]
    cut_fraction: float
    crop_to: list[int]
    crop_at: list[int]
    keep: float
    export: list[int]
    trim: list[int] | None
    safe: list[int] | None


class NearestDict(SizeDict):
    """What comes nearest to serving a target."""

    margin: float
    cut_fraction: float


class UnservedDict(TypedDict):
    """A target that no image serves."""

    target: str
    reason: Literal["too-large", "too-odd"]
    nearest: NearestDict


class OrderDict(TypedDict):
    """A step of the work; `master` is the image that it is about."""

    step: Literal["draft", "choose", "make", "crop"]
    master: int | None
    text: str


class CampaignDict(TypedDict):
    """What `Campaign.as_dict()` returns: `resadvise/campaign/1`."""

    schema: Literal["resadvise/campaign/1"]
    status: Status
    model: str
    quality: str | None
    max_cut: float
    budget_usd: float | None
    masters: list[MasterDict]
    targets: list[CampaignTargetDict]
    unserved: list[UnservedDict]
    drafts: DraftsDict | None
    total: ImagesDict
    with_drafts: ImagesDict
    one_each: ImagesDict
    saved: ImagesDict
    order: list[OrderDict]
    reasons: list[ReasonDict]
    warnings: list[ReasonDict]
    facts: FactsDict


class FindingDict(TypedDict):
    """One finding on a file."""

    code: str
    level: FindingLevel
    text: str
    source: str | None


class PrintDict(TypedDict):
    """How large an image prints at a density."""

    ppi: float
    width_mm: int
    height_mm: int
    seen: str | None


class FileDict(TypedDict):
    """What `FileReport.as_dict()` returns: a row under `files` in `resadvise/check/1`."""

    path: str
    path_bytes: str | None
    status: FileStatus
    format: FileFormat | None
    pixels: list[int] | None
    tier: str | None
    tier_text: str | None
    aspect_ratio: str | None
    ratio_drift: float | None
    alpha: bool | None
    alpha_used: bool | None
    color_mode: ColorMode | None
    bits: int | None
    icc: str | None
    frames: int | None
    bytes: int | None
    bits_per_pixel: float | None
    dpi: list[float] | None
    turned: bool | None
    effective_ppi: float | None
    margin: float | None
    verdict: Verdict | None
    need_turned: bool | None
    cut_fraction: float | None
    crop_to: list[int] | None
    serves: list[str] | None
    prints: list[PrintDict] | None
    findings: list[FindingDict]
    target: str | None
    line: int | None
