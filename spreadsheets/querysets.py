from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Q

from accounts.models import Membership, User
from accounts.roles import Permission

if TYPE_CHECKING:
    from spreadsheets.models import ColumnMapping, ImportRow, ImportRun

__all__ = ["ColumnMappingQuerySet", "ImportRowQuerySet", "ImportRunQuerySet"]


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ImportRunQuerySet":
        """The imports of partnerships in which the person may import."""
        may = Membership.objects.granting(user, Permission.IMPORT)
        return self.filter(partnership__in=may.values("partnership"))

    def for_list(self) -> "ImportRunQuerySet":
        """With who, which plan and how many rows are offered, without the file and the draft."""
        offered = Count("rows", filter=Q(rows__is_offered=True))
        related = self.select_related("uploaded_by", "committed_by", "undone_by", "plan").annotate(offered=offered)
        # Django leaves a model's own order out of a query that counts.
        return related.defer("data", "draft", "written").order_by("-uploaded_at", "-pk")


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def offered(self) -> "ImportRowQuerySet":
        """The rows in force: of a source row that holds several actions, either its parts or the whole."""
        return self.filter(is_offered=True)

    def included(self) -> "ImportRowQuerySet":
        return self.offered().filter(decision="include")

    def needing_looks(self) -> "ImportRowQuerySet":
        """What is asked whether a person is needed, of the rows in force and nothing more of them."""
        return self.offered().only("run_id", "problems", "chosen", "decision", "is_checked")

    def that_brought(self) -> "ImportRowQuerySet":
        """The rows whose import stands: neither staged only nor undone."""
        return self.filter(run__status="committed")


class ColumnMappingQuerySet(models.QuerySet["ColumnMapping"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ColumnMappingQuerySet":
        """Those of partnerships in which the person may import."""
        may = Membership.objects.granting(user, Permission.IMPORT)
        return self.filter(partnership__in=may.values("partnership"))
