"""Brief + catalog -> advice: the rule engine. Pure: it reads no file, no environment and no clock."""

from resadvise.advice import Advice
from resadvise.brief import Brief
from resadvise.choice import Candidate, Choice
from resadvise.estimate import broken_limits, estimate
from resadvise.facts.catalog import Catalog
from resadvise.measure import choose_by_target
from resadvise.supply import cells_of, check_aspect
from resadvise.thumb import choose_by_use


def advise(brief: Brief, catalog: Catalog) -> Advice:
    """Answer the brief.

    Raises `QuestionError` where `--aspect` is no ratio of the model; every other question has an answer, whose
    `status` says whether it is a good one.
    """
    check_aspect(brief.model, brief.aspect)
    return Advice(brief, _choose(brief, catalog), catalog)


def _choose(brief: Brief, catalog: Catalog) -> Choice:
    if brief.target is not None:
        return choose_by_target(brief, catalog)
    candidates = []
    for offer in brief.model.offers.values():
        aspect = brief.aspect or catalog.defaults.aspect_ratio
        cells = cells_of(offer, aspect) or ([] if brief.aspect else list(offer.cells))
        if cells:
            figures = estimate(offer, catalog)
            candidates.append(Candidate(offer, cells[0], figures, broken_limits(figures, brief.limits)))
    return choose_by_use(brief, tuple(candidates), catalog)
