"""Why the option parser refused a command line, and what was most likely meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from resadvise.cli.options import FORMATS
from resadvise.errors import Fault, did_you_mean
from resadvise.facts.load import shipped_facts
from resadvise.names import meant, one_of, readings
from resadvise.words import OPTION

if TYPE_CHECKING:
    import typer


_EXTRA = re.compile(r"Got unexpected extra argument\(s\) \((.*)\)\.?")
_COMMAND = re.compile(r"No such command '(.*?)'\.?(?: Did you mean .*)?")
# What other programs call these options.
_ELSEWHERE = {
    "--format": "-o",
    "--dpi": "--ppi",
    "--target": "--for",
    "--deliverable": "--for",
    **dict.fromkeys(("--width", "--height"), "--pixels WxH or --size WxH"),
    **{f"--{form}": f"-o {form}" for form in FORMATS if form != "json"},
}
# What other programs call these commands.
_COMMAND_ELSEWHERE = {"list": "deliverables", "ls": "deliverables", "targets": "deliverables", "search": "deliverables"}


def usage_fault(error: typer.TyperException) -> Fault:
    """Word a mistake in the command line."""
    context = getattr(error, "ctx", None)
    option = getattr(error, "option_name", None)
    if option and hasattr(error, "possibilities"):
        return Fault(
            "unknown-option", f"there is no option {option}", None, _for_option(option, context) or "see --help"
        )
    message = error.format_message()
    if extra := _EXTRA.fullmatch(message):
        name = context.info_name if context else "resadvise"
        return Fault("usage", f"unexpected argument {extra[1]!r} for `{name}`", None, _for_extra(extra[1], context))
    if command := _COMMAND.fullmatch(message):
        return Fault("usage", f"there is no command {command[1]!r}", None, _for_command(command[1], context))
    return Fault("usage", message.rstrip("."), None, "see --help")


def _for_option(option: str, context: Any) -> str | None:
    facts, name, known = shipped_facts(), option.lstrip("-"), _options(context)
    named = _ELSEWHERE.get(option) or (option if option in OPTION.values() else meant(name, facts, ()))
    if named and named.startswith("-o") and "-o" not in known:
        return None
    said = named and _where_it_is(named, known)
    if option in _ELSEWHERE or named == option:
        return said
    near = did_you_mean(option, known) or said
    targets = readings(name, facts.deliverables) if "--for" in known else []
    return near or (f"pick one with --for: {one_of(name, targets)}" if targets else None)


def _where_it_is(said: str, known: list[str]) -> str:
    """Offer an option where it is one: here, or of the command that answers briefs."""
    return f"did you mean {said}?" if said.split(" ")[0] in known else f"did you mean resadvise recommend {said}?"


def _for_extra(words: str, context: Any) -> str:
    facts, known = shipped_facts(), _options(context)
    said = meant(words, facts) or meant(words.split(" ")[0], facts)
    if words in ("help", "version"):
        return f"did you mean --{words}?"
    if said:
        return _where_it_is(said, known)
    if "--for" in known and (targets := readings(words, facts.deliverables)):
        return f"pick one with --for: {one_of(words, targets)}"
    if "--for" in known:
        return "name a target with --for, or a use with --use; quote a value with spaces"
    return "see --help"


def _options(context: Any) -> list[str]:
    return [word for param in context.command.get_params(context) for word in param.opts] if context else []


def _for_command(name: str, context: Any) -> str:
    if name in ("help", "version"):
        return f"did you mean --{name}?"
    if said := meant(name, shipped_facts()):
        return f"did you mean resadvise recommend {said}?"
    known = context.command.list_commands(context)
    named = _COMMAND_ELSEWHERE.get(name)
    return (f"did you mean {named}?" if named in known else did_you_mean(name, known)) or "see --help"
