"""What a plan is asked for: how many images, how they are made, and what the whole must not exceed."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from resadvise.errors import Fault, QuestionError
from resadvise.quantities import parse_count, parse_money, parse_seconds

MOST_IMAGES = 100_000  # a bound against slips of the keyboard


class Terms(NamedTuple):
    """How many images, how they are made, and what the whole plan must not exceed."""

    drafts: int | None = None
    finals: int = 1
    parallel: int = 1
    batch: bool = False
    budget: Fraction | None = None
    deadline: Fraction | None = None


_PARSERS: dict[str, Callable[[str], Any]] = {
    "drafts": partial(parse_count, least=0, most=MOST_IMAGES),
    "finals": partial(parse_count, least=0, most=MOST_IMAGES),
    "parallel": partial(parse_count, least=1, most=MOST_IMAGES),
    "budget": parse_money,
    "deadline": parse_seconds,
}


def read_terms(words: Mapping[str, Any]) -> Terms:
    """Return the terms that these texts mean, None where nothing was said. Raises `QuestionError` with every fault."""
    values, faults = {}, []
    for name, parse in _PARSERS.items():
        if words[name] is not None:
            try:
                values[name] = parse(words[name])
            except ValueError as error:
                counted = name in ("drafts", "finals", "parallel")
                wrong = Fault("bad-count", str(error)) if counted else Fault("bad-quantity", str(error))
                faults.append(wrong._replace(where=f"--{name}"))
    if faults:
        raise QuestionError(*faults)
    return Terms(**values, batch=words["batch"])
