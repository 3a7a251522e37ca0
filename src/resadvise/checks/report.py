"""Image file + criteria -> what the file is, what is wrong with it, and what to do. Pure: it reads no file."""

from bisect import bisect_left
from fractions import Fraction
from typing import Any, NamedTuple

from resadvise.checks.criteria import Criteria, Demand, Shape
from resadvise.checks.rules import RULES, FileFit, Finding, MeasuredFile, drift_of
from resadvise.engine.fit import cut_for, effective_ppi, fit_of
from resadvise.engine.need import need_dict
from resadvise.errors import Fault
from resadvise.facts.catalog import facts_dict
from resadvise.images.formats import ImageFile, ProbeError
from resadvise.units.numbers import decimal, share_json
from resadvise.units.quantities import Pixels

SCHEMA = "resadvise/check/1"


class Print(NamedTuple):
    """How large the whole image prints at a density; `viewed` is the viewing class that the density is right for."""

    ppi: Fraction
    width_mm: int
    height_mm: int
    viewed: str | None


class Report(NamedTuple):
    """The answer for one file. `file` is None where it could not be read."""

    file: MeasuredFile | None
    findings: tuple[Finding, ...]
    serves: tuple[str, ...] | None = None
    prints: tuple[Print, ...] | None = None

    @property
    def status(self) -> str:
        """`pass`, `fail` or `error`."""
        levels = {finding.level for finding in self.findings}
        return "error" if "error" in levels else "fail" if "fail" in levels else "pass"

    def as_dict(self, path: str, path_bytes: str | None = None) -> dict[str, Any]:
        """Return the file's row of the JSON answer."""
        file = self.file
        findings = [finding._asdict() for finding in self.findings]
        head = {"path": path, "path_bytes": path_bytes, "status": self.status}
        if file is None:
            return {**head, **dict.fromkeys(_MEASURED), "findings": findings}
        image, fit = file.image, file.fit
        return {
            **head,
            "format": image.format,
            "pixels": list(file.size),
            "tier": file.tier,
            "tier_text": _where(file),
            "aspect_ratio": file.shape.name,
            "ratio_drift": share_json(file.drift),
            "alpha": image.alpha,
            "alpha_used": image.alpha_used,
            "color_mode": image.color_mode,
            "bits": image.bits,
            "icc": image.icc,
            "frames": image.frames,
            "bytes": image.bytes,
            "bits_per_pixel": decimal(Fraction(8 * image.bytes, file.size.area), 2),
            "dpi": image.dpi and [_plain(side) for side in image.dpi],
            "turned": image.turned,
            "effective_ppi": decimal(fit.ppi, 1) if fit else None,
            "margin": share_json(fit.margin) if fit else None,
            "verdict": fit.verdict if fit else None,
            "need_turned": fit.turned if fit else None,
            "cut_fraction": share_json(fit.cut) if fit else None,
            "crop_to": list(fit.crop_to.turned if fit.turned else fit.crop_to) if fit else None,
            "serves": None if self.serves is None else list(self.serves),
            "prints": None if self.prints is None else [_print_dict(each) for each in self.prints],
            "findings": findings,
        }


_MEASURED = (
    "format", "pixels", "tier", "tier_text", "aspect_ratio", "ratio_drift", "alpha", "alpha_used", "color_mode", "bits",
    "icc", "frames", "bytes", "bits_per_pixel", "dpi", "turned", "effective_ppi", "margin", "verdict", "need_turned",
    "cut_fraction", "crop_to", "serves", "prints",
)  # fmt: skip


def check_image(image: ImageFile, suffix: str, criteria: Criteria) -> Report:
    """Judge a file that could be read; `suffix` is that of its name, with its point."""
    size = Pixels(image.width, image.height)
    shape = criteria.shape_of(size)
    tier, tier_text = _tier(size.area, shape)
    fit = _fit(size, criteria.demand) if criteria.demand else None
    name = criteria.box_names.get((max(size), min(size)))
    file = MeasuredFile(image, suffix, size, shape, drift_of(size, shape), tier, tier_text, name, fit)
    findings = tuple(finding for rule in RULES for finding in rule(file, criteria))
    if not criteria.asks_nothing:
        return Report(file, findings)
    return Report(file, findings, _serves(size, criteria), _prints(size, criteria))


def unread(error: ProbeError) -> Report:
    """Return the report of a file that could not be read."""
    return Report(None, (Finding(error.code, "error", f"The file {error.message}."),))


def misunderstood(fault: Fault) -> Report:
    """Return the report of a file whose row in the manifest is invalid."""
    return Report(None, (Finding("bad-row", "error", str(fault)),))


def head_dict(criteria: Criteria) -> dict[str, Any]:
    """Return what comes before the files in the JSON answer."""
    return {
        "schema": SCHEMA,
        "model": criteria.brief.model.name,
        "expect": "{}x{}".format(*criteria.sides) if criteria.sides else criteria.expect,
        "need": need_dict(criteria.demand.need if criteria.demand else None),
    }


def tail_dict(statuses: dict[str, int], skipped: list[str], count: int, criteria: Criteria) -> dict[str, Any]:
    """Return what comes after the files in the JSON answer: how many have each status, and what was skipped.

    `skipped` has names of what was skipped, perhaps not all; `count` is how many there were.
    """
    summary = {
        "checked": sum(statuses.values()),
        "passed": statuses["pass"],
        "failed": statuses["fail"],
        "errors": statuses["error"],
        "skipped": count,
    }
    return {"skipped": skipped, "summary": summary, "facts": facts_dict(criteria.catalog)}


# How many sizes are remembered with what they serve.
_SIZES_KNOWN = 256


# What the file is


def _tier(area: int, shape: Shape) -> tuple[str | None, str]:
    below = None
    for each in shape.tiers:
        if area < each.least:
            return None, f"between {below} and {each.tier}" if below else f"below {each.tier}"
        if area <= each.most:
            return each.tier, each.tier
        below = each.tier
    return None, f"above {below}"


def _where(file: MeasuredFile) -> str:
    """Say where a file lies among the tiers, with the common name of its size if that is no tier."""
    if file.tier or not file.box_name:
        return file.tier_text
    width, height = file.size
    return f"{file.tier_text} ({width}×{height}, {file.box_name})"


def _fit(size: Pixels, demand: Demand) -> FileFit:
    straight, turned = (fit_of(each, demand.need, demand.levels) for each in (size, size.turned))
    better = demand.turns and turned.fill > straight.fill
    supply, fit = (size.turned, turned) if better else (size, straight)
    return FileFit(
        supply, better, fit.margin, fit.verdict, effective_ppi(supply, demand.need), *cut_for(supply, demand.need)
    )


def _serves(size: Pixels, criteria: Criteria) -> tuple[str, ...]:
    """Name the targets that the image has the pixels for, whatever its bytes and format; the longest first.

    They are remembered: the files of a folder mostly have a few sizes, and the targets are those of the facts.
    """
    sides = across, down = max(size), min(size)
    known: dict[tuple[int, int], tuple[str, ...]] = criteria.catalog.memo.setdefault(("serves",), {})
    served = known.get(sides)
    if served is None:
        within = criteria.targets[bisect_left(criteria.targets, -across, key=lambda each: -each.long) :]
        served = tuple(dict.fromkeys([name for name, _, short in within if down >= short]))
        if len(known) >= _SIZES_KNOWN:
            known.clear()
        known[sides] = served
    return served


def _prints(size: Pixels, criteria: Criteria) -> tuple[Print, ...]:
    """Return the largest print at the usual densities, and at that of the farthest viewing class it fills."""
    diagonal = size.width**2 + size.height**2
    farthest = next(each for each in criteria.print_classes if diagonal >= each.least)
    coarse, fine = criteria.catalog.defaults.print_densities
    return (_print(size, fine, None), _print(size, coarse, None), _print(size, farthest.ppi, farthest.viewed))


def _print(size: Pixels, ppi: Fraction, viewed: str | None) -> Print:
    """Return a print in whole millimetres, half up."""
    over, under = 508 * ppi.denominator, 10 * ppi.numerator
    return Print(ppi, (size.width * over + under) // (2 * under), (size.height * over + under) // (2 * under), viewed)


def _plain(number: float) -> float | int:
    """Round a tag's number for show."""
    return int(number) if number.is_integer() else round(number, 2)


def _print_dict(each: Print) -> dict[str, Any]:
    sides = {"width_mm": each.width_mm, "height_mm": each.height_mm}
    return {"ppi": decimal(each.ppi, 1), **sides, "seen": each.viewed}
