"""Objects for tests, without surprises: no randomness, no today; what hangs together agrees with itself.

The graph of `a_rated_plan` is what most tests begin with.
"""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import Agency, Membership, Partnership, User
from accounts.roles import Role
from plans.models import (
    Action,
    ActionPlan,
    Lead,
    LeadKind,
    Objective,
    PlanKind,
    PrecisionChoice,
    ProgressUpdate,
    Section,
    StrategicAim,
    TimescaleKind,
)
from ratings.models import (
    Dimension,
    ExpectedLevel,
    Level,
    LevelDefinition,
    PlanScale,
    Rating,
    RatingScale,
    ReportingPeriod,
)
from ratings.quarters import Quarter
from reviews.models import GovernanceStage, LearningTheme, Review, ReviewKind

PASSWORD = "correct horse battery staple"


class PartnershipFactory(DjangoModelFactory[Partnership]):
    class Meta:
        model = Partnership
        django_get_or_create = ("slug",)

    slug = "thurrock"
    name = factory.LazyAttribute(lambda made: f"{made.slug.title()} Local Safeguarding Children Partnership")
    short_name = factory.LazyAttribute(lambda made: f"{made.slug.title()} LSCP")


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        django_get_or_create = ("email",)
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.LazyAttribute(lambda made: made.email.split("@")[0].title())

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(password=kwargs.pop("password", PASSWORD), **kwargs)


class AgencyFactory(DjangoModelFactory[Agency]):
    class Meta:
        model = Agency
        django_get_or_create = ("name",)

    name = "Essex Police"


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    partnership = factory.SubFactory(PartnershipFactory)
    role = Role.BUSINESS_TEAM


class ReviewKindFactory(DjangoModelFactory[ReviewKind]):
    class Meta:
        model = ReviewKind
        django_get_or_create = ("code",)

    code = "peer_review"
    name = "Peer review"
    short_name = "Peer review"


class LearningThemeFactory(DjangoModelFactory[LearningTheme]):
    class Meta:
        model = LearningTheme

    partnership = factory.SubFactory(PartnershipFactory)
    name = factory.Sequence(lambda n: f"Theme {n}")


class ReviewFactory(DjangoModelFactory[Review]):
    class Meta:
        model = Review

    partnership = factory.SubFactory(PartnershipFactory)
    title = factory.Sequence(lambda n: f"Review {n}")
    kind = factory.SubFactory(ReviewKindFactory)
    governance_stage = GovernanceStage.RATIFIED


class LeadFactory(DjangoModelFactory[Lead]):
    class Meta:
        model = Lead

    partnership = factory.SubFactory(PartnershipFactory)
    name = factory.Sequence(lambda n: f"Group {n}")
    kind = LeadKind.GROUP


class StrategicAimFactory(DjangoModelFactory[StrategicAim]):
    class Meta:
        model = StrategicAim

    partnership = factory.SubFactory(PartnershipFactory)
    number = factory.Sequence(lambda n: str(n + 1))
    title = factory.LazyAttribute(lambda made: f"Aim {made.number}")
    first_year = 2020
    last_year = 2021


class ActionPlanFactory(DjangoModelFactory[ActionPlan]):
    class Meta:
        model = ActionPlan

    partnership = factory.SubFactory(PartnershipFactory)
    title = factory.Sequence(lambda n: f"Plan {n}")
    kind = PlanKind.PEER_REVIEW


class SectionFactory(DjangoModelFactory[Section]):
    class Meta:
        model = Section

    plan = factory.SubFactory(ActionPlanFactory)
    position = factory.LazyAttribute(lambda made: made.plan.sections.count() + 1)
    title = factory.LazyAttribute(lambda made: f"Section {made.position}")


class ObjectiveFactory(DjangoModelFactory[Objective]):
    class Meta:
        model = Objective

    plan = factory.SubFactory(ActionPlanFactory)
    position = factory.LazyAttribute(lambda made: made.plan.objectives.count() + 1)
    text = factory.LazyAttribute(lambda made: f"Objective {made.position}")


class ActionFactory(DjangoModelFactory[Action]):
    """An action due on 31 March 2021, in no section, without lead."""

    class Meta:
        model = Action
        skip_postgeneration_save = True

    plan = factory.SubFactory(ActionPlanFactory)
    position = factory.LazyAttribute(lambda made: made.plan.actions.count() + 1)
    reference = factory.LazyAttribute(lambda made: str(made.position))
    text = factory.LazyAttribute(lambda made: f"Action {made.position}")
    timescale_text = "31/03/2021"
    timescale_kind = TimescaleKind.DATE
    due_on = date(2021, 3, 31)
    due_precision = factory.LazyAttribute(lambda made: PrecisionChoice.DAY if made.due_on else "")
    original_due_on = factory.SelfAttribute("due_on")
    original_due_precision = factory.SelfAttribute("due_precision")

    @factory.post_generation  # type: ignore[untyped-decorator]  # factory_boy is typed in part
    def leads(self, create: bool, extracted: list[Lead] | None, **kwargs: Any) -> None:
        if create and extracted:
            self.leads.set(extracted)


class ProgressUpdateFactory(DjangoModelFactory[ProgressUpdate]):
    class Meta:
        model = ProgressUpdate

    action = factory.SubFactory(ActionFactory)
    text = "A first meeting was held."
    as_at = date(2021, 3, 31)


class PeriodFactory(DjangoModelFactory[ReportingPeriod]):
    """A quarter of a financial year; 2020/21 Q4 (January to March 2021) unless told."""

    class Meta:
        model = ReportingPeriod
        exclude = ("first_year", "number", "quarter")

    first_year = 2020
    number = 4
    quarter = factory.LazyAttribute(lambda made: Quarter(made.first_year, made.number))
    partnership = factory.SubFactory(PartnershipFactory)
    name = factory.LazyAttribute(lambda made: made.quarter.name)
    starts_on = factory.LazyAttribute(lambda made: made.quarter.starts_on)
    ends_on = factory.LazyAttribute(lambda made: made.quarter.ends_on)


class RatingScaleFactory(DjangoModelFactory[RatingScale]):
    class Meta:
        model = RatingScale

    partnership = factory.SubFactory(PartnershipFactory)
    name = "BRAG"


class DimensionFactory(DjangoModelFactory[Dimension]):
    class Meta:
        model = Dimension

    scale = factory.SubFactory(RatingScaleFactory)
    code = "overall"
    name = "Overall"
    position = factory.LazyAttribute(lambda made: made.scale.dimensions.count() + 1)


class LevelFactory(DjangoModelFactory[Level]):
    class Meta:
        model = Level

    scale = factory.SubFactory(RatingScaleFactory)
    code = "blue"
    word = factory.LazyAttribute(lambda made: made.code.title())
    letter = factory.LazyAttribute(lambda made: made.word[0])
    colour = factory.SelfAttribute("code")
    shape = "circle"
    rank = factory.LazyAttribute(lambda made: made.scale.levels.count() + 1)


class LevelDefinitionFactory(DjangoModelFactory[LevelDefinition]):
    class Meta:
        model = LevelDefinition

    level = factory.SubFactory(LevelFactory)
    text = factory.LazyAttribute(lambda made: f"What {made.level.word.lower()} means.")
    valid_from = date(2019, 4, 1)


class PlanScaleFactory(DjangoModelFactory[PlanScale]):
    class Meta:
        model = PlanScale

    plan = factory.SubFactory(ActionPlanFactory)
    scale = factory.SubFactory(RatingScaleFactory)


class RatingFactory(DjangoModelFactory[Rating]):
    class Meta:
        model = Rating

    action = factory.SubFactory(ActionFactory)


class ExpectedLevelFactory(DjangoModelFactory[ExpectedLevel]):
    class Meta:
        model = ExpectedLevel


def brag(partnership: Partnership, *, name: str = "BRAG", dimensions: tuple[str, ...] = ("overall",)) -> RatingScale:
    """A scale blue, green, amber, red (ranks 1 to 4); blue and green complete, red off track, amber and red reasoned.

    One definition per level, in force from 1 April 2019: "What blue means."
    """
    scale = RatingScaleFactory.create(partnership=partnership, name=name)
    for code in dimensions:
        DimensionFactory.create(scale=scale, code=code, name=code.title())
    shapes = {"blue": "circle", "green": "square", "amber": "triangle", "red": "diamond"}
    for code, shape in shapes.items():
        level = LevelFactory.create(
            scale=scale,
            code=code,
            shape=shape,
            is_complete=code in {"blue", "green"},
            is_off_track=code == "red",
            needs_reason=code in {"amber", "red"},
        )
        LevelDefinitionFactory.create(level=level)
    return scale


def a_rated_plan(partnership: Partnership, *, actions: int = 3, **plan: Any) -> ActionPlan:
    """A plan in BRAG with one section, one objective and this many actions: 1, 2, 3 ... due 31 March 2021.

    The scale "BRAG" of the partnership is made when it is not there yet. No period, no rating.
    """
    made = ActionPlanFactory.create(partnership=partnership, **plan)
    scale = RatingScale.objects.filter(partnership=partnership, name="BRAG").first() or brag(partnership)
    PlanScaleFactory.create(plan=made, scale=scale)
    section = SectionFactory.create(plan=made)
    objective = ObjectiveFactory.create(plan=made, section=section)
    for _ in range(actions):
        ActionFactory.create(plan=made, section=section, objective=objective)
    return made


def rated(
    action: Action, level: str, period: ReportingPeriod, *, dimension: str = "overall", reason: str = ""
) -> Rating:
    """The action rated at the level of that code, in its plan's scale, as an import would (nobody's name on it)."""
    scale = action.plan.rating_setup.scale
    return RatingFactory.create(
        action=action,
        period=period,
        dimension=scale.dimensions.get(code=dimension),
        level=scale.levels.get(code=level),
        reason=reason,
    )
