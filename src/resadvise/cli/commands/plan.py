"""`resadvise plan`: the total price and time of drafts and finals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.brief import ask
from resadvise.cli.answer import (
    facts_for,
    note_findings,
    note_passed_end,
    note_stale_facts,
    output_form,
    show,
)
from resadvise.cli.commands import HELP
from resadvise.cli.options import CommandSpec, brief_options, flagged_uses, option, output_options, words_of
from resadvise.engine.advice import advise
from resadvise.engine.plan import make_plan, read_terms
from resadvise.facts.load import shipped_facts

if TYPE_CHECKING:
    import inspect
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog


PLAN = "The whole plan"
EXAMPLES = """
resadvise plan --drafts 20 --finals 3 --print
resadvise plan --drafts 20 --finals 3 --for a3 --parallel 4
resadvise plan --finals 2 --for slide --budget 1
resadvise plan --drafts 8 --social --model nano-banana-pro --batch
"""


def spec(facts: Catalog) -> CommandSpec:
    """Return the command, with the options of the plan before those of the brief."""
    text = str | None
    terms: list[inspect.Parameter] = [
        option("drafts", text, None, "--drafts", metavar="N", help="number of drafts to explore with", panel=PLAN),
        option("finals", text, None, "--finals", metavar="N", help="number of finals to pick (default: 1)", panel=PLAN),
        option(
            "parallel", text, None, "--parallel", metavar="N", panel=PLAN,
            help="images generated in parallel (default: 1)",
        ),
        option("batch", bool, False, "--batch", help="use the batch price, if the model has one", panel=PLAN),
        option("budget", text, None, "--budget", metavar="USD", help="maximum price in US dollars", panel=PLAN),
        option("deadline", text, None, "--deadline", metavar="TIME", help="maximum time, such as 10m", panel=PLAN),
    ]  # fmt: skip
    return CommandSpec("plan", HELP["plan"], EXAMPLES, [*terms, *brief_options(facts), *output_options()], _run)


def _run(given: Mapping[str, Any]) -> int:
    output_form(given)
    facts = facts_for(given)
    terms = read_terms(given)
    advice = advise(ask(words_of(given, flagged_uses(given, shipped_facts())), facts), facts)
    plan = make_plan(advice, terms, facts.defaults.drafts)
    data = plan.as_dict()

    def draw(screen: Any) -> None:
        from resadvise.output.plan import draw_plan

        draw_plan(screen, data, advice.brief.model.title)

    def page() -> str:
        from resadvise.output.pages import plan_page

        return plan_page(data, advice.brief.model.title)

    show(given, data, data["steps"], draw, page=page)
    note_findings(given, data)
    note_passed_end(given, advice.brief.model)
    note_stale_facts(facts, [advice.brief.model], [advice.brief.listed])
    return 0 if plan.status == "ok" else 1
