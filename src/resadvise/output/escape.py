"""Foreign text made harmless for a terminal: file names, YAML strings, arguments, exception texts."""

# What a terminal acts upon, or what reorders the text on the screen.
_CATEGORIES = frozenset(("Cc", "Cs", "Zl", "Zp"))
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def harmless(text: str, keep: str = "") -> str:
    """Escape every control, surrogate, line and bidi character except those in `keep`; `\\x1b` for ESC."""
    if text.isprintable():  # as nothing harmful is
        return text
    return "".join(
        char if char in keep or not _harmful(char) else char.encode("unicode_escape").decode("ascii") for char in text
    )


def _harmful(char: str) -> bool:
    import unicodedata  # here, since most texts are printable, and every command asks

    return char in _BIDI or unicodedata.category(char) in _CATEGORIES
