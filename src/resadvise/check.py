"""Image file + yardstick -> what the file is, what is wrong with it, and what to do. Pure: the file was read before."""

from bisect import bisect_left
from fractions import Fraction
from typing import Any, NamedTuple

from resadvise.check_rules import RULES, Finding, Fit, Seen, drift_of
from resadvise.image_file import ImageFile, ProbeError
from resadvise.json_values import decimal, facts_dict, need_dict
from resadvise.quantities import Pixels
from resadvise.supply import effective_ppi, margin_of, verdict_of
from resadvise.yardstick import Demand, Shape, Yardstick

SCHEMA = "resadvise/check/1"


class Print(NamedTuple):
    """How large the whole image prints at a density; `seen` is the viewing class that the density is right for."""

    ppi: Fraction
    width_mm: int
    height_mm: int
    seen: str | None


class Report(NamedTuple):
    """The answer for one file. `seen` is None where it could not be read."""

    seen: Seen | None
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
        seen = self.seen
        findings = [finding._asdict() for finding in self.findings]
        head = {"path": path, "path_bytes": path_bytes, "status": self.status}
        if seen is None:
            return {**head, **dict.fromkeys(_MEASURED), "findings": findings}
        image, fit = seen.image, seen.fit
        return {
            **head,
            "format": image.format,
            "pixels": list(seen.size),
            "tier": seen.tier,
            "tier_text": seen.tier_text,
            "aspect_ratio": seen.shape.name,
            "ratio_drift": decimal(seen.drift, 4),
            "alpha": image.alpha,
            "alpha_used": image.alpha_used,
            "bytes": image.bytes,
            "bits_per_pixel": decimal(Fraction(8 * image.bytes, seen.size.area), 2),
            "dpi": image.dpi and [_plain(side) for side in image.dpi],
            "turned": image.turned,
            "effective_ppi": decimal(fit.ppi, 1) if fit else None,
            "margin": decimal(fit.margin, 4) if fit else None,
            "verdict": fit.verdict if fit else None,
            "need_turned": fit.turned if fit else None,
            "serves": None if self.serves is None else list(self.serves),
            "prints": None if self.prints is None else [_print_dict(each) for each in self.prints],
            "findings": findings,
        }


_MEASURED = (
    "format", "pixels", "tier", "tier_text", "aspect_ratio", "ratio_drift", "alpha", "alpha_used", "bytes",
    "bits_per_pixel", "dpi", "turned", "effective_ppi", "margin", "verdict", "need_turned", "serves", "prints",
)  # fmt: skip


def check_image(image: ImageFile, suffix: str, yardstick: Yardstick) -> Report:
    """Judge a file that could be read; `suffix` is that of its name, with its point."""
    size = Pixels(image.width, image.height)
    shape = yardstick.shape_of(size)
    tier, tier_text = _tier(size.area, shape)
    fit = _fit(size, yardstick.demand) if yardstick.demand else None
    seen = Seen(image, suffix, size, shape, drift_of(size, shape), tier, tier_text, fit)
    findings = tuple(finding for rule in RULES for finding in rule(seen, yardstick))
    if not yardstick.asks_nothing:
        return Report(seen, findings)
    return Report(seen, findings, _serves(size, yardstick), _prints(size, yardstick))


def unread(error: ProbeError) -> Report:
    """Return the report of a file that could not be read."""
    return Report(None, (Finding(error.code, "error", f"The file {error.message}."),))


def head_dict(yardstick: Yardstick) -> dict[str, Any]:
    """Return what stands before the files in the JSON answer."""
    return {
        "schema": SCHEMA,
        "model": yardstick.brief.model.name,
        "expect": yardstick.expect,
        "need": need_dict(yardstick.demand.need if yardstick.demand else None),
    }


def tail_dict(statuses: dict[str, int], yardstick: Yardstick) -> dict[str, Any]:
    """Return what stands after the files in the JSON answer, from how many have each status."""
    summary = {
        "checked": sum(statuses.values()),
        "passed": statuses["pass"],
        "failed": statuses["fail"],
        "errors": statuses["error"],
    }
    return {"summary": summary, "facts": facts_dict(yardstick.catalog)}


# What the file is


def _tier(area: int, shape: Shape) -> tuple[str | None, str]:
    below = None
    for step in shape.steps:
        if area < step.least:
            return None, f"between {below} and {step.tier}" if below else f"below {step.tier}"
        if area <= step.most:
            return step.tier, step.tier
        below = step.tier
    return None, f"above {below}"


def _fit(size: Pixels, demand: Demand) -> Fit:
    need = demand.need
    straight, turned = margin_of(size, need.pixels), margin_of(size.turned, need.pixels)
    better = demand.turns and turned > straight
    supply, margin = (size.turned, turned) if better else (size, straight)
    verdict = verdict_of(supply, margin, need, demand.levels)
    return Fit(supply, better, margin, verdict, effective_ppi(supply, need))


def _serves(size: Pixels, yardstick: Yardstick) -> tuple[str, ...]:
    """Name the targets that the image has the pixels for, whatever its bytes and format; the longest first."""
    across, down = max(size), min(size)
    within = yardstick.targets[bisect_left(yardstick.targets, -across, key=lambda each: -each.long) :]
    return tuple(dict.fromkeys([name for name, _, short in within if down >= short]))


def _prints(size: Pixels, yardstick: Yardstick) -> tuple[Print, ...]:
    """Return the largest print at the usual densities, and at the one for the largest size seen from far enough."""
    diagonal = size.width**2 + size.height**2
    farthest = next(each for each in yardstick.print_classes if diagonal >= each.least)
    coarse, fine = yardstick.catalog.defaults.print_densities
    return (_print(size, fine, None), _print(size, coarse, None), _print(size, farthest.ppi, farthest.seen))


def _print(size: Pixels, ppi: Fraction, seen: str | None) -> Print:
    """Return a print in whole millimetres, half up."""
    over, under = 508 * ppi.denominator, 10 * ppi.numerator
    return Print(ppi, (size.width * over + under) // (2 * under), (size.height * over + under) // (2 * under), seen)


def _plain(number: float) -> float | int:
    """Round a tag's number for show."""
    return int(number) if number.is_integer() else round(number, 2)


def _print_dict(each: Print) -> dict[str, Any]:
    sides = {"width_mm": each.width_mm, "height_mm": each.height_mm}
    return {"ppi": decimal(each.ppi, 1), **sides, "seen": each.seen}
