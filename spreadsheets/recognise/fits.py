"""How well the cells of a column fit a field, whatever its heading says."""

import re
from collections.abc import Callable, Sequence

from spreadsheets.readers.grid import Cell
from spreadsheets.recognise import vocabulary as v
from spreadsheets.recognise.levels import level_of, level_of_fill
from spreadsheets.recognise.looks import asks_for_something, is_lead, is_reference, is_timescale, tells_time, words

TEXTS = (v.OBJECTIVE, v.ACTION, v.MEASURE, v.PROGRESS)
_STATUS_WORDS = re.compile(
    r"\b(?:complete[d]?|in progress|progressing|not (?:yet )?started|on track|off track|delayed|overdue|pending"
    r"|actioned|closed|open|started|achieved|ongoing|on-?going|to be \w+|done|paused|at risk|embedded)\b",
    re.IGNORECASE,
)
_GRADE = re.compile(
    r"\s*(?:very )?(?:h|m|l|high|med(?:ium)?|low|critical|urgent|essential|desirable|major|moderate|minor|advisory"
    r"|fundamental|significant|merits attention|must|should|could)(?: priority| risk)?\s*",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"\s*(?:y|n|yes|no|partly|partial(?:ly)?|accepted|rejected|agreed|n/?a)\s*\.?\s*", re.IGNORECASE)

_YES_OR_NO = re.compile(r"\s*(?:y|n|yes|no)\s*", re.IGNORECASE)
_VERDICT = re.compile(
    r"\s*(?:(?:fully |partly |partially |not )?(?:accepted|agreed|rejected|noted)|accept|agree|reject)( in part)?\W*",
    re.IGNORECASE,
)

_MOSTLY = 0.6


def _is_mark(text: str) -> bool:
    """ "High", "M", "Y": it grades or answers, and heads nothing."""
    return bool(_GRADE.fullmatch(text) or _ANSWER.fullmatch(text))


def _heads_nothing(texts: Sequence[str]) -> bool:
    """Grades, answers, and numbers that come again and again in no order: urgency, not a group of rows."""
    if all(re.fullmatch(r"\s*\d\s*", text) for text in texts):
        runs = [text.strip() for at, text in enumerate(texts) if not at or text.strip() != texts[at - 1].strip()]
        return len(set(runs)) < len(runs)
    return _share(texts, sum(map(_is_mark, texts))) > _MOSTLY


def _share(texts: Sequence[str], count: int) -> float:
    return count / len(texts) if texts else 0.0


def fit(field: str, cells: Sequence[Cell], texts: Sequence[str]) -> float:
    """How well the cells fit the field, from -4 to 4; 0 for an empty column, which says nothing."""
    if not texts:
        filled = sum(1 for cell in cells if level_of_fill(cell.fill))
        return 3.0 if field == v.RATING and filled * 2 > len(cells) > 0 else 0.0
    length = sum(words(text) for text in texts) / len(texts)
    measure = _FITS.get(field, _text_fit if field in TEXTS else None)
    if field in (v.SECTION, v.OBJECTIVE) and _heads_nothing(texts):
        return -8.0
    if field == v.PROGRESS and _share(texts, sum(1 for text in texts if _VERDICT.fullmatch(text))) > _MOSTLY:
        return -8.0  # "Accepted" answers a recommendation, and tells no progress
    if field == v.PROGRESS and _share(texts, sum(1 for text in texts if _ANSWER.fullmatch(text))) > _MOSTLY:
        return -1.5
    asks = _share(texts, sum(map(asks_for_something, texts))) if field == v.ACTION else 0.0
    return asks + (measure(texts, length) if measure else 0.0)


def _reference_fit(texts: Sequence[str], length: float) -> float:
    references = _share(texts, sum(map(is_reference, texts)))
    return 4.0 * references if references > 0.3 and length < 4 else -4.0


def _timescale_fit(texts: Sequence[str], length: float) -> float:
    timed = _share(texts, sum(map(tells_time, texts)))
    return 3.0 * _share(texts, sum(map(is_timescale, texts))) if timed > 0.15 and length < 40 else -3.0


def _lead_fit(texts: Sequence[str], length: float) -> float:
    if length > 25:
        return -2.0
    return 2.0 * _share(texts, sum(map(is_lead, texts))) - 0.15 * max(0.0, length - 3)  # names are short


def _section_fit(texts: Sequence[str], length: float) -> float:
    repeated = 1 - len({v.plain(text) for text in texts}) / len(texts)
    return -3.0 if length > 20 else 3.0 * repeated if len(texts) > 2 and length < 15 else 0.0


def _text_fit(texts: Sequence[str], length: float) -> float:
    bare = _share(texts, sum(1 for text in texts if is_reference(text) or is_timescale(text) or level_of(text)))
    return -4.0 if bare > 0.5 else 1.0 if length >= 4 else 0.0


def _rating_fit(texts: Sequence[str], length: float) -> float:
    if all(_YES_OR_NO.fullmatch(text) for text in texts):
        return -3.0  # though "Y" might stand for yellow
    levels = _share(texts, sum(1 for text in texts if level_of(text)))
    if levels > 0.5:
        return 4.0
    status = _share(texts, sum(1 for text in texts if words(text) <= 6 and _STATUS_WORDS.search(text)))
    timed = _share(texts, sum(map(tells_time, texts)))
    if status > 0.5 and timed < 0.5:
        return 2.0
    if all(re.fullmatch(r"\s*[0-5]\s*", text) for text in texts):
        return 1.0  # levels by number
    return -3.0 if length > 8 or timed > 0.5 else 0.0


_FITS: dict[str, Callable[[Sequence[str], float], float]] = {
    v.REFERENCE: _reference_fit,
    v.TIMESCALE: _timescale_fit,
    v.RATING: _rating_fit,
    v.LEAD: _lead_fit,
    v.SECTION: _section_fit,
}
