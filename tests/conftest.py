"""What all tests share: the shipped facts, and quiet, fast property tests."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from resadvise import load_facts

if TYPE_CHECKING:
    from resadvise import Catalog

# Spark is no part of the usual environment, being larger than all of it: `just spark` makes one that has it.
collect_ignore = [] if find_spec("pyspark") else ["spark"]

# The check tries the same examples every time, so that it fails for what was changed; `deep`, run by hand, tries many
# more, and others each time.
quiet = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("check", quiet, max_examples=60, derandomize=True)
settings.register_profile("deep", quiet, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))


@pytest.fixture(scope="session")
def facts() -> Catalog:
    """Return the shipped facts."""
    return load_facts()
