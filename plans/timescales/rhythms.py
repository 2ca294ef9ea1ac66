"""What comes again and again, what goes with a group's meetings, what goes on, and what gives no date at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBER = rf"(?P<number>{'|'.join(NUMBER_WORDS)}|[0-9]{{1,2}})"
UNITS = r"(?P<unit>day|week|fortnight|month|quarter|half[\s-]?term|term|year|annum)"
SINGLE = {"day": "daily", "week": "weekly", "fortnight": "fortnightly", "month": "monthly", "quarter": "quarterly"}
YEARLY = re.compile(r"year|six months")
TIMES = re.compile(
    rf"\b(?:(?P<word>once|twice|thrice)|{NUMBER}\s*(?:times|x))[\s-]*(?:a|an|per|each|every|in\s+(?:a|the|each|every))?"
    rf"[\s-]*{UNITS}(?:ly)?\b",
    re.IGNORECASE,
)
EVERY = re.compile(
    rf"\b(?:every|each|per)\s+(?:(?P<other>other|second|third)\s+|{NUMBER}[\s-]+)?{UNITS}s?\b", re.IGNORECASE
)
NUMBERED_LY = re.compile(rf"\b{NUMBER}[\s-]*(?P<unit>week|month|year)ly\b", re.IGNORECASE)
EVERY_MONTH_NAME = re.compile(
    r"\b(?:every|each)\s+(?=(?:[0-9]|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter))",
    re.IGNORECASE,
)
WORDS: tuple[tuple[re.Pattern[str], str, str | None], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), said, note)
    for pattern, said, note in (
        (r"\bbi[\s-]?annual(?:ly)?\b", "twice a year", "“Biannual” is read as twice a year, not every two years."),
        (r"\b(?:half[\s-]?yearly|semi[\s-]?annual(?:ly)?)\b", "every six months", None),
        (r"\b(?:biennial(?:ly)?|two[\s-]?yearly)\b", "every two years", None),
        (r"\bbi[\s-]?yearly\b", "every two years", "“Bi-yearly” is read as every two years, not twice a year."),
        (r"\btriennial(?:ly)?\b", "every three years", None),
        (r"\bbi[\s-]?monthly\b", "every two months", "“Bi-monthly” is read as every two months, not twice a month."),
        (r"\bbi[\s-]?weekly\b", "fortnightly", "“Bi-weekly” is read as every two weeks, not twice a week."),
        (r"\bhalf[\s-]?termly\b", "every half term", None),
        (r"\btermly\b", "every term", None),
        (r"\bquarterly\b", "quarterly", None),
        (r"\bmonthly\b", "monthly", None),
        (r"\bfortnightly\b", "fortnightly", None),
        (r"\bweekly\b", "weekly", None),
        (r"\bdaily\b", "daily", None),
        (r"\b(?:annual(?:ly)?|yearly|p\.a\.)(?![a-z])", "every year", None),
    )
)
ANNUAL_THING = re.compile(
    r"\b(?:annual|yearly)\s+(?!in\b|by\b|and\b|or\b|each\b|every\b|from\b)[a-z]{3,}", re.IGNORECASE
)
REGULAR = re.compile(r"\b(?:regular(?:ly)?|periodic(?:ally)?|frequent(?:ly)?)\b", re.IGNORECASE)

WORDS_BEFORE = r"(?:[\w&'’/()-]+[ \t]+){0,8}?"
TIED_TO = re.compile(
    r"\b(?:as\s+per|as\s+set\s+out\s+in|as\s+agreed\s+(?:in|by|at)|in\s+line\s+with|in\s+accordance\s+with|according\s+to|"
    r"align(?:ed|s)?\s+(?:to|with)|link(?:ed|s)?\s+(?:to|with)|tied\s+(?:to|in\s+with)|to\s+fit\s+(?:in\s+)?with|see)\s+"
    rf"(?:the\s+|its\s+|their\s+|our\s+)?(?P<words>{WORDS_BEFORE}"
    r"(?:cycles?|programme|program|schedule|calendar|timetable|work\s?plan|plan|meetings?)"
    r"(?:\s+(?:cycle|dates|schedule|calendar|programme|timetable)\b)?)(?![\w])",
    re.IGNORECASE,
)
MEETING = re.compile(
    rf"\b(?:(?i:following|subject\s+to|depend(?:s|ent|ing)?\s+(?:up)?on)\s+(?:the\s+)?)?"
    rf"(?P<words>(?i:(?:every|each|next|first|forthcoming|subsequent|all)\s+{WORDS_BEFORE}meetings?\b"
    rf"|(?:every|each|next|forthcoming)\s+{WORDS_BEFORE}"
    r"(?:board|(?:sub[\s-]?)?group|panel|committee|forum|executive|cabinet)\b(?:\s+meetings?\b)?)"
    r"(?:\s+of\s+(?:the\s+)?(?:[A-Z][\w&'-]*[ \t]*){1,6})?)"
)
ONLY_A_CYCLE = re.compile(
    rf"\W*(?:[^.;\n]*\b(?:at|to|in|via|through|by|per)\s+)?(?:the\s+)?(?P<words>{WORDS_BEFORE}"
    r"(?:cycle|programme|schedule|timetable|calendar|meetings?|agenda|(?:forward|work|business)[\s-]?plan|workplan))\W*",
    re.IGNORECASE,
)
STANDING_ITEM = re.compile(
    r"\bstanding\s+(?:agenda\s+)?item\b(?:\s+(?:at|on|for|of|in|to)\s+(?:the\s+|each\s+|every\s+)?(?P<words>[^.;\n]{2,80}))?",
    re.IGNORECASE,
)
AT_A_GROUP = re.compile(
    rf"\b(?:agreed|ratified|approved|reported|presented|taken|signed\s+off|report|present|considered|discussed)\s+(?:at|to|by|in)\s+"
    rf"(?:the\s+)?(?P<words>{WORDS_BEFORE}(?:board|(?:sub[\s-]?)?group|panel|committee|forum|executive|cabinet)\b)",
    re.IGNORECASE,
)
ONGOING = re.compile(
    r"\bon[\s-]?going\b|\bcontinu(?:ous|al|ing)(?:ly)?\b|\brolling(?:\s+(?:programme|basis))?\b|\bbusiness\s+as\s+usual\b|"
    r"\bBAU\b|\bthroughout(?:\s+the)?(?:\s+\w+)?\s+(?:year|plan|period|programme|project)\b(?!\s+[0-9])|\bthroughout\W*$|"
    r"\b(?:life|lifetime|duration)\s+of\s+(?:the\s+|this\s+)?(?:plan|strategy|project|programme)\b|"
    r"\bopen[\s-]?ended\b|\bpermanent(?:ly)?\b|\bindefinite(?:ly)?\b|\bas\s+and\s+when\b|\bas\s+(?:required|needed|necessary)\b|"
    r"\bwhen\s+(?:required|needed)\b|\bad[\s-]?hoc\b|\bonwards?\b|\bthereafter\b|\b24/7\b|\ball\s+year(?:[\s-]+round)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Something that recurs: where it is said, and in what normalised words."""

    start: int
    end: int
    said: str
    note: str | None = None


def find_recurrences(plain: str) -> list[Rhythm]:
    """Every rhythm in reading order, none overlapping."""
    taken: list[Rhythm] = []
    for one in _recurrences(plain):
        if not any(other.start < one.end and one.start < other.end for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda one: one.start)


def _recurrences(plain: str) -> Iterator[Rhythm]:
    for match in TIMES.finditer(plain):
        yield Rhythm(match.start(), match.end(), _times(match))
    for match in EVERY.finditer(plain):
        count = {"other": 2, "second": 2, "third": 3}.get((match["other"] or "").lower()) or _count(match["number"])
        yield Rhythm(match.start(), match.end(), _every(count, match["unit"]))
    for match in NUMBERED_LY.finditer(plain):
        yield Rhythm(match.start(), match.end(), _every(_count(match["number"]), match["unit"]))
    for match in EVERY_MONTH_NAME.finditer(plain):
        yield Rhythm(match.start(), match.end(), "every year")
    for pattern, said, note in WORDS:
        for match in pattern.finditer(plain):
            yield Rhythm(match.start(), match.end(), said, note)


def _count(number: str | None) -> int:
    if number is None:
        return 1
    return int(number) if number.isdigit() else NUMBER_WORDS.index(number.lower()) + 1


def _unit(unit: str) -> str:
    return "year" if unit.lower() == "annum" else " ".join(unit.lower().replace("-", " ").split())


def _every(count: int, unit: str) -> str:
    unit = _unit(unit)
    if count == 1:
        return SINGLE.get(unit, f"every {unit}")
    return f"every {_spelt(count)} {unit}s"


def _times(match: re.Match[str]) -> str:
    count = {"once": 1, "twice": 2, "thrice": 3}.get((match["word"] or "").lower()) or _count(match["number"])
    if count == 1:
        return _every(1, match["unit"])
    return f"{'twice' if count == 2 else f'{_spelt(count)} times'} a {_unit(match['unit'])}"


def _spelt(count: int) -> str:
    return NUMBER_WORDS[count - 1] if 1 <= count <= 12 else str(count)


def find_cycle(text: str, plain: str) -> Rhythm | None:
    """A group's programme or cycle that is said to give the dates, in the group's own words."""
    match = TIED_TO.search(plain)
    return _cycle(text, match) if match else None


def find_meeting(text: str, plain: str) -> Rhythm | None:
    """A meeting, or a text that is nothing but "Audit Group Programme": it gives the date where no date is written."""
    match = MEETING.search(plain) or (ONLY_A_CYCLE.fullmatch(plain) if len(plain) < 120 else None)
    match = match or STANDING_ITEM.search(plain) or AT_A_GROUP.search(plain)
    return _cycle(text, match) if match else None


def _cycle(text: str, match: re.Match[str]) -> Rhythm:
    named = "words" if match["words"] else 0
    return Rhythm(match.start(), match.end(), " ".join(text[match.start(named) : match.end(named)].split()))
