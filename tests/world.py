"""One of everything that an address can name, in one partnership: for the tests that go through every address."""

from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.calendar_services import make_calendar_address
from accounts.models import Partnership, User
from plans.models import Action, ActionPlan, DateRequest, Lead, LeadWording, Meeting
from plans.services import withdraw_action
from ratings.claims import claims_of
from ratings.models import Challenge, Evidence, Level, Method, RatingScale, ReportingPeriod, VerificationOutcome
from ratings.services import Finding, NewEvidence, add_evidence, close_period, verify
from reporting.services import create_draft, publish_report
from spreadsheets.services import import_document, stage_document
from tests.factories import (
    AgencyFactory,
    LeadFactory,
    PartnershipFactory,
    PeriodFactory,
    RatingScaleFactory,
    ReviewFactory,
    a_rated_plan,
    rated,
)

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
        **_asked(led, period, by),
        **_scales(plan.rating_setup.scale),
        "user": "1",
        "token": "set-password",
        "feed_token": make_calendar_address(by=member),
        **_agencies(partnership, group),
        **_assured(led, beside, not_led.actions.get(), period, by),
        **_reports(partnership, plan, by),
        **_imports(partnership, by),
    }


def _agencies(partnership: Partnership, group: Lead) -> World:
    """One that stands behind a lead here, one that does so in a partnership elsewhere, one that does in both."""
    # Of two worlds each stands elsewhere for the other.
    elsewhere = PartnershipFactory.create(slug="thurrock" if partnership.slug == "southend" else "southend")
    agency, foreign, both = (AgencyFactory.create(name=name) for name in ("Health", "Borough Council", "Essex Police"))
    agency.partnerships.add(partnership)
    Lead.objects.filter(pk=group.pk).update(agency=agency)
    for there, whose in ((elsewhere, foreign), (elsewhere, both), (partnership, both)):
        whose.partnerships.add(there)
        lead = LeadFactory.create(partnership=there, name=f"{whose} at {partnership.slug}", agency=whose)
        plan = a_rated_plan(there, actions=1, title=f"Led by {whose} ({partnership.slug})")
        plan.actions.get().leads.add(lead, *([group] if there == partnership else []))
    return {"agency": agency.pk, "agency_elsewhere": foreign.pk, "agency_of_both": both.pk}


def _asked(action: Action, period: ReportingPeriod, by: User) -> World:
    """A request for a new date, and a challenge, both open."""
    now = timezone.now()
    request = DateRequest.objects.create(
        action=action,
        wanted_on=date(2021, 9, 30),
        wanted_precision="day",
        reason="Staff are away.",
        asked_by=by,
        asked_at=now,
    )
    challenge = Challenge.objects.create(
        action=action, period=period, question="What shows that it is embedded?", asked_by=by, asked_at=now
    )
    return {"date_request": request.pk, "challenge": challenge.pk}


def _scales(scale: RatingScale) -> World:
    """The scale of the plans, a level in which nothing was rated, and another scale to map it to."""
    return {
        "scale": scale.pk,
        "level": scale.levels.get(code="green").pk,
        "dimension": scale.dimensions.get().pk,
        "scale_beside": RatingScaleFactory.create(partnership=scale.partnership, name="Another scale").pk,
    }


def _assured(led: Action, beside: Action, not_led: Action, period: ReportingPeriod, by: User) -> World:
    """The led action is claimed, the one beside it is confirmed and waits for its checks; two have evidence."""
    Level.objects.filter(scale=led.plan.rating_setup.scale, code="blue").update(needs_verification=True)
    rating = rated(beside, "blue", period)
    finding = Finding(VerificationOutcome.CONFIRMED, Method.AUDIT, "Ten files of ten.")
    verification = verify(
        action=beside, dimension=rating.dimension, finding=finding, seen_claim=claims_of(beside)[0].mark, by=by
    )
    return {
        "check": verification.checks.all()[0].pk,
        "evidence": _minutes(led, by).pk,
        "evidence_not_led": _minutes(not_led, by).pk,
    }


def _minutes(action: Action, by: User) -> Evidence:
    new = NewEvidence(shows="That it was agreed.", file=ContentFile(b"Agreed.", name="minutes.txt"))
    return add_evidence(action=action, new=new, by=by)


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
