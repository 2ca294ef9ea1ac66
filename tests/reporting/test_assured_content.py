"""What a report says of confirmed and claimed levels; and that one published before it could say so still opens."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Partnership, User
from ratings.confirmation import Confirmation
from ratings.models import Level
from reporting.content import build_content, checksum_of
from reporting.facts import DimensionFacts
from reporting.models import Report
from tests.ratings.assured import confirm
from tests.ratings.levels import AMBER, BLUE, GREEN, RED
from tests.reporting.graph import a_published_report, a_story
from tests.reporting.test_content import a_plan, a_state, facts

EMBEDDED = replace(BLUE, needs_verification=True)
TWO_KEYS = DimensionFacts(1, "Overall", 1, 1, "BRAG", (EMBEDDED, GREEN, AMBER, RED))
BY_ANN = Confirmation("Ann Other", date(2022, 1, 3), "audit")
# What content of the first shape does not have, by where it stands.
LATER = {"verified", "claimed", "assured"}


def test_both_shares_are_told_beside_the_words_of_the_minutes() -> None:
    states = [
        a_state(1, EMBEDDED, has_verification=True, confirmation=BY_ANN),
        a_state(2, EMBEDDED),
        a_state(3, EMBEDDED),
        a_state(4, GREEN),
        a_state(5, AMBER),
    ]

    content = build_content(facts(a_plan(states), dimensions={1: TWO_KEYS}))

    [plan] = content["plans"]
    [dimension] = plan["dimensions"]
    assert dimension["sentence"] == "5 actions identified: 3 blue, 1 green and 1 amber"
    assert dimension["assured"] == "4 complete: 1 verified, 2 claimed, 1 at a level that nobody need confirm"
    assert (plan["verified"], plan["claimed"]) == (1, 2)
    assert (content["verified"], content["claimed"]) == (1, 2)


def test_a_scale_without_such_a_level_says_nothing_of_it() -> None:
    plain = replace(BLUE, needs_verification=False)
    one_key = replace(TWO_KEYS, levels=(plain, GREEN, AMBER, RED))

    content = build_content(facts(a_plan([a_state(1, plain), a_state(2, AMBER)]), dimensions={1: one_key}))

    assert content["plans"][0]["dimensions"][0]["assured"] == ""


def test_rating_of_an_action_that_is_complete_in_part_says_who_confirmed_it() -> None:
    impact = replace(TWO_KEYS, id=2, name="Impact", position=2)
    states = [
        a_state(1, EMBEDDED, has_verification=True, confirmation=BY_ANN),
        a_state(1, AMBER, dimension_id=2),
        a_state(2, EMBEDDED),
        a_state(2, AMBER, dimension_id=2),
    ]

    [plan] = build_content(facts(a_plan(states), dimensions={1: TWO_KEYS, 2: impact}))["plans"]

    told = [rating["assured"] for action in plan["incomplete"] for rating in action["ratings"]]
    assert told == ["Verified by Ann Other on 3 January 2022 (audit)", "", "Claimed, not yet confirmed", ""]


def without_later(content: Any) -> Any:
    if isinstance(content, dict):
        kept = {name: without_later(value) for name, value in content.items() if name not in LATER}
        return kept | ({"shape": 1} if "version" in kept else {})
    return [without_later(each) for each in content] if isinstance(content, list) else content


@pytest.mark.parametrize("page", ["", "print/"])
def test_report_published_in_the_first_shape_still_opens_and_is_intact(
    thurrock: Partnership, business: User, committee: User, client_for: Callable[[User], Client], page: str
) -> None:
    report = a_published_report(a_story(thurrock), by=business)
    old = without_later(report.content)
    Report.objects.filter(pk=report.pk).update(content=old, checksum=checksum_of(old))

    answer = client_for(committee).get(f"/thurrock/reports/{report.pk}/{page}")

    assert answer.status_code == 200
    assert "14 actions identified: 11 blue and 3 amber" in answer.content.decode()
    assert "claimed" not in answer.content.decode()
    assert "no longer agrees with its checksum" not in answer.content.decode()


def test_what_was_published_does_not_change_when_somebody_confirms_later(
    thurrock: Partnership, business: User, partner: User
) -> None:
    story = a_story(thurrock)
    Level.objects.filter(code="blue").update(needs_verification=True)
    report = a_published_report(story, by=business)
    confirm(story.frankie.actions.all()[0], by=partner)

    report.refresh_from_db()
    assert report.content is not None
    assert report.content["claimed"] == 12
    assert report.is_intact
