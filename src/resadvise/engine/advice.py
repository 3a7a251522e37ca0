"""Brief + catalog -> advice: the rule engine and its answer. Pure: it reads no file, no environment and no clock.

What an answer says is worded when it is read; `as_dict` is its JSON.
"""

from typing import Any, NamedTuple

from resadvise.brief import Brief
from resadvise.engine.by_target import choose_by_target
from resadvise.engine.by_use import choose_by_use, explain_rule
from resadvise.engine.candidate import Candidate, Choice, timeout
from resadvise.engine.codes import Reason
from resadvise.engine.explain import aspect_note, explain_fit, warnings_of
from resadvise.engine.export import choose_format, cut_out, workflow_of
from resadvise.engine.need import explain_need, need_dict
from resadvise.engine.sizes import check_aspect
from resadvise.facts.catalog import Catalog, facts_dict
from resadvise.units.numbers import decimal, price_json, span_dict

SCHEMA = "resadvise/advice/1"


class Advice(NamedTuple):
    """The whole answer to a brief. `as_dict` gives the versioned JSON shape, with rounded numbers."""

    brief: Brief
    choice: Choice
    catalog: Catalog

    @property
    def tier(self) -> str:
        """The tier to ask for."""
        return self.choice.chosen.tier

    @property
    def status(self) -> str:
        """`ok`, `insufficient` (no tier is enough) or `conflict` (what is needed breaks a limit)."""
        return self.choice.status

    @property
    def request(self) -> dict[str, str | None]:
        """The fields that the model's API takes, in its own spelling; None leaves a field out."""
        chosen = self.choice.chosen
        return {"aspect_ratio": str(chosen.supply.ratio), "image_size": chosen.offer.image_size}

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every step of the argument, in order."""
        choice, brief = self.choice, self.brief
        _, workflow = workflow_of(choice)
        return (*self.grounds, *explain_fit(choice, brief, self.catalog), *aspect_note(choice, brief), workflow)

    @property
    def grounds(self) -> tuple[Reason, ...]:
        """The steps that led to the decision: what is needed, and what was decided by it."""
        brief, choice, catalog = self.brief, self.choice, self.catalog
        if brief.target is None or choice.need is None:
            return (*choice.reasons, *explain_rule(choice, brief, catalog))
        return (*explain_need(choice.need, brief.target, brief.uses, catalog), *choice.reasons)

    @property
    def warnings(self) -> tuple[Reason, ...]:
        """What to beware of, although the answer stands."""
        return (*self.choice.warnings, *warnings_of(self.choice, self.brief))

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as JSON values, in the shape that `schema` names."""
        choice, chosen = self.choice, self.choice.chosen
        figures = _figures(chosen)
        workflow, _ = workflow_of(choice)
        format_name, format_why, _ = choose_format(self.brief)
        crop_to, cut = cut_out(choice)
        return {
            "schema": SCHEMA,
            "status": choice.status,
            "basis": choice.basis,
            "tier": chosen.tier,
            "model": self.brief.model.name,
            "aspect_ratio": str(chosen.supply.ratio),
            "pixels": list(chosen.pixels),
            "margin": decimal(chosen.margin, 4),
            "verdict": chosen.verdict,
            "need": need_dict(choice.need),
            "effective_ppi": decimal(chosen.effective_ppi, 1),
            "upscale": decimal(choice.upscale, 4),
            "max_crop": decimal(choice.max_crop, 4),
            "alternative": choice.alternative and choice.alternative.tier,
            "tiers": [_candidate_dict(each) for each in choice.candidates],
            "seconds_min": figures["seconds_min"],
            "seconds_max": figures["seconds_max"],
            "seconds_basis": chosen.offer.seconds_basis,
            "timeout_seconds": decimal(timeout(chosen.offer, self.catalog), 1),
            "jpg_bytes_min": figures["jpg_bytes_min"],
            "jpg_bytes_max": figures["jpg_bytes_max"],
            "price_usd": figures["price_usd"],
            "format": {"name": format_name, "why": format_why},
            "workflow": workflow and workflow._asdict(),
            "request": self.request,
            "crop_to": crop_to and list(crop_to),
            "cut_fraction": decimal(cut, 4),
            "export": choice.need and list(choice.need.export),
            "reasons": [reason._asdict() for reason in self.reasons],
            "warnings": [warning._asdict() for warning in self.warnings],
            "facts": facts_dict(self.catalog),
        }


def _figures(candidate: Candidate) -> dict[str, Any]:
    return {
        **span_dict("seconds", candidate.seconds),
        **span_dict("jpg_bytes", candidate.jpg),
        "price_usd": price_json(candidate.price),
    }


def _candidate_dict(candidate: Candidate) -> dict[str, Any]:
    return {
        "tier": candidate.tier,
        "aspect_ratio": str(candidate.supply.ratio),
        "pixels": list(candidate.pixels),
        "margin": decimal(candidate.margin, 4),
        "verdict": candidate.verdict,
        "effective_ppi": decimal(candidate.effective_ppi, 1),
        "verified": candidate.supply.verified,
        **_figures(candidate),
        "ruled_out_by": list(candidate.ruled_out_by),
    }


def advise(brief: Brief, catalog: Catalog) -> Advice:
    """Answer the brief.

    Raises `QuestionError` where `--aspect` is no ratio of the model; every other question has an answer, whose
    `status` says whether it is a good one.
    """
    check_aspect(brief.model, brief.aspect)
    return Advice(brief, _choose(brief, catalog), catalog)


def _choose(brief: Brief, catalog: Catalog) -> Choice:
    return choose_by_use(brief, catalog) if brief.target is None else choose_by_target(brief, catalog)
