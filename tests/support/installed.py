"""The package as a wheel installs it: with compiled facts, which a checkout does without."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

from places import DATA

import resadvise
from resadvise.facts.load import read_yaml_facts


@cache
def installed() -> Path:
    """Return a folder that holds the package and nothing else."""
    folder = Path(tempfile.mkdtemp(prefix="resadvise-installed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    package = folder / "resadvise"
    shutil.copytree(Path(resadvise.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "data").mkdir(exist_ok=True)
    (package / "data" / "facts.json").write_text(json.dumps(read_yaml_facts(DATA)), encoding="utf-8")
    return folder


def installed_path() -> dict[str, str]:
    """Return the setting by which Python finds that package first."""
    return {"PYTHONPATH": os.pathsep.join([str(installed()), *sys.path])}
