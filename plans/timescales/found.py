"""A date as it stands in a text, before its year is completed; and what all searches for dates share."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from plans.timescales.stretches import Reading, Unsure

MONTH_SLIPS = (
    "janurary|januray|janary|jannuary|feburary|febuary|febraury|februrary|febrary|marhc|apirl|arpil|agust|augst|"
    "septmber|setpember|sepetmber|septemeber|septembr|ocotber|octobr|octomber|otober|novemeber|novmber|noveber|"
    "decemeber|decmeber|decmber|decembr"
)
SLIP = re.compile(rf"(?<![a-z])(?:{MONTH_SLIPS})(?![a-z])", re.IGNORECASE)
# Welsh boards write in both languages; the months that begin as the English ones do need no number of their own.
WELSH_MONTHS = "ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr"
WELSH_STARTS = {
    "ion": 1, "chw": 2, "maw": 3, "ebr": 4, "mai": 5, "meh": 6, "gor": 7, "aws": 8, "med": 9, "hyd": 10, "tac": 11,
    "rha": 12,
}  # fmt: skip
SLIP_STARTS = {"api": 4, "arp": 4, "agu": 8, "set": 9, "oco": 10, "oto": 10}
MONTH = (
    rf"(?<![A-Za-z])(?P<month>{MONTH_SLIPS}|{WELSH_MONTHS}|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![A-Za-z])\.?"
)
# A year, or what was typed where a year belongs; never a time of day, an ordinal or a percentage.
YEAR = r"(?P<year>[0-9]{3,6}|'?[0-9]{2})(?![0-9]|:[0-9]|\s?[ap]m\b|(?:st|nd|rd|th)\b|\s?%)"
SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERED = re.compile(
    r"\b(?:section|stage|phase|step|part|no|number|grade|version|priority|action|level|tier|objective|recommendation|"
    r"rec|finding|theme|aim|appendix|item|point|cohort|workstream|group|chapter|paragraph|ref|reference|"
    r"(?<!financial )(?<!fiscal )(?<!calendar )(?<!academic )year)\.?\s*$",
    re.IGNORECASE,
)
SAME_LENGTH = str.maketrans(
    {"–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " "}
    | {"’": "'", "‘": "'", "`": "'", "\u00ad": "-", "⁄": "/", "\u200b": " ", "\ufeff": " "}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date's place in the text, and what it means once its year is known.

    `year` is None when none was written. `other` is a second meaning that the words may have (a calendar instead of a
    financial quarter); `swapped` is the day with its month and day exchanged. `unsure` is set when no year can help.
    """

    start: int
    end: int
    by_year: Callable[[int], Reading]
    year: int | None = None
    other: Callable[[int], Reading] | None = None
    unsure: Unsure | None = None
    bare_month: bool = False
    note: str | None = None
    swapped: Callable[[int], Reading] | None = None


Search = Callable[[re.Match[str]], list[Found]]


def levelled(text: str) -> str:
    """The text with its dashes, spaces and quotes made alike, each character in its place."""
    return text.translate(SAME_LENGTH)


def month_number(word: str) -> int:
    start = word[:3].lower()
    return WELSH_STARTS.get(start) or SLIP_STARTS.get(start) or SHORT_MONTHS.index(start) + 1


def year_number(digits: str) -> int:
    """The year for what was typed: two digits from 80 on are of the last century, others of this one."""
    year = int(digits.lstrip("'"))
    if len(digits.lstrip("'")) > 2:
        return year
    return year + (1900 if year >= 80 else 2000)


def follows_number_word(match: re.Match[str], at: int) -> bool:
    """True for the 6 of "Year 6 July 2020" or the 1 of "Stage 1 March 2020": a number, and not a day."""
    return NUMBERED.search(match.string, max(0, at - 30), at) is not None
