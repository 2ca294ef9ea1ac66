"""Reads what Working Together asks of a yearly report, from one partnership's plans, in a fixed number of queries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from accounts.models import Partnership, User
from plans.due_dates import due_words
from plans.models import Action, ProgressUpdate
from plans.querysets import ActionQuerySet
from ratings.models import Evidence, Method, ReportingPeriod, Verification, VerificationOutcome
from ratings.rollup import State, by_action, count
from ratings.states import states_over
from reporting.facts import names_among_several
from reporting.financial_years import year_name, year_span
from reporting.gathering import read_dimensions
from reporting.voice import ROOTS, names_voice
from reporting.year_facts import (
    ActionNamed,
    Confirmed,
    Decided,
    Done,
    Recommendation,
    ReviewOfYear,
    Stand,
    Stuck,
    VoiceSaid,
    Year,
)
from reporting.year_judging import (
    WITHOUT_PROGRESS_FROM,
    Standings,
    completed_in,
    has_improved,
    is_complete,
    is_in_another_scale,
    periods_without_progress,
    why_without_progress,
)
from reviews.models import Review


@dataclass(frozen=True, slots=True)
class Addresses:
    action: Callable[[int], str]
    review: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class PeriodsOfYear:
    """Those of a year that have begun, newest first, all of one kind; and the last one before it."""

    first_year: int
    periods: Sequence[ReportingPeriod]
    before: ReportingPeriod | None


def periods_of_year(everything: Iterable[ReportingPeriod], first_year: int, *, today: date) -> PeriodsOfYear:
    """Of quarters and meetings whose periods overlap, those of the kind that ended last; a year may have none."""
    starts, ends = year_span(first_year)
    newest_first = sorted(everything, key=lambda period: (period.ends_on, period.starts_on), reverse=True)
    begun = [period for period in newest_first if starts <= period.ends_on <= ends and period.starts_on <= today]
    of_kind = [period for period in begun if period.kind == begun[0].kind]
    earlier = [period for period in newest_first if period.ends_on < starts]
    same = [period for period in earlier if of_kind and period.kind == of_kind[0].kind]
    return PeriodsOfYear(first_year, of_kind, next(iter([*same, *earlier]), None))


def read_year(user: User, partnership: Partnership, of: PeriodsOfYear, *, addresses: Addresses, today: date) -> Year:
    """`of` has one period at least."""
    visible = Action.objects.visible_to(user).filter(plan__partnership=partnership)
    standings = [
        by_action(states) for states in states_over(visible, periods=[*of.periods, of.before, None], today=today)
    ]
    return _Writer(user, partnership, of, standings, _named(visible, standings[0], addresses), addresses).year()


@dataclass(frozen=True, slots=True)
class _Named:
    """An action as it is shown, with where it belongs."""

    shown: ActionNamed
    action: Action


def _named(visible: ActionQuerySet, newest: Standings, addresses: Addresses) -> dict[int, _Named]:
    rows = visible.active().select_related("plan", "objective").prefetch_related("leads")
    return {
        action.pk: _Named(
            ActionNamed(
                label=action.label,
                text=action.text,
                plan=action.plan.title,
                leads=[lead.name for lead in action.leads.all()],
                due=due_words(action.due_on, action.due_precision) or action.timescale_text,
                url=addresses.action(action.pk),
            ),
            action,
        )
        for action in rows.order_by("plan__title", "plan_id", "position")
        if action.pk in newest
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    user: User
    partnership: Partnership
    of: PeriodsOfYear
    # By action, newest first: of each period of the year, and last of the one before it.
    standings: Sequence[Standings]
    named: Mapping[int, _Named]
    addresses: Addresses

    def year(self) -> Year:
        dimensions = names_among_several(read_dimensions(self.partnership.pk).values())
        confirmed = self._confirmed()
        counts = count(state for group in self.standings[0].values() for state in group)
        return Year(
            name=year_name(self.of.first_year),
            partnership=self.partnership.name,
            periods=[period.name for period in reversed(self.of.periods)],
            before=self.of.before.name if self.of.before else "",
            actions=counts.actions,
            complete=counts.complete,
            done=list(self._done(dimensions, confirmed)),
            confirmed=[each for group in confirmed.values() for each in group],
            stuck=sorted(self._stuck(dimensions), key=lambda each: -each.periods),
            reviews=self._reviews(dimensions),
            voice_said=self._voice_said(),
        )

    def _stands(self, action: int, dimensions: Mapping[int | None, str]) -> list[Stand]:
        return [Stand(dimensions.get(state.dimension_id, ""), state.level) for state in self.standings[0][action]]

    def _done(
        self, dimensions: Mapping[int | None, str], confirmed: Mapping[int, Sequence[Confirmed]]
    ) -> Iterable[Done]:
        for key, named in self.named.items():
            place = completed_in(key, self.standings)
            if place is not None:
                states = self.standings[0][key]
                yield Done(
                    action=named.shown,
                    since=self.of.periods[place].name,
                    stands=self._stands(key, dimensions),
                    confirmed=confirmed.get(key, ()),
                    unconfirmed=any(state.is_claimed for state in states),
                )

    def _stuck(self, dimensions: Mapping[int | None, str]) -> Iterable[Stuck]:
        for key, named in self.named.items():
            run = periods_without_progress(key, self.standings)
            if run >= WITHOUT_PROGRESS_FROM:
                why = why_without_progress(key, self.standings[:run])
                yield Stuck(named.shown, run, why, self._stands(key, dimensions))

    def _confirmed(self) -> dict[int, list[Confirmed]]:
        starts, ends = year_span(self.of.first_year)
        standing = Evidence.objects.visible_to(self.user).standing()
        rows = (
            Verification.objects.visible_to(self.user)
            .filter(action__in=list(self.named), outcome=VerificationOutcome.CONFIRMED)
            .filter(period__ends_on__range=(starts, ends))
            .select_related("level", "verified_by")
            .prefetch_related(Prefetch("evidence", queryset=standing))
        )
        found: dict[int, list[Confirmed]] = {}
        for row in rows:
            found.setdefault(row.action_id, []).append(
                Confirmed(
                    action=self.named[row.action_id].shown,
                    level=row.level.word,
                    method=row.get_method_display(),
                    is_voice=row.method == Method.VOICE,
                    seen=row.seen,
                    evidence=[each.title for each in row.evidence.all()],
                    by=str(row.verified_by),
                    on=row.verified_at.date(),
                    lost=row.ended_why,
                )
            )
        return found

    def _reviews(self, dimensions: Mapping[int | None, str]) -> list[ReviewOfYear]:
        of_review: dict[int, list[_Named]] = {}
        for named in self.named.values():
            if named.action.plan.review_id:
                of_review.setdefault(named.action.plan.review_id, []).append(named)
        rows = Review.objects.visible_to(self.user).filter(pk__in=list(of_review))
        return [self._review(review, of_review[review.pk], dimensions) for review in rows]

    def _review(self, review: Review, actions: Sequence[_Named], dimensions: Mapping[int | None, str]) -> ReviewOfYear:
        groups: dict[object, list[_Named]] = {}
        for named in actions:
            groups.setdefault(named.action.objective_id or f"action {named.action.pk}", []).append(named)
        recommendations = [self._recommendation(group, dimensions) for group in groups.values()]
        decided = [each for recommendation in recommendations for each in recommendation.decided]
        return ReviewOfYear(
            title=review.title,
            url=self.addresses.review(review.pk),
            stage=review.get_governance_stage_display(),
            is_published=review.is_published,
            actions=len(decided),
            complete=sum(each.is_complete for each in decided),
            improved=sum(each.improved for each in decided),
            not_compared=sum(each.not_compared for each in decided),
            recommendations=recommendations,
        )

    def _recommendation(self, group: Sequence[_Named], dimensions: Mapping[int | None, str]) -> Recommendation:
        objective = group[0].action.objective
        return Recommendation(
            word=group[0].action.plan.objective_word,
            number=objective.number if objective else "",
            text=objective.text if objective else "",
            decided=[self._decided(named, dimensions) for named in group],
        )

    def _decided(self, named: _Named, dimensions: Mapping[int | None, str]) -> Decided:
        key = named.action.pk
        now, before = self.standings[0][key], self.standings[-1].get(key, ())
        return Decided(
            action=named.shown,
            was=_was(before, dimensions),
            stands=self._stands(key, dimensions),
            improved=has_improved(now, before),
            not_compared=is_in_another_scale(now, before),
            is_complete=is_complete(now),
        )

    def _voice_said(self) -> list[VoiceSaid]:
        """What was said of the year's actions in the year, each once: not what a correction has replaced."""
        said = ProgressUpdate.objects.filter(
            reduce(or_, (Q(text__icontains=root) for root in ROOTS)),
            action__in=list(self.named),
            as_at__range=year_span(self.of.first_year),
            corrections__isnull=True,
        )
        return [
            VoiceSaid(self.named[update.action_id].shown, update.text, update.as_at)
            for update in said.order_by("as_at", "pk")
            if names_voice(update.text)
        ]


def _was(states: Sequence[State], dimensions: Mapping[int | None, str]) -> str:
    """ "Amber", or "Process: Amber, Impact: not rated"; what was last known before the year."""
    said = [
        f"{name}: {word}" if name else word
        for state in states
        for name in [dimensions.get(state.dimension_id, "")]
        for word in [state.last_known.word if state.last_known else _("not rated")]
    ]
    return ", ".join(said) or _("not begun")
