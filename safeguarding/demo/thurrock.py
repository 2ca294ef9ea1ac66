"""Thurrock: the peer review in the period of its appendix and at the committee, the case reviews, the delivery plan."""

from datetime import date

from accounts.history import save_with_history
from accounts.models import Partnership, User
from plans.models import Action, ActionPlan, Lead, LeadKind, LeadWording, PlanKind, PrecisionChoice
from plans.services import move_due_date
from ratings.claims import claims_of
from ratings.models import Method, RatingScale, ReportingPeriod, VerificationOutcome
from ratings.services import Finding, NewRating, close_period, rate, set_plan_scale, verify
from reporting.services import create_draft, publish_report
from reviews.models import GovernanceStage, LearningTheme, Review, ReviewKind
from safeguarding.demo.documents import source
from safeguarding.demo.periods import make_periods
from safeguarding.demo.scales import THURROCK_BRAG, THURROCK_RAG, make_scale
from safeguarding.demo.trust import show
from spreadsheets.services import import_document

PEER_REVIEW_FILE = "peer-review-action-plan.xlsx"
DELIVERY_PLAN_FILE = "delivery-plan-2019-20.docx"
CASE_REVIEW_FILE = "scr-sam-and-kyle-action-plan.docx"

# The four overarching themes that the minutes name.
THEMES = ("Information sharing", "Professional curiosity", "Thresholds and escalation", "Working with resistance")

# Leads as the partnership knows them, with what its documents also write.
LEADS: tuple[tuple[str, LeadKind, tuple[str, ...]], ...] = (
    ("LPR Group", LeadKind.GROUP, ("Learning and Practice Review Group", "LPRG")),
    ("Management Executive Board", LeadKind.GROUP, ("MEB",)),
    ("Audit Group", LeadKind.GROUP, ()),
    ("MACE", LeadKind.GROUP, ("Multi-Agency Child Exploitation group",)),
    ("Strategic Group", LeadKind.GROUP, ()),
    ("Strategic Partners", LeadKind.GROUP, ()),
    ("LSCP Business Team", LeadKind.GROUP, ("LSCP Business team",)),
    ("LSCP Business Manager", LeadKind.POST, ()),
    ("Independent Chair and Scrutineer", LeadKind.POST, ("Independent Chair & Scruitneer",)),
)

COUNTED = "The minutes count {count} and do not say which actions these are; this one is the demonstration's choice."
ON_COURSE = "The Committee was told that all amber actions were on course."
ONLY_COUNTED = (
    "The minutes give the number of actions at each level, but not their wording, leads or deadlines. The Committee "
    "was told that all amber actions were on course; without a deadline it cannot be shown here that they are."
)
SPREAD_OUT = (
    "The Committee was told that awareness sessions run on a more spread-out timescale to ensure maximum attendance; "
    "the new date is the demonstration's choice."
)
INVENTED = (
    "Illustration: the minutes do not say that anybody confirmed what was rated blue, so this is the demonstration's. "
    "All other blue actions are claimed."
)
NEW_DATE = date(2022, 3, 31)


def tell(*, by: User) -> None:
    """The whole story of Thurrock, entered by the demonstration's business manager."""
    partnership = Partnership.objects.get(slug="thurrock")
    quarters = [f"2019/20 Q{number}" for number in range(1, 5)]
    periods = make_periods(partnership, *quarters, "2020/21 Q4", "2021/22 Q3", by=by)
    brag, rag = _scales(partnership)
    reviews = _reviews(partnership, by)
    _leads(partnership)
    _delivery_plan(partnership, brag, by)
    at_committee = periods["2021/22 Q3"]
    plans = [
        _placeholders(reviews["Frankie"], brag, at_committee, {"blue": 11, "amber": 3}, by),
        _case_review(reviews["Sam and Kyle"], brag, at_committee, by),
        _placeholders(reviews["Leo"], brag, at_committee, {"blue": 1, "green": 4, "amber": 9}, by),
        _peer_review(reviews["Peer review"], (rag, periods["2020/21 Q4"]), (brag, at_committee), by),
    ]
    _lead_person(partnership)
    # One action of the case review's plan, and one of the peer review's.
    for plan in plans[1::2]:
        blue = plan.actions.filter(ratings__period=at_committee, ratings__level__code="blue")
        _confirm(blue.exclude(leads__name__startswith="Strategic").order_by("position")[0])
    report = create_draft(
        partnership=partnership,
        title="Action plans from reviews: summary for the Committee",
        period=at_committee,
        plans=plans,
        reviews=[reviews["Shay and Ashley"]],
        notes={plan.pk: ONLY_COUNTED for plan in plans if plan.title in ("Frankie", "Leo")},
        meeting_name="Committee that asked for a RAG rated action plan report",
        meeting_on=None,
        audience="committee",
        by=by,
    )
    publish_report(report=report, by=by, accept_warnings=True)
    show(case_review=plans[1], peer_review=plans[3], period=at_committee, by=by)


def _confirm(action: Action) -> None:
    """The demonstration's strategic partner, whose agency does not lead the action, turns the second key on it."""
    partner = User.objects.get(email="partner@example.org")
    (claim,) = claims_of(action)
    finding = Finding(VerificationOutcome.CONFIRMED, Method.DIP_SAMPLE, INVENTED)
    verify(action=action, dimension=claim.dimension, finding=finding, seen_claim=claim.mark, by=partner)


def _scales(partnership: Partnership) -> tuple[RatingScale, RatingScale]:
    brag = make_scale(
        partnership,
        "BRAG",
        THURROCK_BRAG,
        description="Blue, red, amber, green, as explained to the Committee.",
        valid_from=date(2021, 10, 1),
    )
    rag = make_scale(
        partnership,
        "RAG of the peer review (2021)",
        THURROCK_RAG,
        description="The older scale of the peer review's appendix, which wrote Yellow for amber and printed no key.",
        valid_from=date(2021, 1, 1),
    )
    return brag, rag


def _reviews(partnership: Partnership, by: User) -> dict[str, Review]:
    themes = [LearningTheme.objects.create(partnership=partnership, name=name) for name in THEMES]
    told = (
        ("Peer review", "peer_review", GovernanceStage.RATIFIED, False),
        ("Frankie", "case_review", GovernanceStage.RATIFIED, True),
        ("Sam and Kyle", "scr", GovernanceStage.RATIFIED, True),
        ("Leo", "case_review", GovernanceStage.RATIFIED, True),
        ("Shay and Ashley", "case_review", GovernanceStage.LEARNING_PUBLISHED, True),
    )
    made = {}
    for title, kind, stage, with_themes in told:
        review = Review(
            partnership=partnership, title=title, kind=ReviewKind.objects.get(code=kind), governance_stage=stage
        )
        save_with_history(review, by=by)
        if with_themes:
            review.themes.set(themes)
        made[title] = review
    return made


def _leads(partnership: Partnership) -> None:
    for name, kind, wordings in LEADS:
        lead = Lead.objects.create(partnership=partnership, name=name, kind=kind)
        for wording in wordings:
            LeadWording.objects.create(partnership=partnership, lead=lead, text=wording)


def _lead_person(partnership: Partnership) -> None:
    """The demonstration's lead answers for the LPR Group and its sub-group, which the case review's plan names."""
    person = User.objects.get(email="lead@example.org")
    for name in ("LPR Group", "Sub-Group of the Learning and Practice Review Group"):
        Lead.objects.get(partnership=partnership, name=name).people.add(person)


def _delivery_plan(partnership: Partnership, brag: RatingScale, by: User) -> None:
    import_document(
        partnership=partnership,
        file_name=DELIVERY_PLAN_FILE,
        data=source(DELIVERY_PLAN_FILE),
        by=by,
        scale=brag,
        starts_on=date(2019, 4, 1),
        ends_on=date(2020, 3, 31),
    )


def _import_for_review(
    review: Review, file_name: str, scale: RatingScale, period: ReportingPeriod | None, by: User
) -> ActionPlan:
    run = import_document(
        partnership=review.partnership,
        file_name=file_name,
        data=source(file_name),
        by=by,
        review=review,
        scale=scale,
        period=period,
        # The earliest timescale of either plan.
        starts_on=date(2020, 10, 1),
    )
    return review.plans.get(imports=run)


def _peer_review(
    review: Review,
    appendix: tuple[RatingScale, ReportingPeriod],
    committee: tuple[RatingScale, ReportingPeriod],
    by: User,
) -> ActionPlan:
    rag, early_2021 = appendix
    plan = _import_for_review(review, PEER_REVIEW_FILE, rag, early_2021, by)
    close_period(period=early_2021, by=by)
    brag, at_committee = committee
    set_plan_scale(plan=plan, scale=brag, by=by, reason="Rated in BRAG from the Committee's report on.")
    # Three actions about training and awareness, of which the minutes say that sessions were being spread out.
    amber = plan.actions.filter(reference__in=["17", "18", "19"])
    _rate_all(plan, amber=list(amber), best="blue", counts="23 blue and 3 amber", period=at_committee, by=by)
    return plan


def _case_review(review: Review, brag: RatingScale, period: ReportingPeriod, by: User) -> ActionPlan:
    plan = _import_for_review(review, CASE_REVIEW_FILE, brag, None, by)
    sessions = plan.actions.filter(text__icontains="three times a year")
    training = plan.actions.filter(text__icontains="desk side assistance")
    amber = [*sessions, *training]
    _rate_all(plan, amber=amber, best="blue", counts="16 blue and 2 amber", period=period, by=by)
    return plan


def _rate_all(
    plan: ActionPlan, *, amber: list[Action], best: str, counts: str, period: ReportingPeriod, by: User
) -> None:
    why = COUNTED.format(count=counts)
    for action in amber:
        move_due_date(
            action=action, due_on=NEW_DATE, precision=PrecisionChoice.MONTH, reason=SPREAD_OUT, agreed_by="", by=by
        )
    chosen = {action.pk for action in amber}
    for action in plan.actions.all():
        if action.pk in chosen:
            _give(action, "amber", period, f"{ON_COURSE} {why}", by)
        else:
            _give(action, best, period, why, by)


def _placeholders(
    review: Review, brag: RatingScale, period: ReportingPeriod, counts: dict[str, int], by: User
) -> ActionPlan:
    """A plan of which only the counts are known: as many actions as counted, each saying that it is a placeholder."""
    plan = ActionPlan(
        partnership=review.partnership,
        review=review,
        title=review.title,
        kind=PlanKind.CASE_REVIEW,
        # The minutes are the first that is known of it.
        starts_on=period.starts_on,
        note="The minutes give only the number of actions at each level. The actions here are placeholders.",
    )
    save_with_history(plan, by=by)
    set_plan_scale(plan=plan, scale=brag, by=by)
    position = 0
    for code, number in counts.items():
        for _ in range(number):
            position += 1
            action = Action(
                plan=plan,
                position=position,
                reference=str(position),
                text=f"Placeholder: the minutes count this action among the {number} at {code}, without its text.",
                is_placeholder=True,
            )
            save_with_history(action, by=by)
            _give(action, code, period, ON_COURSE if code == "amber" else "", by)
    return plan


def _give(action: Action, code: str, period: ReportingPeriod, reason: str, by: User) -> None:
    scale = action.plan.rating_setup.scale
    new = NewRating(dimension=scale.dimensions.get(), level=scale.levels.get(code=code), reason=reason)
    rate(action=action, period=period, new=new, by=by)
