"""Mutation testing: change one thing at a time, and see whether a test notices.

    python tools/mutate.py [PACKAGE...] [--sample N] [--seed N] [--quick] [--patience SECONDS]

A package of resadvise, such as `checks`, or a module, such as `engine/plan`; by default all of FLOORS. `--sample` tries
so many mutants of each, drawn by the seed, which is printed; `--quick` leaves out the tests that start processes;
`--patience` is how many seconds of tests a mutant must live through, where all tests would take too long.
Survivors are printed; those that no test can tell from the original stand in `equal_mutants.py`, each with its reason.
The exit code is 1 where less is killed than the floor.

mutmut leaves decorated functions alone, and here most parsers are classmethods; so this is our own driver. It works on
a copy of the checkout, in one process, and needs Linux.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from equal_mutants import EQUAL
from mutations import Mutant, mutants
from trials import KILLED, LIVES, UNTRIED, WHOLE, in_fork, quick, sampled, whole

ROOT = Path(__file__).parent.parent
_DECIDES, _REST = 95, 90
_OTHERS = (
    "errors", "documents", "schemas", "facts", "images", "checks", "batch", "api", "output", "cli", "mcp", "codes",
    "skill", "writing",
)  # fmt: skip
FLOORS = {**dict.fromkeys(("units", "words", "names", "brief", "engine"), _DECIDES), **dict.fromkeys(_OTHERS, _REST)}
_ADVICE = ("engine", "test_schemas.py", "test_api.py", "cli/test_strangers.py", "cli/test_answers.py")
_QUICK_CLI = tuple(
    f"cli/test_{name}.py"
    for name in (
        "answers", "completion", "dead_ends", "deliverables_list", "manifest", "next_step", "old_facts", "presets",
        "presets_file", "schema", "small_print", "words_of_trade",
    )
)  # fmt: skip
# Not facts/test_data.py and its like: thousands of rows that hold for the data, whatever the code does.
_FACTS = tuple(
    f"facts/test_{name}.py"
    for name in (
        "catalog", "exported", "flaws", "load", "models_by_rule", "plain_fields", "presets", "rows", "schema_check",
        "strict_yaml", "thresholds",
    )
)  # fmt: skip
# What is likely to notice, in the quick way: the folder of the package, and whoever uses it.
TESTS = {
    "units": ("units", "laws/test_quantities_laws.py", *_ADVICE),
    **dict.fromkeys(
        ("words", "names", "brief"),
        (
            "test_brief.py",
            "test_names.py",
            "test_question.py",
            "cli/test_names.py",
            "cli/test_words_of_trade.py",
            "laws/test_advice_laws.py",
            *_ADVICE,
        ),
    ),
    "engine": ("laws", "cli/test_campaign.py", *_ADVICE),
    "errors": ("test_errors.py", "test_docs_codes.py", "test_brief.py", *_FACTS, *_QUICK_CLI),
    "documents": ("test_documents.py", "test_types.py", "test_api.py"),
    "schemas": ("test_read_schemas.py", "test_schemas.py", "test_additive.py", "cli/test_schema.py"),
    "facts": (*_FACTS, "engine/test_own_models.py", "laws/test_size_rules_laws.py"),
    "images": tuple(f"images/test_{name}.py" for name in ("details", "files", "guards", "probe", "variants")),
    "checks": ("checks", "laws/test_check_laws.py", "cli/test_manifest.py"),
    "batch": ("batch", "cli/test_manifest.py"),
    "api": ("test_api.py", "test_question.py"),
    "output": ("output", "cli/test_answers.py", "cli/test_next_step.py"),
    "cli": ("cli/test_golden_help.py", *_QUICK_CLI, "cli/test_notes.py", "output/test_golden_screens.py"),
    "mcp": ("mcp/test_arguments.py", "mcp/test_golden_answers.py", "mcp/test_tools.py"),
    "codes": ("cli/test_explain.py", "cli/test_golden_help.py", "test_docs_codes.py"),
    "skill": ("cli/test_small_print.py", "test_skill.py"),
    "writing": ("output/test_guide.py", "test_writing.py", "cli/test_presets.py"),
}
# What may notice as well, in the whole way: mostly tests that start processes.
MORE = {
    **dict.fromkeys(("words", "names", "brief"), ("batch", "laws", "cli/test_campaign.py")),
    "engine": ("checks", "cli/test_explain.py", "cli/test_facts.py"),
    "batch": ("cli/test_batch.py", "cli/test_campaign.py", "test_api.py"),
    "errors": ("cli/test_contract.py",),
    "schemas": (*_FACTS, "cli/test_presets.py", "cli/test_completion.py"),
    "facts": (
        "facts/test_vendors.py",
        *(f"cli/test_{name}.py" for name in ("facts", "presets", "old_facts", "completion")),
    ),
    "images": ("images", "checks", "cli/test_check.py"),
    "checks": ("cli/test_check.py", "cli/test_explain.py", "images/test_process_ends.py", "test_docs_codes.py"),
    "output": ("cli", "test_readme.py"),
    "cli": ("cli", "output", "mcp/test_server.py", "test_skill.py", "images/test_process_ends.py", "test_promises.py"),
    "mcp": ("mcp",),
    "codes": ("test_docs_codes.py", "test_schemas.py"),
}
# Loaded once, and not in each fork.
LOADED = ("hypothesis", "hypothesis.strategies", "jsonschema", "yaml", "typer", "typer.core", "json", "csv", "datetime")


def copy_checkout(to: Path) -> None:
    """Copy what the tests need, with the facts compiled, as in a wheel: that starts sooner."""
    for name in ("src", "data", "tests", "docs", "fuzz", "tools"):
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy(path, to)
    sys.path[:0] = [str(to / "src"), str(to / "tests" / "support")]
    compiled = to / "src/resadvise/data/facts.json"
    compiled.parent.mkdir()

    def compile_facts() -> int:  # in a fork: this process imports nothing that is changed
        from resadvise.facts.load import read_yaml_facts

        compiled.write_text(json.dumps(read_yaml_facts(to / "data")), encoding="utf-8")
        return 0

    if in_fork(compile_facts, 60):
        raise SystemExit("the facts cannot be read")


def modules_of(name: str) -> list[str]:
    """Return the modules of a package, or the one that has the name."""
    sources = ROOT / "src/resadvise"
    found = sorted(sources.glob(f"{name}.py")) or sorted((sources / name).rglob("*.py"))
    if not found:
        raise SystemExit(f"there is no package or module {name!r}; known: {', '.join(FLOORS)}")
    return [path.relative_to(sources).with_suffix("").as_posix() for path in found]


def run(name: str, folder: Path, tried: list[Mutant], patience: float) -> float:
    """Try the mutants, print the survivors and the sum, and return how many in a hundred were killed.

    With no patience, the whole way is left out.
    """
    began, package = time.monotonic(), name.partition("/")[0]
    sources, basetemp = folder / "src/resadvise", f"--basetemp={folder / 'tmp'}"
    tests, more = (
        [basetemp, *(str(folder / "tests" / each) for each in paths)]
        for paths in (TESTS[package], MORE.get(package, ()))
    )
    called, outcomes = quick(tests, tried, sources)
    names = [EQUAL.get(mutant.module, {}).get(mutant.name) for mutant in tried]
    doubtful = [
        place
        for place, (outcome, reason) in enumerate(zip(outcomes, names, strict=True))
        if outcome == UNTRIED or (outcome == LIVES and reason is None)
    ]
    if doubtful and patience:
        if more[1:]:
            called |= quick(more, [], sources)[0]
        for place in doubtful:
            outcomes[place] = whole([*tests, *more[1:]], tried[place], called, sources, patience)
    killed = equal = left = 0
    for mutant, outcome, reason in zip(tried, outcomes, names, strict=True):
        if not patience and outcome == UNTRIED:
            left += 1
            continue
        killed += outcome == KILLED
        equal += outcome != KILLED and reason is not None
        if outcome != KILLED and reason is None:
            print(f"  {mutant.module}.py:{mutant.line}: {mutant.name}", flush=True)
    judged = len(tried) - equal - left
    share = 100 * killed / max(judged, 1)
    minutes = (time.monotonic() - began) / 60
    more_said = f"{equal} equal" if patience else f"{equal} equal; {left} left to the whole way"
    print(f"{name}: {killed} of {judged} killed, {share:.1f} %; {more_said}; {minutes:.1f} min", flush=True)
    return share


def main() -> int:
    """Run the packages; 1 where one of them stays below its floor."""
    parser = argparse.ArgumentParser(description="Change one thing at a time, and see whether a test notices.")
    parser.add_argument("names", nargs="*", metavar="PACKAGE", help="a package or module of resadvise; all if none")
    parser.add_argument("--sample", type=int, metavar="N", help="try so many mutants of each, not all")
    parser.add_argument(
        "--patience", type=float, default=WHOLE, metavar="SECONDS", help="how many of tests each must live through"
    )
    without = "leave out the tests that start processes: sooner, stricter"
    parser.add_argument("--quick", dest="patience", action="store_const", const=0, default=WHOLE, help=without)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="draw the same sample again")
    asked = parser.parse_args()
    names = {name: modules_of(name) for name in asked.names or FLOORS}
    for name in LOADED:
        importlib.import_module(name)
    if asked.sample is not None:
        print(f"--sample {asked.sample} --seed {asked.seed}", flush=True)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # for the processes that tests start
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has what runs in the background ignore it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    short = False
    with tempfile.TemporaryDirectory(prefix="resadvise-mutants-") as temporary:
        folder = Path(temporary)
        copy_checkout(folder)
        os.chdir(folder)
        for name, modules in names.items():
            found = (
                mutant
                for module in modules
                for mutant in mutants(module, (folder / f"src/resadvise/{module}.py").read_text(encoding="utf-8"))
            )
            share = run(name, folder, sampled(found, asked.sample, asked.seed), asked.patience)
            short |= share < FLOORS[name.partition("/")[0]]
        os.chdir(ROOT)
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
