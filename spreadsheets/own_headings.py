"""The headings of columns that a plan decides: ratings and reasons by dimension and period, progress by topic.

Pure logic: made here and read back here.
"""

import re
from typing import TypeAlias

# Dimension and period.
RatingKey: TypeAlias = tuple[str, str]

_TOPIC = re.compile(r"Progress: (?P<topic>.+)")
_RATING = re.compile(r"(?:(?P<dimension>.+) rating|Rating) \((?P<period>[^()]+)\)")
_REASON = re.compile(r"(?:(?P<dimension>.+) reason|Reason) \((?P<period>[^()]+)\)")


def rating_heading(dimension: str, period: str, *, what: str = "rating") -> str:
    """ "Rating (2020/21 Q4)", "Impact reason (2018/19 Q2)"; `dimension` is empty where there is only one."""
    return f"{dimension} {what} ({period})" if dimension else f"{what.title()} ({period})"


def read_rating_heading(heading: str) -> RatingKey | None:
    """The dimension (empty for the only one) and the period that a heading made here names."""
    return _named(_RATING, heading)


def read_reason_heading(heading: str) -> RatingKey | None:
    return _named(_REASON, heading)


def topic_heading(topic: str) -> str:
    return f"Progress: {topic}"


def read_topic_heading(heading: str) -> str | None:
    """The topic of the progress that the column tells."""
    found = _TOPIC.fullmatch(heading.strip())
    return found["topic"] if found else None


def _named(pattern: re.Pattern[str], heading: str) -> RatingKey | None:
    found = pattern.fullmatch(" ".join(heading.split()))
    return (found["dimension"] or "", found["period"]) if found else None
