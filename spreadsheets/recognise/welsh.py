"""Headings in Welsh: boards in Wales write their plans in Welsh, or in both languages side by side.

"Cam gweithredu / Action" says the same twice, so what the Welsh words speak for is added to what the English do.
"""

_LIKELY = 2
# field: words that stand in a heading
_WORDS = {
    "reference": ("cyf", "cyfeirnod", "rhif"),
    "section": ("blaenoriaeth", "thema", "maes"),
    "objective": ("amcan", "amcanion", "argymhelliad", "argymhellion", "nod"),
    "action": ("cam gweithredu", "camau gweithredu", "cam", "camau", "gweithred", "gweithredoedd", "beth"),
    "measure": ("mesur", "mesurau", "tystiolaeth", "canlyniad", "canlyniadau", "effaith"),
    "progress": ("cynnydd", "diweddariad", "sylwadau"),
    "lead": ("arweinydd", "arweiniol", "cyfrifol", "perchennog", "pwy", "asiantaeth"),
    "timescale": ("amserlen", "dyddiad", "erbyn", "erbyn pryd", "pryd"),
    "rating": ("cag", "cog", "statws", "lliw"),
}


def headings_in_welsh() -> tuple[tuple[str, int, str], ...]:
    """Field, how much the words say, and pattern, as the vocabulary has them for English."""
    return tuple((field, _LIKELY, rf"(?:.*\b)?(?:{'|'.join(words)})\b.*") for field, words in _WORDS.items())
