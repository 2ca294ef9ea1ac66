"""The plans, and one plan with all its actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.http import Http404
from django.utils.functional import cached_property

from accounts.roles import Permission
from plans.models import Action, ActionPlan
from ratings.action_groups import group_rows
from ratings.action_rows import read_rows, states_or_bare
from ratings.assurance import checks_for_home
from ratings.choosing import ChosenPeriod, choose_period
from ratings.chosen_actions import ChosenActions, choose_actions
from ratings.filter_options import levels_and_dimensions, options_for_plan
from ratings.forms.filtering import FilterForm
from ratings.level_bars import LevelBar, bars_of
from ratings.models import Rating, ReportingPeriod
from ratings.plan_span import outside
from ratings.rollup import Counts, State, count
from ratings.scale_keys import read_keys
from ratings.selection import Condition, Selection
from ratings.selection_words import CONDITIONS
from ratings.views.pages import Crumb, PlansPage
from reviews.models import Review


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list of plans; `review` only for those who may see reviews.

    `outside` says, instead of bars, that the plan had ended before the period, or had not begun.
    """

    plan: ActionPlan
    review: Review | None
    address: str
    counts: Counts
    bars: list[LevelBar]
    outside: str
    overdue: str
    last_rated: ReportingPeriod | None


class PlanList(PlansPage):
    """Every plan the person may see, with where it stands."""

    template_name = "ratings/plans.html"
    shows_other_days = True

    def crumbs(self) -> list[Crumb]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = Selection.read(self.request.GET.dict()).period
        chosen = choose_period(self.user, self.partnership, wanted=wanted, today=self.today)
        may_import = self.access.may(Permission.IMPORT)
        return super().get_context_data(
            chosen=chosen,
            rows=self._rows(chosen),
            may_import=may_import,
            checks_due=checks_for_home(self.access, today=self.today),
            today=self.today,
            **kwargs,
        )

    def _rows(self, chosen: ChosenPeriod | None) -> list[PlanRow]:
        plans = list(ActionPlan.objects.visible_to(self.user).filter(partnership=self.partnership))
        reviews = {
            review.pk: review for review in Review.objects.visible_to(self.user).filter(partnership=self.partnership)
        }
        last_rated = self._last_rated(chosen)
        by_plan: dict[int, list[State]] = {plan.pk: [] for plan in plans}
        for state in self._states(chosen):
            by_plan[state.plan_id].append(state)
        options = levels_and_dimensions(self.partnership)
        selection = Selection(period=chosen.period.pk if chosen else None)
        rows = []
        for plan in plans:
            address, states = self.address("ratings:plan", plan.pk), by_plan[plan.pk]
            beyond = outside(plan, chosen.period if chosen else None)
            rows.append(
                PlanRow(
                    plan,
                    reviews.get(plan.review_id or 0),
                    f"{address}?{selection.as_query()}" if chosen else address,
                    count(states),
                    [] if beyond else bars_of(states, options, selection=selection, address=address),
                    beyond,
                    f"{address}?{selection.but(condition=Condition.OVERDUE).as_query()}",
                    last_rated.get(plan.pk),
                )
            )
        return rows

    def _states(self, chosen: ChosenPeriod | None) -> list[State]:
        actions = Action.objects.visible_to(self.user).filter(plan__partnership=self.partnership)
        period, before = (chosen.period, chosen.before) if chosen else (None, None)
        return states_or_bare(actions, period=period, before=before, today=self.today)

    def _last_rated(self, chosen: ChosenPeriod | None) -> dict[int, ReportingPeriod]:
        """The period in which each plan was last rated at all: it may have ended long before the one shown."""
        ratings = Rating.objects.visible_to(self.user).filter(action__plan__partnership=self.partnership)
        ends = ratings.values_list("action__plan").annotate(Max("period__ends_on")).order_by()
        by_end = {period.ends_on: period for period in (chosen.choices if chosen else ())}
        return {plan_id: by_end[end] for plan_id, end in ends}


class PlanPage(PlansPage):
    """One plan: where it stands, what its levels mean, and its actions in its own order."""

    template_name = "ratings/plan.html"
    shows_other_days = True

    @cached_property
    def plan(self) -> ActionPlan:
        plans = ActionPlan.objects.visible_to(self.user).filter(partnership=self.partnership)
        found = plans.select_related("partnership", "rating_setup__scale").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def here(self) -> str:
        return self.address("ratings:plan", self.plan.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self._found()
        period = found.chosen.period if found.chosen else None
        dimensions = found.options.dimension_names()
        rows = read_rows(found.shown, dimensions=dimensions, period=period, access=self.access)
        scales = found.options.scales_of(found.everything) | self._own_scale()
        return super().get_context_data(
            plan=self.plan,
            review=Review.objects.visible_to(self.user).filter(plans=self.plan).select_related("kind").first(),
            found=found,
            chosen=found.chosen,
            counts=count(found.everything),
            numbers=self._numbers(found),
            bars=bars_of(
                found.everything,
                found.options,
                selection=Selection(period=found.selection.period),
                address=self.here,
                title=period.name if period else "",
            ),
            keys=read_keys(scales, found.options, on=period.judged_on(self.today) if period else self.today),
            groups=group_rows(rows),
            withdrawn=self._withdrawn(),
            may_rate=self.access.may(Permission.RATE),
            may_set_scale=self.access.may(Permission.IMPORT),
            filter=FilterForm(
                selection=found.selection,
                options=found.options,
                periods=found.chosen.choices if found.chosen else (),
                scale_ids=scales,
            ),
            tags=found.tags(self.here),
            clear_url=found.cleared(self.here),
            **kwargs,
        )

    def _found(self) -> ChosenActions:
        asked = Selection.read(self.request.GET.dict()).but(plan=None, aim=None, review=None, theme=None)
        return choose_actions(
            Action.objects.visible_to(self.user).filter(plan=self.plan),
            selection=asked,
            options=options_for_plan(self.plan),
            chosen=choose_period(self.user, self.partnership, wanted=asked.period, today=self.today, plan=self.plan),
            today=self.today,
        )

    def _numbers(self, found: ChosenActions) -> list[tuple[str, int, str]]:
        """The states worth a number above the list, each with the address of the list it counted."""
        counts = count(found.everything)
        only_period = Selection(period=found.selection.period)
        numbers = [
            (Condition.OVERDUE, counts.overdue),
            (Condition.BEHIND, counts.each.behind),
            (Condition.MOVED_UP, counts.each.moved_up),
            (Condition.MOVED_DOWN, counts.each.moved_down),
        ]
        if counts.each.claimed or counts.each.verified:
            numbers += [(Condition.VERIFIED, counts.each.verified), (Condition.CLAIMED, counts.each.claimed)]
        told = (
            (Condition.FIRST_DATE_PASSED, counts.each.overdue_by_first_date),
            (Condition.DATE_MOVED, counts.each.date_moved),
            (Condition.RESTATED, counts.each.restated),
            (Condition.CHALLENGED, counts.each.challenged),
        )
        # What most plans have none of is told where there is one.
        numbers += [(condition, number) for condition, number in told if number]
        return [
            (str(CONDITIONS[each]), number, f"{self.here}?{only_period.but(condition=each).as_query()}")
            for each, number in numbers
        ]

    def _own_scale(self) -> set[int]:
        setup = getattr(self.plan, "rating_setup", None)
        return {setup.scale_id} if setup else set()

    def _withdrawn(self) -> Sequence[Action]:
        return list(Action.objects.visible_to(self.user).filter(plan=self.plan, status="withdrawn"))
