"""The options that commands share, as parameters from which a command's signature is made."""

from __future__ import annotations

import inspect
import os
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from resadvise.cli.completion import COMPLETING, complete_deliverable, complete_field, complete_model, complete_use
from resadvise.cli.headings import HOW_BIG, LIMITS, MODEL, MORE, OUTPUT, WHAT_FOR
from resadvise.words import OPTION, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from resadvise.facts.catalog import Catalog


FORMATS = ("table", "json", "csv", "md")


class CommandSpec(NamedTuple):
    """A command: its name, help, examples (one a line), parameters, and what it does with their values."""

    name: str
    help: str
    examples: str
    parameters: list[inspect.Parameter]
    run: Callable[[Mapping[str, Any]], int]


class GroupSpec(NamedTuple):
    """Commands that belong together: their common first word, help, examples (one a line), and each of them.

    `alone` is what the first word does where none of them follows; None: it shows its help.
    """

    name: str
    help: str
    examples: str
    commands: list[CommandSpec]
    alone: CommandSpec | None = None


def option(
    name: str,
    kind: object,
    default: object,
    *names: str,
    help: str,  # noqa: A002 - the word that the library uses
    panel: str,
    **more: Any,
) -> inspect.Parameter:
    """Return one keyword parameter that is an option."""
    if COMPLETING not in os.environ:  # looking at the functions that complete takes a tenth of building a command
        more.pop("autocompletion", None)
    info = typer.Option(default, *names, help=help, rich_help_panel=panel, show_default=False, **more)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=info, annotation=kind)


def text_option(name: str, metavar: str, help: str, panel: str, **more: Any) -> inspect.Parameter:  # noqa: A002
    """Return an option of the brief that takes a text; it is parsed with the rest of the question."""
    return option(name, str | None, None, OPTION[name], metavar=metavar, help=help, panel=panel, **more)


def use_flags(facts: Catalog) -> list[inspect.Parameter]:
    """Return one flag for each use, under the heading of its group; a use named like an option has no flag."""
    others = ("output", "json", "get", "presets", "guide", "force", "help", "version")
    taken = {*OPTION.values(), *(f"--{name}" for name in others)}
    flags: list[inspect.Parameter] = []
    for use in facts.uses.values():
        names = [f"--{name}" for name in (use.name, *use.aliases) if f"--{name}" not in taken]
        if names:
            text = f"{use.what} ({use.kind} {use.tier})"
            flags.append(option(_flag_of(use.name), bool, False, *names, help=text, panel=f"{WHAT_FOR} {use.group}"))
    return flags


def flagged_uses(given: Mapping[str, Any], facts: Catalog) -> tuple[str, ...]:
    """Return the names of the uses whose flags were given, then those of `--use`."""
    flagged = [name for name in facts.uses if given.get(_flag_of(name))]
    return (*flagged, *(given["uses"] or ()))


def _flag_of(use: str) -> str:
    """Return the name of the parameter in which a use's flag arrives."""
    return f"use_{use.replace('-', '_')}"


def brief_options(facts: Catalog) -> list[inspect.Parameter]:
    """Return every option of the brief; those of the size come first."""
    return [
        *size_options(),
        *use_flags(facts),
        option(
            "uses", list[str] | None, None, "--use", metavar="NAME", panel=WHAT_FOR,
            help="a use by name, including your own (repeatable); `resadvise uses` lists them",
            autocompletion=complete_use,
        ),
        text_option("max_price", "USD", "maximum price per image in US dollars, such as 0.10", LIMITS),
        text_option("max_seconds", "TIME", "maximum seconds per image, such as 30s", LIMITS),
        text_option("max_bytes", "SIZE", "maximum JPG size, such as 500KB", LIMITS),
        *model_options(),
        text_option("quality", "NAME", "quality of the model, such as low or high", MODEL),
        text_option("accept", "ideal|minimum", "print density that counts as enough (default: ideal)", MORE),
        option("transparent", bool, False, "--transparent", help="require a transparent background", panel=MORE),
    ]  # fmt: skip


def size_options() -> list[inspect.Parameter]:
    """Return the options that give a target."""
    return [
        text_option(
            "deliverable", "NAME", "a named target such as a3 or instagram-story (see `resadvise deliverables`)",
            HOW_BIG, autocompletion=complete_deliverable,
        ),
        text_option("size", "WxH", "a size on paper, such as 297x420mm or 8.5x11in", HOW_BIG),
        text_option("pixels", "WxH", "a size in pixels, such as 1080x1350", HOW_BIG),
        text_option("bleed", "LENGTH", "bleed to add on each side of a print, such as 3mm", HOW_BIG),
        text_option("distance", "LENGTH", "viewing distance of a print, such as 2m", HOW_BIG),
        text_option("keep", "SHARE", "share of each side to keep when cropping, such as 50%", HOW_BIG),
        text_option("ppi", "PPI", "print density (default: what suits the size)", MORE),
        text_option("dpr", "RATIO", "treat --pixels as CSS pixels at this pixel ratio", MORE),
        option("landscape", bool, False, "--landscape", help="print in landscape", panel=MORE),
        option("portrait", bool, False, "--portrait", help="print in portrait", panel=MORE),
        text_option("tolerance", "SHARE", "how far below the need still counts as enough (5%; 0 = exact)", MORE),
    ]  # fmt: skip


def argument(name: str, metavar: str, help: str, kind: object = str | None, **more: Any) -> inspect.Parameter:  # noqa: A002
    """Return one positional parameter, which may be left out."""
    info = typer.Argument(None, metavar=metavar, help=help, show_default=False, **more)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=info, annotation=kind)


def model_option(help: str) -> inspect.Parameter:  # noqa: A002
    """Return the option that names a model."""
    return text_option("model", "NAME", help, MODEL, autocompletion=complete_model)


def model_options() -> list[inspect.Parameter]:
    """Return the options that choose the model and its shape."""
    return [
        model_option("the image model (see `resadvise models`)"),
        text_option("aspect", "W:H", "force an aspect ratio of the model, such as 16:9", MODEL),
    ]  # fmt: skip


def names_option() -> inspect.Parameter:
    """Return the switch that makes a list as small as it can be."""
    return option("names", bool, False, "--names", help="names only, one per line", panel=OUTPUT)


def output_options(formats: tuple[str, ...] = FORMATS) -> list[inspect.Parameter]:
    """Return the options that every command has for its output and its facts."""
    return [*form_options(formats), presets_option()]


def presets_option() -> inspect.Parameter:
    """Return the option that names the presets file."""
    own = "presets file to use ('none' for built-in values only)"
    return option("presets", str | None, None, "--presets", metavar="FILE", help=own, panel=MORE)


def guide_options(metavar: str, help: str) -> list[inspect.Parameter]:  # noqa: A002
    """Return the options that have guides drawn."""
    return [
        option("guide", str | None, None, "--guide", metavar=metavar, help=help, panel=OUTPUT),
        option("force", bool, False, "--force", help="replace an existing guide", panel=OUTPUT),
    ]


def form_options(formats: tuple[str, ...] = FORMATS) -> list[inspect.Parameter]:
    """Return the options for the output format."""
    form = "output format (default: table)"
    bare = "print fields of the JSON, such as tier,price_usd"
    text = str | None

    def complete_format(incomplete: str) -> list[str]:
        return [name for name in formats if name.startswith(incomplete)]

    return [
        option(
            "output", text, None, "-o", "--output", metavar="|".join(formats), help=form, panel=OUTPUT,
            autocompletion=complete_format,
        ),
        option("json", bool, False, "--json", help="same as -o json", panel=OUTPUT),
        option(
            "get", text, None, "--get", metavar="FIELD", help=bare, panel=OUTPUT, autocompletion=complete_field,
        ),
    ]  # fmt: skip


def words_of(given: Mapping[str, Any], uses: tuple[str, ...]) -> Words:
    """Return the question, from the values of those options of the brief that the command has."""
    return Words(uses=uses, **{name: given[name] for name in Words._fields if name in given and name != "uses"})
