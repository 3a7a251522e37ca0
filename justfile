# Every recipe runs in the environment that the README's second command sets up.

export PATH := justfile_directory() / ".venv/bin" + ":" + env("PATH")
export PYTHONDONTWRITEBYTECODE := ""

# All that a change must pass.
check: format-check lint types layers test

# Format the code.
format:
    ruff format .
    ruff check --fix .

format-check:
    ruff format --check .

lint:
    ruff check .

types:
    mypy

# Imports point one way; the core reads no file and draws nothing.
layers:
    lint-imports --no-cache

# All tests, one process a core, with branch coverage: all but the command line, its screens and its processes at 100 %, everything at 95 %.
test *arguments:
    pytest --numprocesses=auto --cov --cov-report= {{ arguments }}
    coverage report --fail-under=95 --skip-covered
    coverage report --fail-under=100 --skip-covered --omit='*/cli/*,*/output/*,*/images/files.py,*/images/workers.py,*/__main__.py'

# Rewrite docs/codes.md from the definitions of the codes.
codes:
    python tools/codes.py

# Rewrite what is made from the code: the goldens of the JSON outputs, the screens in the README and in docs/.
golden:
    RESADVISE_UPDATE_GOLDENS=1 pytest tests/test_schemas.py tests/test_additive.py tests/test_readme.py

# Ratios of start-up and answering, from a wheel, in one run.
bench *arguments:
    python benchmarks/startup.py {{ arguments }}
    python benchmarks/answer.py

# The tests on the package as it is shipped, with the lowest dependencies that pyproject.toml allows.
lowest:
    python -m venv --clear .venv/lowest
    .venv/lowest/bin/python -m pip install -q . 'typer==0.28.0' 'rich==14.0.0' 'pyyaml==6.0.1' 'pillow==11.3.0' pytest hypothesis jsonschema pillow-heif
    .venv/lowest/bin/python -m pytest --ignore=tests/test_packaging.py

# The tests with another Python, such as `just with python3.13`.
with python:
    {{ python }} -m venv --clear .venv/other
    .venv/other/bin/python -m pip install -q --upgrade pip
    .venv/other/bin/python -m pip install -q -e . --group dev
    .venv/other/bin/python -m pytest --numprocesses=auto

# Draw the README's pictures from real answers.
pictures:
    python tools/pictures.py

# Look for inputs that break the YAML loader, the quantities or the image reader, for so many seconds each.
fuzz seconds="60":
    python -m venv .venv/fuzz
    .venv/fuzz/bin/python -m pip install -q atheris -e .
    .venv/fuzz/bin/python fuzz/run.py {{ seconds }}

# Change the engine in one place at a time, and see whether a test notices: all modules, or those that are named.
mutants *modules:
    python tools/mutate.py {{ modules }}

# What is too slow for every check: about an hour and a half.
deep:
    HYPOTHESIS_PROFILE=deep pytest
    just fuzz 300
    just lowest
    just mutants
