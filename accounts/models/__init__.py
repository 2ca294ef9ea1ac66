from accounts.models.calendar_feeds import CalendarFeed
from accounts.models.chain import HistoryHead, HistoryLink
from accounts.models.memberships import Membership
from accounts.models.partnerships import Agency, Partnership
from accounts.models.users import User

__all__ = ["Agency", "CalendarFeed", "HistoryHead", "HistoryLink", "Membership", "Partnership", "User"]
