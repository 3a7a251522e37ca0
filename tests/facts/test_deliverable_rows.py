"""Every row of the named targets obeys the rules of a row."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from resadvise import load_facts
from resadvise.facts.catalog import Corner
from resadvise.facts.load import read_shipped

FACTS = load_facts()
ROWS = read_shipped()["deliverables"]
SIDES = ("top", "right", "bottom", "left")
SOURCE = re.compile(r"https?://\S+|GitHub index file \d+")

# What a print shop, a shop or a social media manager calls the things they make; each is a key or an alias.
PROMISED = [
    "flyer", "leaflet", "brochure", "menu", "letterhead", "envelope", "roll-up", "canvas-60x90", "sticker", "dtg",
    "hoodie", "tote", "calendar", "podcast-cover", "cd-cover", "twitch-banner", "whatsapp-sticker", "visitenkarte",
    "carte-de-visite", "youtube-thumbnail-min",
]  # fmt: skip


@pytest.mark.parametrize("name", PROMISED)
def test_a_name_that_is_promised_is_found(name: str) -> None:
    assert name in {word for key, row in ROWS.items() for word in (key, *row.get("aliases", ()))}


@pytest.mark.parametrize("name", ROWS)
class TestRow:
    def test_sources_are_addresses(self, name: str) -> None:
        row = ROWS[name]
        sources = [row["source"], row.get("formats_source", row["source"])]
        sources += [row["safe"]["source"]] if "safe" in row else []
        assert [source for source in sources if not SOURCE.fullmatch(source)] == []

    def test_formats_and_alpha_go_together(self, name: str) -> None:
        row = ROWS[name]
        formats = row.get("formats", [])
        assert row.get("opaque", True) is True  # what is not so is not said
        assert row.get("transparent", True) is True
        if row.get("transparent"):
            assert formats[0] in ("png", "webp")  # the best format for it has an alpha channel
        if "formats_source" in row:
            assert formats
            assert row["formats_source"] != row["source"]

    def test_a_safe_zone_is_sourced_and_leaves_something(self, name: str) -> None:
        zone = FACTS.deliverables[name].safe
        if zone is None:
            assert "safe" not in ROWS[name]
            return
        lost = [getattr(zone, side) for side in SIDES]
        assert any(lost) or zone.corner
        assert all(share < 0.4 for share in lost)
        assert zone.what is not None
        assert zone.what.endswith(".")
        assert zone.confidence in {"high", "medium", "low"}
        assert re.fullmatch(r"undated|\d{4}(-\d\d){0,2}", zone.as_of or "")

    def test_a_word_that_stands_in_other_names_too_is_no_name(self, name: str) -> None:
        """`banner` would hide a dozen others; a key may be such a word, since it is what most people mean."""
        for alias in ROWS[name].get("aliases", ()):
            others = [key for key in ROWS if key.startswith(f"{alias}-") and key != name]
            assert others == [], f"{alias} is the beginning of {others}"

    def test_densities_are_those_of_its_source_and_not_of_its_class(self, name: str) -> None:
        row = FACTS.deliverables[name]
        if row.size and row.ppi:
            assert row.ppi_min is not None
            assert 10 <= row.ppi_min <= row.ppi <= 600


def test_what_the_practice_of_printers_asks_for() -> None:
    wanted: dict[str, tuple[object, object]] = {
        "billboard-96-sheet": (45, 30),
        "calendar": (300, 240),
        "canvas-60x90": (150, 72),
        "city-light-poster": (150, 150),
        "flyer-a3": (300, 200),
        "roll-up": (150, 100),
        "tshirt": (300, 150),
    }
    rows = {name: FACTS.deliverables[name] for name in wanted}
    assert {name: (row.ppi, row.ppi_min) for name, row in rows.items()} == wanted


def test_viewing_classes_follow_practice() -> None:
    bounds = [row.diagonal_max and row.diagonal_max.inches for row in FACTS.viewing_classes]
    assert [*bounds[:-1], bounds[-1]] == [16.5, 21, 37, 100, 240, 400, None]
    densities: list[tuple[object, object]] = [(row.ppi, row.ppi_min) for row in FACTS.viewing_classes]
    assert densities == [
        (300, 240), (240, 200), (200, 150), (150, 100), (100, 72), (60, 30), (30, 10),
    ]  # fmt: skip


def test_circle_and_corner() -> None:
    circle, corner = FACTS.deliverables["pwa-maskable"].safe, FACTS.deliverables["youtube-thumbnail"].safe
    tenth = Fraction(1, 10)
    assert circle is not None
    assert (circle.shape, circle.corner, *circle[:4]) == ("circle", None, tenth, tenth, tenth, tenth)
    assert corner is not None
    assert (corner.shape, corner.corner) == (None, Corner("bottom-right", tenth, tenth))
    assert not any(corner[:4])
