"""What all tests share: the shipped facts, and quiet, fast property tests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from resadvise import load_facts

if TYPE_CHECKING:
    from resadvise import Catalog

# `deep` is for the slow run by hand: many more examples of every law.
settings.register_profile("check", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("deep", deadline=None, max_examples=3000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))


@pytest.fixture(scope="session")
def facts() -> Catalog:
    """Return the shipped facts."""
    return load_facts()
