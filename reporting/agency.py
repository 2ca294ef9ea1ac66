"""Reads what one agency owes, partnership by partnership, to somebody who may see some of these."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Access
from accounts.models import Agency, Partnership, User
from accounts.roles import Permission
from plans.models import Action, Lead, LeadKind
from plans.querysets import LeadQuerySet
from ratings.action_rows import ActionRow, read_rows, states_or_bare
from ratings.choosing import ChosenPeriod, choose_period
from ratings.rollup import Counts, State, by_action, count
from ratings.selection import NO_UPDATE, Condition, Selection
from reporting.board import Board
from reporting.facts import names_among_several
from reporting.figures import ConditionNumber, Group, Number, Table
from reporting.gathering import read_dimensions


@dataclass(frozen=True, slots=True)
class OwedTo:
    """What the agency owes to one partnership. `rows` are the actions that are not complete, the overdue ones first.

    A number of `totals` leads to the rows below, or to the list of all actions where the agency has one lead there.
    """

    partnership: Partnership
    chosen: ChosenPeriod | None
    judged_on: date
    leads: Sequence[Group]
    totals: Sequence[ConditionNumber]
    tables: Sequence[Table]
    rows: Sequence[ActionRow]

    @property
    def has_actions(self) -> bool:
        return self.totals[0].number.value > 0


def leads_of(agency: Agency, user: User) -> LeadQuerySet:
    """The agency's leads that the person may see: those said to be of it, and those that are it by name alone."""
    named = [name.casefold() for name in (agency.name, agency.short_name) if name]
    by_name = Q(agency__isnull=True, kind=LeadKind.AGENCY, folded__in=named)
    sits_in = Q(partnership__in=agency.partnerships.values("pk"))
    visible = Lead.objects.visible_to(user).annotate(folded=Lower("name"))
    return visible.filter(Q(agency=agency) | (by_name & sits_in))


def read_agency(agency: Agency, user: User, *, today: date) -> list[OwedTo]:
    """Each partnership in which the person may see leads of the agency, or all plans where the agency sits there."""
    leads: dict[int, list[Lead]] = {}
    for lead in leads_of(agency, user):
        leads.setdefault(lead.partnership_id, []).append(lead)
    sits_in = set(agency.partnerships.values_list("pk", flat=True))
    found = []
    for partnership in Partnership.objects.visible_to(user):
        access = Access.of(user, partnership)
        sees = partnership.pk in leads or (partnership.pk in sits_in and access.may(Permission.SEE_PLANS))
        if sees and access.knows_plans:
            found.append(_owed_to(user, access, leads.get(partnership.pk, []), today))
    return found


def _owed_to(user: User, access: Access, leads: Sequence[Lead], today: date) -> OwedTo:
    partnership = access.partnership
    chosen = choose_period(user, partnership, wanted=None, today=today)
    visible = Action.objects.visible_to(user).filter(plan__partnership=partnership)
    actions = visible.filter(pk__in=Lead.actions.through.objects.filter(lead__in=leads).values("action"))
    period, before = (chosen.period, chosen.before) if chosen else (None, None)
    states = states_or_bare(actions, period=period, before=before, today=today)
    dimensions = read_dimensions(partnership.pk)
    address = reverse("ratings:actions", kwargs={"partnership": partnership.slug})
    groups = [Group(lead.pk, lead.name, _page_of(lead, access)) for lead in leads]
    board = Board(address, period.pk, states, None, (), dimensions) if period else None
    names = {key: name for key, name in names_among_several(dimensions.values()).items() if key}
    return OwedTo(
        partnership=partnership,
        chosen=chosen,
        judged_on=period.judged_on(today) if period else today,
        leads=groups,
        totals=_totals(count(states), groups, board, partnership),
        tables=board.by_lead(groups) if board else (),
        rows=read_rows(_incomplete(states), dimensions=names, period=period, access=access),
    )


def _page_of(lead: Lead, access: Access) -> str:
    """A lead's own page, for those who may open it."""
    if not access.may(Permission.SEE_PLANS):
        return ""
    return reverse("plans:lead", kwargs={"partnership": access.partnership.slug, "pk": lead.pk})


def _incomplete(states: Sequence[State]) -> list[State]:
    """The states of actions that are not complete in every dimension; overdue actions first, then by date."""
    groups = [group for group in by_action(states).values() if not all(state.is_complete for state in group)]
    groups.sort(key=lambda group: (not any(state.is_overdue for state in group), group[0].due_on or date.max))
    return [state for group in groups for state in group]


def _totals(
    counts: Counts, leads: Sequence[Group], board: Board | None, partnership: Partnership
) -> list[ConditionNumber]:
    below = f"#{partnership.slug}-actions"

    def number(value: int, **chosen: object) -> Number:
        if board is None or len(leads) != 1:
            return Number(value, below)
        return Number(value, board.url(Selection(lead=leads[0].key).but(**chosen)))

    return [
        ConditionNumber(_("Actions"), number(counts.actions)),
        ConditionNumber(_("Complete"), number(counts.complete, condition=Condition.COMPLETE)),
        ConditionNumber(_("Not complete"), Number(counts.incomplete, below)),
        ConditionNumber(_("Overdue"), number(counts.overdue, condition=Condition.OVERDUE)),
        ConditionNumber(_("No update"), number(counts.each.no_update, level=NO_UPDATE)),
        ConditionNumber(_("Off course"), number(counts.each.off_course, condition=Condition.OFF_COURSE)),
    ]
