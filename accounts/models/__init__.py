from accounts.models.memberships import Membership
from accounts.models.partnerships import Agency, Partnership
from accounts.models.users import User

__all__ = ["Agency", "Membership", "Partnership", "User"]
