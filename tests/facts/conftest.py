"""Few facts to merge a user's file over, for the tests that say so: all of them take ten times as long."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from catalogs import few_facts

from resadvise.facts import load

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def few() -> Iterator[None]:
    """Have few facts in place of the shipped ones; the tests of a module must leave them as they are."""
    facts = few_facts()
    before = deepcopy(facts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "read_shipped", lambda: facts)
        load.shipped_facts.cache_clear()
        yield
    load.shipped_facts.cache_clear()  # no other module may meet the few
    assert facts == before
