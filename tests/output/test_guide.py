"""Guides: drawings to scale that say the numbers of the JSON; `just guides` opens them in a browser as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from command import ask
from golden import held

from resadvise import campaign, recommend
from resadvise.output.guide import advice_guide, campaign_guides

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"


def read(text: str | bytes) -> Any:
    return ElementTree.fromstring(text)


def boxes(text: str) -> list[list[float]]:
    """Return the boxes that are drawn, the whole image first."""
    return [
        [float(side) for side in each.attrib["data-box"].split()]
        for each in read(text).iter()
        if "data-box" in each.attrib
    ]


def texts(text: str) -> list[str]:
    return [each.text or "" for each in read(text).iter(f"{SVG}text")]


def listed(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_guide_is_as_large_as_the_image_and_has_its_cut_trim_and_zone() -> None:
    data: Any = recommend(deliverable="flyer").as_dict()
    guide = advice_guide(data, "flyer")
    width, height = data["pixels"]
    assert read(guide).attrib["viewBox"] == f"0 0 {width} {height}"
    whole, cut, trim, safe = boxes(guide)
    assert whole == [0, 0, width, height]
    assert cut == [*data["crop_at"], *data["crop_to"]]
    scale = data["crop_to"][0] / data["export"][0]
    for drawn, inner in ((trim, data["trim"]), (safe, data["safe"])):
        assert drawn[0] == pytest.approx(cut[0] + inner[0] * scale, abs=0.01)
        assert drawn[2] == pytest.approx(inner[2] * scale, abs=0.01)
    for line, part in zip(texts(guide)[1:], (data["crop_to"], data["trim"][2:], data["safe"][2:]), strict=True):
        assert f"{part[0]}×{part[1]} px" in line


def test_each_image_of_a_campaign_has_its_own() -> None:
    data = campaign("instagram-portrait", "instagram-story", "youtube-thumbnail", "a3").as_dict()
    guides = campaign_guides(data)
    assert len(guides) == len(data["masters"])
    for number, (guide, master) in enumerate(zip(guides, data["masters"], strict=True)):
        drawn, said = boxes(guide), "\n".join(texts(guide))
        assert drawn[0] == [0, 0, *master["pixels"]]
        assert list(map(float, master["common"])) in drawn
        assert list(map(float, master["safe"] or master["common"])) in drawn
        for row in data["targets"]:
            own = row["master"] == number
            assert ([*row["crop_at"], *row["crop_to"]] in drawn) >= own
            assert (f"{row['target']}: cut" in said) == own


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("flyer", {"deliverable": "flyer"}),
        ("story", {"pixels": "1080x1920"}),
        ("story-cropped", {"deliverable": "instagram-story", "keep": 0.5}),
        ("app-icon", {"deliverable": "app-icon"}),
    ],
)
def test_a_guide_is_drawn_as_it_was(name: str, words: dict[str, Any]) -> None:
    held(f"guides/{name}.svg", advice_guide(recommend(**words).as_dict(), f"<{name}>"))


def test_the_guides_of_a_campaign_are_drawn_as_they_were() -> None:
    targets = ("instagram-portrait", "instagram-story", "youtube-thumbnail", "flyer", "1200x628", "a6")
    for number, guide in enumerate(campaign_guides(campaign(*targets, max_cut="60%").as_dict()), 1):
        held(f"guides/campaign-{number}.svg", guide)


def test_what_is_cropped_further_has_no_zone() -> None:
    data = recommend(deliverable="instagram-story", keep=0.5).as_dict()
    assert len(boxes(advice_guide(data, "story"))) == 2
    assert "of which 50% of each side" in texts(advice_guide(data, "story"))[1]


@pytest.mark.parametrize("name", ["<script>&\"'", "]]>", "\x1b[31m\x00\ufffe", "\u202eevil", "x" * 500, "\ud800"])
def test_a_hostile_name_is_text(name: str) -> None:
    guide = advice_guide(recommend(deliverable="a3").as_dict(), name)
    names = {each.tag.removeprefix(SVG) for each in read(guide.encode("utf-8")).iter()}
    assert names == {"svg", "title", "rect", "g", "line", "text"}
    assert max(map(len, texts(guide))) < 160
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", guide)


@pytest.mark.parametrize("char", ["\ufffe", "\uffff"])
def test_what_no_xml_may_hold_is_told(char: str) -> None:
    guide = advice_guide(recommend(deliverable="a3").as_dict(), f"a{char}b")
    assert texts(guide)[1].startswith(f"a\\u{ord(char):x}b: cut ")


@pytest.mark.parametrize(("length", "shown"), [(48, "a" + "x" * 46 + "z"), (49, "a" + "x" * 46 + "…")])
def test_a_long_name_keeps_its_beginning(length: int, shown: str) -> None:
    guide = advice_guide(recommend(deliverable="a3").as_dict(), f"a{'x' * (length - 2)}z")
    assert texts(guide)[1].startswith(f"{shown}: cut ")


def test_a_guide_shows_what_lies_below_it() -> None:
    for each in read(advice_guide(recommend(deliverable="a3").as_dict(), "a3")).iter(f"{SVG}rect"):
        assert each.attrib["fill"] == "none" or float(each.attrib["fill-opacity"]) < 1


def test_a_guide_is_written_once(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a3.svg"
    words = ("recommend", "--for", "a3", "--guide", str(file))
    first = ask(*words, "--json")
    assert (first.code, first.err) == (0, "")
    assert first.out == ask("recommend", "--for", "a3", "--json").out
    drawn = file.read_text("utf-8")
    file.write_text("mine", "utf-8")
    again = ask(*words)
    assert (again.code, again.out) == (2, "")
    assert again.err == f"resadvise: {file}: this file exists already; nothing is overwritten (--force replaces it)\n"
    assert file.read_text("utf-8") == "mine"
    assert ask(*words, "--force").code == 0
    assert file.read_text("utf-8") == drawn
    assert listed(file.parent) == ["a3.svg"]


def test_a_campaign_writes_all_of_its_guides_or_none(tmp_path: Path) -> None:
    words = ("campaign", "a3", "youtube-thumbnail", "--guide", str(tmp_path / "guides"))
    assert ask(*words).code == 0
    assert listed(tmp_path / "guides") == ["image-1.svg", "image-2.svg"]
    (tmp_path / "guides" / "image-1.svg").unlink()
    assert ask(*words).code == 2
    assert listed(tmp_path / "guides") == ["image-2.svg"]
    assert ask(*words, "--force").code == 0
    assert len(listed(tmp_path / "guides")) == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("recommend", "--print", "--guide", "x.svg"), "this needs a target"),
        (("recommend", "--for", "a3", "--guide", "-"), "this writes a file, so give its name"),
        (("recommend", "--for", "a3", "--guide", "."), "file-exists"),
        (("recommend", "--for", "a3", "--guide", ".", "--force"), "unwritable-file"),
        (("campaign", "a3", "--guide", "there"), "unwritable-file"),
    ],
)
def test_what_cannot_be_written_is_refused(
    words: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").write_text("a file", "utf-8")
    result = ask(*words, "--json")
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert listed(tmp_path) == ["there"]
