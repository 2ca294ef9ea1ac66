"""How things stood at the end of an earlier day: the same pages and the same queries, over the histories."""

from accounts.as_at.days import NotADay, first_moment_after, read_day
from accounts.as_at.standing import Standing, as_it_stood, standing_now, today

__all__ = ["NotADay", "Standing", "as_it_stood", "first_moment_after", "read_day", "standing_now", "today"]
