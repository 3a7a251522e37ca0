"""Mutation testing of the engine: change one thing at a time, and see whether a test notices.

    python tools/mutate.py [MODULE...]        modules of resadvise; by default those of MODULES

mutmut leaves decorated functions alone, and here most parsers are classmethods; so this is our own driver. It works
on a copy of the checkout, one mutant at a time, each in a fork of a process that has pytest and the libraries loaded.

Left out, since a change there is no change of behaviour: docstrings, annotations, asserts, and texts with a space,
which are prose. Survivors are printed; those that no test can tell from the original stand in EQUAL, each with its
reason.
"""

from __future__ import annotations

import ast
import copy
import importlib
import io
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
MODULES = (
    "units/numbers", "units/quantities", "brief", "engine/need", "engine/sizes", "engine/pricing", "engine/fit",
    "engine/candidate", "engine/by_target", "engine/by_use", "engine/export", "engine/explain", "engine/request",
    "engine/advice", "engine/plan",
)  # fmt: skip
# The quick and telling ones first: a mutant dies at the first test that fails.
_ENGINE = (
    "engine/test_advice",
    "test_schemas::test_golden",
    "test_api",
    "engine/test_own_models",
    "engine/test_sentences",
    "engine/test_plan",
    "laws/test_advice_laws",
    "cli/test_strangers",
)
_UNITS = ("units/test_quantities", "laws/test_quantities_laws", "engine/test_advice")
TESTS = {
    **dict.fromkeys(("units/numbers", "units/quantities"), _UNITS),
    "brief": ("test_brief", *_ENGINE),
    "": _ENGINE,
}
PYTEST = ("-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
SLOWEST = 60
FLOOR = 95
LOADED = ("hypothesis", "hypothesis.strategies", "jsonschema", "yaml", "typer", "typer.core", "json", "csv", "datetime")

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd,
}  # fmt: skip
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}

_TYPES = "the value is always there, or never; only the types do not know"
_SPEED = "the same, sooner"
_TOGETHER = "the loader lets the two only go together"
_STRIPPED = "zeros at the end are stripped"
_FLOOR = (
    "need.kind == 'print' and need.floor and reaches({box}, need.floor) -> "
    "need.kind == 'print' and reaches({box}, need.floor)"
)
# module: {a survivor as it is printed, without its line: why no test can tell it from the original}
EQUAL: dict[str, dict[str, str]] = {
    "units/numbers": {
        "rest // (2 if rest % 2 == 0 else 5) -> rest / (2 if rest % 2 == 0 else 5)": "denominators are below 2**53",
        "0 -> 1": _STRIPPED,
        "1 -> 2": _STRIPPED,
        "'0' -> 'XX0'": "the set of characters to strip still holds 0, and no number an X",
    },
    "brief": {
        "return False -> return None": "both are false",
        "'Named' -> 'XXNamed'": "the name of a type variable",
        "False -> True": "every brief says how its sheet lies",
        "'css' -> 'XXcss'": "only paper and an exact box are told apart",
        "faults or model is None -> faults": _TYPES,
        "kind == 'box' and deliverable is not None -> kind == 'box'": _TYPES,
    },
    "engine/need": {
        "export if keep == 1 else _rounded(sides, keep) -> _rounded(sides, keep)": _SPEED,
        "1 -> 2": _SPEED,
        "_rounded(box, keep) if sharp else None -> _rounded(box, keep)": "only a sharp need asks for its floor",
        "sides if keep == 1 else (sides[0] / keep, sides[1] / keep) -> (sides[0] / keep, sides[1] / keep)": _SPEED,
        "listed and listed.ppi and listed.ppi_min -> listed and listed.ppi_min": _TOGETHER,
        "listed and listed.ppi and listed.ppi_min -> listed and listed.ppi": _TOGETHER,
        "(trim[0] + 2 * bleed, trim[1] + 2 * bleed) if bleed else trim -> (trim[0] + 2 * bleed, trim[1] + 2 * bleed)":
            _SPEED,
    },
    "engine/fit": {
        "ppi if need.keep == 1 else ppi * need.keep -> ppi * need.keep": _SPEED,
        "0 -> 1": "the area is compared only after a first cell has set it",
        "1 -> 2": _SPEED,
        **dict.fromkeys(
            (
                "need.kind != 'css' or need.floor is None or share is None -> need.floor is None or share is None",
                "need.kind != 'css' or need.floor is None or share is None -> need.kind != 'css' or share is None",
                "need.kind != 'css' or need.floor is None or share is None -> need.kind != 'css' or need.floor is None",
            ),
            "only the thresholds of css have a share, and a css need has a floor",
        ),
        "-tolerance -> tolerance": "at a tolerance above near nothing is left to be near: it is enough already",
    },
    "engine/by_target": {
        _FLOOR.format(box="best.cell.pixels"): _TYPES,
        "model.status == 'available' and (model.name != brief.model.name or brief.aspect) -> "
        "model.status == 'available'": "a model that is not enough is not enough when it is asked again",
        "Fraction(-1) if each.margin is None else each.margin -> each.margin": _TYPES,
        "-1 -> 1": _TYPES,
        "1 -> 2": _TYPES,
    },
    "engine/by_use": {
        "needed is not None and offered.at_least(needed) is None -> offered.at_least(needed) is None": _TYPES,
        "offered.rank[tier] < offered.rank[choice.tier] -> offered.rank[tier] <= offered.rank[choice.tier]":
            "the chosen tier breaks a limit, so it is none of those within",
    },
    "engine/explain": {
        "need is None or jpg is None or listed is None or (listed.max_bytes is None) -> "
        "jpg is None or listed is None or listed.max_bytes is None": _TYPES,
        _FLOOR.format(box="each.cell.pixels"): _TYPES,
        "candidate.margin or Fraction(0) -> candidate.margin": _TYPES,
        "chosen.margin or Fraction(0) -> chosen.margin": _TYPES,
        "brief.target.deliverable if brief.target else None -> brief.target.deliverable": _TYPES,
        "width > height -> width >= height": "a square is 1:1 either way",
    },
    "engine/advice": {"4 -> 5": "the factor was rounded up when it was worked out"},
    "engine/plan": {
        "Amount = Fraction | int | None -> Amount = None": "a name for annotations",
        "a is None or b is None -> b is None": "what the final tier takes is unknown only if the total is",
        "True -> False": "both have the fields of Cost",
        "1 -> 2": "any number below zero says that nothing fits",
        "0 -> 1": "bytes of whole files are whole",
    },
}  # fmt: skip


class Mutant(NamedTuple):
    """A changed module: where, what it was and became, and its text."""

    line: int
    change: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module."""
    tree = ast.parse(source)
    left_out = {id(inner) for node in ast.walk(tree) for part in _inert(node) for inner in ast.walk(part)}
    for place, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.expr | ast.stmt) and id(node) not in left_out:
            for changed in _changes(node):
                copied = copy.deepcopy(tree)
                _replace(copied, place, changed)
                text = f"{_brief(node)} -> {_brief(changed)}"
                yield Mutant(node.lineno, text, ast.unparse(ast.fix_missing_locations(copied)))


def _brief(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:90]


def _inert(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.Assert() | ast.Import() | ast.ImportFrom():
            return [node]
        case ast.Expr(value=ast.Constant(value=str())):
            return [node]
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return [node]
        case ast.AnnAssign():
            return [node.annotation]
        case ast.arg(annotation=ast.expr() as annotation):
            return [annotation]
        case ast.FunctionDef():
            return [*node.decorator_list, *([node.returns] if node.returns else [])]
        case ast.ClassDef():
            return [*node.bases, *node.decorator_list]
        case _:
            return []


def _changes(node: ast.expr | ast.stmt) -> Iterator[ast.AST]:  # noqa: C901 - a table, in the form of a match
    """Yield what a node may be changed into."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in COMPARED:
            yield _with(node, ops=[COMPARED[type(operator)]()])
        case ast.Compare(ops=[first, second]):
            yield _with(node, ops=[COMPARED[type(first)](), second])
            yield _with(node, ops=[first, COMPARED[type(second)]()])
        case ast.BinOp(op=operator) if type(operator) in COMPUTED:
            yield _with(node, op=COMPUTED[type(operator)]())
        case ast.BoolOp():
            yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
            for place in range(len(node.values)):
                rest = [value for at, value in enumerate(node.values) if at != place]
                yield rest[0] if len(rest) == 1 else _with(node, values=rest)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.IfExp():
            yield node.body
            yield node.orelse
        case ast.Constant():
            yield from _constants(node)
        case ast.Call(func=ast.Name(id=name)) if name in CALLED:
            yield _with(node, func=ast.Name(CALLED[name], ast.Load()))
        case ast.Call(func=ast.Attribute(attr="casefold" | "strip", value=inner)):
            yield inner
        case ast.Call(func=ast.Name(id="sorted"), args=[inner, *_]):
            yield ast.Call(ast.Name("list", ast.Load()), [inner], [])
        case ast.If() | ast.While():
            yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield _with(node, value=ast.Constant(None))
        case ast.Raise() | ast.Expr():
            yield ast.Pass()
        case ast.Assign() | ast.AugAssign() if not isinstance(node.value, ast.Constant):
            yield ast.Pass() if isinstance(node, ast.AugAssign) else _with(node, value=ast.Constant(None))
        case ast.Continue():
            yield ast.Break()
        case ast.ListComp(generators=[ast.comprehension(ifs=[_, *_])]):
            yield _with(node, generators=[_with(node.generators[0], ifs=[])])


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if value is True or value is False:
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and value and " " not in value:
        yield ast.Constant(f"XX{value}")


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _replace(tree: ast.Module, wanted: int, changed: ast.AST) -> None:
    """Put a node in the place of the one that `ast.walk` meets as the `wanted`th."""
    target = next(node for place, node in enumerate(ast.walk(tree)) if place == wanted)
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, changed)
                return
            if isinstance(value, list) and any(each is target for each in value):
                setattr(parent, name, [changed if each is target else each for each in value])
                return


def copy_checkout(to: Path) -> None:
    """Copy what the tests need, with the facts compiled, as in a wheel: that starts sooner."""
    for name in ("src", "data", "tests", "docs", "fuzz"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, to / name)
    sys.path[:0] = [str(to / "src"), str(to / "tests" / "support")]
    reader, writer = os.pipe()
    if not os.fork():
        import json

        from resadvise.facts.load import read_yaml_facts

        os.close(reader)
        with os.fdopen(writer, "w", encoding="utf-8") as pipe:
            json.dump(read_yaml_facts(to / "data"), pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        facts = pipe.read()
    os.wait()
    (to / "src/resadvise/data").mkdir()
    (to / "src/resadvise/data/facts.json").write_text(facts, encoding="utf-8")


def is_killed(tests: list[str], allowed: float) -> bool:
    """Run the tests in a fork; they kill a mutant by failing, or by taking too long."""
    child = os.fork()
    if not child:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
        signal.alarm(int(allowed) + 1)
        code = 1
        try:
            code = int(pytest.main([*PYTEST, *tests]))
        finally:  # no exception may leave: it would clean up what the parent still needs
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return status != 0


def run(module: str, folder: Path) -> tuple[int, int, int]:
    """Try all mutants of a module, print the survivors, and return how many were tried, killed and equal."""
    path = folder / "src/resadvise" / f"{module}.py"
    source = path.read_text(encoding="utf-8")
    names = TESTS.get(module, TESTS[""])
    tests = [f"--basetemp={folder / 'tmp'}"]
    for name in names:
        file, *test = name.split("::")
        tests.append("::".join((str(folder / "tests" / f"{file}.py"), *test)))
    path.write_text(ast.unparse(ast.parse(source)), encoding="utf-8")
    began = time.monotonic()
    if is_killed(tests, 600):
        raise SystemExit(f"{module}: the tests fail without any mutant")
    allowed = min(SLOWEST, 5 + 4 * (time.monotonic() - began))
    sys.dont_write_bytecode = True
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        compiled.unlink()
    tried = killed = equal = 0
    for mutant in mutants(source):
        path.write_text(mutant.source, encoding="utf-8")
        tried += 1
        if is_killed(tests, allowed):
            killed += 1
            continue
        reason = EQUAL.get(module, {}).get(mutant.change)
        equal += reason is not None
        print(f"  {module}.py:{mutant.line}: {mutant.change}{f'  (equal: {reason})' if reason else ''}", flush=True)
    path.write_text(source, encoding="utf-8")
    sys.dont_write_bytecode = False
    return tried, killed, equal


def main(modules: list[str]) -> int:
    """Run the modules; 1 where one of them stays below the floor."""
    for name in LOADED:
        importlib.import_module(name)
    short = False
    with tempfile.TemporaryDirectory(prefix="resadvise-mutants-") as name:
        folder = Path(name)
        copy_checkout(folder)
        os.chdir(folder)
        for module in modules or MODULES:
            began = time.monotonic()
            tried, killed, equal = run(module, folder)
            share = 100 * killed / (tried - equal)
            short |= share < FLOOR
            took = time.monotonic() - began
            print(
                f"{module}: {killed} of {tried - equal} killed, {share:.1f} %; {equal} equal; {took:.0f} s", flush=True
            )
    return int(short)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
