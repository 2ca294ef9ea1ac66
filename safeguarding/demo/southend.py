"""Southend: the joint inspection's plan with its trajectory."""

from datetime import date

from accounts.history import save_with_history
from accounts.models import Partnership, User
from plans.models import ActionPlan
from ratings.models import ReportingPeriod
from ratings.services import NewRating, rate
from reviews.models import GovernanceStage, Review, ReviewKind
from safeguarding.demo.documents import source
from safeguarding.demo.periods import make_periods
from spreadsheets.services import import_document

JTAI_FILE = "jtai-action-plan.docx"
ILLUSTRATION = "Illustration: the published plan holds no ratings, so this one is the demonstration's."

# The levels of process, impact and performance by place in the plan, in the last two quarters of the trajectory.
# The actions that are not named had no update.
Q4 = "2018/19 Q4"
Q1 = "2019/20 Q1"
ILLUSTRATIONS: dict[str, dict[int, tuple[str, str, str]]] = {
    Q4: {
        1: ("blue", "amber", "amber"),
        2: ("amber", "amber", "red"),
        3: ("amber", "red", "red"),
        4: ("blue", "blue", "amber"),
        5: ("red", "grey", "red"),
        6: ("blue", "amber", "amber"),
        7: ("amber", "amber", "amber"),
    },
    Q1: {
        1: ("blue", "blue", "blue"),
        2: ("blue", "amber", "amber"),
        3: ("amber", "amber", "red"),
        4: ("blue", "blue", "blue"),
        5: ("amber", "red", "red"),
        7: ("red", "amber", "amber"),
        8: ("amber", "red", "red"),
    },
}


def tell(*, by: User) -> None:
    """The whole story of Southend, entered by the demonstration's Southend officer."""
    partnership = Partnership.objects.get(slug="southend")
    periods = make_periods(partnership, "2018/19 Q2", "2018/19 Q3", Q4, Q1, by=by)
    review = Review(
        partnership=partnership,
        title="Joint targeted area inspection, March 2018",
        kind=ReviewKind.objects.get(code="jtai"),
        governance_stage=GovernanceStage.LEARNING_PUBLISHED,
        summary="29 areas for improvement, answered by actions under six themes.",
    )
    save_with_history(review, by=by)
    run = import_document(
        partnership=partnership,
        file_name=JTAI_FILE,
        data=source(JTAI_FILE),
        by=by,
        review=review,
        starts_on=date(2018, 7, 1),
        ends_on=date(2019, 6, 30),
    )
    plan = review.plans.get(imports=run)
    for name, levels in ILLUSTRATIONS.items():
        for position, codes in levels.items():
            _rate(plan, position, periods[name], codes, by)


def _rate(plan: ActionPlan, position: int, period: ReportingPeriod, codes: tuple[str, str, str], by: User) -> None:
    scale = plan.rating_setup.scale
    action = plan.actions.get(position=position)
    for dimension_code, level_code in zip(("process", "impact", "performance"), codes, strict=True):
        new = NewRating(
            dimension=scale.dimensions.get(code=dimension_code),
            level=scale.levels.get(code=level_code),
            reason=ILLUSTRATION,
        )
        rate(action=action, period=period, new=new, by=by)
