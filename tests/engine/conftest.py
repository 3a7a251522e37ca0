"""The facts of a user beside the shipped ones: those that a module of tests calls `OWN`."""

from __future__ import annotations

import pytest

from resadvise import Catalog, load_facts


@pytest.fixture(scope="module")
def own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Return the shipped facts with `OWN` over them."""
    file = tmp_path_factory.mktemp("own") / "presets.yaml"
    file.write_text(request.module.OWN, "utf-8")
    return load_facts(str(file))
