"""Which resolution do I need? The cheapest image-model tier that suffices, with the arithmetic."""

from __future__ import annotations

TYPE_CHECKING = False  # not imported: until the command line has begun, a Ctrl-C is Python's to answer
if TYPE_CHECKING:  # "as" makes a name public for a type checker
    from typing import Any

    from resadvise.api import FileReport as FileReport
    from resadvise.api import campaign as campaign
    from resadvise.api import check as check
    from resadvise.api import compare as compare
    from resadvise.api import plan as plan
    from resadvise.api import recommend as recommend
    from resadvise.documents import AdviceDict as AdviceDict
    from resadvise.documents import CampaignDict as CampaignDict
    from resadvise.documents import CompareDict as CompareDict
    from resadvise.documents import FileDict as FileDict
    from resadvise.documents import PlanDict as PlanDict
    from resadvise.engine.advice import Advice as Advice
    from resadvise.engine.campaign import Campaign as Campaign
    from resadvise.engine.compare import Comparison as Comparison
    from resadvise.engine.plan import Plan as Plan
    from resadvise.errors import FactsError as FactsError
    from resadvise.errors import QuestionError as QuestionError
    from resadvise.errors import UserError as UserError
    from resadvise.facts.catalog import Catalog as Catalog
    from resadvise.facts.load import load_facts as load_facts

__version__ = "0.1.0"

# Each public name, and the module that it is imported from when it is first used.
_HOME = {
    "Advice": "engine.advice",
    "AdviceDict": "documents",
    "Campaign": "engine.campaign",
    "CampaignDict": "documents",
    "Catalog": "facts.catalog",
    "CompareDict": "documents",
    "Comparison": "engine.compare",
    "FactsError": "errors",
    "FileDict": "documents",
    "FileReport": "api",
    "Plan": "engine.plan",
    "PlanDict": "documents",
    "QuestionError": "errors",
    "UserError": "errors",
    "campaign": "api",
    "check": "api",
    "compare": "api",
    "load_facts": "facts.load",
    "plan": "api",
    "recommend": "api",
}
__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    """Import a public name on first use: the command line needs few of them, and starts faster."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
