"""Brief + catalog -> advice: the rule engine and its answer. Pure: it reads no file, no environment and no clock.

The sentences of an answer are worded only when they are read; `as_dict` is its JSON.
"""

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from resadvise.brief import Brief
from resadvise.engine.boxes import Box, centred, safe_box, trim_box
from resadvise.engine.by_target import beware_short, choose_by_target, explain_short
from resadvise.engine.by_use import choose_by_use, explain_rule
from resadvise.engine.candidate import Candidate, Choice, at_its_largest, delivered_bytes, timeout
from resadvise.engine.codes import Reason
from resadvise.engine.explain import aspect_note, explain_fit, quality_note, warnings_of
from resadvise.engine.export import choose_format, cut_out, workflow_of
from resadvise.engine.need import explain_need, need_dict
from resadvise.engine.request import request_of, send_of
from resadvise.engine.sizes import check_aspect
from resadvise.facts.catalog import Catalog, Deliverable, facts_dict
from resadvise.units import display
from resadvise.units.numbers import decimal, price_json, share_json, span_dict

if TYPE_CHECKING:
    from resadvise.documents import AdviceDict, Basis, Status, Verdict

SCHEMA = "resadvise/advice/1"


class Advice(NamedTuple):
    """The whole answer to a brief. `as_dict` gives the versioned JSON shape, with rounded numbers."""

    brief: Brief
    choice: Choice
    catalog: Catalog

    @property
    def tier(self) -> str:
        """The tier to request."""
        return self.choice.chosen.tier

    @property
    def status(self) -> "Status":
        """`ok`, `insufficient` (no tier is large enough) or `conflict` (what is needed exceeds a limit)."""
        return self.choice.status

    @property
    def basis(self) -> "Basis":
        """`target` (arithmetic on a size), `rule-of-thumb` (the uses alone) or `default` (nothing was given)."""
        return self.choice.basis

    @property
    def verdict(self) -> "Verdict | None":
        """`ample`, `enough`, `near` or `short`; None without a target."""
        return self.choice.chosen.verdict

    @property
    def request(self) -> dict[str, Any]:
        """The size fields for the model's API, in its own spelling; None leaves a field out."""
        return request_of(self.choice.chosen, self.catalog)

    @property
    def send(self) -> dict[str, Any] | None:
        """The whole call, with `<prompt>` where the prompt goes; None if it is unknown how to call the API."""
        return send_of(self.choice.chosen, self.catalog)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every step of the argument, in order."""
        choice, brief = self.choice, self.brief
        _, workflow = workflow_of(choice)
        notes = (*aspect_note(choice, brief), *quality_note(choice, brief))
        return (*self.grounds, *explain_fit(choice, brief, self.catalog), *notes, workflow)

    @property
    def grounds(self) -> tuple[Reason, ...]:
        """The steps that led to the decision: what is needed, and what follows from it."""
        brief, choice, catalog = self.brief, self.choice, self.catalog
        if brief.target is None or choice.need is None:
            return (*choice.reasons, *explain_rule(choice, brief, catalog))
        needed = explain_need(choice.need, brief.target, brief.uses, catalog)
        return (*needed, *explain_short(choice), *choice.reasons)

    @property
    def warnings(self) -> tuple[Reason, ...]:
        """What to beware of."""
        return (*self.choice.warnings, *beware_short(self.choice), *warnings_of(self.choice, self.brief, self.catalog))

    def __repr__(self) -> str:
        chosen = self.choice.chosen
        price = "no known price" if chosen.price is None else display.money(chosen.price)
        return (
            f"<Advice {self.tier} {chosen.pixels.width}x{chosen.pixels.height} at {chosen.supply.ratio}, "
            f"{self.status}, {price}>"
        )

    def as_dict(self) -> "AdviceDict":
        """Return the answer as JSON values, in the shape that `schema` names."""
        choice, chosen = self.choice, self.choice.chosen
        figures = _figures(chosen)
        workflow, _ = workflow_of(choice)
        format_name, format_why, _ = choose_format(self.brief)
        crop_to, cut = cut_out(choice)
        listed = self.brief.target.deliverable if self.brief.target else None
        document = {
            "schema": SCHEMA,
            "status": choice.status,
            "basis": choice.basis,
            "tier": chosen.tier,
            "model": self.brief.model.name,
            "quality": chosen.quality,
            "aspect_ratio": str(chosen.supply.ratio),
            "pixels": list(chosen.pixels),
            "margin": chosen.margin_json,
            "verdict": chosen.verdict,
            "need": need_dict(choice.need),
            "effective_ppi": chosen.ppi_json,
            "upscale": decimal(choice.upscale, 4),
            "max_crop": share_json(choice.max_crop),
            "alternative": choice.alternative and choice.alternative.tier,
            "tiers": [_candidate_dict(each, self.brief, self.catalog) for each in choice.candidates],
            "seconds_min": figures["seconds_min"],
            "seconds_max": figures["seconds_max"],
            "seconds_basis": chosen.offer.seconds_basis,
            "timeout_seconds": decimal(timeout(chosen.offer, self.catalog), 1),
            "jpg_bytes_min": figures["jpg_bytes_min"],
            "jpg_bytes_max": figures["jpg_bytes_max"],
            "price_usd": figures["price_usd"],
            "format": {
                "name": format_name,
                "why": format_why,
                "accepted": list(listed.formats) if listed else [],
                "opaque": listed.opaque if listed else False,
            },
            "workflow": workflow and workflow._asdict(),
            "request": self.request,
            "send": self.send,
            "crop_to": crop_to and list(crop_to),
            "crop_at": crop_to and list(centred(crop_to, chosen.pixels)[:2]),
            "cut_fraction": share_json(cut),
            "export": choice.need and list(choice.need.export),
            **_inside(choice, listed),
            **span_dict("export_bytes", delivered_bytes(chosen, self.catalog) if choice.need else None),
            "reasons": [reason._asdict() for reason in self.reasons],
            "warnings": [warning._asdict() for warning in self.warnings],
            "facts": facts_dict(self.catalog),
        }
        return cast("AdviceDict", document)


def _inside(choice: Choice, listed: Deliverable | None) -> dict[str, Any]:
    """Return the parts of the export that are left after trimming, and that nothing covers."""
    if choice.need is None:
        return {"trim": None, "safe": None}
    frame = Box(0, 0, *choice.need.export)
    trim, safe = trim_box(choice.need, frame), safe_box(listed and listed.safe, choice.need, frame)
    return {"trim": trim and list(trim), "safe": safe and list(safe)}


def _figures(candidate: Candidate) -> dict[str, Any]:
    return {
        **span_dict("seconds", candidate.seconds),
        **span_dict("jpg_bytes", candidate.jpg),
        "price_usd": price_json(candidate.price),
    }


def _candidate_dict(candidate: Candidate, brief: Brief, catalog: Catalog) -> dict[str, Any]:
    """Return what a tier can give; its price and its limits are those of what would be requested of it."""
    whole = at_its_largest(candidate, brief, catalog)
    return {
        "tier": candidate.tier,
        "aspect_ratio": str(whole.supply.ratio),
        "pixels": list(whole.pixels),
        "margin": whole.margin_json,
        "verdict": whole.verdict,
        "effective_ppi": whole.ppi_json,
        "verified": whole.supply.verified,
        **_figures(candidate),
        "ruled_out_by": list(candidate.ruled_out_by),
    }


def advise(brief: Brief, catalog: Catalog) -> Advice:
    """Answer the brief.

    Raises `QuestionError` if `--aspect` is not a ratio of the model. Every other question has an answer; its `status`
    says whether it is a good one.
    """
    check_aspect(brief.model, brief.aspect)
    return Advice(brief, _choose(brief, catalog), catalog)


def _choose(brief: Brief, catalog: Catalog) -> Choice:
    return choose_by_use(brief, catalog) if brief.target is None else choose_by_target(brief, catalog)
