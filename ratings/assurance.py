"""The page of what waits: a section for each kind of thing, made by a builder of its own and drawn by its own partial.

To add a kind: a builder here or in a module of its own, a partial in templates/ratings, a line in SECTIONS.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.access import Access
from accounts.models import Partnership, User
from accounts.roles import Permission
from plans.models import Action
from ratings.action_rows import states_or_bare
from ratings.hold_dates import EARLIEST
from ratings.independence import why_not_independent
from ratings.models import HoldCheck
from ratings.rollup import State
from ratings.waiting import MOST_SHOWN, Asked, Section
from ratings.waiting_answers import challenges, date_requests


@dataclass(frozen=True, slots=True)
class ClaimedRow:
    """A claimed action. `why_not` says why the person who looks may not confirm it."""

    action: Action
    states: Sequence[State]
    may_verify: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    check: HoldCheck
    is_overdue: bool
    may_answer: bool
    why_not: str


def sections(asked: Asked) -> list[Section]:
    """Everything that waits for the person, or that they may know to wait."""
    found = (build(asked) for build in SECTIONS)
    return [section for section in found if section is not None]


def checks_due(user: User, partnership: Partnership, *, today: date) -> list[HoldCheck]:
    """The checks that are overdue, or due within four weeks, soonest first. One query."""
    visible = HoldCheck.objects.visible_to(user).filter(verification__action__plan__partnership=partnership)
    due = visible.waiting().filter(due_on__lte=today + EARLIEST).order_by("due_on", "pk")
    return list(due.select_related("verification__action__plan", "verification__level", "verification__verified_by"))


def checks_for_home(access: Access, *, today: date) -> list[HoldCheck]:
    """For the first page of those who verify; nothing for all others. One query."""
    if not isinstance(access.user, User) or not access.may(Permission.VERIFY):
        return []
    return checks_due(access.user, access.partnership, today=today)


def _claims(asked: Asked) -> Section:
    """What is claimed and not confirmed, by the roll-up of the period; what the person may confirm comes first."""
    period, before = (asked.chosen.period, asked.chosen.before) if asked.chosen else (None, None)
    claimed: dict[int, list[State]] = {}
    for state in states_or_bare(asked.actions(), period=period, before=before, today=asked.today):
        if state.is_claimed:
            claimed.setdefault(state.action_id, []).append(state)
    barred = why_not_independent(asked.user, asked.partnership, list(claimed)) if asked.verifies else {}
    stand_ins = set(asked.actions().filter(pk__in=claimed, is_placeholder=True).values_list("pk", flat=True))
    shown = sorted(claimed, key=lambda key: (key in barred, key in stand_ins))[:MOST_SHOWN]
    actions = Action.objects.select_related("plan").prefetch_related("leads").in_bulk(shown)
    return Section(
        anchor="claimed",
        title=_("Claimed, and to be confirmed"),
        about=_(
            "Said to be embedded. Somebody who does not lead the action looks at the evidence, and says how they know."
        ),
        none=_("Nothing is claimed that was not confirmed."),
        template="ratings/_assurance_claims.html",
        rows=[
            ClaimedRow(actions[key], claimed[key], asked.verifies and key not in barred, barred.get(key, ""))
            for key in shown
        ],
        total=len(claimed),
    )


def _checks(asked: Asked) -> Section:
    """The checks that are due or overdue; those of a lead's own actions for the lead."""
    due = checks_due(asked.user, asked.partnership, today=asked.today)
    if not asked.sees_all:
        own = set(asked.actions().values_list("pk", flat=True))
        due = [check for check in due if check.verification.action_id in own]
    barred = {}
    if asked.verifies:
        barred = why_not_independent(
            asked.user, asked.partnership, [check.verification.action_id for check in due[:MOST_SHOWN]]
        )
    return Section(
        anchor="checks",
        title=_("Did it hold?"),
        about=_("Confirmed some months ago, and to be looked at again: overdue, or due in the next four weeks."),
        none=_("No check is due in the next four weeks."),
        template="ratings/_assurance_checks.html",
        rows=[
            CheckRow(
                check,
                check.due_on < asked.today,
                asked.verifies and check.verification.action_id not in barred,
                barred.get(check.verification.action_id, ""),
            )
            for check in due[:MOST_SHOWN]
        ],
        total=len(due),
    )


SECTIONS: tuple[Callable[[Asked], Section | None], ...] = (_claims, _checks, date_requests, challenges)
