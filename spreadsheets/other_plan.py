"""Whether a file is of another plan than the one it is to bring up to date. Pure logic.

References begin at 1 in every plan, so a file of another plan finds an action for each of its rows; only the words
tell that they are not the same actions.
"""

from collections.abc import Iterable

from rapidfuzz import fuzz

_LIKE = 55.0  # of 100: a text that was put otherwise is above, another action below
_FEWEST = 2


def reads_like_another(texts: Iterable[tuple[str, str]], *, same: int) -> bool:
    """`texts` are (as it stands, as in the file) of the actions that change, `same` how many do not."""
    pairs = list(texts)
    other = sum(1 for old, new in pairs if fuzz.token_sort_ratio(old.lower(), new.lower()) < _LIKE)
    return other >= _FEWEST and other * 2 > len(pairs) + same
