"""`resadvise recommend`: which tier to request, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.brief import NO_TARGET, ask, target_name
from resadvise.cli.answer import (
    facts_for,
    note_findings,
    note_passed_end,
    note_stale_facts,
    output_form,
    show,
)
from resadvise.cli.commands import HELP
from resadvise.cli.options import CommandSpec, brief_options, flagged_uses, guide_options, output_options, words_of
from resadvise.engine.advice import advise
from resadvise.errors import Fault, QuestionError
from resadvise.facts.load import shipped_facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.documents import AdviceDict
    from resadvise.engine.advice import Advice
    from resadvise.facts.catalog import Catalog


EXAMPLES = """
resadvise recommend --print --crop
resadvise recommend --for instagram-story
resadvise recommend --size 297x420mm --bleed 3mm --distance 2m
resadvise recommend --pixels 1440x810 --dpr 2 --max-price 0.10
resadvise recommend --for a1 --get status
"""


def spec(facts: Catalog) -> CommandSpec:
    """Return the command, with a flag for each use of the facts."""
    guide = guide_options("FILE", "draw the cut, trim and safe zone (SVG)")
    return CommandSpec(
        "recommend", HELP["recommend"], EXAMPLES, [*brief_options(facts), *output_options(), *guide], _run
    )


def _run(given: Mapping[str, Any]) -> int:
    output_form(given)  # refuse a wrong format before doing any work
    facts = facts_for(given)
    words = words_of(given, flagged_uses(given, shipped_facts()))
    advice = advise(ask(words, facts), facts)
    data = advice.as_dict()
    if given["guide"] is not None:
        _write_guide(given, advice, data)

    def draw(screen: Any) -> None:
        from resadvise.cli.next_step import question_again
        from resadvise.engine.compare import better_elsewhere
        from resadvise.output.advice import draw_advice
        from resadvise.output.compare import draw_elsewhere

        draw_advice(screen, data, advice.brief.model.title)
        row = better_elsewhere(advice, words.quality)
        if row and row.price is not None:
            command = f"resadvise compare {question_again(given, but=('model',))}"
            draw_elsewhere(screen, data, row.model.title, row.price, command)

    def page() -> str:
        from resadvise.output.pages import advice_page

        return advice_page(data, advice.brief.model.title)

    rows = [{"chosen": row["tier"] == advice.tier, **row} for row in data["tiers"]]
    show(given, data, rows, draw, page=page)
    note_findings(given, data)
    note_passed_end(given, advice.brief.model)
    note_stale_facts(facts, [advice.brief.model], [advice.brief.listed])
    return 0 if advice.status == "ok" else 1


def _write_guide(given: Mapping[str, Any], advice: Advice, data: AdviceDict) -> None:
    from resadvise.cli.answer import write_guides
    from resadvise.output.guide import advice_guide

    if advice.brief.target is None:
        raise QuestionError(Fault("cannot-apply", NO_TARGET[0], "--guide", NO_TARGET[1]))
    if given["guide"] == "-":
        raise QuestionError(Fault("cannot-apply", "this writes a file, so give its name", "--guide"))
    write_guides({given["guide"]: advice_guide(data, target_name(advice.brief.target))}, force=given["force"])
