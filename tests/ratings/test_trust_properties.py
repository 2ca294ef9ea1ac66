"""Any sequence of rating, restating, closing, reopening, moving and confirming keeps what a rating is trusted for."""

from datetime import date
from random import Random

import pytest

from accounts.chain.verifying import Chain, findings
from accounts.models import User
from plans.models import Action
from ratings.models import Level, PeriodStatus, Rating, ReportingPeriod, Verification
from tests.factories import LeadFactory, PeriodFactory, a_rated_plan
from tests.ratings.changes_at_random import ChangesAtRandom

pytestmark = pytest.mark.django_db
STEPS = 120
# The rest removes by hand what no service removes, as the undoing of an import does.
BY_SERVICES = ("rate", "restate", "verify", "move", "say", "withdraw", "reinstate", "lead", "close", "reopen", "expect")

Closed = dict[int, list[tuple[object, ...]]]


def ratings_in(period: ReportingPeriod) -> list[tuple[object, ...]]:
    names = ("pk", "action_id", "dimension_id", "level_id", "reason", "rated_by_id", "rated_at", "revision")
    return list(Rating.objects.filter(period=period).order_by("pk").values_list(*names))


def first_dates() -> dict[int, date | None]:
    return dict(Action.objects.values_list("pk", "original_due_on"))


@pytest.mark.parametrize("seed", range(4))
def test_what_a_rating_is_trusted_for_holds_after_each_step(administrator: User, seed: int) -> None:
    partnership = administrator.memberships.get().partnership
    for number in (2, 3, 4):
        PeriodFactory.create(partnership=partnership, number=number)
    LeadFactory.create_batch(2, partnership=partnership)
    a_rated_plan(partnership, actions=3)
    for level in Level.objects.filter(code="blue"):
        level.needs_verification = True
        level.save()
    changes = ChangesAtRandom(partnership, by=administrator, random=Random(seed))
    changes.steps = [getattr(changes, f"do_{name}") for name in (*BY_SERVICES, "rate", "rate", "verify")]
    closed: Closed = {}
    originals = first_dates()

    for _step in range(STEPS):
        changes.one()

        shut = {period.pk: period for period in ReportingPeriod.objects.filter(status=PeriodStatus.CLOSED)}
        closed = {key: closed[key] if key in closed else ratings_in(period) for key, period in shut.items()}
        assert {key: ratings_in(period) for key, period in shut.items()} == closed
        assert all(now == originals[key] for key, now in first_dates().items() if originals[key])
        originals |= first_dates()
        places = list(Rating.objects.values_list("action_id", "dimension_id", "period_id"))
        assert len(places) == len(set(places))
        for standing in Verification.objects.standing().select_related("action", "level"):
            assert standing.level.needs_verification
            assert not Rating.objects.filter(
                action=standing.action,
                dimension=standing.dimension_id,
                period__ends_on__gte=standing.period.ends_on,
                rated_at__gt=standing.verified_at,
            ).exclude(level=standing.level)
    assert [finding.words for finding in findings(Chain())] == []
    assert len(changes.done) >= len(BY_SERVICES) - 2
