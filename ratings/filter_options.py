"""What a list of actions can be narrowed to by this person: the names behind the numbers of a Selection."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Partnership, User
from plans.models import ActionPlan, Lead, Section, StrategicAim
from ratings.models import Dimension, Level
from ratings.rollup import State
from ratings.selection import Selection
from reviews.models import LearningTheme, Review


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """Names by field of the Selection and primary key, in the order in which they are offered; levels, dimensions."""

    names: Mapping[str, Mapping[int, str]]
    levels: Mapping[int, Level]
    dimensions: Mapping[int, Dimension]

    def name(self, chosen: str, key: int) -> str:
        """The name of what is chosen; empty when the person may not know of it or it is gone."""
        if chosen == "dimension":
            return self.dimensions[key].name if key in self.dimensions else ""
        return self.names.get(chosen, {}).get(key, "")

    def levels_of(self, scale_ids: Collection[int]) -> list[Level]:
        """The levels of these scales, scale by scale, best first."""
        return [level for level in self.levels.values() if level.scale_id in scale_ids]

    def scales_of(self, states: Iterable[State]) -> set[int]:
        """The scales in which the states are read: of their dimensions."""
        seen = {state.dimension_id for state in states if state.dimension_id is not None}
        return {self.dimensions[key].scale_id for key in seen if key in self.dimensions}

    def dimension_names(self) -> dict[int, str]:
        return {key: dimension.name for key, dimension in self.dimensions.items()}


def options_for_plan(plan: ActionPlan) -> FilterOptions:
    """What the actions of a plan, one the person was found to see, can be narrowed to. Four queries."""
    leads = Lead.objects.filter(actions__plan=plan).distinct()
    sections = Section.objects.filter(plan=plan)
    return FilterOptions(
        {
            "section": {section.pk: str(section) for section in sections},
            "lead": {lead.pk: lead.name for lead in leads},
        },
        _levels(plan.partnership),
        _dimensions(plan.partnership),
    )


def options_for_everything(user: User, partnership: Partnership, selection: Selection) -> FilterOptions:
    """What all actions that the person may see can be narrowed to; sections once a plan is chosen. Eight queries."""
    plans = ActionPlan.objects.visible_to(user).filter(partnership=partnership)
    reviews = Review.objects.visible_to(user).filter(partnership=partnership)
    aims = StrategicAim.objects.filter(sections__plan__in=plans).distinct()
    leads = Lead.objects.visible_to(user).filter(partnership=partnership, actions__isnull=False).distinct()
    themes = LearningTheme.objects.filter(reviews__in=reviews).distinct()
    sections = Section.objects.filter(Q(plan=selection.plan) | Q(pk=selection.section), plan__in=plans)
    return FilterOptions(
        {
            "plan": {plan.pk: plan.title for plan in plans},
            "lead": {lead.pk: lead.name for lead in leads},
            "aim": {aim.pk: str(aim) for aim in aims},
            "review": {review.pk: review.title for review in reviews},
            "theme": {theme.pk: theme.name for theme in themes},
            "section": {section.pk: str(section) for section in sections},
        },
        _levels(partnership),
        _dimensions(partnership),
    )


def levels_and_dimensions(partnership: Partnership) -> FilterOptions:
    """Nothing to choose, only what the levels and dimensions are called. Two queries."""
    return FilterOptions({}, _levels(partnership), _dimensions(partnership))


def _levels(partnership: Partnership) -> dict[int, Level]:
    levels = Level.objects.filter(scale__partnership=partnership).select_related("scale")
    return {level.pk: level for level in levels.order_by("scale__name", "rank")}


def _dimensions(partnership: Partnership) -> dict[int, Dimension]:
    dimensions = Dimension.objects.filter(scale__partnership=partnership)
    return {dimension.pk: dimension for dimension in dimensions.order_by("scale__name", "position")}
