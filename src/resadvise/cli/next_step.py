"""What to ask next: one line for a person at a terminal, after the answer and not part of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from resadvise.cli.options import flagged_uses
from resadvise.facts.load import shipped_facts
from resadvise.output.console import QUIET
from resadvise.words import OPTION

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from resadvise.output.console import Screen


_USUAL_TARGET = "a3"


def suggest(screen: Screen, given: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    """Write the next command to stderr, where the answer has one."""
    command = next_command(given, data)
    if command is None:
        return
    sys.stdout.flush()
    with screen.console.capture() as drawn:
        screen.line(screen.text(f"next: resadvise {command}", QUIET))
    sys.stderr.write(drawn.get())


def next_command(given: Mapping[str, Any], data: Mapping[str, Any]) -> str | None:
    """Return the arguments that lead further from an answer, or None where its own lines say that already."""
    match data["schema"].split("/")[1]:
        case "advice" if data["basis"] != "target":
            return f"recommend --for {_target_of_uses(given)}"
        case "advice" if data["status"] == "ok" and data["workflow"]:
            return f"plan {question_again(given)} --drafts 20"
        case "table" if given["model"] is None:
            return "table --model NAME"
    return None


def _target_of_uses(given: Mapping[str, Any]) -> str:
    """Return a named target of the first use that has one."""
    facts = shipped_facts()
    uses = [facts.uses[name] for name in flagged_uses(given, facts) if name in facts.uses]
    return next((name for use in uses for name in use.deliverables), _USUAL_TARGET)


def question_again(given: Mapping[str, Any], but: Collection[str] = ()) -> str:
    """Return the options of the question as they can be typed again, but for some."""
    import shlex  # here, since an answer for a program does without

    words = []
    for name in flagged_uses(given, shipped_facts()):
        words += ["--use", name]
    for field, option in {**OPTION, "presets": "--presets"}.items():
        value = None if field in but else given.get(field)
        if value is True:
            words.append(option)
        elif isinstance(value, str):
            words += [option, value]
    return shlex.join(words)
