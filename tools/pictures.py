"""Draw the README's pictures from real answers: `just pictures`. Run at a release; nothing compares them."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from resadvise import campaign, load_facts, recommend
from resadvise.engine.plan import Terms, make_plan
from resadvise.output.advice import draw_advice
from resadvise.output.console import GLUE, Screen
from resadvise.output.guide import campaign_guides
from resadvise.output.plan import draw_plan

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
WIDTH = 84


def picture(name: str, title: str, draw: Callable[[Screen], None]) -> None:
    """Draw one screen into an SVG file."""
    screen = Screen()
    screen.console = Console(
        file=io.StringIO(),
        record=True,
        width=WIDTH,
        force_terminal=True,
        color_system="truecolor",
        markup=False,
        emoji=False,
        highlight=False,
    )
    screen.width, screen.piped, screen.in_lines, screen.ascii = WIDTH, False, False, False
    draw(screen)
    svg = screen.console.export_svg(title=title, unique_id=name).replace(GLUE, "&#160;")
    svg = re.sub(r"@font-face \{.*?\}\n", "", svg, flags=re.DOTALL)  # no picture of ours asks a web server for a font
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


def main() -> None:
    """Draw them all."""
    facts = load_facts()
    poster = recommend(facts=facts, deliverable="a1")
    title = facts.models[facts.defaults.model].title
    picture("recommend", "resadvise recommend --for a1", lambda screen: draw_advice(screen, poster.as_dict(), title))
    plan = make_plan(recommend("print", facts=facts), Terms(drafts=20, finals=3), facts.defaults.drafts)
    picture(
        "plan", "resadvise plan --drafts 20 --finals 3 --print", lambda screen: draw_plan(screen, plan.as_dict(), title)
    )
    places = ("instagram-portrait", "instagram-story", "youtube-thumbnail", "a3", "1200x628")
    guide, *_ = campaign_guides(campaign(*places, facts=facts).as_dict())
    (FOLDER / "guide.svg").write_text(guide, encoding="utf-8")


if __name__ == "__main__":
    main()
