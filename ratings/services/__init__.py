from ratings.services.periods import add_financial_year, add_period, close_period, reopen_period
from ratings.services.rating import NewRating, rate
from ratings.services.scales import set_expected_levels, set_plan_scale
from ratings.services.sitting import ActionChanges, record_changes

__all__ = [
    "ActionChanges",
    "NewRating",
    "add_financial_year",
    "add_period",
    "close_period",
    "rate",
    "record_changes",
    "reopen_period",
    "set_expected_levels",
    "set_plan_scale",
]
