"""`resadvise plan`: what drafts and finals take together, and what starting low saves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.brief import ask
from resadvise.cli.answer import facts_for, note_stale_facts, output_form, show
from resadvise.cli.commands import HELP
from resadvise.cli.options import CommandSpec, brief_options, flagged_uses, option, output_options, words_of
from resadvise.engine.advice import advise
from resadvise.engine.plan import make_plan, read_terms
from resadvise.facts.load import shipped_facts

if TYPE_CHECKING:
    import inspect
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog


PLAN = "The plan"
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
        option("drafts", text, None, "--drafts", metavar="N", help="how many drafts to explore with", panel=PLAN),
        option("finals", text, None, "--finals", metavar="N", help="how many finals of them, if not 1", panel=PLAN),
        option("parallel", text, None, "--parallel", metavar="N", help="how many are made at a time", panel=PLAN),
        option("batch", bool, False, "--batch", help="at the batch price, where the model has one", panel=PLAN),
        option("budget", text, None, "--budget", metavar="USD", help="most dollars for the whole plan", panel=PLAN),
        option("deadline", text, None, "--deadline", metavar="TIME", help="most time for it, such as 10m", panel=PLAN),
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

    show(given, data, data["steps"], draw)
    note_stale_facts(facts)
    return 0 if plan.status == "ok" else 1
