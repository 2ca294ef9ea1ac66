"""What has been changed, since an import, of what it wrote: sentences that name it, empty where nothing was."""

from collections.abc import Container, Iterator
from typing import Any, TypeAlias

from django.apps import apps
from django.db.models import Exists, Model, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.models import Action, ActionPlan, DateRequest, DueDateMove, Objective, ProgressUpdate, Section
from ratings.models import (
    Challenge,
    Evidence,
    ExpectedLevel,
    PeriodStatus,
    Rating,
    ReportingPeriod,
    Restatement,
    Verification,
)
from spreadsheets.models import ImportRun
from spreadsheets.services.ledger import in_parts, last_entries

# Belongs to everybody from then on: it stays when others use or change it, and bars nothing.
SHARED = ("plans.lead", "accounts.agency", "plans.strategicaim", "ratings.reportingperiod", "ratings.ratingscale")

# What only people add to an action: an import makes none of it, so any of it was added since.
PEOPLES_OWN: tuple[type[Any], ...] = (Challenge, DateRequest, Evidence, Restatement, Verification)


# The action that a sentence speaks of, if it speaks of one, and the sentence.
Said: TypeAlias = tuple[int | None, str]


def changed_since(run: ImportRun) -> list[str]:
    """Compares the last entry of each thing's history, and looks for what was added below."""
    told = [*_changed(run.written), *_added(run.written), *_closed(run.written)]
    told += _revised(run.written, {action for action, _sentence in told})
    return list(dict.fromkeys(sentence for _action, sentence in told))


def _changed(written: dict[str, Any]) -> Iterator[Said]:
    for label, marks in written["marks"].items():
        if label in SHARED:
            continue
        model = apps.get_model(label)
        keys = [int(key) for key in marks]
        last = last_entries(model, keys)
        for part in in_parts(last[key] for key in keys if key in last and last[key] != marks[str(key)]):
            for entry in model.history.filter(history_id__in=part).select_related("history_user"):
                yield _action_of(entry.instance), _by_whom(_name(entry), entry.history_user, entry.history_date)


def _revised(written: dict[str, Any], told: Container[int | None]) -> Iterator[Said]:
    """Actions that were saved again, of which nothing else tells."""
    revisions = {int(key): revision for key, revision in written["revisions"].items()}
    for part in in_parts(revisions):
        for action in Action.objects.filter(pk__in=part):
            if action.revision != revisions[action.pk] and action.pk not in told:
                yield action.pk, _("action %(label)s was changed") % {"label": action.label}


def _closed(written: dict[str, Any]) -> Iterator[Said]:
    """The ratings of a closed period do not change, and are not taken back either."""
    ratings = [*written["created"].get("ratings.rating", []), *map(int, written["changed"].get("ratings.rating", {}))]
    closed = ReportingPeriod.objects.filter(status=PeriodStatus.CLOSED)
    for part in in_parts(ratings):
        for period in closed.filter(ratings__in=part).distinct():
            yield None, _("%(period)s was closed, with ratings of this import in it") % {"period": period}
    for part in in_parts(written["created"].get("ratings.expectedlevel", [])):
        for period in closed.filter(expected_levels__in=part).distinct():
            yield None, _("%(period)s was closed, with expected levels of this import in it") % {"period": period}
    said = ProgressUpdate.objects.filter(as_at__gte=OuterRef("starts_on"), as_at__lte=OuterRef("ends_on"))
    in_it = said.filter(action__plan__partnership=OuterRef("partnership"))
    for part in in_parts(written["created"].get("plans.progressupdate", [])):
        for period in closed.filter(Exists(in_it.filter(pk__in=part))):
            yield None, _("%(period)s was closed, with updates of this import in it") % {"period": period}


def _added(written: dict[str, Any]) -> Iterator[Said]:
    """What stands below something that the import made, and was not made by it."""
    made = {label: set(keys) for label, keys in written["created"].items()}
    actions, plans = made.get("plans.action", set()), made.get("plans.actionplan", set())
    for part in in_parts(sorted(actions)):
        yield from _added_to_actions(made, part)
    for action in Action.objects.filter(plan__in=plans):
        if action.pk not in actions:
            yield action.pk, _("action %(label)s was added to the plan") % {"label": action.label}
    for model in (Section, Objective, ExpectedLevel):
        known = made.get(model._meta.label_lower, set())
        for thing in model._default_manager.filter(plan__in=plans):
            if thing.pk not in known:
                name = {"what": model._meta.verbose_name, "name": thing}
                yield None, _("%(what)s “%(name)s” was added to the plan") % name


def _added_to_actions(made: dict[str, set[int]], actions: list[int]) -> Iterator[Said]:
    for rating in Rating.objects.filter(action__in=actions).select_related("action", "period", "rated_by"):
        if rating.pk not in made.get("ratings.rating", set()):
            rated = {"label": rating.action.label, "period": rating.period}
            yield rating.action_id, _("action %(label)s was rated in %(period)s") % rated
    for update in ProgressUpdate.objects.filter(action__in=actions).select_related("action"):
        if update.pk not in made.get("plans.progressupdate", set()):
            yield update.action_id, _("progress was added to action %(label)s") % {"label": update.action.label}
    for move in DueDateMove.objects.filter(action__in=actions).select_related("action"):
        if move.pk not in made.get("plans.duedatemove", set()):
            yield move.action_id, _("the due date of action %(label)s was moved") % {"label": move.action.label}
    for model in PEOPLES_OWN:
        for thing in model._default_manager.filter(action__in=actions).select_related("action"):
            named = {"what": model._meta.verbose_name, "label": thing.action.label}
            yield thing.action_id, _("%(what)s was added to action %(label)s") % named


def _action_of(thing: Model) -> int | None:
    return thing.pk if isinstance(thing, Action) else getattr(thing, "action_id", None)


def _name(entry: Any) -> str:
    """How a person points at the thing of which this is an entry in the history."""
    thing: Model = entry.instance
    if isinstance(thing, Action):
        return _("action %(label)s") % {"label": thing.label}
    if isinstance(thing, Rating):
        return _("the rating of action %(label)s") % {"label": thing.action.label}
    if isinstance(thing, ProgressUpdate):
        return _("the progress of action %(label)s") % {"label": thing.action.label}
    if isinstance(thing, ActionPlan):
        return _("the plan “%(title)s”") % {"title": thing.title}
    return str(thing._meta.verbose_name)


def _by_whom(name: str, person: Any, when: Any) -> str:
    day = date_format(timezone.localtime(when), "j F Y, H:i")
    if person:
        return _("%(what)s was changed by %(person)s on %(when)s") % {"what": name, "person": person, "when": day}
    return _("%(what)s was changed on %(when)s") % {"what": name, "when": day}
