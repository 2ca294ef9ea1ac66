from accounts.models.chain import HistoryHead, HistoryLink
from accounts.models.memberships import Membership
from accounts.models.partnerships import Agency, Partnership
from accounts.models.users import User

__all__ = ["Agency", "HistoryHead", "HistoryLink", "Membership", "Partnership", "User"]
