"""`resadvise facts`: all facts as one document, and what differs between two states of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from command import ask
from jsonschema import Draft202012Validator

from resadvise import load_facts, recommend
from resadvise.facts.build import build_catalog
from resadvise.facts.load import read_shipped
from resadvise.schemas import read_schema

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = read_shipped()


def document(*arguments: str) -> Any:
    result = ask(*arguments)
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


# The document


def test_it_keeps_to_its_schema_and_holds_all_facts() -> None:
    data = document("facts")
    assert list(Draft202012Validator(read_schema("facts")).iter_errors(data)) == []
    assert list(Draft202012Validator(read_schema("presets")).iter_errors(data["data"])) == []
    assert data["data"] == SHIPPED
    assert document("facts", "-o", "json") == document("facts", "--json") == data


@pytest.mark.parametrize("name", ["uses", "models", "deliverables"])
def test_its_rows_are_those_of_the_lists(name: str) -> None:
    assert document("facts")[name] == document(name, "--json")[name]


def test_its_tables_are_those_of_the_models() -> None:
    for table in document("facts")["tables"]:
        listed = document("table", "--model", table["model"], "--json")
        assert table["ratios"] == listed["ratios"]
        assert table["tiers"] == [row for row in listed["tiers"] if row["offered"]]


def test_what_is_exported_gives_the_same_answers() -> None:
    again = build_catalog(document("facts")["data"], None)
    for name in ("a3", "instagram-story", "app-icon"):
        assert recommend(deliverable=name, facts=again).as_dict() == recommend(deliverable=name).as_dict()


def test_a_users_own_rows_are_merged(tmp_path: Path) -> None:
    data = document("facts", "--presets", own(tmp_path, "deliverables: {window: {size: 120x180cm}}"))
    assert "window" in {row["deliverable"] for row in data["deliverables"]}
    assert data["facts"]["user_file"].endswith("own.yaml")


def test_one_value_of_it() -> None:
    assert ask("facts", "--get", "facts.version").out == f"{SHIPPED['facts']['version']}\n"
    assert ask("facts", "-o", "csv").code == 2


# Two states


def own(folder: Path, text: str) -> str:
    file = folder / "own.yaml"
    file.write_text(text, "utf-8")
    return str(file)


def exported(folder: Path, text: str) -> str:
    """Return a file of facts that differ from the built-in ones as a presets file says."""
    file = folder / "old.json"
    result = ask("facts", "--presets", own(folder, text))
    assert result.code == 0, result.err
    file.write_text(result.out, "utf-8")
    return str(file)


BIG = "gemini-nano-banana-2.1"
# The older state, as what it changes of today's; the row that differs, its fields, and what it alone changes.
CHANGES: list[tuple[str, tuple[str, str | None], list[str | None], set[str]]] = [
    (f"models: {{{BIG}: {{tiers: {{4K: {{price_usd: 0.2}}}}}}}}", ("models", BIG), ["tiers.4K.price_usd"], {"price"}),
    (f"models: {{{BIG}: {{notes: [other]}}}}", ("models", BIG), ["notes"], set()),
    (f"models: {{{BIG}: {{tiers: {{4K: {{batch_usd: 0.2}}}}}}}}", ("models", BIG), ["tiers.4K.batch_usd"], set()),
    ("deliverables: {a3: {ppi: 600, ppi_min: 600}}", ("deliverables", "a3"), ["ppi", "ppi_min"], {"status"}),
    (
        "deliverables: {a5: {ppi: 72, ppi_min: 72}}", ("deliverables", "a5"), ["ppi", "ppi_min"],
        {"tier", "price", "status"},
    ),
    ("deliverables: {a3: {note: other}}", ("deliverables", "a3"), ["note"], set()),
    ("uses: {social: {tier: 4K}}", ("uses", "social"), ["tier"], {"tier", "price", "status"}),
    ("uses: {social: {why: Other.}}", ("uses", "social"), ["why"], set()),
    ("thresholds: {print: {enough: -9%}}", ("thresholds", "print"), ["enough"], {"tier", "price", "status"}),
    ("thresholds: {cut_much: 9%}", ("thresholds", "cut_much"), [None], set()),
    ("defaults: {tier: 4K}", ("defaults", "tier"), [None], {"tier", "price"}),
    ("apis: {gemini: {url: https://example.com}}", ("apis", "gemini"), ["url"], set()),
    ("tiers: {4K: {seconds: [1, 2]}}", ("tiers", "4K"), ["seconds"], set()),
    ('facts: {version: "1"}', ("facts", "version"), [None], set()),
    (
        "viewing_classes: [{name: any, ppi: 72, ppi_min: 72}]", ("viewing_classes", None), [None],
        {"tier", "price", "status"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "fields", "affects"), CHANGES, ids=[text for text, *_ in CHANGES])
def test_a_changed_row(
    text: str, path: tuple[str, str | None], fields: list[str | None], affects: set[str], tmp_path: Path
) -> None:
    data = document("facts", "diff", exported(tmp_path, text), "--json")
    assert list(Draft202012Validator(read_schema("facts-diff")).iter_errors(data)) == []
    [row] = data["rows"]
    assert (row["section"], row["row"]) == path
    assert [each["field"] for each in row["fields"]] == fields
    assert {what for what, count in row["affects"].items() if count} == affects
    assert data["summary"] == {"added": 0, "removed": 0, "changed": 1, "affecting": int(bool(affects))}


def test_the_answers_that_change_are_those_that_the_engine_gives(tmp_path: Path) -> None:
    text = "deliverables: {a5: {ppi: 72, ppi_min: 72}}"
    [row] = document("facts", "diff", exported(tmp_path, text), "--json")["rows"]
    before, after = load_facts(own(tmp_path, text)), load_facts()
    told = {(each["model"], each["what"]): (each["old"], each["new"]) for each in row["answers"]}
    assert told
    for (model, what), states in told.items():
        answers = [recommend(deliverable="a5", model=model, facts=facts).as_dict() for facts in (before, after)]
        assert states == tuple(each["price_usd" if what == "price" else what] for each in answers)  # type: ignore[literal-required]


def test_each_row_is_blamed_for_what_it_alone_changes(tmp_path: Path) -> None:
    text = f"models: {{{BIG}: {{tiers: {{4K: {{price_usd: 0.2}}}}}}}}\ndeliverables: {{a3: {{note: other}}}}"
    rows = document("facts", "diff", exported(tmp_path, text), "--json")["rows"]
    assert {row["row"]: any(row["affects"].values()) for row in rows} == {BIG: True, "a3": False}


def test_rows_that_came_and_went(tmp_path: Path) -> None:
    old = exported(tmp_path, "deliverables: {window: {size: 120x180cm}}")
    assert document("facts", "diff", old, "--json")["summary"]["removed"] == 1
    new = tmp_path / "new.json"
    new.write_text(ask("facts").out, "utf-8")
    [row] = document("facts", "diff", str(new), old, "--json")["rows"]
    assert (row["change"], row["row"], row["fields"]) == ("added", "window", [])


def test_a_row_that_cannot_stand_alone_changes_no_answer(tmp_path: Path) -> None:
    text = "tiers: {8K: {pixel_width: 8192, timeout: 9m}}\nuses: {social: {tier: 8K}}"
    rows = document("facts", "diff", exported(tmp_path, text), "--json")["rows"]
    assert {(row["row"], row["change"]): sum(row["affects"].values()) for row in rows} == {
        ("8K", "removed"): 0, ("social", "changed"): 0,
    }  # fmt: skip


def test_the_same_facts_differ_in_nothing(tmp_path: Path) -> None:
    result = ask("facts", "diff", exported(tmp_path, "{}"))
    assert result.code == 0
    assert "Nothing differs." in result.out


def test_an_older_export_lacks_what_is_new_today(tmp_path: Path) -> None:
    file = exported(tmp_path, "{}")
    data = json.loads(ask("facts").out)
    del data["data"]["defaults"]["drafts"], data["data"]["thresholds"]["max_cut"], data["data"]["apis"]
    for model in data["data"]["models"].values():
        del model["api"]
    (tmp_path / "old.json").write_text(json.dumps(data), "utf-8")
    rows = document("facts", "diff", file, "--json")["rows"]
    assert {row["section"] for row in rows} == {"apis", "models"}


def test_the_screen_names_field_answer_and_effect(tmp_path: Path) -> None:
    out = ask("facts", "diff", exported(tmp_path, CHANGES[0][0])).out
    for words in (
        f"models.{BIG}  changed",
        "tiers.4K.price_usd: 0.2 → 0.1134",
        "Changes the price of",
        "and ",
        "price 0.2",
    ):
        assert words in out
    assert "tiers.4K.price_usd" in ask("facts", "diff", str(tmp_path / "old.json"), "-o", "csv").out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot read the file"),
        ("no", "it is not JSON"),
        ("[" * 100_000, "it is nested too deeply"),
        ("{}", "it is not resadvise/facts/1"),
        ('{"schema": "resadvise/facts/1"}', "it is not resadvise/facts/1"),
        ('{"schema": "resadvise/facts/1", "data": {"uses": {"x": {"kind": "wants"}}}}', "data.uses.x"),
        ('{"schema": "resadvise/facts/1", "data": {}}', "data.defaults.tier: there is no '2K'"),
    ],
)
def test_what_is_no_export(content: str | None, words: str, tmp_path: Path) -> None:
    file = tmp_path / "old.json"
    if content is not None:
        file.write_text(content, "utf-8")
    result = ask("facts", "diff", str(file))
    assert (result.code, result.out) == (2, "")
    assert words in result.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("facts dif", "there is no command 'dif' (did you mean diff?)"),
        ("facts diff", "name the file of the older facts"),
        ("facts --json diff x", "options go behind diff"),
        ("facts diff a b c", "c"),
    ],
)
def test_a_wrong_line(arguments: str, words: str) -> None:
    result = ask(*arguments.split())
    assert (result.code, result.out) == (2, "")
    assert words in result.err
