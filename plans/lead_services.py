"""Every change that a person makes to a lead: its name, its other wordings, who answers for it, and merging two."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.chain import sealed_together
from accounts.history import save_with_history, set_members_quietly
from accounts.models import Agency, Membership, Partnership, User
from accounts.permissions import require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from plans.models import Action, Lead, LeadKind, LeadWording


@transaction.atomic
def add_lead(
    *, partnership: Partnership, name: str, kind: LeadKind, agency: Agency | None, post: str, by: User
) -> Lead:
    """Enter somebody who can lead actions of the partnership."""
    require(Permission.UPDATE_ANY_ACTION, partnership, by=by)
    lead = Lead(partnership=partnership, name=name.strip(), kind=kind, agency=agency, post=post.strip())
    _check(lead)
    save_with_history(lead, by=by)
    return lead


@transaction.atomic
def change_lead(
    *, lead: Lead, name: str, kind: LeadKind, agency: Agency | None, post: str, by: User, reason: str = ""
) -> None:
    """Change what a lead is; documents that write the old name still find it, as another wording."""
    require(Permission.UPDATE_ANY_ACTION, lead.partnership, by=by)
    lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
    old_name, before = lead.name, (lead.name, lead.kind, lead.agency_id, lead.post)
    lead.name, lead.kind, lead.agency, lead.post = name.strip(), kind, agency, post.strip()
    if (lead.name, lead.kind, lead.agency_id, lead.post) == before:
        return
    _check(lead)
    lead.wordings.filter(text__iexact=lead.name).delete()
    save_with_history(lead, by=by, reason=reason.strip())
    if lead.name.casefold() != old_name.casefold():
        _keep_wording(lead, old_name)


@transaction.atomic
def add_wording(*, lead: Lead, text: str, by: User) -> LeadWording:
    """Another way in which documents write the lead: from now on an import finds it."""
    require(Permission.UPDATE_ANY_ACTION, lead.partnership, by=by)
    text = " ".join(text.split())
    if not text:
        raise RuleBroken(_("Enter the wording as documents write it."), field="text")
    if text.casefold() == lead.name.casefold() or lead.wordings.filter(text__iexact=text).exists():
        raise RuleBroken(_("This lead is known by that wording already."), field="text")
    _refuse_taken(lead, text, field="text")
    wording = LeadWording(partnership_id=lead.partnership_id, lead=lead, text=text)
    wording.save()
    return wording


@transaction.atomic
def remove_wording(*, wording: LeadWording, by: User) -> None:
    """An import does not take these words for the lead any more; actions that have it keep it."""
    require(Permission.UPDATE_ANY_ACTION, wording.partnership, by=by)
    wording.delete()


@transaction.atomic
@sealed_together()
def set_people(*, lead: Lead, people: Collection[User], by: User) -> None:
    """Let these members answer for the lead: they see its plans and say what was done on its actions."""
    require(Permission.UPDATE_ANY_ACTION, lead.partnership, by=by)
    _hold([lead])
    held = set(lead.people.values_list("pk", flat=True))
    wanted = {person.pk for person in people}
    if wanted == held:
        return
    # Somebody who answered for it before and has left since does not bar others from being chosen.
    members = Membership.objects.filter(partnership=lead.partnership_id, user__in=wanted, user__is_active=True)
    if not wanted - held <= set(members.values_list("user_id", flat=True)):
        raise RuleBroken(_("Choose people who have a role in this partnership."), field="people")
    set_members_quietly(lead, "people", list(people))
    save_with_history(lead, by=by)


@transaction.atomic
@sealed_together()
def set_leads_of_person(*, person: User, partnership: Partnership, leads: Collection[Lead], by: User) -> None:
    """Let a member answer for these leads of the partnership and no others."""
    require(Permission.UPDATE_ANY_ACTION, partnership, by=by)
    if any(lead.partnership_id != partnership.pk for lead in leads):
        raise RuleBroken(_("Choose leads of this partnership."), field="leads")
    wanted = {lead.pk for lead in leads}
    standing = Lead.objects.filter(partnership=partnership).order_by("pk")
    _hold(standing)
    for lead in standing.prefetch_related("people"):
        others = [each for each in lead.people.all() if each.pk != person.pk]
        if (lead.pk in wanted) != (len(others) < len(lead.people.all())):
            set_people(lead=lead, people=[*others, person] if lead.pk in wanted else others, by=by)


@transaction.atomic
@sealed_together()
def merge_leads(*, lead: Lead, into: Lead, by: User) -> int:
    """Merge a lead that was entered twice: its actions, wordings and people become the other's.

    Returns how many actions moved. The history of each says so; the merged lead's own history stays.
    """
    require(Permission.UPDATE_ANY_ACTION, lead.partnership, by=by)
    if lead.partnership_id != into.partnership_id or lead.pk == into.pk:
        raise RuleBroken(_("Choose another lead of this partnership."), field="into")
    # Actions before leads, as whoever saves an action takes them: of two who do this at once one waits.
    actions = Action.objects.select_for_update(of=("self",)).filter(leads=lead).order_by("pk")
    list(actions.values_list("pk"))
    held = Lead.objects.select_for_update(of=("self",)).filter(pk__in=[lead.pk, into.pk]).order_by("pk")
    if len(held) < 2:
        raise RuleBroken(_("One of the two was merged already: look at the list of leads."), field="into")
    reason = _("The lead “%(old)s” was merged into “%(new)s”.") % {"old": lead.name, "new": into.name}
    moved = list(actions.prefetch_related("leads"))
    for action in moved:
        kept = [each for each in action.leads.all() if each.pk not in (lead.pk, into.pk)]
        set_members_quietly(action, "leads", [*kept, into])
        # A form filled in before the merge offers a lead that is gone by now: it has to be noticed.
        action.revision += 1
        save_with_history(action, by=by, reason=reason)
    name, people = lead.name, {*lead.people.all(), *into.people.all()}
    lead.wordings.update(lead=into)
    for meeting in lead.meetings.select_for_update(of=("self",)).order_by("pk"):
        meeting.group = into
        save_with_history(meeting, by=by, reason=reason)
    set_members_quietly(into, "people", list(people))
    save_with_history(into, by=by, reason=reason)
    lead._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
    lead._change_reason = reason  # type: ignore[attr-defined]  # read by django-simple-history
    lead.delete()
    _keep_wording(into, name)
    return len(moved)


def _hold(leads: Iterable[Lead]) -> None:
    """Let nobody else change or merge these leads until the transaction ends. Raises RuleBroken where one is gone."""
    keys = {lead.pk for lead in leads}
    held = Lead.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=keys).order_by("pk")
    if len(held) < len(keys):
        raise RuleBroken(_("This lead was merged into another meanwhile: look at the list of leads."))


def _check(lead: Lead) -> None:
    if lead.agency and not lead.agency.partnerships.filter(pk=lead.partnership_id).exists():
        raise RuleBroken(_("Choose an agency of this partnership."), field="agency")
    _refuse_taken(lead, lead.name, field="name")


def _keep_wording(lead: Lead, text: str) -> None:
    """The wording, if it is not known yet."""
    if not LeadWording.objects.filter(partnership=lead.partnership_id, text__iexact=text).exists():
        LeadWording(partnership_id=lead.partnership_id, lead=lead, text=text).save()


def _refuse_taken(lead: Lead, text: str, *, field: str) -> None:
    """One wording means one lead: otherwise an import could not know which is meant."""
    wording = (
        LeadWording.objects.filter(partnership=lead.partnership_id, text__iexact=text).exclude(lead=lead.pk).first()
    )
    named = Lead.objects.filter(partnership=lead.partnership_id, name__iexact=text).exclude(pk=lead.pk).first()
    other = named or (wording.lead if wording else None)
    if other:
        raise RuleBroken(
            _("These words mean %(lead)s already: merge the two, or remove the wording there first.")
            % {"lead": other.name},
            field=field,
        )
