"""The headings of columns that a plan decides: ratings and reasons by dimension and period, progress by topic.

Pure logic: made here and read back here.
"""

import re
from typing import TypeAlias

# Said of a level of a scale that the plan has left: the new one may not know it, or mean something else by it.
EARLIER_SCALE = "(earlier scale)"
# Dimension and period.
RatingKey: TypeAlias = tuple[str, str]

_TOPIC = re.compile(r"Progress: (?P<topic>.+)")
# A name may hold brackets of its own ("Spring (early)"); what is expected may follow on a line of its own.
_PERIOD = r"\((?P<period>.+?)\)(?: Expected: .+)?"
_RATING = re.compile(rf"(?:(?P<dimension>.+?) rating|Rating) {_PERIOD}")
_REASON = re.compile(rf"(?:(?P<dimension>.+?) reason|Reason) {_PERIOD}")
# Written beside a rating for people, and never read back.
_BESIDE = re.compile(
    rf"(?:What the (?:(?P<dimension>.+?) )?rating means|(?:(?P<noted>.+?) rating|Rating) notes) {_PERIOD}"
)


def rating_heading(dimension: str, period: str, *, what: str = "rating") -> str:
    """ "Rating (2020/21 Q4)", "Impact reason (2018/19 Q2)"; `dimension` is empty where there is only one."""
    return f"{dimension} {what} ({period})" if dimension else f"{what.title()} ({period})"


def read_rating_heading(heading: str) -> RatingKey | None:
    """The dimension (empty for the only one) and the period that a heading made here names."""
    return _named(_RATING, heading)


def read_reason_heading(heading: str) -> RatingKey | None:
    return _named(_REASON, heading)


def means_heading(dimension: str, period: str) -> str:
    """ "What the Impact rating means (2018/19 Q2)"."""
    return f"What the {dimension} rating means ({period})" if dimension else f"What the rating means ({period})"


def notes_heading(dimension: str, period: str) -> str:
    """ "Rating notes (2018/19 Q2)", "Impact rating notes (2018/19 Q2)": what was restated and verified."""
    return f"{dimension} rating notes ({period})" if dimension else f"Rating notes ({period})"


def is_beside_rating(heading: str) -> bool:
    """Whether the column only tells people more of a rating."""
    return _named(_BESIDE, heading) is not None


def topic_heading(topic: str) -> str:
    return f"Progress: {topic}"


def read_topic_heading(heading: str) -> str | None:
    """The topic of the progress that the column tells."""
    found = _TOPIC.fullmatch(heading.strip())
    return found["topic"] if found else None


def _named(pattern: re.Pattern[str], heading: str) -> RatingKey | None:
    found = pattern.fullmatch(" ".join(heading.split()))
    return (found["dimension"] or "", found["period"]) if found else None
