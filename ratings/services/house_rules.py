"""What a partnership decides for itself about dates and checks."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.history import save_with_history
from accounts.models import Partnership, User
from accounts.permissions import hold_partnership, require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from ratings.models import HouseRules

MOST_DAYS, MOST_MONTHS = 90, 60


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules as a person chose them: `months` are those after which a confirmed action is checked again."""

    moved_dates_stay_overdue: bool
    days_before_meeting: int
    months: tuple[int, ...]


@transaction.atomic
def set_house_rules(*, partnership: Partnership, rules: Rules, by: User, reason: str = "") -> HouseRules:
    """Set the rules from now on; what was counted or planned under the old ones stays on record.

    Raises RuleBroken naming the field. Rules that say what holds already write nothing.
    """
    require(Permission.SET_UP, partnership, by=by)
    hold_partnership(partnership)
    if not 0 <= rules.days_before_meeting <= MOST_DAYS:
        raise RuleBroken(_("Enter a number of days from 0 to 90."), field="days_before_meeting")
    if any(not 1 <= months <= MOST_MONTHS for months in rules.months):
        raise RuleBroken(_("Enter months from 1 to 60, with commas between."), field="months")
    standing = HouseRules.of(partnership)
    chosen = asdict(rules) | {"months": sorted(set(rules.months))}
    if {name: getattr(standing, name) for name in chosen} == chosen:
        return standing
    standing.moved_dates_stay_overdue = rules.moved_dates_stay_overdue
    standing.days_before_meeting = rules.days_before_meeting
    standing.hold_check_months = ", ".join(str(months) for months in chosen["months"])
    save_with_history(standing, by=by, reason=reason.strip())
    return standing
