"""The people of one partnership as its pages show them: each with the roles held there, and what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Agency, Membership, Partnership, User
from accounts.roles import SENTENCES, Role


@dataclass(slots=True)
class PersonHere:
    """A person and the roles that they hold in one partnership."""

    person: User
    memberships: list[Membership] = field(default_factory=list)

    @property
    def roles(self) -> list[Role]:
        return [Role(membership.role) for membership in self.memberships]

    @property
    def agency(self) -> Agency | None:
        return next((membership.agency for membership in self.memberships if membership.agency), None)

    @property
    def sentences(self) -> list[str]:
        """What the person may do, a sentence for each role."""
        return [str(SENTENCES[role]) for role in self.roles]


@dataclass(frozen=True, slots=True)
class RoleEvent:
    """One line of the record: who did what to a person's role, when and why."""

    when: datetime
    sentence: str
    reason: str


def people_here(memberships: Iterable[Membership]) -> list[PersonHere]:
    """The memberships gathered by person, by name."""
    found: dict[int, PersonHere] = {}
    for membership in memberships:
        found.setdefault(membership.user_id, PersonHere(membership.user)).memberships.append(membership)
    return sorted(found.values(), key=lambda entry: (entry.person.name.casefold(), entry.person.email))


def role_history(person: User, partnership: Partnership) -> list[RoleEvent]:
    """Every role given, changed or withdrawn in the partnership, newest first."""
    entries = (
        Membership.history.filter(user_id=person.pk, partnership_id=partnership.pk)
        .select_related("history_user", "agency")
        .order_by("-history_date", "-history_id")
    )
    return [
        RoleEvent(
            entry.history_date,
            _sentence(entry.history_type, entry.history_user, entry.role, entry.agency),
            entry.history_change_reason or "",
        )
        for entry in entries
    ]


def people_who_left(partnership: Partnership, present: Iterable[PersonHere]) -> list[User]:
    """Those who held a role here once and hold none now: their names stay on what they did."""
    once = Membership.history.filter(partnership_id=partnership.pk, history_type="-").values("user_id")
    still = [entry.person.pk for entry in present]
    return list(User.objects.filter(pk__in=once).exclude(pk__in=still))


def _sentence(kind: str, by: User | None, role: str, agency: Agency | None) -> str:
    words = {"by": by or _("The service"), "role": Role(role).label, "agency": agency or _("no agency")}
    if kind == "-":
        return _("%(by)s withdrew the role %(role)s.") % words
    if kind == "~":
        return _("%(by)s changed the role %(role)s: now for %(agency)s.") % words
    if agency:
        return _("%(by)s gave the role %(role)s, for %(agency)s.") % words
    return _("%(by)s gave the role %(role)s.") % words
