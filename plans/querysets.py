from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.as_at.standing import standing_now
from accounts.models import Membership, Partnership, User
from accounts.roles import Permission

if TYPE_CHECKING:
    from plans.models import Action, ActionPlan, Lead, Meeting

__all__ = ["ActionPlanQuerySet", "ActionQuerySet", "LeadQuerySet", "MeetingQuerySet"]


class ActionPlanQuerySet(models.QuerySet["ActionPlan"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ActionPlanQuerySet":
        """Every plan for those who see plans; for a lead, the plans in which it has an action."""
        whole = Membership.objects.granting(user, Permission.SEE_PLANS).values("partnership")
        own = Membership.objects.granting(user, Permission.SEE_OWN_PLANS).values("partnership")
        has_own_action: Exists | Q = Exists(_actions().filter(plan=OuterRef("pk"), leads__people__in=[user.pk]))
        standing = standing_now()
        if standing and not standing.sees_whole:
            # Whom a plan is shown to is decided by what they lead today, whatever day is read.
            has_own_action = Q(pk__in=standing.of_today("plans", lambda: _led_by(user)))
        return self.filter(Q(partnership__in=whole) | (Q(partnership__in=own) & has_own_action))


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ActionQuerySet":
        """The actions of the plans that the person may see."""
        from plans.models import ActionPlan  # the models import this module

        return self.filter(plan__in=ActionPlan.objects.visible_to(user))

    def active(self) -> "ActionQuerySet":
        return self.filter(status="active")

    def led_by(self, user: "User | AnonymousUser") -> "ActionQuerySet":
        """The actions of a lead for which the person answers."""
        from plans.models import Lead  # the models import this module

        lead = Lead.objects.filter(people__in=[user.pk], actions=OuterRef("pk"))
        return self.filter(Exists(lead))

    def due_before(self, day: date) -> "ActionQuerySet":
        return self.filter(due_on__lt=day)

    def with_words(self, words: str) -> "ActionQuerySet":
        """The actions that hold each of the words in anything that a row of a list shows of them, but its rating."""
        found = self
        for word in words.split():
            in_update = Exists(_updates().filter(action=OuterRef("pk"), text__icontains=word))
            in_lead = Exists(_leads().filter(actions=OuterRef("pk"), name__icontains=word))
            found = found.filter(
                Q(text__icontains=word)
                | Q(measure__icontains=word)
                | Q(reference__iexact=word)
                | Q(section__title__icontains=word)
                | Q(objective__text__icontains=word)
                | Q(lead_text__icontains=word)
                | Q(timescale_text__icontains=word)
                | in_lead
                | in_update
            )
        return found


class LeadQuerySet(models.QuerySet["Lead"]):
    def visible_to(self, user: "User | AnonymousUser") -> "LeadQuerySet":
        """The leads of partnerships whose plans the person sees; for a lead, those of the plans it has actions in."""
        whole = Membership.objects.granting(user, Permission.SEE_PLANS).values("partnership")
        seen = _actions().visible_to(user).filter(leads=OuterRef("pk"))
        return self.filter(Q(partnership__in=whole) | Exists(seen))


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: "User | AnonymousUser") -> "MeetingQuerySet":
        """The meetings of the person's partnerships: a name and a day tell nothing of a plan."""
        return self.filter(partnership__in=Partnership.objects.visible_to(user))


def _actions() -> ActionQuerySet:
    from plans.models import Action  # the models import this module

    return Action.objects.all()


def _led_by(user: "User | AnonymousUser") -> list[int]:
    """The plans in which the person has an action."""
    return list(_actions().filter(leads__people__in=[user.pk]).values_list("plan", flat=True).distinct().order_by())


def _leads() -> LeadQuerySet:
    from plans.models import Lead  # the models import this module

    return Lead.objects.all()


def _updates() -> models.QuerySet[models.Model]:
    from plans.models import ProgressUpdate  # the models import this module

    return ProgressUpdate.objects.all()
