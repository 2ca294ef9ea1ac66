"""A partnership as the committee's minutes have it: what most tests of reports begin with."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from accounts.models import Partnership, User
from plans.models import ActionPlan
from ratings.models import ReportingPeriod
from reporting.models import Report
from reporting.services import create_draft, publish_report
from reporting.shown import Content
from reviews.models import GovernanceStage, Review
from tests.factories import (
    LeadFactory,
    LearningThemeFactory,
    PeriodFactory,
    ReviewFactory,
    a_rated_plan,
    rated,
)

MEETING = "Overview and Scrutiny Committee"


@dataclass(frozen=True)
class Story:
    """Two plans, each of a ratified review, rated in 2021/22 Q3 and before; a review without a plan."""

    partnership: Partnership
    before: ReportingPeriod
    period: ReportingPeriod
    leo: ActionPlan
    frankie: ActionPlan
    shay_and_ashley: Review


def a_story(partnership: Partnership) -> Story:
    before = PeriodFactory.create(partnership=partnership, first_year=2021, number=2)
    period = PeriodFactory.create(partnership=partnership, first_year=2021, number=3)
    theme = LearningThemeFactory.create(partnership=partnership, name="Professional curiosity")
    lead = LeadFactory.create(partnership=partnership, name="LPR Group")
    plans = {}
    for title, levels in {
        "Leo": ["blue"] + ["green"] * 4 + ["amber"] * 9,
        "Frankie": ["blue"] * 11 + ["amber"] * 3,
    }.items():
        review = ReviewFactory.create(partnership=partnership, title=f"Review of {title}")
        review.themes.set([theme])
        plan = a_rated_plan(partnership, actions=len(levels), title=title, review=review)
        plan.actions.update(due_on=date(2022, 3, 31), original_due_on=date(2022, 3, 31), timescale_text="31 March 2022")
        for action, level in zip(plan.actions.all(), levels, strict=True):
            action.leads.set([lead])
            rated(action, "red", before, reason="Not begun.")
            rated(action, level, period, reason="The workshops go on." if level == "amber" else "")
        plans[title] = plan
    waiting = ReviewFactory.create(
        partnership=partnership,
        title="Shay and Ashley",
        governance_stage=GovernanceStage.LEARNING_PUBLISHED,
    )
    return Story(partnership, before, period, plans["Leo"], plans["Frankie"], waiting)


def a_draft(story: Story, *, by: User, **changes: object) -> Report:
    """A draft of both plans and the review without one, for a committee that met on 8 February 2022."""
    choices: dict[str, object] = {
        "partnership": story.partnership,
        "title": "Safeguarding action plans",
        "period": story.period,
        "plans": [story.frankie, story.leo],
        "reviews": [story.shay_and_ashley],
        "notes": {story.leo.pk: "More workshops are planned."},
        "meeting_name": MEETING,
        "meeting_on": date(2022, 2, 8),
    }
    return create_draft(**{**choices, **changes}, by=by)  # type: ignore[arg-type]  # as the names above say


def a_published_report(story: Story, *, by: User, **changes: object) -> Report:
    return publish_report(report=a_draft(story, by=by, **changes), by=by, accept_warnings=True)


def frozen(report: Report) -> Content:
    """The content of a published report."""
    return cast("Content", report.content)
