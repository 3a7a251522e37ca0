"""`resadvise campaign`: one picture for several targets, and the cheapest images to crop them all from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.batch.brief_file import OF_ALL, BriefFile, asked_on_line, briefs_of, is_file, placed, read_brief_file
from resadvise.cli.answer import (
    facts_for,
    note_findings,
    note_passed_end,
    note_stale_facts,
    note_waiting,
    output_form,
    show,
)
from resadvise.cli.commands import HELP
from resadvise.cli.completion import complete_deliverable
from resadvise.cli.headings import LIMITS, MODEL
from resadvise.cli.options import (
    CommandSpec,
    argument,
    guide_options,
    model_option,
    option,
    output_options,
    text_option,
)
from resadvise.engine.campaign import plan_campaign, read_terms
from resadvise.errors import Fault, QuestionError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.documents import CampaignDict
    from resadvise.facts.catalog import Catalog


EXAMPLES = """
resadvise campaign instagram-portrait instagram-story youtube-thumbnail 297x420mm 1200x628
resadvise campaign a3 og-image instagram-story --max-cut 30% --budget 0.50
resadvise campaign a4 1080x1080 --model nano-banana-pro --json
"""


def spec(facts: Catalog) -> CommandSpec:  # noqa: ARG001 - every command is asked in the same way
    """Return the command."""
    text = str | None
    money = "maximum price of all images, in US dollars"
    lost = "maximum share of an image that cropping to a target may lose, such as 30%"
    parameters = [
        argument(
            "targets", "TARGET...", "names and sizes such as a3, 297x420mm, 1080x1350; or a file of them (YAML, or -)",
            list[str] | None, autocompletion=complete_deliverable,
        ),
        option("max_cut", text, None, "--max-cut", metavar="SHARE", help=lost, panel=LIMITS),
        option("budget", text, None, "--budget", metavar="USD", help=money, panel=LIMITS),
        option("drafts", text, None, "--drafts", metavar="N", help="number of drafts to make first", panel=LIMITS),
        model_option("the image model; `resadvise models` lists them"),
        text_option("quality", "NAME", "a quality of the model, such as low or high", MODEL),
        *output_options(),
        *guide_options("FOLDER", "draw the cuts and safe zones of each image (SVG)"),
    ]  # fmt: skip
    return CommandSpec("campaign", HELP["campaign"], EXAMPLES, parameters, _run)


def _run(given: Mapping[str, Any]) -> int:
    output_form(given)
    source = _file(list(given["targets"] or ()), given["presets"])
    facts = facts_for(given)
    if source is None:
        asked = BriefFile({}, {}, asked_on_line(given["targets"] or (), facts))
    else:
        asked = read_brief_file(source, facts)
    said = {name: asked.said.get(name) if given[name] is None else given[name] for name in OF_ALL}
    places = {name: place for name, place in asked.places.items() if given[name] is None}
    try:
        terms = read_terms(said)
    except QuestionError as error:
        raise placed(error, places) from None
    briefs = briefs_of(asked.targets, said["model"], said["quality"], facts, places)
    campaign = plan_campaign(briefs, terms, facts)
    data = campaign.as_dict()
    model = briefs[0][1].model
    if given["guide"] is not None:
        _write_guides(given, data)

    def draw(screen: Any) -> None:
        from resadvise.output.campaign import draw_campaign

        draw_campaign(screen, data, model.title)

    def page() -> str:
        from resadvise.output.pages import campaign_page

        return campaign_page(data, model.title)

    show(given, data, data["targets"], draw, page=page)
    note_findings(given, data)
    note_passed_end(given, model)
    note_stale_facts(facts, [model], [brief.listed for _, brief in briefs])
    return 0 if campaign.status == "ok" else 1


def _file(words: list[str], presets: str | None) -> str | None:
    """Return the file of targets that is named in their place; None where they are typed."""
    source = next(filter(is_file, words), None)
    if source is not None and len(words) > 1:
        hint = f"write them all into {source}"
        raise QuestionError(Fault("cannot-apply", "a file of targets stands alone", "TARGET", hint))
    if source == "-":
        if presets == "-":
            raise QuestionError(Fault("cannot-apply", "two things are to be read from standard input", "--presets"))
        note_waiting("the targets")
    return source


def _write_guides(given: Mapping[str, Any], data: CampaignDict) -> None:
    from pathlib import Path

    from resadvise.cli.answer import write_guides
    from resadvise.output.guide import campaign_guides

    guides = {
        str(Path(given["guide"]) / f"image-{number}.svg"): text for number, text in enumerate(campaign_guides(data), 1)
    }
    write_guides(guides, force=given["force"])
