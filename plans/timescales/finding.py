"""Finds every date in a text. The searches go from the most exact to the least; what one has taken stays taken."""

from plans.timescales.days_and_months import DAYS, LATE_MONTHS, MONTHS, lone_day
from plans.timescales.found import Found
from plans.timescales.quarters_and_years import LATE_PERIODS, QUARTERS, YEARS

# Quarters and months come before "2018/19", whose digits they may need; bare months and years come last.
SEARCHES = (*DAYS, *QUARTERS, *MONTHS, *YEARS, *LATE_MONTHS, *LATE_PERIODS)
MOST_DATES = 60


def find_dates(plain: str) -> list[Found]:
    """Dates in reading order, none overlapping; `plain` has been through `levelled`. At most MOST_DATES of them."""
    taken: list[Found] = []
    for pattern, search in SEARCHES:
        for match in pattern.finditer(plain):
            fresh = search(match)
            if fresh and not any(one.start < new.end and new.start < one.end for one in taken for new in fresh):
                taken.extend(fresh)
            if len(taken) >= MOST_DATES:
                break
    return sorted(taken, key=lambda one: one.start) or lone_day(plain)
