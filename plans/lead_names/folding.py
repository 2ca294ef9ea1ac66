"""One form for every way of writing the same name, for comparison only."""

import re
import unicodedata
from functools import lru_cache


def folded_words(text: str) -> list[str]:
    """Lower-case words without accents and punctuation, with "&" as "and", possessives joined and no leading "the"."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"[’'`.]", "", plain)
    words = re.findall(r"[^\W_]+", plain)
    return words[1:] if len(words) > 1 and words[0] == "the" else words


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """The words run together: "Sub-Group", "Subgroup" and "sub group" are one."""
    return "".join(folded_words(text))
