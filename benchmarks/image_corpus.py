"""Makes a folder of images with known sizes: what `check` and its peers are timed and judged on.

    python benchmarks/image_corpus.py DIR [--count 2000] [--seed 0]

The same seed gives the same sizes, tags and pixels. `DIR/truth.json` lists, per file, the format, the width
and height as shown (after orientation), whether orientation swapped the sides, and whether there is alpha.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PIL import Image

# (format, suffix, share in percent, longest side): AVIF is the slow encoder, so its files stay small.
SHARES = (
    ("jpeg", ".jpg", 35, 4096),
    ("png", ".png", 25, 4096),
    ("webp", ".webp", 15, 4096),
    ("gif", ".gif", 9, 1024),
    ("tiff", ".tif", 8, 2048),
    ("avif", ".avif", 8, 1024),
)
SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "jpeg": {"quality": 80},
    "png": {"compress_level": 1},
    "webp": {"quality": 60, "method": 0},
    "tiff": {"compression": "tiff_lzw"},
    "avif": {"quality": 50, "speed": 10},
}
MODES = {
    "jpeg": ("RGB", "RGB", "L"),
    "png": ("RGB", "RGBA", "RGBA", "P", "L"),
    "webp": ("RGB", "RGBA"),
    "gif": ("P",),
    "tiff": ("RGB", "RGBA", "L"),
    "avif": ("RGB", "RGBA"),
}
ALPHA_MODES = {"RGBA"}
ORIENTATION, X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT = 0x0112, 0x011A, 0x011B, 0x0128


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One file of the corpus and what a reader must say about it."""

    path: str
    format: str
    width: int
    height: int
    turned: bool
    alpha: bool


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a folder of images with known sizes.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    rows = make(args.folder, args.count, random.Random(args.seed))
    (args.folder / "truth.json").write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")
    print(f"{len(rows)} images in {args.folder}")


def make(folder: Path, count: int, rng: random.Random) -> list[Row]:
    kinds = [share[0] for share in SHARES]
    drawn = [kind for kind, _, percent, _ in SHARES for _ in range(count * percent // 100)]
    drawn += rng.choices(kinds, k=count - len(drawn))
    rng.shuffle(drawn)
    return [make_one(folder, number, kind, rng) for number, kind in enumerate(drawn)]


def make_one(folder: Path, number: int, kind: str, rng: random.Random) -> Row:
    _, suffix, _, longest = SHARES[[share[0] for share in SHARES].index(kind)]
    width, height = sides(longest, rng)
    mode = rng.choice(MODES[kind])
    orientation, tags = draw_tags(kind, rng)
    name = f"{number:05d}{suffix}"
    picture(width, height, mode).save(folder / name, **SAVE_OPTIONS.get(kind, {}), **tags)
    turned = orientation >= 5
    if turned:
        width, height = height, width
    alpha = mode in ALPHA_MODES
    return Row(path=name, format=kind, width=width, height=height, turned=turned, alpha=alpha)


def sides(longest: int, rng: random.Random) -> tuple[int, int]:
    """Mostly a few hundred pixels, one in sixty near the longest side that the format gets."""
    low, high = (longest // 2, longest) if rng.random() < 1 / 60 else (64, min(longest, 720))
    return rng.randint(low, high), rng.randint(low, high)


def draw_tags(kind: str, rng: random.Random) -> tuple[int, dict[str, Any]]:
    """EXIF (orientation, resolution), a plain dpi tag, or nothing at all for half of the files."""
    dpi, orientation = rng.choice((72, 96, 300)), rng.choice((1, 1, 2, 3, 4, 5, 6, 7, 8))
    choice = rng.random()
    if choice < 0.5 or kind == "gif":
        return 1, {}
    if choice < 0.7 and kind in {"jpeg", "png", "tiff"}:
        return 1, {"dpi": (dpi, dpi)}
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[X_RESOLUTION] = exif[Y_RESOLUTION] = float(dpi)
    exif[RESOLUTION_UNIT] = 2
    return orientation, {"exif": exif}


def picture(width: int, height: int, mode: str) -> Image.Image:
    """Two gradients and a flat channel: small files, quick to encode, not a single colour."""
    down = Image.linear_gradient("L").resize((width, height))
    if mode in {"L", "P"}:
        return down.convert(mode)
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    flat = Image.new("L", (width, height), 90)
    bands = (down, across, flat, across) if mode == "RGBA" else (down, across, flat)
    return Image.merge(mode, bands)


if __name__ == "__main__":
    main()
