from accounts.history import save_with_history
from accounts.models import Partnership, User
from ratings.models import ReportingPeriod
from ratings.quarters import quarter_named


def make_periods(partnership: Partnership, *names: str, by: User) -> dict[str, ReportingPeriod]:
    """The quarters of these names ("2019/20 Q1"): those of which the documents speak, and no others."""
    made = {}
    for name in names:
        quarter = quarter_named(name)
        if quarter is None:
            raise ValueError(f"{name} is not a quarter")
        period = ReportingPeriod(
            partnership=partnership, name=name, starts_on=quarter.starts_on, ends_on=quarter.ends_on
        )
        save_with_history(period, by=by)
        made[name] = period
    return made
