"""One change at random of all that can be done to a plan, by the services that do it; a refused one is not done."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.history import delete_many_with_history, save_with_history
from accounts.models import Partnership, User
from accounts.rules import ChangedMeanwhile, RuleBroken
from plans.lead_services import change_lead, merge_leads
from plans.models import Action, ActionPlan, Lead, LeadKind, Milestone, PrecisionChoice
from plans.services import add_progress, move_due_date, reinstate_action, set_leads, withdraw_action
from ratings.claims import claims_of
from ratings.models import (
    Challenge,
    LevelDefinition,
    Method,
    Rating,
    RatingScale,
    ReportingPeriod,
    VerificationOutcome,
)
from ratings.services import (
    Corrections,
    Finding,
    NewLevel,
    NewRating,
    Rules,
    close_period,
    rate,
    reopen_period,
    restate,
    set_expected_levels,
    set_house_rules,
    set_plan_scale,
    verify,
)
from tests.factories import LeadFactory, a_rated_plan

REFUSED = (RuleBroken, ChangedMeanwhile, PermissionDenied)


class ChangesAtRandom:
    """`by` runs the partnership; the choices are those of the generator."""

    def __init__(self, partnership: Partnership, *, by: User, random: Random) -> None:
        self.partnership, self.by, self.random = partnership, by, random
        named = [getattr(self, name) for name in sorted(dir(type(self))) if name.startswith("do_")]
        self.done: Counter[str] = Counter()
        self.steps: list[Callable[[], object]] = [*named, self.do_rate, self.do_rate, self.do_move]

    def one(self) -> None:
        try:
            step = self.random.choice(self.steps)
            with transaction.atomic():
                step()
            self.done[step.__name__] += 1
        except REFUSED:
            pass

    def do_rate(self) -> None:
        action = self._action()
        scale = action.plan.rating_setup.scale
        level = self.random.choice(list(scale.levels.all()))
        new = NewRating(self.random.choice(list(scale.dimensions.all())), level, self._words())
        rate(action=action, period=self._period(), new=new, by=self.by)

    def do_restate(self) -> None:
        action = self._action()
        scale = action.plan.rating_setup.scale
        levels = NewLevel(scale.dimensions.all()[0], self.random.choice(list(scale.levels.all())), self._words())
        restate(
            action=action,
            period=self._period(),
            corrections=Corrections(levels=[levels]),
            seen_revision=action.revision,
            by=self.by,
        )

    def do_verify(self) -> None:
        action = self._action()
        for claim in claims_of(action)[:1]:
            finding = Finding(VerificationOutcome.CONFIRMED, Method.AUDIT, self._words())
            verify(action=action, dimension=claim.dimension, finding=finding, seen_claim=claim.mark, by=self.by)

    def do_remove_rating(self) -> None:
        delete_many_with_history(list(Rating.objects.order_by("pk")[:1]), by=self.by)

    def do_move(self) -> None:
        due_on = self._day()
        move_due_date(
            action=self._action(),
            due_on=due_on,
            precision=PrecisionChoice.DAY if due_on else "",
            reason=self._words(),
            agreed_by="the Chair",
            by=self.by,
        )

    def do_say(self) -> None:
        add_progress(action=self._action(), text=self._words(), as_at=timezone.localdate(), by=self.by)

    def do_withdraw(self) -> None:
        action = self._action()
        withdraw_action(action=action, seen_revision=action.revision, reason=self._words(), by=self.by)

    def do_reinstate(self) -> None:
        reinstate_action(action=self._action(), reason=self._words(), by=self.by)

    def do_lead(self) -> None:
        leads = list(Lead.objects.filter(partnership=self.partnership))
        set_leads(action=self._action(), leads=self.random.sample(leads, min(2, len(leads))), by=self.by)

    def do_new_lead(self) -> None:
        LeadFactory.create(partnership=self.partnership)

    def do_rename_lead(self) -> None:
        lead = self.random.choice(list(Lead.objects.filter(partnership=self.partnership)))
        change_lead(lead=lead, name=self._words(), kind=LeadKind.GROUP, agency=None, post="", by=self.by)

    def do_merge_leads(self) -> None:
        leads = list(Lead.objects.filter(partnership=self.partnership))
        if len(leads) > 2:
            one, other = self.random.sample(leads, 2)
            merge_leads(lead=one, into=other, by=self.by)

    def do_text(self) -> None:
        action = self._action()
        action.text = self._words()
        save_with_history(action, by=self.by)

    def do_milestone(self) -> None:
        action = self._action()
        position = action.milestones.count() + 1
        save_with_history(Milestone(action=action, position=position, text=self._words()), by=self.by)

    def do_title(self) -> None:
        plan = self.random.choice(list(ActionPlan.objects.filter(partnership=self.partnership)))
        plan.title = self._words()
        save_with_history(plan, by=self.by)

    def do_section(self) -> None:
        section = self.random.choice(list(self._action().plan.sections.all()))
        section.title = self._words()
        save_with_history(section, by=self.by)

    def do_new_plan(self) -> None:
        a_rated_plan(self.partnership, actions=1)

    def do_undo_a_plan(self) -> None:
        plans = list(ActionPlan.objects.filter(partnership=self.partnership).order_by("pk"))
        if len(plans) > 1:
            actions = list(plans[-1].actions.all())
            delete_many_with_history(list(Rating.objects.filter(action__in=actions)), by=self.by)
            delete_many_with_history(actions, by=self.by)

    def do_close(self) -> None:
        close_period(period=self._period(), by=self.by, accepted=None)

    def do_reopen(self) -> None:
        reopen_period(period=self._period(), reason=self._words(), by=self.by)

    def do_scale(self) -> None:
        scale = self.random.choice(list(RatingScale.objects.filter(partnership=self.partnership)))
        set_plan_scale(plan=self._action().plan, scale=scale, by=self.by)

    def do_expect(self) -> None:
        plan = self._action().plan
        scale = plan.rating_setup.scale
        set_expected_levels(
            plan=plan,
            dimension=scale.dimensions.all()[0],
            period=self._period(),
            levels=[self.random.choice(list(scale.levels.all()))],
            by=self.by,
        )

    def do_wording(self) -> None:
        definitions = LevelDefinition.objects.filter(level__scale__partnership=self.partnership)
        definition = self.random.choice(list(definitions))
        definition.text = self._words()
        save_with_history(definition, by=self.by)

    def do_challenge(self) -> None:
        asked = {"question": self._words(), "asked_by": self.by, "asked_at": timezone.now()}
        save_with_history(Challenge(action=self._action(), period=self._period(), **asked), by=self.by)

    def do_rules(self) -> None:
        rules = Rules(self.random.random() < 0.5, 14, (3, 6, 12))
        set_house_rules(partnership=self.partnership, rules=rules, by=self.by)

    def _action(self) -> Action:
        actions = Action.objects.filter(plan__partnership=self.partnership).select_related("plan__partnership")
        return self.random.choice(list(actions))

    def _period(self) -> ReportingPeriod:
        return self.random.choice(list(ReportingPeriod.objects.filter(partnership=self.partnership)))

    def _day(self) -> date | None:
        today = timezone.localdate()
        ahead = timedelta(days=self.random.randint(1, 90))
        return self.random.choice([None, today - timedelta(days=40), today + ahead])

    def _words(self) -> str:
        return f"{self.random.choice(['Letters', 'Audits', 'Meetings'])} {self.random.randint(1, 999999)}"
