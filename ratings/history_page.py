"""A history as a page and a file show it: narrowed by kind, person and time, each change with where it was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Access
from accounts.roles import Permission
from plans.models import Action, ActionPlan
from ratings.forms.history import KINDS, NOBODY, HistoryForm, TimeForm
from ratings.histories.past import Scope
from ratings.history import read_histories
from ratings.sentences import Entry


@dataclass(frozen=True, slots=True)
class Told:
    """An entry, and what it was done to; without an action or a plan those are empty.

    What is no more keeps its name, and has no key to lead there.
    """

    entry: Entry
    action: str
    action_id: int | None
    plan: str
    plan_id: int | None

    @property
    def kind(self) -> str:
        return str(KINDS.get(self.entry.about, self.entry.about))


@dataclass(frozen=True, slots=True)
class HistoryRead:
    """`entries` are those that the filter leaves, newest first, of `total`; `parts` says in words what was chosen."""

    form: HistoryForm
    entries: Sequence[Entry]
    total: int
    parts: Sequence[tuple[str, str]]
    actions: Mapping[int, "Named"]
    plans: Mapping[int, "Named"]

    @property
    def sentence(self) -> str:
        changes = ngettext("%(total)d change", "%(total)d changes", self.total) % {"total": self.total}
        if not self.parts:
            return changes
        found = _("%(found)d of %(changes)s") % {"found": len(self.entries), "changes": changes}
        return f"{found}: {', '.join(words for _field, words in self.parts)}"

    def told(self, entries: Sequence[Entry]) -> list[Told]:
        return [self._told(entry) for entry in entries]

    def tags(self, query: QueryDict, address: str) -> list[tuple[str, str]]:
        """What was chosen, each with the address of the page without it."""
        return [(words, f"{address}?{_without(query, field)}") for field, words in self.parts]

    def _told(self, entry: Entry) -> Told:
        action = self.actions.get(entry.action or 0)
        of_plan = action.plan if action else entry.plan or 0
        plan = self.plans.get(of_plan)
        return Told(
            entry,
            action.name if action else "",
            entry.action if action and not action.is_gone else None,
            plan.name if plan else "",
            of_plan if plan and not plan.is_gone else None,
        )


@dataclass(frozen=True, slots=True)
class Named:
    """A plan or an action by the name that it has, or had last; `plan` is the key of an action's plan."""

    name: str
    is_gone: bool = False
    plan: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose history: of the partnership or of some plans, by their keys."""

    partnership: int
    plans: Mapping[int, Named]
    whole: bool = False
    action: int | None = None

    @classmethod
    def of_partnership(cls, access: Access) -> Self:
        """All that the person may see; plans that are no more are seen by those who see every plan."""
        partnership = access.partnership
        if access.may(Permission.SEE_PLANS):
            past = ActionPlan.history.filter(partnership_id=partnership.pk).order_by("history_date", "history_id")
            rows = past.values_list("id", "title", "history_type")
            return cls(partnership.pk, {pk: Named(title, kind == "-") for pk, title, kind in rows}, whole=True)
        plans = ActionPlan.objects.visible_to(access.user).filter(partnership=partnership)
        return cls(partnership.pk, {plan.pk: Named(plan.title) for plan in plans})

    @classmethod
    def of_plan(cls, plan: ActionPlan) -> Self:
        return cls(plan.partnership_id, {plan.pk: Named(plan.title)})

    @classmethod
    def of_action(cls, action: Action) -> Self:
        plans = {action.plan_id: Named(action.plan.title)}
        return cls(action.plan.partnership_id, plans, action=action.pk)


def read_page(asked: Asked, query: QueryDict) -> HistoryRead:
    """As many queries as there are sources of history, and one for the names of actions."""
    span = TimeForm(query)
    span.full_clean()
    since, until = span.cleaned_data.get("since"), span.cleaned_data.get("until")
    scope = Scope(
        asked.partnership,
        list(asked.plans),
        action=asked.action,
        whole=asked.whole,
        since=_midnight(since),
        until=_midnight(until + timedelta(days=1) if until and until < date.max else None),
    )
    everything = read_histories(scope)
    form = HistoryForm(query, kinds=[each.about for each in everything], people=_people(everything))
    form.full_clean()
    chosen = form.cleaned_data
    entries = [each for each in everything if _matches(each, chosen)]
    return HistoryRead(form, entries, len(everything), _parts(form), _actions(asked), asked.plans)


def _matches(entry: Entry, chosen: Mapping[str, Any]) -> bool:
    kind, person = chosen.get("kind"), chosen.get("person")
    return (not kind or entry.about == kind) and (not person or str(entry.person or NOBODY) == person)


def _people(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    found = {str(entry.person or NOBODY): entry.who for entry in entries}
    return sorted(found.items(), key=lambda pair: pair[1].casefold())


def _parts(form: HistoryForm) -> list[tuple[str, str]]:
    chosen = form.cleaned_data
    parts = []
    for name in ("kind", "person"):
        if value := chosen.get(name):
            field: Any = form.fields[name]
            parts.append((name, str(dict(field.choices)[value])))
    for name, words in (("since", _("from %(day)s")), ("until", _("to %(day)s"))):
        if day := chosen.get(name):
            parts.append((name, words % {"day": date_format(day, "j F Y")}))
    return parts


def _actions(asked: Asked) -> dict[int, Named]:
    """How people point at each action, those that are no more included."""
    past = Action.history.filter(plan_id__in=list(asked.plans)).order_by("history_date", "history_id")
    if asked.action is not None:
        past = past.filter(id=asked.action)
    rows = past.values_list("id", "plan_id", "reference", "position", "history_type")
    return {pk: Named(reference or f"#{place}", kind == "-", plan) for pk, plan, reference, place, kind in rows}


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _without(query: QueryDict, field: str) -> str:
    kept = query.copy()
    for name in (field, *(f"{field}_{part}" for part in range(3)), "page"):
        kept.pop(name, None)
    return kept.urlencode()
