"""The Python interface: one call from words to advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.brief import Words, ask
from resadvise.engine.advice import advise
from resadvise.facts.load import load_facts

if TYPE_CHECKING:
    from resadvise.engine.advice import Advice
    from resadvise.facts.catalog import Catalog


_KEYWORDS = set(Words._fields)


def recommend(*uses: str, facts: Catalog | None = None, **words: Any) -> Advice:
    """Return the advice for a brief given in words, as on the command line.

    `uses` are names such as `"print"` and `"crop"`. The keywords are the long options with underscores:
    `deliverable` (for `--for`), `size`, `pixels`, `ppi`, `bleed`, `distance`, `dpr`, `keep`, `aspect`, `landscape`,
    `portrait`, `model`, `max_bytes`, `max_seconds`, `max_price`, `tolerance`, `transparent`. Quantities are texts
    (`"297x420mm"`, `"300ppi"`, `"50%"`) or numbers. Without `facts` the shipped facts are read.

    Raises `QuestionError` (names and quantities that cannot be understood) and `TypeError` (unknown keywords).
    """
    if unknown := words.keys() - _KEYWORDS:
        raise TypeError(f"recommend() has no keyword {', '.join(sorted(unknown))}")
    said: dict[str, Any] = {
        name: value if value is None or isinstance(value, bool) else str(value) for name, value in words.items()
    }
    catalog = load_facts() if facts is None else facts
    return advise(ask(Words(uses=uses, **said), catalog), catalog)
