"""Lists of actions, one person's own, and one action with all there is to know of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models.functions import Coalesce

from accounts.roles import Permission
from plans.cycles import next_meetings
from plans.due_dates import due_words
from plans.models import Action, ProgressUpdate
from plans.permissions import may_update
from ratings.action_assurance import read_assurance, read_evidence
from ratings.action_challenges import challenges_of
from ratings.action_dates import read_action_dates
from ratings.action_rows import ActionRow, read_rows, slip_of, states_or_bare
from ratings.choosing import ChosenPeriod, choose_period
from ratings.chosen_actions import choose_actions
from ratings.filter_options import levels_and_dimensions, options_for_everything
from ratings.forms.filtering import FilterForm
from ratings.plan_span import outside
from ratings.rating_grid import read_grid
from ratings.rollup import State
from ratings.selection import Selection
from ratings.selection_words import heading
from ratings.trajectory_reads import course_of_action
from ratings.views.pages import ActionPage, Crumb, PlansPage

PAGE_LENGTH = 200


class ActionList(PlansPage):
    """All actions that the person may see, narrowed as the address says: the list behind every number."""

    template_name = "ratings/actions.html"
    shows_other_days = True
    nav = "actions"

    def crumbs(self) -> list[Crumb]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = Selection.read(self.request.GET.dict())
        sort = self.request.GET.get("sort", "")
        here = self.address("ratings:actions")
        found = choose_actions(
            Action.objects.visible_to(self.user).filter(plan__partnership=self.partnership),
            selection=asked,
            options=options_for_everything(self.user, self.partnership, asked),
            chosen=choose_period(self.user, self.partnership, wanted=asked.period, today=self.today),
            today=self.today,
        )
        period = found.chosen.period if found.chosen else None
        page = Paginator(_action_ids(found.shown, sort), PAGE_LENGTH).get_page(self.request.GET.get("page"))
        on_page = set(page.object_list)
        states = _sorted([state for state in found.shown if state.action_id in on_page], sort)
        return super().get_context_data(
            found=found,
            chosen=found.chosen,
            title=heading(found.selection, found.options, period=period.name if period else ""),
            page=page,
            sort=sort,
            rows=read_rows(states, dimensions=found.options.dimension_names(), period=period, access=self.access),
            filter=FilterForm(
                selection=found.selection,
                options=found.options,
                periods=found.chosen.choices if found.chosen else (),
                scale_ids=found.options.scales_of(found.everything),
                keep={"sort": sort} if sort else {},
            ),
            tags=found.tags(here),
            clear_url=found.cleared(here),
            may_import=self.access.may(Permission.IMPORT),
            **kwargs,
        )


class MyActions(PlansPage):
    """The actions for which the person answers, over all plans: what still wants a word this period first."""

    template_name = "ratings/mine.html"
    shows_other_days = True
    permission = (Permission.UPDATE_OWN_ACTIONS,)
    nav = "mine"

    def crumbs(self) -> list[Crumb]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = Selection.read(self.request.GET.dict()).period
        chosen = choose_period(self.user, self.partnership, wanted=wanted, today=self.today, open_first=True)
        rows = self._rows(chosen)
        answered = self._answered(chosen)
        period = chosen.period if chosen else None
        complete = [row for row in rows if row.is_complete]
        beyond = [row for row in rows if not row.is_complete and outside(row.action.plan, period)]
        open_rows = [row for row in rows if not row.is_complete and not outside(row.action.plan, period)]
        return super().get_context_data(
            chosen=chosen,
            rows=rows,
            owed=[row for row in open_rows if row.action.pk not in answered],
            answered=[row for row in open_rows if row.action.pk in answered],
            complete=complete,
            beyond=beyond,
            **kwargs,
        )

    def _rows(self, chosen: ChosenPeriod | None) -> list[ActionRow]:
        """Overdue before the rest, then by due date, those without one last."""
        actions = Action.objects.visible_to(self.user).led_by(self.user).filter(plan__partnership=self.partnership)
        period, before = (chosen.period, chosen.before) if chosen else (None, None)
        states = states_or_bare(actions, period=period, before=before, today=self.today)
        names = levels_and_dimensions(self.partnership).dimension_names()
        rows = read_rows(states, dimensions=names, period=period, access=self.access)
        return sorted(rows, key=lambda row: (not row.is_overdue, row.action.due_on or date.max))

    def _answered(self, chosen: ChosenPeriod | None) -> set[int]:
        """The actions of which something was said in the period."""
        if chosen is None:
            return set()
        span = (chosen.period.starts_on, chosen.period.ends_on)
        said = ProgressUpdate.objects.filter(action__in=Action.objects.visible_to(self.user), as_at__range=span)
        return set(said.values_list("action", flat=True))


class ActionDetail(ActionPage):
    """Everything about one action: what was written, what is understood, what was said and how it was rated."""

    template_name = "ratings/action.html"
    shows_other_days = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action = self.action
        said = ProgressUpdate.objects.filter(action=action).select_related("said_by", "corrects")
        updates = said.order_by("-as_at", Coalesce("corrects", "pk").desc(), "-pk")
        moves = action.due_date_moves.filter(old_due_on__isnull=False).count()
        # Whether it is overdue is the roll-up's to say: asked of the period that pages of the plan open with.
        chosen = choose_period(self.user, self.partnership, wanted=None, today=self.today, plan=action.plan)
        period, before = (chosen.period, chosen.before) if chosen else (None, None)
        own = Action.objects.visible_to(self.user).filter(pk=action.pk)
        grid = read_grid(action, user=self.user, today=self.today)
        states = states_or_bare(own, period=period, before=before, today=self.today)
        return super().get_context_data(
            due=due_words(action.due_on, action.due_precision),
            slip=slip_of(action, moves=moves),
            is_overdue=any(state.is_overdue for state in states),
            is_overdue_by_first_date=all(state.is_overdue_by_first_date for state in states if state.is_overdue),
            meeting=next_meetings([action], partnership_id=self.partnership.pk, on=self.today).get(action.pk),
            period=period,
            milestones=[(each, due_words(each.due_on, each.due_precision)) for each in action.milestones.all()],
            grid=grid,
            courses=course_of_action(action, grid, today=self.today),
            updates=updates,
            assurance=read_assurance(action, self.access, today=self.today),
            evidence=read_evidence(action, self.access),
            dates=read_action_dates(action, self.access),
            challenges=challenges_of(action, self.access),
            may_challenge=self.access.may(Permission.CHALLENGE) and action.is_active,
            may_update=may_update(self.access, action) and action.is_active,
            may_withdraw=self.access.may(Permission.UPDATE_ANY_ACTION),
            may_rate=self.access.may(Permission.RATE),
            **kwargs,
        )


def _sorted(states: list[State], sort: str) -> list[State]:
    """In the order of the plans, or by due date; without a due date always last."""
    if sort not in {"due", "-due"}:
        return states
    dated = [state for state in states if state.due_on is not None]
    ordered = sorted(dated, key=lambda state: state.due_on or date.max, reverse=sort == "-due")
    return [*ordered, *(state for state in states if state.due_on is None)]


def _action_ids(states: Sequence[State], sort: str) -> list[int]:
    return list(dict.fromkeys(state.action_id for state in _sorted(list(states), sort)))
