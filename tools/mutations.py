"""What a mutant is: a module with one thing changed.

Left out, since a change there is no change of behaviour: docstrings, annotations, asserts, and texts with a space,
which are prose.
"""

from __future__ import annotations

import ast
import copy
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Function(NamedTuple):
    """A function or method that stands in no other: its qualified name, and the line that its code begins with."""

    name: str
    line: int


class Mutant(NamedTuple):
    """One change: the module, the line, the outermost function around it (None: it is made at import), and in words.

    `statement` is the place of the module's statement around it; `slot` the field of the parent, and the place in it
    where it holds a list.
    """

    module: str
    line: int
    statement: int
    function: Function | None
    change: str
    tree: ast.Module
    parent: ast.AST
    slot: tuple[str, int | None]
    new: ast.AST

    @property
    def name(self) -> str:
        """Return the change with the name of its function, as equal mutants are listed."""
        return f"{self.function.name}: {self.change}" if self.function else self.change

    @contextmanager
    def applied(self) -> Iterator[ast.Module]:
        """Hand out the module with the change, for a while."""
        field, place = self.slot
        if place is None:
            old = getattr(self.parent, field)
            setattr(self.parent, field, self.new)
        else:
            listed = getattr(self.parent, field)
            old, listed[place] = listed[place], self.new
        try:
            yield ast.fix_missing_locations(self.tree)
        finally:
            if place is None:
                setattr(self.parent, field, old)
            else:
                listed[place] = old


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module."""
    tree = ast.parse(source)
    left_out = {id(inner) for node in ast.walk(tree) for part in _inert(node) for inner in ast.walk(part)}
    functions = dict(_functions(tree, ""))
    for place, parent, slot, node in list(_slots(tree)):
        if isinstance(node, ast.expr | ast.stmt) and id(node) not in left_out:
            for new in _changes(node):
                change = f"{_brief(node)} -> {_brief(new)}"
                yield Mutant(module, node.lineno, place, functions.get(id(node)), change, tree, parent, slot, new)


def _slots(tree: ast.Module) -> Iterator[tuple[int, ast.AST, tuple[str, int | None], ast.AST]]:
    """Yield each node with the place of the module's statement around it, its parent, and where it stands there."""
    for place, statement in enumerate(tree.body):
        yield place, tree, ("body", place), statement
        for parent in ast.walk(statement):
            yield from ((place, parent, slot, node) for slot, node in _children(parent))


def _children(parent: ast.AST) -> Iterator[tuple[tuple[str, int | None], ast.AST]]:
    for field, value in ast.iter_fields(parent):
        if isinstance(value, ast.AST):
            yield (field, None), value
        elif isinstance(value, list):
            yield from (((field, place), each) for place, each in enumerate(value) if isinstance(each, ast.AST))


def _functions(parent: ast.Module | ast.ClassDef, path: str) -> Iterator[tuple[int, Function]]:
    """Yield the nodes that stand in the bodies of functions, each with the outermost."""
    for node in parent.body:
        if isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{path}{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            function = Function(path + node.name, min([node.lineno, *(each.lineno for each in node.decorator_list)]))
            yield from ((id(inner), function) for line in node.body for inner in ast.walk(line))


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
        case ast.Call(func=ast.Name(id="cast"), args=[kind, _]):
            return [kind]
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


def _with(node: ast.AST, **fields: Any) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed
