"""Which resolution do I need? The cheapest image-model tier that suffices, with the arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from resadvise.advice import Advice
    from resadvise.api import recommend
    from resadvise.errors import FactsError, QuestionError, UserError
    from resadvise.facts.catalog import Catalog
    from resadvise.facts.load import load_facts

__version__ = "0.1.0"
__all__ = ["Advice", "Catalog", "FactsError", "QuestionError", "UserError", "load_facts", "recommend"]

_HOME = {
    "Advice": "advice",
    "Catalog": "facts.catalog",
    "FactsError": "errors",
    "QuestionError": "errors",
    "UserError": "errors",
    "load_facts": "facts.load",
    "recommend": "api",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: the command line needs few of them, and starts sooner."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
