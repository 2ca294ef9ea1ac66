"""One of everything that an address can name, in one partnership: for the tests that go through every address."""

from datetime import date

from accounts.models import Partnership, User
from plans.models import ActionPlan, LeadWording, Meeting
from plans.services import withdraw_action
from ratings.models import RatingScale
from ratings.services import close_period
from reporting.services import create_draft, publish_report
from spreadsheets.services import import_document, stage_document
from tests.factories import LeadFactory, PeriodFactory, RatingScaleFactory, ReviewFactory, a_rated_plan, rated

World = dict[str, object]

A_PLAN = b"Ref,Action,Lead,Timescale\n1,Hold a meeting,Audit Group,31/03/2021\n2,Write it up,Audit Group,30/06/2021\n"


def a_world(partnership: Partnership, *, by: User, lead_person: User, member: User) -> World:
    """The keys of one of everything; the lead person leads one action of one plan, and nothing of the other."""
    group = LeadFactory.create(partnership=partnership, name="LPR Group")
    group.people.add(lead_person)
    plan = a_rated_plan(partnership, actions=3, title="With an action of the lead")
    led, beside, withdrawn = plan.actions.order_by("position")
    led.leads.add(group)
    withdraw_action(action=withdrawn, seen_revision=1, reason="Merged with 1.", by=by)
    not_led = a_rated_plan(partnership, actions=1, title="Without")
    period = PeriodFactory.create(partnership=partnership)
    closed = PeriodFactory.create(partnership=partnership, number=3)
    close_period(period=closed, by=by)
    rated(led, "blue", period)
    return {
        "plan": plan.pk,
        "plan_not_led": not_led.pk,
        "action_led": led.pk,
        "action_beside": beside.pk,
        "action_withdrawn": withdrawn.pk,
        "action_not_led": not_led.actions.get().pk,
        "lead": group.pk,
        "wording": LeadWording.objects.create(partnership=partnership, lead=group, text="LPRG").pk,
        "meeting": Meeting.objects.create(partnership=partnership, name="Committee", held_on=date(2021, 3, 9)).pk,
        "review": ReviewFactory.create(partnership=partnership).pk,
        "period": period.pk,
        "period_closed": closed.pk,
        "member": member.pk,
        **_scales(plan.rating_setup.scale),
        "user": "1",
        "token": "set-password",
        **_reports(partnership, plan, by),
        **_imports(partnership, by),
    }


def _scales(scale: RatingScale) -> World:
    """The scale of the plans, a level in which nothing was rated, and another scale to map it to."""
    return {
        "scale": scale.pk,
        "level": scale.levels.get(code="green").pk,
        "dimension": scale.dimensions.get().pk,
        "scale_beside": RatingScaleFactory.create(partnership=scale.partnership, name="Another scale").pk,
    }


def _reports(partnership: Partnership, plan: ActionPlan, by: User) -> World:
    period = PeriodFactory.create(partnership=partnership, first_year=2021, number=1)
    published, draft = (
        create_draft(partnership=partnership, title=title, period=period, plans=[plan], meeting_name="Committee", by=by)
        for title in ("Published", "Draft")
    )
    publish_report(report=published, by=by, accept_warnings=True)
    return {"report": published.pk, "report_draft": draft.pk}


def _imports(partnership: Partnership, by: User) -> World:
    staged = stage_document(partnership=partnership, file_name="staged.csv", data=A_PLAN, by=by)
    committed = import_document(
        partnership=partnership,
        file_name="committed.csv",
        data=A_PLAN,
        by=by,
        title="Imported",
        starts_on=date(2021, 1, 1),
    )
    row = staged.rows.order_by("position")[0]
    return {"import_staged": staged.pk, "import_row": row.pk, "import_committed": committed.pk}
