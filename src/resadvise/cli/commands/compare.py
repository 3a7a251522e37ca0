"""`resadvise compare`: the same question to every model, and which is the cheapest that suffices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.brief import ask
from resadvise.cli.answer import facts_for, note_stale_facts, output_form, show
from resadvise.cli.commands import HELP
from resadvise.cli.options import CommandSpec, brief_options, flagged_uses, option, output_options, words_of
from resadvise.engine.compare import compare_models, models_to_compare
from resadvise.facts.load import shipped_facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog


MODELS = "Which models?"
EXAMPLES = """
resadvise compare --for a3
resadvise compare --pixels 1080x1350 --transparent
resadvise compare --for instagram-story --provider google
resadvise compare --for og-image --get cheapest
"""


def spec(facts: Catalog) -> CommandSpec:
    """Return the command: the options of the brief but for the model, and those that choose among the models."""
    vendor, ended = "only the models of one vendor", "also models that are deprecated or shut down"
    which = [
        option("provider", str | None, None, "--provider", metavar="NAME", help=vendor, panel=MODELS),
        option("all", bool, False, "--all", help=ended, panel=MODELS),
    ]
    brief = [each for each in brief_options(facts) if each.name != "model"]
    return CommandSpec("compare", HELP["compare"], EXAMPLES, [*brief, *which, *output_options()], _run)


def _run(given: Mapping[str, Any]) -> int:
    output_form(given)
    facts = facts_for(given)
    words = words_of(given, flagged_uses(given, shipped_facts()))
    brief = ask(words._replace(quality=None), facts)
    models = models_to_compare(given["provider"], facts, every=given["all"])
    comparison = compare_models(brief, models, words.quality, facts)
    data = comparison.as_dict()

    def draw(screen: Any) -> None:
        from resadvise.output.compare import draw_comparison, target_words

        draw_comparison(screen, data, target_words(data, brief.listed and brief.listed.title))

    show(given, data, data["models"], draw)
    note_stale_facts(facts, models, [brief.listed])
    return 0 if comparison.status == "ok" else 1
