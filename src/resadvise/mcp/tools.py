"""The tools: what each is called, what it takes, and what it answers. No library of the protocol is needed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from resadvise import api
from resadvise.engine.lists import groups_of_deliverables, names_of_deliverables, names_of_models
from resadvise.errors import Fault, QuestionError, UserError, did_you_mean
from resadvise.mcp.answers import advice_answer, as_text, campaign_answer, comparison_answer, file_answer, plan_answer
from resadvise.mcp.arguments import (
    MAX_TEXT,
    TARGET_FIELDS,
    as_arguments,
    brief_properties,
    checked,
    keywords,
    schema_of,
    uses_of,
)
from resadvise.mcp.roots import inside
from resadvise.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from resadvise.facts.catalog import Catalog


class Context(NamedTuple):
    """What the server was started with: the facts, and the folders whose files may be read."""

    facts: Catalog
    roots: tuple[Path, ...]


class Tool(NamedTuple):
    """A tool: its description for a model, the schema of its arguments, and the function that answers them."""

    name: str
    description: str
    schema: Mapping[str, Any]
    answer: Callable[[Mapping[str, Any], Context], dict[str, Any]]


class Result(NamedTuple):
    """What a call comes to: the text, and the same as a dict; None where it is an error."""

    text: str
    answer: dict[str, Any] | None


def _recommend(said: Mapping[str, Any], context: Context) -> dict[str, Any]:
    advice = api.recommend(*uses_of(said), facts=context.facts, **keywords(said))
    return advice_answer(advice.as_dict())


def _compare(said: Mapping[str, Any], context: Context) -> dict[str, Any]:
    words = keywords(said)
    every = words.pop("all", False)
    return comparison_answer(api.compare(*uses_of(said), every=every, facts=context.facts, **words).as_dict())


def _plan(said: Mapping[str, Any], context: Context) -> dict[str, Any]:
    if "targets" in said:
        return _campaign(said, context)
    if "max_cut" in said:
        raise QuestionError(Fault("cannot-apply", "this needs targets", "max_cut"))
    made = api.plan(*uses_of(said), facts=context.facts, **keywords(said))
    return plan_answer(made.as_dict())


_OF_CAMPAIGN = ("targets", "max_cut", "budget", "drafts", "model", "quality")


def _campaign(said: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Answer for several targets at once, which have no options but their own sizes."""
    if unfit := [name for name in said if name not in _OF_CAMPAIGN]:
        faults = (Fault("cannot-apply", "this cannot be combined with targets", name) for name in unfit)
        raise QuestionError(*faults)
    words = dict(said)
    targets = words.pop("targets")
    targets = [targets] if isinstance(targets, str) else targets
    return campaign_answer(api.campaign(*targets, facts=context.facts, **words).as_dict())


def _check(said: Mapping[str, Any], context: Context) -> dict[str, Any]:
    path = inside(str(said["path"]), context.roots)
    words = {name: value for name, value in keywords(said).items() if name != "path"}
    return file_answer(api.check(path, facts=context.facts, **words).as_dict())


_NUMBER_OR_TEXT = {"type": ["number", "string"]}
_FIELDS = ["for" if name == "deliverable" else name for name in Words._fields]
_OF_FILE = ["for" if name == "deliverable" else name for name in TARGET_FIELDS]

# Every tool that there is; another question is another row.
TOOLS = (
    Tool(
        "recommend",
        "Which resolution tier (512, 1K, 2K, 4K) to request from an image model: the cheapest with enough pixels, "
        "its price in US dollars, seconds, and the request fields to send. Use before paying for an image. Give "
        "one of for, size (paper), pixels; an unknown name is answered with the nearest. status: ok, "
        "insufficient, conflict. It generates nothing.",
        schema_of(brief_properties(_FIELDS, told=True)),
        _recommend,
    ),
    Tool(
        "compare",
        "Which image model is the cheapest that is good enough: recommend asked of every model, with price in US "
        "dollars and pixels, the cheapest first. Use when the model is free to choose. The arguments of recommend, "
        "and: provider, one vendor; all, also models that have ended. It never judges quality.",
        schema_of(
            {
                "provider": {"type": "string"},
                "all": {"type": "boolean"},
                **brief_properties([name for name in _FIELDS if name != "model"], told=False),
            }
        ),
        _compare,
    ),
    Tool(
        "plan",
        "What a whole job costs: so many drafts, then finals, in US dollars and seconds, and whether it fits a "
        "budget. The arguments of recommend, and: deadline as 10m; batch price. Or a campaign: targets, several "
        "names or sizes, cropped from the fewest images; max_cut, what a crop may lose.",
        schema_of(
            {
                **{name: {"type": "integer"} for name in ("drafts", "finals", "parallel")},
                "batch": {"type": "boolean"},
                "budget": {"type": "number"},
                "deadline": _NUMBER_OR_TEXT,
                "targets": {"type": "array", "items": {"type": "string"}},
                "max_cut": {"type": "string"},
                **brief_properties(_FIELDS, told=False),
            }
        ),
        _plan,
    ),
    Tool(
        "check",
        "Whether an image file that came back is what was paid for (expect: 4K, or 1088x1360) and has enough "
        "pixels for a target. Use after generating, before paying again. Reads the header of one local file, "
        "never changes it. status: pass, fail, error; findings say what to do. The other arguments are those of "
        "recommend.",
        schema_of(
            {"path": {"type": "string"}, "expect": {"type": "string"}, **brief_properties(_OF_FILE, told=False)},
            ["path"],
        ),
        _check,
    ),
)
_BY_NAME = {tool.name: tool for tool in TOOLS}


def call(name: str, arguments: Mapping[str, Any], context: Context) -> Result:
    """Answer a call. What is wrong with it is an answer too: every mistake, a line each, with what would be right."""
    tool = _BY_NAME.get(name)
    if tool is None:
        name = name[:MAX_TEXT]
        hint = did_you_mean(name, _BY_NAME) or f"tools: {', '.join(_BY_NAME)}"
        return Result(str(Fault("usage", f"there is no tool {name!r}", None, hint)), None)
    try:
        answer = tool.answer(checked(arguments, tool.schema), context)
    except UserError as error:
        lines = [line for fault in error.faults for line in _lines(fault, arguments, context.facts)]
        return Result("\n".join(dict.fromkeys(lines)), None)
    return Result(as_text(answer), answer)


# So many names fit into an answer that is to stay small.
_MOST_NAMES = 20


def _lines(fault: Fault, arguments: Mapping[str, Any], facts: Catalog) -> list[str]:
    """Return a mistake in words, and the choices that there are."""
    hint = fault.hint or ""
    if fault.code.startswith("unknown-"):  # a command that lists names is no help without a shell: they follow instead
        parts = [part.removeprefix("or ") for part in hint.split("; ") if "`resadvise" not in part]
        hint = "; ".join(parts)
    return [as_arguments(str(fault._replace(hint=hint))), *_choices(fault, arguments, facts)]


def _choices(fault: Fault, arguments: Mapping[str, Any], facts: Catalog) -> list[str]:
    if fault.code == "unknown-model":
        return [f"models: {', '.join(names_of_models(facts))}"]
    if fault.code == "unknown-use":
        return [f"uses: {', '.join(facts.uses)}"]
    if fault.code not in ("unknown-deliverable", "ambiguous-deliverable") or "for" not in arguments:
        return []
    groups, word = groups_of_deliverables(facts), str(arguments["for"])
    found = groups.get(word, [])
    if not found and fault.code == "unknown-deliverable":
        found = names_of_deliverables(word, facts)
    if found:
        more = f", and {len(found) - _MOST_NAMES} more" if len(found) > _MOST_NAMES else ""
        return [f"targets: {', '.join(found[:_MOST_NAMES])}{more}"]
    likely = fault.code == "ambiguous-deliverable" or "did you mean" in (fault.hint or "")
    return [] if likely else [f"groups (give one as for, to see its targets): {', '.join(groups)}"]
