"""`resadvise compare`: its forms, its exit codes, its screen, and the line of `recommend` that names it."""

from __future__ import annotations

import csv
import json

import pytest
from command import ask


def test_each_form_has_every_model_the_best_first() -> None:
    data = json.loads(ask("compare", "--for", "a3", "--json").out)
    names = [row["model"] for row in data["models"]]
    assert data["cheapest"] == names[0]
    rows = list(csv.DictReader(ask("compare", "--for", "a3", "-o", "csv").out.splitlines()))
    assert [row["model"] for row in rows] == names
    assert [row["price_usd"] for row in rows][:1] == [str(data["models"][0]["price_usd"])]
    page = ask("compare", "--for", "a3", "-o", "md").out.splitlines()
    assert len(page) == len(names) + 2
    assert ask("compare", "--for", "a3", "--get", "cheapest").out == f"{names[0]}\n"


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("--pixels 1080x1350", 0),
        ("--pixels 9000x9000", 1),
        ("--pixels 500x500 --max-price 0.0001", 1),
        ("--pixels 1000x1500 --max-price 0.0001 --all", 0),  # an unknown price breaks no limit
        ("--pixels 1080x1350 --provider openai --transparent", 0),
        ("--pixels 1080x1350 --provider nobody", 2),
        ("--pixels 1080x1350 --quality nonesuch", 2),
        ("--pixels 1080x1350 --model gpt-image-2", 2),
        ("--social --quality high", 0),
    ],
)
def test_exit_codes(question: str, code: int) -> None:
    assert ask("compare", *question.split()).code == code


def test_what_has_no_known_price_is_not_called_the_cheapest() -> None:
    question = ["--pixels", "1000x1500", "--max-price", "0.0001", "--all"]
    data = json.loads(ask("compare", *question, "--json").out)
    assert (data["status"], data["models"][0]["price_usd"], data["cheapest"]) == ("ok", None, None)
    assert "price that is not known" in ask("compare", *question).out


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("--for a3", "The cheapest one that is good enough is", "models will do for ISO A3"),
        ("--social", "The cheapest one that is good enough is", "models will do, by rule of thumb"),
        ("--pixels 9000x9000", "No model is good enough for 9000×9000 px.", "upscale"),
        ("--pixels 500x500 --max-price 0.0001", "No model is good enough within your limits;", "--max-price"),
        ("--pixels 500x500 --provider google --transparent", "No model can do this.", "transparency"),
    ],
)
@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_the_first_lines_say_which_and_for_how_much(question: str, first: str, second: str, columns: str) -> None:
    text = " ".join(ask("compare", *question.split(), COLUMNS=columns).out.split())
    assert first in text
    assert second in text
    assert "None of this judges how good a picture looks." in text


def test_recommend_ends_with_the_command_where_another_model_is_cheaper() -> None:
    asked = ("--for", "a3", "--keep", "90%", "--model", "nano-banana-pro")
    last = " ".join(ask("recommend", *asked, COLUMNS="200").out.splitlines()[-1].split())
    assert last.startswith("Cheaper elsewhere: ")
    command = last.partition("Compare: resadvise ")[2].split()
    assert command == ["compare", "--for", "a3", "--keep", "90%"]
    data = json.loads(ask(*command, "--json").out)
    assert data["models"][0]["name"] in last


def test_recommend_says_nothing_of_others_where_its_own_is_the_cheapest_or_not_good_enough() -> None:
    best = json.loads(ask("compare", "--pixels", "1080x1350", "--json").out)["cheapest"]
    for question in (f"--pixels 1080x1350 --model {best}", "--pixels 9000x9000"):
        assert "Cheaper elsewhere" not in ask("recommend", *question.split()).out
    assert "elsewhere" not in ask("recommend", "--for", "a3", "--json").out
