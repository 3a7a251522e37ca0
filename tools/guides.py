"""Open guides in a real browser: they render, no text overlaps another or leaves the picture. `just guides` runs it.

Chromium runs without a screen; a page measures each guide that it shows and writes what it found, which is read back.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from resadvise import campaign, recommend
from resadvise.output.escape import harmless
from resadvise.output.guide import advice_guide, campaign_guides

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# A slow machine is no fault.
TIMEOUT = 300
HOSTILE = (
    '<script>x()</script>"&',
    "]]>",
    "\x1b[31m\x00",
    "\u202eevil",
    "日本語の看板" * 3,
    "w" * 300,
    "é" * 40,
    "&lt;b&gt;",
)

# What is measured of each guide: its texts with their boxes, and anything that is not a drawing.
MEASURE = """
const found = [...document.querySelectorAll("svg")].map(svg => ({
  width: svg.viewBox.baseVal.width,
  height: svg.viewBox.baseVal.height,
  texts: [...svg.querySelectorAll("text")].map(text => {
    const box = text.getBBox();
    return {text: text.textContent, x: box.x, y: box.y, width: box.width, height: box.height};
  }),
  boxes: [...svg.querySelectorAll("[data-box]")].map(each => each.dataset.box.split(" ").map(Number)),
  others: [...svg.querySelectorAll("*")].map(each => each.tagName)
    .filter(name => !["title", "rect", "g", "line", "text"].includes(name)),
}));
const out = document.createElement("pre");
out.id = "found";
out.textContent = JSON.stringify(found);
document.body.replaceChildren(out);
"""


def guides() -> dict[str, tuple[str, list[str]]]:
    """Return guides of all kinds, each with the names that its legend has to say."""
    found: dict[str, tuple[str, list[str]]] = {}
    for name in ("a3", "instagram-story", "youtube-thumbnail", "pwa-maskable", "roll-up"):
        found[name] = advice_guide(recommend(deliverable=name).as_dict(), name), [name]
    for size in ((1, 1), (8000, 900), (900, 8000)):
        found[f"{size}"] = advice_guide(recommend(pixels=size).as_dict(), "a box"), ["a box"]
    for number, name in enumerate(HOSTILE):
        found[f"hostile {number}"] = advice_guide(recommend(deliverable="a3").as_dict(), name), [harmless(name)[:20]]
    many = [f"{width}x{height}" for width in range(600, 1000, 80) for height in range(600, 1000, 100)]
    for names in (["a3", "instagram-story", "og-image", "youtube-thumbnail"], many):
        data = campaign(*names).as_dict()
        for number, text in enumerate(campaign_guides(data)):
            found[f"{len(names)} targets, {number + 1}"] = text, data["masters"][number]["serves"]
    return found


def measured(browser: str, texts: list[str]) -> list[dict[str, Any]]:
    """Have a browser measure the guides."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        # As XML, as a design tool reads it: a mistake in it would end the page.
        parsed = "".join(
            f"document.body.append(document.importNode(new DOMParser().parseFromString("
            f'{json.dumps(text).replace("<", chr(92) + "u003c")}, "image/svg+xml").documentElement, true));\n'
            for text in texts
        )
        page.write_text(f"<!doctype html><meta charset=utf-8><body><script>{parsed}{MEASURE}</script>", "utf-8")
        options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--dump-dom")
        done = subprocess.run(
            [browser, *options, page.as_uri()], capture_output=True, text=True, timeout=TIMEOUT, check=True
        )
    shown = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    if shown is None:
        raise SystemExit(f"the browser measured nothing:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    found: list[dict[str, Any]] = json.loads(html.unescape(shown[1]))
    return found


def flaws(text: str, names: list[str], found: dict[str, Any]) -> list[str]:
    """Return what is wrong with a guide as the browser shows it."""
    wrong = [f"holds <{name}>" for name in found["others"]]
    texts, slack = found["texts"], 0.02
    if len(texts) != text.count("<text "):
        wrong.append(f"{len(texts)} of {text.count('<text ')} texts are shown")
    for each in texts:
        right, bottom = each["x"] + each["width"], each["y"] + each["height"]
        if each["x"] < 0 or each["y"] < 0 or right > found["width"] + slack or bottom > found["height"] + slack:
            wrong.append(f"leaves the picture: {each['text']!r}")
    for place, one in enumerate(texts):
        for other in texts[place + 1 :]:
            across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
            down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
            if across > slack and down > slack:
                wrong.append(f"{one['text']!r} overlaps {other['text']!r}")
    said = " ".join(each["text"] for each in texts)
    wrong += [f"does not say {name!r}" for name in names if name not in said]
    for x, y, width, height in found["boxes"]:
        if x < 0 or y < 0 or x + width > found["width"] + slack or y + height > found["height"] + slack:
            wrong.append(f"a box leaves the picture: {x}, {y}, {width}, {height}")
    return wrong


def main() -> int:
    """Measure all guides; return the exit code."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(f"no browser: install one of {', '.join(BROWSERS)}", file=sys.stderr)
        return 1
    drawn = guides()
    results = measured(browser, [text for text, _ in drawn.values()])
    wrong = [
        f"{name}: {flaw}"
        for (name, (text, names)), found in zip(drawn.items(), results, strict=True)
        for flaw in flaws(text, names, found)
    ]
    print("\n".join(wrong) or f"{len(drawn)} guides are as they should be.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
