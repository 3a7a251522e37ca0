"""Loading the shipped facts and a user's file over them: what is merged, and what is said of a broken file."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from catalogs import few_facts
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from places import DATA

from resadvise.cli.presets_file import VARIABLE, presets_path
from resadvise.engine.sizes import all_sizes
from resadvise.errors import FactsError, Fault
from resadvise.facts import load, strict_yaml
from resadvise.facts.build import build_catalog
from resadvise.facts.catalog import PerImage, Tier, ViewingClass
from resadvise.facts.load import load_facts, read_shipped, read_yaml_facts, shipped_facts
from resadvise.facts.references import check_catalog
from resadvise.facts.strict_yaml import MAX_BYTES, MAX_LEVELS
from resadvise.schemas import read_schema
from resadvise.units.quantities import Length, Pixels, Ratio, Size

if TYPE_CHECKING:
    from collections.abc import Callable

    from resadvise import Catalog

RAW = few_facts()
pytestmark = pytest.mark.usefixtures("few")


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | bytes], Catalog]:
    monkeypatch.chdir(tmp_path)

    def write_and_load(text: str | bytes) -> Catalog:
        Path("own.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_facts("own.yaml")

    return write_and_load


def everything(facts: Catalog) -> dict[str, Any]:
    """Build every row: rows are lazy."""
    return {name: dict(part) if hasattr(part, "items") else part for name, part in facts._asdict().items()}


def faults_of(path: str) -> tuple[Fault, ...]:
    with pytest.raises(FactsError) as caught:
        load_facts(path)
    return caught.value.faults


# --- the shipped facts


def test_twice_the_same() -> None:
    assert everything(load_facts()) == everything(load_facts())
    assert load_facts() is not load_facts()
    assert shipped_facts() is shipped_facts()
    assert load_facts().user_file is None


def test_compiled_facts_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = json.dumps(RAW).encode()
    monkeypatch.setattr(load, "packaged", {"data/facts.json": compiled}.get)
    assert everything(build_catalog(read_shipped(), None)) == everything(build_catalog(RAW, None))


def test_schema_is_found_in_the_package() -> None:
    assert read_schema("presets")["title"] == "resadvise presets"


def test_a_checkout_reads_the_yaml_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "packaged", lambda _: None)
    monkeypatch.setattr(load, "_CHECKOUT_DATA", DATA)  # where a wheel is tested it is elsewhere
    assert read_shipped() == read_yaml_facts(DATA)


def test_the_files_of_a_checkout_are_read_in_the_order_of_their_names_however_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed = Path.glob
    monkeypatch.setattr(Path, "glob", lambda *names: sorted(listed(*names), reverse=True))
    monkeypatch.setattr(strict_yaml, "MAX_BYTES", 9)
    vendors = sorted((DATA / "models").iterdir())
    files: list[Any] = [strict_yaml.read(path.read_bytes(), trusted=True).value for path in vendors]
    assert list(read_yaml_facts(DATA)["models"]) == [name for file in files for name in file.get("models", ())]


def test_rows_are_a_mapping() -> None:
    uses = load_facts().uses
    assert len(uses) == len(RAW["uses"])
    assert list(uses) == list(RAW["uses"])
    assert "print" in uses
    assert "zoom" not in uses  # an alias is no key
    assert uses.get("nothing") is None
    with pytest.raises(KeyError, match="nothing"):
        uses["nothing"]
    assert uses["print"] is uses["print"]
    assert uses == load_facts().uses


# --- a user's file is merged


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "null\n", "{}", "---\n...\n", "\ufeff", "uses: {}\ntiers: {}\n"]
)
def test_empty_file_changes_nothing(text: str, loaded: Callable[[str], Catalog]) -> None:
    assert everything(loaded(text)) == everything(load_facts()) | {"user_file": "own.yaml"}


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"defaults: {tier: 4K}\n")))
    facts = load_facts("-")
    assert (facts.user_file, facts.defaults.tier) == ("-", "4K")


@pytest.mark.parametrize(
    ("own", "merged"),
    [
        ({}, {"a": {"b": 1, "c": {"d": 2}}, "e": [1, 2], "f": None}),
        ({"a": {"b": 3}}, {"a": {"b": 3, "c": {"d": 2}}, "e": [1, 2], "f": None}),
        ({"a": {"c": {"x": 4}}}, {"a": {"b": 1, "c": {"d": 2, "x": 4}}, "e": [1, 2], "f": None}),
        ({"a": {"c": 5}}, {"a": {"b": 1, "c": 5}, "e": [1, 2], "f": None}),
        ({"a": {"b": {"y": 6}}}, {"a": {"b": {"y": 6}, "c": {"d": 2}}, "e": [1, 2], "f": None}),
        ({"a": None}, {"a": None, "e": [1, 2], "f": None}),
        ({"e": [3], "f": {}}, {"a": {"b": 1, "c": {"d": 2}}, "e": [3], "f": {}}),
        ({"g": {"h": 7}}, {"a": {"b": 1, "c": {"d": 2}}, "e": [1, 2], "f": None, "g": {"h": 7}}),
    ],
)
def test_maps_are_merged_key_by_key_and_all_else_is_replaced(own: dict[str, Any], merged: dict[str, Any]) -> None:
    base = {"a": {"b": 1, "c": {"d": 2}}, "e": [1, 2], "f": None}
    before = deepcopy(base)
    assert load._merge(base, own) == merged
    assert base == before


def test_new_use(loaded: Callable[[str], Catalog]) -> None:
    facts = loaded(
        """\
        uses:
          museum-wall:
            tier: 4K
            kind: needs
            why: Visitors step close.
            aliases: [museum]
            assume: {dpr: 1.5, keep: 80%}
            deliverables: [a0]
        """
    )
    use = facts.uses["museum-wall"]
    assert (use.tier, use.kind, use.what, use.group) == ("4K", "needs", "Visitors step close.", "Other uses")
    assert (use.aliases, use.deliverables) == (("museum",), ("a0",))
    assert (use.assume_dpr, use.assume_keep) == (Fraction(3, 2), Fraction(4, 5))
    assert (use.stage, use.source, use.as_of) == (None, None, None)
    assert list(facts.uses) == [*RAW["uses"], "museum-wall"]
    assert facts.user_file == "own.yaml"


def test_field_of_a_row_is_changed_alone(loaded: Callable[[str], Catalog]) -> None:
    before, facts = load_facts(), loaded("tiers:\n  2K:\n    seconds: [8, 1m]\nuses: {print: {tier: 2K}}\n")
    assert facts.tiers["2K"] == before.tiers["2K"]._replace(seconds=(Fraction(8), Fraction(60)))
    assert facts.tiers["4K"] == before.tiers["4K"]
    assert facts.uses["print"] == before.uses["print"]._replace(tier="2K")
    assert facts.uses["crop"] == before.uses["crop"]


def test_new_tier_goes_where_its_size_belongs(loaded: Callable[[str], Catalog]) -> None:
    facts = loaded("tiers:\n  XL: {pixel_width: 99999}\n  M: {pixel_width: 2049.0, timeout: 3m, jpg: [1MB, 3MB]}\n")
    names = list(RAW["tiers"])
    place = names.index("2K") + 1
    assert list(facts.tiers) == [*names[:place], "M", *names[place:], "XL"]
    assert facts.tiers["M"].pixel_width == 2049
    assert facts.tiers["M"].jpg == (1_000_000, 3_000_000)
    assert facts.tiers["XL"] == Tier("XL", 99_999, (), None, None, None, None, None)
    assert facts.rank("XL") == len(names) + 1


def test_new_model(loaded: Callable[[str], Catalog]) -> None:
    facts = loaded(
        """\
        models:
          mine:
            tiers:
              1K: {}
              4K: {image_size: uhd, price_usd: 0.00001, batch_usd: "$0", seconds: [1.5, 3]}
            pixels:
              16:9: {1K: 1280x720, 4K: 3840x2160}
              "1:1": {1K: 1024x1024}
            verified: {4K: ["16:9"]}
            reference_images_max: 3.0
            reference_bytes_max: 20MB
            disagreements: [{text: Two pages differ.}]
        defaults: {model: mine, tier: 1K}
        """
    )
    model = facts.models["mine"]
    assert (model.title, model.status, model.alpha, model.provider) == ("mine", "available", "unknown", None)
    assert (model.reference_images_max, model.reference_bytes_max) == (3, 20_000_000)
    assert [(row.text, row.source) for row in model.disagreements] == [("Two pages differ.", None)]
    small, large = model.offers.values()
    assert [str(size.ratio) for size in all_sizes(small)] == ["16:9", "1:1"]
    assert all_sizes(large) == ((Ratio(Fraction(16), Fraction(9)), Pixels(3840, 2160), True),)
    assert (small.image_size, small.price) == (None, PerImage(None, None, None, None))
    assert (large.image_size, large.price) == ("uhd", PerImage(Fraction(1, 100_000), Fraction(0), None, None))
    assert large.seconds == (Fraction(3, 2), Fraction(3))
    assert facts.defaults.model == "mine"


def test_price_of_a_shipped_model_is_changed_alone(loaded: Callable[[str], Catalog]) -> None:
    facts = loaded("models: {gemini-nano-banana-2.1: {tiers: {2K: {price_usd: 0.04}}}}\n")
    before = load_facts().models["gemini-nano-banana-2.1"]
    offer = before.offers["2K"]
    assert isinstance(offer.price, PerImage)
    offer = offer._replace(price=offer.price._replace(each=Fraction(4, 100)))
    assert facts.models["gemini-nano-banana-2.1"] == before._replace(offers={**before.offers, "2K": offer})


def test_new_deliverables(loaded: Callable[[str], Catalog]) -> None:
    facts = loaded(
        """\
        deliverables:
          sign: {size: 2 x 1 m, bleed: 0mm, ppi: 100, ppi_min: 72.5}
          plaque: {size: 300x300px, dpr: 3, max_bytes: 50KB, title: Plaque, group: web}
          NO: {size: 85x55mm}
          tile: {size: "30 x 40 PX "}
        """
    )
    sign, plaque = facts.deliverables["sign"], facts.deliverables["plaque"]
    assert sign.size == Size.parse("2x1m")
    assert (sign.bleed, sign.ppi, sign.ppi_min) == (Length.parse("0", zero=True), Fraction(100), Fraction(145, 2))
    assert (sign.title, sign.group, sign.pixels, sign.dpr) == ("sign", "own", None, None)
    assert (plaque.title, plaque.group, plaque.size, plaque.pixels) == ("Plaque", "web", None, (300, 300))
    assert (plaque.dpr, plaque.max_bytes) == (Fraction(3), 50_000)
    assert "NO" in facts.deliverables  # text, not false
    assert facts.deliverables["tile"].pixels == (30, 40)


def test_threshold_is_changed_alone(loaded: Callable[[str], Catalog]) -> None:
    before, facts = load_facts().thresholds, loaded("thresholds: {print: {enough: 0%}, ample: 50%, file_tier: 0.9}\n")
    assert facts.thresholds.by_kind["print"] == before.by_kind["print"]._replace(enough=Fraction(0))
    assert facts.thresholds.by_kind["css"] == before.by_kind["css"]
    assert (facts.thresholds.ample, facts.thresholds.file_tier) == (Fraction(1, 2), Fraction(9, 10))
    assert facts.thresholds.ratio_drift == before.ratio_drift


def test_a_range_may_be_a_single_value(loaded: Callable[[str], Catalog]) -> None:
    facts = loaded("tiers: {2K: {seconds: [5, 5], jpg: [1MB, 1000KB], timeout: 90}}\n")
    tier = facts.tiers["2K"]
    assert (tier.seconds, tier.jpg, tier.timeout) == ((Fraction(5), Fraction(5)), (1_000_000, 1_000_000), Fraction(90))


def test_an_option_names_the_file_even_where_it_names_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "variable.yaml")
    assert [presets_path(named) for named in ("option.yaml", "", None)] == ["option.yaml", "", "variable.yaml"]


def test_viewing_classes_are_replaced_whole(loaded: Callable[[str], Catalog]) -> None:
    facts = loaded(
        """\
        viewing_classes:
          - {name: near, diagonal_max: 1m, ppi: 200, ppi_min: 100}
          - {name: far, ppi: 50, ppi_min: 50}
        """
    )
    assert facts.viewing_classes == (
        ViewingClass("near", Length.parse("1m"), Fraction(200), Fraction(100), None),
        ViewingClass("far", None, Fraction(50), Fraction(50), None),
    )


def test_lists_are_replaced_whole(loaded: Callable[[str], Catalog]) -> None:
    facts = loaded("uses: {social: {deliverables: [a4]}, crop: {aliases: []}}\n")
    assert facts.uses["social"].deliverables == ("a4",)
    assert facts.uses["crop"].aliases == ()


def test_defaults_and_facts_are_changed_alone(loaded: Callable[[str], Catalog]) -> None:
    text = "defaults: {aspect_ratio: 16:9, dpr_max: 3}\nfacts: {stale_after_days: {price: 7.0}, version: ours}\n"
    before, facts = load_facts(), loaded(text)
    assert facts.defaults == before.defaults._replace(
        aspect_ratio=Ratio(Fraction(16), Fraction(9)),
        dpr_max=Fraction(3),
        stale_after_days=before.defaults.stale_after_days._replace(price=7),
    )
    assert (facts.version, facts.as_of) == ("ours", before.as_of)


# --- a broken file: what is said, and where

ROW = "tier: 1K, kind: needs, why: x"
LITE = "gemini-3.1-flash-lite-image"

# text, then (line and column, piece of the message) for each fault in order
BROKEN: list[tuple[str | bytes, list[tuple[str, str]]]] = [
    # not a map of sections
    ("- a\n", [("1:1", "expected a map, found a list")]),
    ("hello\n", [("1:1", "expected a map, found 'hello'")]),
    ("42", [("1:1", "expected a map, found 42")]),
    ("false", [("1:1", "expected a map, found false")]),
    ("[]", [("1:1", "expected a map, found a list")]),
    ("uses:\n", [("1:1", "uses: expected a map, found null")]),
    ("uses: []\n", [("1:1", "uses: expected a map, found a list")]),
    ("viewing_classes: {}\n", [("1:1", "viewing_classes: expected a list, found a map")]),
    # not YAML, or not ours
    (b"\x00\x01", [("1:1", "the character U+0000 is not accepted")]),
    (b"uses:\n  \xff: {}\n", [("2:3", "byte 0xff is not UTF-8; save the file as UTF-8")]),
    (b"\x89PNG\r\n\x1a\n", [("1:1", "byte 0x89 is not UTF-8")]),
    ("uses: {}\n".encode("utf-16"), [("1:1", "byte 0xff is not UTF-8")]),
    ("uses: {\n", [("2:1", "")]),
    ("uses:\n\tprint: {}\n", [("2:1", "indent with spaces")]),
    ("uses: {}\nuses: {}\n", [("2:1", "duplicate key 'uses'; first given on line 1")]),
    ("uses:\n  print: {tier: 1K, tier: 2K}\n", [("2:21", "duplicate key 'tier'")]),
    ("uses: {}\n---\ntiers: {}\n", [("2:1", "a second document starts here")]),
    ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", [("1:4", "an anchor (&) is not accepted")]),
    ("uses:\n  <<: {}\n", [("2:3", "a merge key (<<) is not accepted")]),
    ("uses: !!python/object/apply:os.system [id]\n", [("1:7", "a tag (!) is not accepted")]),
    ("[" * 50_000, [(f"1:{MAX_LEVELS + 1}", "nested more than 32 levels deep")]),
    ("{a: " * 5_000, [(f"1:{4 * MAX_LEVELS + 1}", "nested more than 32 levels deep")]),
    ("#" * (MAX_BYTES + 1), [("1:1", "the file has more than 262,144 bytes")]),
    ("a: [" + "1," * 30_000 + "]", [("1:40001", "the file holds more than 20,000 values")]),
    # unknown keys
    ("tires: {}\n", [("1:1", "tires: unknown key 'tires'; did you mean 'tiers'?")]),
    (
        "zzz: 1\n",
        [("1:1", "the keys here are facts, tiers, uses, viewing_classes, ")],
    ),
    (f"uses:\n  mine: {{{ROW}, teir: 2K}}\n", [("2:41", "uses.mine.teir: unknown key 'teir'; did you mean 'tier'?")]),
    ("facts: {NO: 1}\n", [("1:9", "facts.NO: unknown key 'NO'")]),
    # wrong types, and values out of range
    ("uses: {print: null}\n", [("1:8", "uses.print: expected a map, found null")]),
    ("uses: {print: {tier: 2}}\n", [("1:16", "uses.print.tier: expected text, found 2; quote it if it is text")]),
    ("uses: {print: {kind: need}}\n", [("1:16", "'need' is invalid; did you mean 'needs'?")]),
    ("uses: {print: {why: ''}}\n", [("1:16", "the text is too short")]),
    ("uses: {print: {aliases: [p, p]}}\n", [("1:29", "uses.print.aliases.1: duplicate of entry 1")]),
    (
        "uses: {'my use': {}}\n",
        [("1:8", "'my use' does not match ^[A-Za-z0-9][A-Za-z0-9._-]*$; for example 'lookbook'")],
    ),
    ("tiers: {2K: {pixel_width: big}}\n", [("1:14", "expected a whole number, found 'big'")]),
    ("tiers: {2K: {pixel_width: 2048.5}}\n", [("1:14", "expected a whole number, found 2048.5")]),
    ("tiers: {2K: {pixel_width: 0}}\n", [("1:14", "0 is too small; it must be at least 1")]),
    ("tiers: {2K: {pixel_width: 2_048}}\n", [("1:14", "expected a whole number, found '2_048'")]),
    ("tiers: {2K: {seconds: 5}}\n", [("1:14", "tiers.2K.seconds: expected a list or null, found 5")]),
    ("tiers: {2K: {seconds: [5]}}\n", [("1:14", "the list is too short: 1 of at least 2 entries")]),
    ("tiers: {2K: {seconds: [1, 2, 3]}}\n", [("1:14", "the list is too long: 3 of at most 2 entries")]),
    ("tiers: {2K: {seconds: [-1, 3]}}\n", [("1:24", "-1 is too small")]),
    ("tiers: {2K: {timeout: .inf}}\n", [("1:23", "'.inf' is not a finite number")]),
    ("defaults: {dpr_max: 11}\n", [("1:12", "11 is too large; it must be at most 10")]),
    ("defaults: {aspect_ratio: 969}\n", [("1:12", "expected text, found 969; quote it if it is text")]),
    ("thresholds: {ample: 3}\n", [("1:14", "thresholds.ample: expected text, found 3")]),
    ("uses: {crop: {assume: {keep: 0}}}\n", [("1:24", "0 is too small; it must be at least 0.0001")]),
    # quantities that cannot be read
    ("tiers: {2K: {seconds: [1m30s, 3]}}\n", [("1:24", "tiers.2K.seconds.0: '1m30s' is not a time")]),
    ("tiers: {2K: {jpg: [5KB, 1XB]}}\n", [("1:25", "tiers.2K.jpg.1: '1XB' is not a file size")]),
    ("tiers: {2K: {jpg: [0, 5]}}\n", [("1:14", "tiers.2K.jpg: '0' must be more than zero")]),
    ("tiers: {2K: {timeout: 0}}\n", [("1:14", "tiers.2K.timeout: '0' must be more than zero")]),
    ("tiers: {2K: {seconds: [15, 10]}}\n", [("1:14", "the lower end must come first: [10, 15]")]),
    ("tiers: {2K: {jpg: [2MB, 1.5MB]}}\n", [("1:14", "the lower end must come first: [1.5MB, 2MB]")]),
    ("uses: {crop: {assume: {keep: 0%}}}\n", [("1:24", "'0%' keeps less than 0.01%; try 50%")]),
    ("uses: {crop: {assume: {keep: '1,5'}}}\n", [("1:24", "use a decimal point: 1.5")]),
    ("thresholds: {print: {enough: '2'}}\n", [("1:22", "thresholds.print.enough: '2' is not a margin")]),
    ("thresholds: {print: {near: 5%}}\n", [("1:22", "thresholds.print.near: near must not be above enough")]),
    ("defaults: {aspect_ratio: '969'}\n", [("1:12", 'if a YAML file says 16:9, quote it: "16:9"')]),
    ("deliverables: {a3: {max_bytes: 1.0e+300}}\n", [("1:21", "is too long for a quantity")]),
    (f"models: {{{LITE}: {{tiers: {{1K: {{price_usd: free}}}}}}}}\n", [("1:53", "'free' is not a price")]),
    (
        f"models: {{{LITE}: {{tiers: {{1K: {{seconds: [9, 3]}}}}}}}}\n",
        [("1:53", "the lower end must come first: [3, 9]")],
    ),
    # deliverables
    ("deliverables: {d: {}}\n", [("1:16", "deliverables.d: 'size' is missing")]),
    ("deliverables: {d: {size: 10x20}}\n", [("1:20", "'10x20' has no unit; try 10x20mm, 10x20cm or 10x20in")]),
    ("deliverables: {d: {size: 10.5x20px}}\n", [("1:20", "'10.5x20px' has a fraction of a pixel")]),
    ("deliverables: {a3: {dpr: 2}}\n", [("1:21", "'dpr' cannot be combined with a size on paper")]),
    ("deliverables: {hero: {bleed: 3mm}}\n", [("1:23", "'bleed' cannot be combined with a size in px")]),
    (
        "deliverables: {hero: {ppi: 300, ppi_min: 200}}\n",
        [
            ("1:23", "'ppi' cannot be combined with a size in px"),
            ("1:33", "'ppi_min' cannot be combined with a size in px"),
        ],
    ),
    ("deliverables: {a3: {ppi: 300}}\n", [("1:16", "ppi and ppi_min must be given together")]),
    ("deliverables: {a3: {ppi_min: 300}}\n", [("1:16", "ppi and ppi_min must be given together")]),
    ("deliverables: {a3: {ppi: 100, ppi_min: 200}}\n", [("1:31", "ppi_min must not be above ppi")]),
    *(
        (f"deliverables: {{d: {{size: 9x9cm, {field}}}}}\n", [(f"1:{33 + column}", message)])
        for field, column, message in (
            ("format: png", 0, "d.format: unknown key 'format'; did you mean formats: [png]?"),
            ("formats: png", 0, "d.formats: expected a list, found 'png'; write [png]"),
            ("formats: []", 0, "d.formats: the list is too short: 0 of at least 1 entries"),
            ("formats: [PNG]", 10, "d.formats.0: 'PNG' is invalid; did you mean 'png'?"),
            ("formats: [png, jpeg]", 15, "d.formats.1: 'jpeg' is invalid; did you mean 'jpg'?"),
            ("opaque: 1", 0, "d.opaque: expected true or false, found 1"),
            ("safe: {top: 120%}", 7, "d.safe.top: '120%' is more than 100%"),
            ("safe: {up: 10%}", 7, "d.safe.up: unknown key 'up'"),
            ("safe: {corner: bottom}", 7, "d.safe.corner: 'bottom' is invalid; did you mean 'bottom-left'?"),
        )
    ),
    # viewing classes
    ("viewing_classes: []\n", [("1:1", "the list is too short: 0 of at least 1 entries")]),
    (
        "viewing_classes: [{}]\n",
        [("1:19", "'name' is missing"), ("1:19", "'ppi' is missing"), ("1:19", "'ppi_min' is missing")],
    ),
    ("viewing_classes: [{name: a, ppi: 1, ppi_min: 2}]\n", [("1:37", "ppi_min must not be above ppi")]),
    *(
        (
            f"viewing_classes: {rows}\n",
            [("1:1", "the rows must go from small to large, and only the last one has diagonal_max: ")],
        )
        for rows in (
            "[{name: a, diagonal_max: 1m, ppi: 1, ppi_min: 1}]",
            "[{name: a, ppi: 1, ppi_min: 1}, {name: b, ppi: 1, ppi_min: 1}]",
            "[{name: a, diagonal_max: 1m, ppi: 1, ppi_min: 1}, {name: b, diagonal_max: 2m, ppi: 1, ppi_min: 1}]",
            "[{name: a, diagonal_max: 2m, ppi: 1, ppi_min: 1}, {name: b, diagonal_max: 1m, ppi: 1, ppi_min: 1},"
            " {name: c, ppi: 1, ppi_min: 1}]",
            "[{name: a, diagonal_max: 1m, ppi: 1, ppi_min: 1}, {name: b, diagonal_max: 100cm, ppi: 1, ppi_min: 1},"
            " {name: c, ppi: 1, ppi_min: 1}]",
        )
    ),
    # new rows lack what they cannot do without
    ("tiers: {XL: {}}\n", [("1:9", "tiers.XL: 'pixel_width' is missing")]),
    ("uses: {mine: {}}\n", [("1:8", "uses.mine: 'why' is missing"), *[("1:8", "is missing")] * 2]),
    ("models: {m: {}}\n", [("1:10", "sizes are missing: 'tiers' and 'pixels', or 'size_rules'")]),
    ("models: {m: {size_rules: {multiple_of: 16}}}\n", [("1:14", "'max_edge' or 'max_area' is missing")]),
    ("models: {m: {size_rules: {multiple_of: 64, max_edge: 32}}}\n", [("1:14", "no image keeps all of these rules")]),
    ("models: {m: {size_rules: {min_edge: 500, max_edge: 400}}}\n", [("1:14", "no image keeps all of these rules")]),
    ("models: {m: {size_rules: {min_area: 6, max_area: 5}}}\n", [("1:14", "no image keeps all of these rules")]),
    ("models: {m: {size_rules: {min_area: 20000000, max_area: 30000000}}}\n", [("1:14", "larger than 4K")]),
    ("models: {m: {size_rules: {max_area: 4000, max_ratio: x}}}\n", [("1:43", "'x:1' is not an aspect ratio")]),
    ("models: {m: {size_rules: {max_area: 4000}, tiers: {9K: {}}}}\n", [("1:52", "there is no '9K'")]),
    (
        "models: {m: {size_rules: {max_area: 4000}, pixels: {'1:1': {1K: 1x1}}}}\n",
        [("1:44", "'pixels' and 'size_rules' exclude each other")],
    ),
    (
        "models: {m: {size_rules: {max_area: 4000}, verified: {1K: ['1:1']}}}\n",
        [("1:44", "'verified' and 'size_rules' exclude each other")],
    ),
    *(
        (f"models: {{m: {{size_rules: {{max_area: 5000000}}, {field}}}}}\n", [(f"1:{47 + column}", message)])
        for field, column, message in (
            (
                "price: {kind: image, first_usd: 1}",
                21,
                "'first_usd' cannot be combined with a price of the kind 'image'",
            ),
            ("price: {kind: area, steps: [{usd: 1}, {max_area: 5, usd: 2}]}", 20, "must run from small to large"),
            ("price: {kind: area, steps: [{max_area: 5, usd: 2}]}", 20, "only the last step has no max_area"),
            ("price: {kind: area, steps: [{max_area: 5, usd: 2}, {max_area: 5, usd: 2}, {usd: 1}]}", 20, "must run"),
            ("price: {kind: megapixel, first_usd: 1}", 0, "'megapixel' is missing"),
            ("price: {kind: token, offset: 1}", 0, "'divisor' is missing"),
            ("price: {kind: token, divisor: 1}", 0, "'offset' is missing"),
            ("price: {kind: image, usd: {low: 1}}", 27, "'qualities' of this model has no low"),
            ("price: {kind: area, steps: [{usd: {low: 1}}]}", 35, "'qualities' of this model has no low"),
            ("price: {usd: ten}", 8, "'ten' is not a price"),
            ("price: {kind: shares, usd: 1}", 8, "'shares' is invalid"),
            ("default_quality: best", 0, "'qualities' of this model has no best"),
            ("seconds: [9, 3]", 0, "the lower end must come first"),
        )
    ),
    ("models: {m: {size_rules: {max_area: 5000000}, qualities: [low]}}\n", [("1:10", "'default_quality' is missing")]),
    ("defaults: {rule_tiers: [9K]}\n", [("1:25", "there is no '9K'")]),
    ("unsupported: {m: {}}\n", [("1:15", "'why' is missing")]),
    ("unsupported: {m: {why: x, aliases: [midjourney]}}\n", [("1:37", "already belongs to midjourney")]),
    ("models: {m: {tiers: {1K: {}}}}\n", [("1:22", "no row of 'pixels' has a size for 1K")]),
    (
        "models: {m: {tiers: {1K: {}}, pixels: {'1:1': {2K: 1x1}}}}\n",
        [
            ("1:22", "models.m.tiers.1K: no row of 'pixels' has a size for 1K"),
            ("1:48", "models.m.pixels.1:1.2K: this model has no 2K in 'tiers'"),
        ],
    ),
    (
        "models: {m: {tiers: {1K: {}}, pixels: {'1:1': {1K: 1x1}}, verified: {1K: ['1:1', '3:2'], 2K: ['1:1']}}}\n",
        [
            ("1:82", "models.m.verified.1K.1: no row of 'pixels' has a size for 3:2 at 1K"),
            ("1:95", "models.m.verified.2K.0: no row of 'pixels' has a size for 1:1 at 2K"),
        ],
    ),
    (f"models: {{{LITE}: {{disagreements: [{{source: x}}]}}}}\n", [("1:56", "disagreements.0: 'text' is missing")]),
    # ratios that YAML 1.1 would have summed up
    ("models:\n  m:\n    pixels:\n      969: {}\n", [("4:7", "a key must be text; quote it: '969'")]),
    ("models:\n  m:\n    pixels:\n      '969': {}\n", [("4:7", 'quote it: "16:9"')]),
    ("models: {m: {pixels: {16-9: {}}}}\n", [("1:23", "'16-9' is not an aspect ratio")]),
    ("models: {m: {pixels: {'1:1': {1K: 1x1mm}}}}\n", [("1:31", "'1x1mm' is in 'mm'")]),
    # names that lead nowhere
    (f"uses: {{mine: {{{ROW}, tier2: x}}}}\n", [("1:46", "unknown key 'tier2'; did you mean 'tier'?")]),
    ("uses: {print: {tier: 4k}}\n", [("1:16", "uses.print.tier: there is no '4k'; did you mean 4K?")]),
    ("uses: {print: {tier: huge}}\n", [("1:16", "there is no 'huge'; known: 512, 1K, ")]),
    ("uses: {print: {deliverables: [a4, a33]}}\n", [("1:35", "uses.print.deliverables.1: there is no 'a33'; did")]),
    ("defaults: {tier: SM, model: gemini-3-pro}\n", [("1:12", "'SM'"), ("1:22", "did you mean gemini-3-pro-image?")]),
    (f"models: {{{LITE}: {{replacement: m}}}}\n", [("1:40", "there is no 'm'")]),
    (
        "models: {m: {tiers: {9K: {}}, pixels: {'1:1': {9K: 1x1}}}}\n",
        [("1:22", "models.m.tiers.9K: there is no '9K'; known: ")],
    ),
    # aliases that mean two things
    (f"uses: {{mine: {{{ROW}, aliases: [ZOOM]}}}}\n", [("1:56", "the name 'ZOOM' already belongs to crop")]),
    (f"uses: {{mine: {{{ROW}, aliases: [print]}}}}\n", [("1:56", "the name 'print' already belongs to print")]),
    (f"uses: {{zoom: {{{ROW}}}}}\n", [("1:8", "uses.zoom: the name 'zoom' already belongs to crop")]),
    (f"uses: {{Print: {{{ROW}}}}}\n", [("1:8", "uses.Print: the name 'Print' already belongs to print")]),
    (
        "uses: {draft: {aliases: [print]}}\n",
        [("1:26", "uses.draft.aliases.0: the name 'print' already belongs to print")],
    ),
    (
        f"uses: {{draft: {{aliases: [mine, mine2]}}, mine: {{{ROW}}}}}\n",
        [("1:41", "uses.mine: the name 'mine' already belongs to draft")],
    ),
    # a field of ours that no longer goes with what the file says of the row
    (
        "deliverables: {a3: {size: 10x20px}}\n",
        [("1:16", "deliverables.a3.bleed: 'bleed' cannot be combined with a size in")],
    ),
    ("deliverables: {ISO_a3: {size: 1x1m}}\n", [("1:16", "the name 'ISO_a3' already belongs to a3")]),
    ("defaults: {print_densities: [300, 150]}\n", [("1:12", "the lower end must come first: [150, 300]")]),
    ("deliverables: {d: {size: 1x1m, aliases: [iso-a3]}}\n", [("1:42", "'iso-a3' already belongs to a3")]),
    (
        f"models: {{{LITE}: {{aliases: [nano-banana]}}}}\n",
        [("1:50", "the name 'nano-banana' already belongs to gemini-2.5-flash-image")],
    ),
    # a row that is dropped for its own mistake is not also said to be missing
    (
        f"tiers:\n  XL: {{pixel_width: big}}\nuses:\n  mine: {{{ROW.replace('1K', 'XL')}}}\n"
        "models:\n  m: {tiers: {XL: {}}, pixels: {'1:1': {XL: 9x9}}}\n",
        [("2:8", "tiers.XL.pixel_width: expected a whole number")],
    ),
    ("deliverables: {d: {size: 5}}\nuses: {print: {deliverables: [d]}}\n", [("1:20", "expected text, found 5")]),
    # in the order of the file, also within a line, whatever was found first
    (
        "uses: {a: {tier: 9K, kind: needs, why: x}, b: {kind: x}}\ndefaults: {tier: 9K, model: m, drafts: 0}\n",
        [
            ("1:12", "uses.a.tier: there is no '9K'"),
            ("1:48", "uses.b.kind: 'x' is invalid"),
            ("2:12", "defaults.tier: there is no '9K'"),
            ("2:22", "defaults.model: there is no 'm'"),
            ("2:32", "defaults.drafts: 0 is too small"),
        ],
    ),
    # all at once, in the order of the file
    (
        """\
tires: {}
uses:
  mine: {tier: SM, kind: needs, why: Because.}
  other: {tier: 2K, kind: need, why: x}
  third: {kind: needs, why: x}
  NO: {tier: 1K, kind: needs, why: 16:9, aliases: [zoom]}
tiers:
  2K: {seconds: [15, 10], timeout: 0}
  XL: {jpg: [5, 1XB]}
models:
  m: {tiers: {XL: {}}, pixels: {'969': {XL: 1x1}}}
deliverables:
  e: {size: 10x20px, bleed: 3mm}
  d: {size: 10x20}
""",
        [
            ("1:1", "tires: unknown key 'tires'; did you mean 'tiers'?"),
            ("3:10", "uses.mine.tier: there is no 'SM'"),
            ("4:21", "uses.other.kind: 'need' is invalid; did you mean 'needs'?"),
            ("5:3", "uses.third: 'tier' is missing"),
            ("6:52", "uses.NO.aliases.0: the name 'zoom' already belongs to crop"),
            ("8:8", "tiers.2K.seconds: the lower end must come first: [10, 15]"),
            ("8:27", "tiers.2K.timeout: '0' must be more than zero"),
            ("9:17", "tiers.XL.jpg.1: '1XB' is not a file size"),
            ("11:33", "models.m.pixels.969: '969' is not an aspect ratio"),
            ("13:22", "deliverables.e.bleed: 'bleed' cannot be combined with a size in px"),
            ("14:7", "deliverables.d.size: '10x20' has no unit"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_broken_file(
    text: str | bytes, expected: list[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    faults = faults_of("own.yaml")
    assert [fault.where for fault in faults] == [f"own.yaml:{place}" for place, _ in expected]
    for fault, (_, piece) in zip(faults, expected, strict=True):
        assert piece in fault.message
        assert len(fault.message) < 400
        assert fault.code in {"bad-facts", "bad-yaml"}
        assert str(fault) == f"{fault.where}: {fault.message}"


def test_mistakes_in_standard_input_are_placed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"uses: {}\ntires: {}\n")))
    assert [fault.where for fault in faults_of("-")] == ["-:2:1"]


# --- a file that is none


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing.yaml", os.strerror(errno.ENOENT)),
        ("folder", "it is not a regular file"),
        ("folder/x/y.yaml", os.strerror(errno.ENOENT)),
        ("file.yaml/x", os.strerror(errno.ENOTDIR)),
        ("loop.yaml", os.strerror(errno.ELOOP)),
        ("", os.strerror(errno.ENOENT)),
        ("x" * 5000, os.strerror(errno.ENAMETOOLONG)),
        ("nul\0.yaml", ""),  # in the words of Python
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the operating system's own words")
def test_no_file(path: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("file.yaml").write_text("{}")
    Path("loop.yaml").symlink_to("loop.yaml")
    (fault,) = faults_of(path)
    assert (fault.code, fault.where) == ("unreadable-file", path)
    told = fault.message.removeprefix("cannot read the presets file: ")
    assert told == reason or (not reason and told not in ("None", fault.message))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("device", ["pipe", "/dev/zero", "/dev/null"])
def test_what_is_no_regular_file_is_never_waited_for(device: str, tmp_path: Path) -> None:
    path = tmp_path / device
    if device == "pipe":
        os.mkfifo(path)
    (fault,) = faults_of(str(path))
    assert fault.message == "cannot read the presets file: it is not a regular file"


def test_nothing_is_left_open(tmp_path: Path) -> None:
    def next_descriptor() -> int:
        descriptor = os.open(os.devnull, os.O_RDONLY)
        os.close(descriptor)
        return descriptor

    before = next_descriptor()
    faults_of(os.devnull)
    faults_of(str(tmp_path))
    assert next_descriptor() == before


def test_what_was_to_be_read_is_named() -> None:
    with pytest.raises(FactsError, match=r"^brief\.yaml: cannot read the brief: "):
        load.read_file("brief.yaml", what="brief")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.touch(mode=0o000)
    (fault,) = faults_of(str(path))
    assert os.strerror(errno.EACCES) in fault.message


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (fault,) = faults_of("-")
    assert (fault.where, fault.message) == ("-", "cannot read the presets file: there is no standard input")


def test_no_more_is_read_than_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = io.BytesIO(b"#" * (2 * MAX_BYTES))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(endless)))
    (fault,) = faults_of("-")
    assert "more than 262,144 bytes" in fault.message


# --- laws

SCALARS = st.one_of(
    st.sampled_from(
        [None, True, 0, 1, -1, 2048, 0.5, 1e-5, 1e300, "", "1K", "4K", "XL", "print", "a3", "zoom", "needs", "prefers",
         "16:9", "969", "297x420mm", "10x10px", "10x10", "50%", "-2%", "0%", "3mm", "0", "300ppi", "30s", "1MB", "nan",
         "draft", "available", LITE]
    ),
    st.text(max_size=5),
)  # fmt: skip


def values(schema: Any, defs: Any) -> st.SearchStrategy[Any]:
    """Make values that nearly have the shape of the schema."""
    if "$ref" in schema:
        return values(defs[schema["$ref"].removeprefix("#/$defs/")], defs)
    parts = {name: values(inner, defs) for name, inner in schema.get("properties", {}).items()}
    if schema.get("type") == "object":
        known = st.fixed_dictionaries({}, optional=parts)
        if not isinstance(schema.get("additionalProperties"), dict):
            return known
        names = st.sampled_from(["1K", "2K", "XL", "print", "a3", "mine", "1:1", "16:9", "9:16", LITE])
        return st.dictionaries(names, values(schema["additionalProperties"], defs), max_size=3)
    if "items" in schema:
        return st.lists(values(schema["items"], defs), max_size=3) | SCALARS
    choices = st.sampled_from(schema["enum"]) if "enum" in schema else st.nothing()
    return st.one_of(choices, SCALARS, st.sampled_from(schema.get("examples", [None])))


PRESETS = read_schema("presets")
NEARLY_FACTS = values(PRESETS, PRESETS["$defs"]).map(lambda facts: json.dumps(facts).encode())


def is_total(source: bytes) -> None:
    path = Path("own.yaml")
    path.write_bytes(source)
    faults: tuple[Fault, ...] = ()
    try:
        assert everything(load_facts("own.yaml"))["user_file"] == "own.yaml"
    except FactsError as error:
        faults = error.faults or (Fault("none", "an error without a fault"),)
    assert [fault for fault in faults if not str(fault).startswith("own.yaml:")] == []


@given(st.one_of(st.binary(), st.text().map(str.encode)))
@example(b"uses: {crop: {assume: {keep: 0%}}}")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_catalog_or_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: bytes) -> None:
    monkeypatch.chdir(tmp_path)
    is_total(source)


@given(source=NEARLY_FACTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_near_facts_are_a_catalog_or_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    is_total(source)


@given(st.sampled_from(sorted(RAW["uses"])), st.sampled_from(["1K", "2K", "4K"]), st.sampled_from(["needs", "prefers"]))
def test_a_change_changes_one_row(name: str, tier: str, kind: str) -> None:
    merged = load._merge(RAW, {"uses": {name: {"tier": tier, "kind": kind}}})
    assert check_catalog(merged) == []
    before, after = build_catalog(RAW, None), build_catalog(merged, None)
    assert after.uses[name] == before.uses[name]._replace(tier=tier, kind=kind)
    assert {row for row in after.uses if after.uses[row] != before.uses[row]} <= {name}


def test_a_file_of_the_program_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    loader = load.__spec__.loader
    monkeypatch.setattr(type(loader), "get_data", lambda _, name: fail(name))
    with pytest.raises(FactsError, match="cannot read a file of the program: Input/output error"):
        read_schema("presets")
