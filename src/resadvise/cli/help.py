"""Help in plain text, with the options under the question that they answer."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from typer.core import TyperCommand, TyperGroup

from resadvise.cli.commands import HELP, SECTIONS
from resadvise.cli.headings import ARGUMENTS, MORE, WHAT_FOR
from resadvise.errors import Fault, QuestionError

_TARGETS = ("deliverable", "size", "pixels")
# Commands of one target, for which `campaign` takes several.
_OF_ONE_TARGET = ("recommend", "plan")
# What the value of an option or argument is, by what the help calls it.
_PATHS = {"FILE": "file", "OLD": "file", "NEW": "file", "IN": "table", "FOLDER": "folder", "DIR": "folder"}
EXIT_CODES = (
    ("0", "the answer is good (it may have warnings)"),
    ("1", "a finding: no tier is large enough, a limit is exceeded, or a file fails its check"),
    ("2", "the question or a file is invalid"),
    ("70", "a bug in resadvise"),
    ("74", "the output could not be written"),
    ("130", "interrupted"),
    ("141", "the reader of the pipe is gone"),
)


class GroupedCommand(TyperCommand):
    """A command whose help shows its examples first, then its options by heading."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse; the last of several equal options counts, but two targets are an error."""
        if not ctx.resilient_parsing and len(args) > 1:
            _, _, given = self.make_parser(ctx).parse_args(args=list(args))
            for param in given:
                if param.name in _TARGETS and given.count(param) > 1:
                    option = param.opts[0]
                    hint = _several(param.opts, args) if ctx.info_name in _OF_ONE_TARGET else None
                    raise QuestionError(
                        Fault("two-targets", f"{option} is given twice; only one target is possible", option, hint)
                    )
        return _with_named_files(ctx, super().parse_args(ctx, args))

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write what the command does, then its examples unchanged."""
        super().format_help_text(ctx, formatter)
        _write_examples(self.epilog, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write one section per heading, in the order in which the headings first appear; uses take a line a group."""
        sections: dict[str, list[tuple[str, str]]] = {}
        uses: dict[str, list[str]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None:
                unnamed = ARGUMENTS if param.param_type_name == "argument" else MORE
                heading = getattr(param, "rich_help_panel", None) or unnamed
                if heading.startswith(f"{WHAT_FOR} "):
                    uses.setdefault(heading.removeprefix(f"{WHAT_FOR} "), []).extend(param.opts)
                else:
                    sections.setdefault(heading, []).append(record)
        if WHAT_FOR in sections:
            sections[WHAT_FOR][:0] = [(group, ", ".join(flags)) for group, flags in uses.items()]
        sections[MORE] = sections.pop(MORE, [])
        for heading, records in sections.items():
            if records:
                formatter.write_paragraph()
                formatter.write(f"{heading}\n" if heading.endswith("?") else f"{heading}:\n")
                with formatter.indentation():
                    formatter.write_dl(records, col_max=26)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write nothing more: the examples are above the options."""


def _several(names: list[str], args: list[str]) -> str:
    """Return the command that answers several targets at once, with those that an option of these names gives."""
    import shlex  # here, as few need it

    parted = [(*word.partition("="), after) for word, after in pairwise([*args, ""])]
    given = [value if equals else after for name, equals, value, after in parted if name in names]
    return f"for several at once: resadvise campaign {shlex.join(given)}"


def _with_named_files(ctx: Any, rest: list[str]) -> list[str]:
    """Return the rest of the arguments where no file or folder has an empty name, as that of an unset variable."""
    for param in () if ctx.resilient_parsing else ctx.command.params:
        name, value = (param.metavar or "").strip("[]"), ctx.params.get(param.name)
        if name in _PATHS and "" in (value if isinstance(value, list | tuple) else [value]):
            where = param.opts[-1] if param.param_type_name == "option" else name
            hint = "give one; perhaps a variable is not set"
            raise QuestionError(Fault("usage", f"the name of the {_PATHS[name]} is empty", where, hint))
    return rest


class InnerGroup(TyperGroup):
    """Commands that belong together; examples come first."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse what stands before the inner command."""
        return _with_named_files(ctx, super().parse_args(ctx, args))

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write what they are for, then the examples unchanged."""
        super().format_help_text(ctx, formatter)
        _write_examples(self.epilog, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the whole help of each command."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help or "") for name, command in commands if command])

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write nothing more: the examples are above."""


class Program(InnerGroup):
    """The program itself: it lists its commands without loading them, and ends with the exit codes."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the parent's signature
        """Return the names of all commands, loaded or not."""
        return list(HELP)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the help of each command, under the heading of its section."""
        for heading, names in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(max(map(len, HELP))), HELP[name]) for name in names])

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write what the exit codes mean."""
        with formatter.section("Exit codes"):
            formatter.write_dl(EXIT_CODES)


def _write_examples(examples: str | None, formatter: Any) -> None:
    with formatter.section("Examples"):
        for line in (examples or "").strip().splitlines():
            formatter.write(f"  {line.strip()}\n")
