"""A quarter that a file names without its year, as "Q2": of which year it is, a plan's own time or a person tells.

Pure logic. Where a file names one such quarter alone (as its title, "Update Q4", does), it says no more than that the
ratings are of one period, which a person chooses.
"""

import re
from collections.abc import Iterable
from datetime import date

from ratings.quarters import Quarter, quarter_of

_BARE = re.compile(r"Q(?P<number>[1-4])")


def is_bare(name: str) -> bool:
    return _BARE.fullmatch(name) is not None


def alone(names: Iterable[str | None]) -> str | None:
    """The one quarter without a year that all of these are of; None where they are of several, or of another kind."""
    found = set(names)
    only = found.pop() if len(found) == 1 else None
    return only if only and is_bare(only) else None


def year_of(starts_on: date | None, ends_on: date | None, chosen: date | None) -> int | None:
    """In which year the financial year began that such quarters are of: that of the plan, if it is of one year, else
    that of a day in the period that a person chose."""
    if starts_on and ends_on and quarter_of(starts_on).first_year == quarter_of(ends_on).first_year:
        return quarter_of(starts_on).first_year
    return quarter_of(chosen).first_year if chosen else None


def with_year(name: str, first_year: int | None) -> str:
    """ "2025/26 Q2" of "Q2"; any other name, and one of no known year, as it is."""
    found = _BARE.fullmatch(name)
    return Quarter(first_year, int(found["number"])).name if found and first_year is not None else name
