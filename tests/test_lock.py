"""constraints.txt holds a pin for all that pyproject.toml asks for, and within its bounds."""

from __future__ import annotations

import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from places import ROOT

PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
)
LOCK = (ROOT / "constraints.txt").read_text("utf-8")


def _pins() -> list[Requirement]:
    return [Requirement(line) for line in LOCK.splitlines() if line and not line.startswith("#")]


def _asked_for() -> list[Requirement]:
    """Return what is needed to run, to develop and to build, as pyproject.toml says it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lists = (
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        project["dependency-groups"]["dev"],
        *project["project"]["optional-dependencies"].values(),
        project["build-system"]["requires"],
    )
    return [Requirement(text) for texts in lists for text in texts]


def _meant(requirements: list[Requirement], environment: dict[str, str]) -> list[Requirement]:
    return [each for each in requirements if each.marker is None or each.marker.evaluate(environment)]


def test_each_line_pins_one_version_and_names_no_address() -> None:
    assert "://" not in LOCK
    for pin in _pins():
        assert (pin.url, pin.extras) == (None, set())
        assert [each.operator for each in pin.specifier] == ["=="], pin
        assert "*" not in str(pin.specifier)


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system["sys_platform"])
@pytest.mark.parametrize("python", PYTHONS)
def test_all_that_is_asked_for_has_one_pin_within_its_bounds(python: str, system: dict[str, str]) -> None:
    environment = system | {"python_version": python, "python_full_version": f"{python}.0"}
    pins = _meant(_pins(), environment)
    versions = {canonicalize_name(pin.name): next(iter(pin.specifier)).version for pin in pins}
    assert len(versions) == len(pins)
    asked_for = _meant(_asked_for(), environment)
    assert asked_for
    pinned = {each: versions.get(canonicalize_name(each.name)) for each in asked_for}
    wrong = [str(each) for each, version in pinned.items() if version is None or version not in each.specifier]
    assert wrong == [], "`just lock` pins anew"
