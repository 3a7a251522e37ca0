# Every recipe runs in the environment that the README's second command sets up.

export PATH := justfile_directory() / ".venv/bin" + ":" + env("PATH")
export PYTHONDONTWRITEBYTECODE := ""

pinned := "-c constraints.txt --build-constraint constraints.txt"

# Everything that a change must pass.
check: format-check lint types layers test

# A first answer within half a minute: style, and the tests of the decisions. It tells what it leaves out.
quick: format-check lint
    pytest --numprocesses=auto tests/engine tests/units tests/facts tests/checks tests/test_api.py tests/test_brief.py \
        tests/test_docs_codes.py tests/test_errors.py tests/test_schemas.py::test_golden
    @echo "Left out, and in 'just check': types, layers, coverage, laws; tests of images, screens, commands, pages, packaging."

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

# All tests, one process per core, with branch coverage: 95% of everything, 100% without the command line, its screens, its processes and Spark.
test *arguments:
    pytest --numprocesses=auto --cov --cov-report= {{ arguments }}
    coverage report --fail-under=95 --skip-covered
    coverage report --fail-under=100 --skip-covered --omit='*/cli/*,*/output/*,*/images/files.py,*/images/workers.py,*/batch/processes.py,*/spark.py,*/mcp/server.py,*/checks/run.py,*/__main__.py'

# Regenerate docs/codes.md from the definitions of the codes.
codes:
    python tools/codes.py

# Rewrite what docs/wrong.md says of sources that disagree, from the facts.
wrong:
    python tools/wrong.py

# Rewrite docs/cheapest.md, and its table in README.md, from the facts.
cheapest:
    python tools/cheapest.py

# Rewrite the tables of docs/models.md from the facts.
models:
    python tools/models.py

# Regenerate the plain fields of the schemas from their declarations in facts/catalog.py.
schemas:
    python tools/schemas.py

# Which facts differ since a commit, field by field, and which answers each row alone changes.
changes since="HEAD":
    python tools/facts_at.py {{ since }} > .venv/facts-then.json
    resadvise facts diff .venv/facts-then.json

# Regenerate what is made from the code: the goldens of the JSON outputs, the screens and the help, the screens in the README and in docs/.
golden:
    RESADVISE_UPDATE_GOLDENS=1 pytest tests/test_schemas.py tests/test_additive.py tests/test_readme.py tests/cli/test_golden_help.py tests/mcp/test_golden_answers.py tests/output/test_golden_screens.py tests/output/test_guide.py

# Ratios of start-up and answering, from a wheel, in one run.
bench *arguments:
    python benchmarks/startup.py {{ arguments }}
    python benchmarks/answer.py
    python benchmarks/agents.py

# The answers of a real Spark on this machine. It needs Java 17 or later; PySpark gets an environment of its own.
spark:
    @command -v java > /dev/null || { echo "just spark needs Java 17 or later, such as openjdk-17-jre-headless" >&2; exit 1; }
    python -m venv .venv/spark
    .venv/spark/bin/python -m pip install -q -c constraints.txt --upgrade pip
    .venv/spark/bin/python -m pip install -q {{ pinned }} -e '.[spark]' pytest hypothesis
    .venv/spark/bin/python -m pytest tests/spark

# Ratios of a table of briefs to reading and writing it.
bench-batch *arguments:
    python benchmarks/batch.py {{ arguments }}

# Pin the newest versions that pyproject.toml allows, for every system and every Python from 3.11 on, in constraints.txt.
lock:
    uv pip compile --quiet --upgrade --universal --python-version 3.11 --group dev --all-extras --no-annotate \
        --custom-compile-command 'just lock' --output-file constraints.txt pyproject.toml
    pytest tests/test_lock.py

# The tests with the newest versions that pyproject.toml allows, whatever is pinned.
newest:
    python -m venv --clear .venv/newest
    .venv/newest/bin/python -m pip install -q --upgrade pip
    .venv/newest/bin/python -m pip install -q -e . --group dev
    .venv/newest/bin/python -m pytest --numprocesses=auto

# The tests on the built package, with the lowest dependencies that pyproject.toml allows.
lowest:
    python -m venv --clear .venv/lowest
    uv pip compile --quiet --resolution lowest-direct --no-deps --all-extras --python .venv/lowest/bin/python \
        --output-file .venv/lowest/lowest.txt pyproject.toml
    .venv/lowest/bin/python -m pip install -q -c constraints.txt --upgrade pip
    .venv/lowest/bin/python -m pip install -q -c constraints.txt pytest pytest-xdist hypothesis jsonschema packaging pillow-heif
    .venv/lowest/bin/python -m pip install -q --build-constraint constraints.txt -r .venv/lowest/lowest.txt .
    .venv/lowest/bin/python -m pip check
    .venv/lowest/bin/python -m pytest --numprocesses=auto --ignore=tests/test_packaging.py --ignore=tests/test_types.py --ignore=tests/spark

# The tests with another Python, such as `just with python3.13`.
with python:
    {{ python }} -m venv --clear .venv/other
    .venv/other/bin/python -m pip install -q -c constraints.txt --upgrade pip
    .venv/other/bin/python -m pip install -q {{ pinned }} -e . --group dev
    .venv/other/bin/python -m pytest --numprocesses=auto

# Open guides in a real browser (chromium): they render, and no text overlaps another or leaves the picture.
guides:
    python tools/guides.py

# Draw the README's pictures from real answers.
pictures:
    python tools/pictures.py

# Look for inputs that break the YAML loader, the quantities or the image reader, for this many seconds each.
fuzz seconds="60":
    python -m venv .venv/fuzz
    .venv/fuzz/bin/python -m pip install -q -c constraints.txt --upgrade pip
    .venv/fuzz/bin/python -m pip install -q {{ pinned }} atheris -e .
    .venv/fuzz/bin/python fuzz/run.py {{ seconds }}

# Change the code in one place at a time, and see whether a test notices: `just mutants checks`, `just mutants engine/plan --sample 50`.
mutants *arguments:
    python tools/mutate.py {{ arguments }}

# What is too slow for every check: the laws with many more examples, fuzzing, the oldest and the newest versions, a few mutants.
deep:
    HYPOTHESIS_PROFILE=deep pytest --numprocesses=auto -m hypothesis
    just fuzz
    just lowest
    just newest
    -just mutants --sample 10  # to be read: so few say nothing of a floor
