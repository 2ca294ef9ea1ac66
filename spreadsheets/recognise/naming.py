"""What the document calls itself, which kind of plan it is, its years, and the counts it states."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from spreadsheets.readers.grid import Document, Paragraph
from spreadsheets.recognise.looks import squeezed, words
from spreadsheets.recognise.periods import span_of, year_in, years_in

_PLAN_WORD = re.compile(
    r"\b(?:plans?|recommendations?|actions?|programme|strategy|tracker|log|milestones)\b", re.IGNORECASE
)
_APPENDIX = re.compile(
    r"\s*(?:appendix|annex(?:e)?|enclosure|attachment|item)\s*(?:no\.?\s*)?(?:\d{1,2}|[A-Z])?\b\s*[:.–-]?\s*",
    re.IGNORECASE,
)
# The partnership whose plan it is: the product knows it, and the plan's name needs it no more.
_TENANT = re.compile(
    r"^.*?\bsafeguarding\s+(?:children|adults|childrens|children's)?\s*(?:partnership|board)\b[\s:,–-]*(?:'s\s+)?(?=\w)",
    re.IGNORECASE,
)
_CASE_REVIEWS = (
    r"\b(?:scr|lcspr|cspr|lscpr|sar|dhr|serious case review|(?:child )?safeguarding practice review"
    r"|safeguarding adults? review|domestic homicide|homicide|case review|learning review|rapid review)s?\b"
)
_KINDS = (
    ("peer_review", r"\bpeer (?:review|challenge)\b"),
    ("case_review", _CASE_REVIEWS),
    ("jtai", r"\b(?:jtai|joint targeted area inspection|joint inspection)\b"),
    ("delivery_plan", r"\b(?:delivery plan|business plan|annual plan|work ?plan|strategic plan|work programme)\b"),
)
_ANSWERS = re.compile(r"\b(?:improvement|inspection|ofsted|review|audit|indicators?|recommendations?)\b", re.IGNORECASE)
_STATED = re.compile(
    r"\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:\w+\s)?"
    r"(areas? for improvement|recommendations?|actions?|findings?|themes?|objectives?|strategic aims?|priorities)\b",
    re.IGNORECASE,
)
_COUNT_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ACRONYMS = set("jtai scr lcspr cspr sar dhr ilacs send lscp lscb sab rag brag mash".split())  # noqa: SIM905  one line
_NUMBERS = {name: number for number, name in enumerate(_COUNT_WORDS, 1)}


def title_of(document: Document, above: Sequence[str], cover: Sequence[str] = ()) -> str:
    """The document's title: above the table, among its first headings, on its cover, else from the file's name.

    `above` are the rows above a sheet's headings. The appendix it is printed as and the partnership whose plan it is
    are left out.
    """
    rows = sorted(above, key=lambda text: not (_PLAN_WORD.search(text) and words(text) <= 30))  # those of a plan first
    for candidate in (*(paragraph.text for paragraph in _titles(document.paragraphs)), *rows):
        title = _tidied(candidate)
        if title and words(title) > 1:
            return title
    named = (_tidied(text) for text in cover if _PLAN_WORD.search(text) and _reads_as_title(text) and words(text) <= 30)
    return next(filter(None, named), None) or _from_file_name(document)


def _titles(paragraphs: Sequence[Paragraph]) -> Iterable[Paragraph]:
    """First what is styled as a title, then headings and short lines that name a plan."""
    filled = [paragraph for paragraph in paragraphs if paragraph.text.strip() and words(paragraph.text) <= 30]
    yield from (paragraph for paragraph in filled if paragraph.style.lower() == "title")
    named = [paragraph for paragraph in filled if _PLAN_WORD.search(paragraph.text) and _reads_as_title(paragraph.text)]
    yield from (paragraph for paragraph in named if paragraph.is_heading)
    yield from (paragraph for paragraph in filled[:3] if paragraph in named and words(paragraph.text) <= 14)


def _reads_as_title(text: str) -> bool:
    return words(text) > 1 and not text.rstrip().endswith((".", ":", ";")) and text.strip()[:1].isupper()


def _tidied(text: str) -> str:
    title = squeezed(text)
    rest = _APPENDIX.sub("", title, count=1) if _APPENDIX.match(title) else title
    rest = _TENANT.sub("", rest) or rest
    return re.sub(r"(?<=\d{4})\s*[–—-]\s*(?=\d{2})", "-", rest).strip()


def _from_file_name(document: Document) -> str:
    """ "jtai-action-plan.docx" in a document that writes "JTAI" is "JTAI Action Plan"."""
    text = " ".join(document.texts())
    shouted = _ACRONYMS | {word.lower() for word in re.findall(r"\b[A-Z][A-Z0-9]{1,9}\b", text)}
    ordinary = set(re.findall(r"\b[a-z]{2,}\b", text)) | {word.lower() for word in re.findall(r"\b[A-Z][a-z]+\b", text)}
    parts = re.split(r"[\s_-]+", PurePath(document.file_name).stem)
    return (
        " ".join(
            part.upper() if part.lower() in shouted - ordinary else part if part != part.lower() else part.capitalize()
            for part in filter(None, parts)
        )
        or "Action Plan"
    )


def kind_of_plan(document: Document, title: str) -> str:
    """peer_review, case_review, jtai, delivery_plan or other: the title says, else the file's name, else the text."""
    for text in (title, re.sub(r"[_-]+", " ", PurePath(document.file_name).stem)):
        for kind, pattern in _KINDS:
            if re.search(pattern, text, re.IGNORECASE):
                return kind
    if _ANSWERS.search(title):
        return "other"
    if year_in(title):
        return "delivery_plan"  # a plan for a year that answers no review
    prose = " ".join(paragraph.text for paragraph in document.paragraphs)
    counts = Counter({kind: len(re.findall(pattern, prose, re.IGNORECASE)) for kind, pattern in _KINDS})
    kind, most = counts.most_common(1)[0]
    return kind if most > 1 else "other"


def plan_year(document: Document, title: str) -> str | None:
    """The financial year in the title or in a heading that names the plan."""
    headings = [
        paragraph.text for paragraph in document.paragraphs if paragraph.is_heading or _PLAN_WORD.search(paragraph.text)
    ]
    return next((year for text in (title, *headings) if words(text) < 30 and (year := year_in(text))), None)


def time_span(year: str | None, timescales: Iterable[str]) -> tuple[dt.date, dt.date] | None:
    """The time that completes a date without a year: the plan's financial year, else the years its own dates name."""
    if year:
        return span_of(year)
    years = {named for text in timescales for named in years_in(text)}
    if not years or max(years) - min(years) > 2:
        return None
    return dt.date(min(years), 1, 1), dt.date(max(years), 12, 31)


def stated_counts(paragraphs: Iterable[Paragraph]) -> tuple[tuple[str, int], ...]:
    """What the text says that there are of ("29 areas for improvement"), to hold against what was found."""
    found: dict[str, int] = {}
    for paragraph in paragraphs:
        for number, what in _STATED.findall(paragraph.text):
            count = _NUMBERS.get(number.lower()) or int(number)
            found.setdefault(squeezed(what).lower(), count)
    return tuple(found.items())
