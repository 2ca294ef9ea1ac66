"""After any sequence of changes, the state as of each day is what was seen at the end of that day."""

import re
from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from django.test import Client

from accounts.as_at import as_it_stood
from accounts.models import User
from accounts.roles import PERMISSIONS, SEEING, Role
from plans.models import Action
from ratings.models import Level, ReportingPeriod
from ratings.rollup import State
from ratings.states import states_over
from tests.factories import LeadFactory, PeriodFactory, a_rated_plan, brag
from tests.ratings.changes_at_random import ChangesAtRandom
from tests.travelling import Calendar

DAYS, CHANGES_A_DAY = 5, 8
_OF_THE_DAY = (
    r'<div class="govuk-inset-text app-as-at".*?</div>',
    r'<details class="govuk-details app-no-print".*?</details>',
    r'<p class="govuk-body app-no-print"><a class="govuk-link" href="[^"]*">See it as it stood when.*?</p>',
    r'<input type="hidden" name="as_at"[^>]*>',
    r"(&amp;)?as_at=\d{4}-\d\d-\d\d",
)


def shown(html: str) -> str:
    """What stands on the page, without what only an earlier day has on it."""
    main = html.split("<main", 1)[1].split("</main>", 1)[0]
    for only in _OF_THE_DAY:
        main = re.sub(only, "", main, flags=re.DOTALL)
    return " ".join(main.replace('?"', '"').replace("?#", "#").split())


def states(day: date) -> list[list[State]]:
    periods = list(ReportingPeriod.objects.order_by("-ends_on", "-starts_on"))
    return states_over(Action.objects.all(), periods=[*periods, None], today=day)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch, date(2021, 1, 4))


@pytest.fixture(autouse=True)
def partner_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # One who may do nothing is offered nothing, today as on any day: the pages can be laid beside each other whole.
    monkeypatch.setitem(PERMISSIONS, Role.STRATEGIC_PARTNER, PERMISSIONS[Role.STRATEGIC_PARTNER] & SEEING)


@pytest.mark.parametrize("seed", range(3))
def test_the_state_as_of_each_day_is_what_was_seen_on_it(
    administrator: User, partner: User, client_for: Callable[[User], Client], calendar: Calendar, seed: int
) -> None:
    partnership = administrator.memberships.get().partnership
    for number in (3, 4):
        PeriodFactory.create(partnership=partnership, number=number)
    LeadFactory.create_batch(3, partnership=partnership)
    plan = a_rated_plan(partnership, actions=4)
    brag(partnership, name="Newer")
    for level in Level.objects.filter(code="blue"):
        level.needs_verification = True
        level.save()
    pages = [
        f"/thurrock/plans/{plan.pk}/",
        "/thurrock/actions/",
        "/thurrock/dashboard/",
        f"/thurrock/actions/{plan.actions.all()[0].pk}/",
    ]
    changes = ChangesAtRandom(partnership, by=administrator, random=Random(seed))
    seen: dict[date, tuple[list[list[State]], list[str], bytes]] = {}
    for _day in range(DAYS):
        for _change in range(CHANGES_A_DAY):
            changes.one()
        client = client_for(partner)
        read = [shown(client.get(page).content.decode()) for page in pages]
        seen[calendar.day] = (states(calendar.day), read, client.get(f"{pages[0]}export/csv/").content)
        calendar.next_day(9)

    client = client_for(partner)
    for day, (was, read, exported) in seen.items():
        with as_it_stood(day):
            assert states(day) == was
        then = [shown(client.get(f"{page}?as_at={day}").content.decode()) for page in pages]
        assert then == read
        said = client.get(f"{pages[0]}export/csv/?as_at={day}").content.decode()
        assert re.sub(r" \(As it stood at the end of [^)]*\)", "", said) == exported.decode()
    assert changes.done.total() > DAYS * CHANGES_A_DAY / 2
    assert len({repr(was) for was, _pages, _file in seen.values()}) > 1
