"""Where in a text its numbers and units are: what every reader of a quantity shares, also its refusals."""

import re
from fractions import Fraction

# Bounds against numbers made to be slow.
MAX_TEXT = 60
MAX_DIGITS = 15

_NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
_QUANTITY = re.compile(rf"({_NUMBER})\s*([^0-9.,\s][^0-9.,]*)?")
_SIZE = re.compile(rf"({_NUMBER})\s*([pP][xX]|[^0-9.,\sxX×]*)\s*[xX×]\s*({_NUMBER})\s*([^0-9.,]*)")
_RATIO = re.compile(rf"({_NUMBER})\s*[:/xX×]\s*({_NUMBER})")


class QuantityError(ValueError):
    """A text that is not the quantity it should be. The message is one sentence for the user."""


def split(text: str, what: str, example: str) -> tuple[Fraction, str | None]:
    """Split into number and casefolded unit, or say why this is not `what`."""
    match = _QUANTITY.fullmatch(short(text))
    if match is None:
        raise QuantityError(f"{text!r} is not {what}; {_advice(text, example)}")
    unit = match[2].casefold() if match[2] else None
    return _number(match[1]), unit


def sides(text: str, what: str, example: str) -> tuple[str, str, str, str]:
    """Split into width, its unit, height and its unit, as they were written, or say why this is not `what`."""
    match = _SIZE.fullmatch(short(text))
    if match is None:
        raise QuantityError(f"{text!r} is not {what}; {_advice(text, example)}")
    for number in (match[1], match[3]):
        _number(number)
    return match[1], match[2], match[3], match[4]


def ratio_sides(text: str) -> tuple[Fraction, Fraction]:
    """Split into the two numbers of an aspect ratio."""
    match = _RATIO.fullmatch(short(text))
    if match is None:
        raise QuantityError(f"{text!r} is not an aspect ratio; say for example 16:9{_clock_hint(text)}")
    return _number(match[1]), _number(match[2])


def short(text: str) -> str:
    """Strip the text, and refuse what is too long to be a quantity before any pattern looks at it."""
    if len(text) > MAX_TEXT:
        raise QuantityError(f"{text[:20]!r}… is too long for a quantity: {len(text)} characters")
    return text.strip(" ")


def _number(text: str) -> Fraction:
    whole, _, decimals = text.partition(".")
    digits = len(whole or "0") + len(decimals)  # .5 is written back as 0.5
    if digits > MAX_DIGITS:
        raise QuantityError(f"a number of {digits} digits is too long; {MAX_DIGITS} are enough")
    return Fraction(int(whole + decimals), 10 ** len(decimals))  # Fraction(text) takes twice as long


def _advice(text: str, example: str) -> str:
    if re.search(r"[1-9][0-9]{0,2}(,[0-9]{3})+(?![0-9])", text):
        return (
            f"a comma is no part of a number: write {''.join(text.split()).replace(',', '')}, or a point for decimals"
        )
    if re.search(r"[0-9],[0-9]", text):
        return f"write the decimal sign as a point: {''.join(text.split()).replace(',', '.')}"
    if text.strip(" ").startswith("-"):
        return f"it must not be negative; say for example {example}"
    return f"say for example {example}"


def _clock_hint(text: str) -> str:
    """Explain a whole number that YAML 1.1 made of an unquoted ratio: it reads 16:9 as 16 x 60 + 9."""
    if re.fullmatch(r"[0-9]{2,4}", text):
        minutes, seconds = divmod(int(text), 60)
        if minutes and seconds:
            return f' (if a YAML file says {minutes}:{seconds}, quote it: "{minutes}:{seconds}")'
    return ""
