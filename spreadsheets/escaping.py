"""Cells that begin like a formula: a spreadsheet program would run them, so in a text file they bear a mark."""

# The wide forms of East Asian text count as well, for a program set up for it.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MARK = "'"


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program would take the text for something to work out."""
    return text.startswith(_STARTS)


def escaped(text: str) -> str:
    """With a mark before it where a program would run it; one more where such a mark stands already."""
    return _MARK + text if looks_like_formula(text.lstrip(_MARK)) else text


def read_escaped(text: str) -> str:
    """What `escaped` was given."""
    if text.startswith(_MARK) and looks_like_formula(text.lstrip(_MARK)):
        return text.removeprefix(_MARK)
    return text
