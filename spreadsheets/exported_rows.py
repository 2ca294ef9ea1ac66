"""One action as it goes out: what an import compares, and what a file tells people besides. Seven queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from plans.due_dates import due_words
from plans.models import ActionPlan, DueDateMove, ProgressUpdate
from ratings.in_force import in_force
from ratings.models import Level, PlanScale, Rating, ReportingPeriod, Restatement, Verification
from spreadsheets.own_headings import EARLIER_SCALE, RatingKey
from spreadsheets.plan_rows import PlanRow

_CLAIMED = "Claimed: nobody who does not lead the action has confirmed it yet."


@dataclass(frozen=True, slots=True)
class GivenLevel:
    """A level as it was given, perhaps in a scale that the plan has left since: then it is told, and not read back."""

    level: Level
    is_earlier: bool

    @property
    def words(self) -> str:
        """ "A Amber"."""
        return self.told(f"{self.level.letter} {self.level.word}")

    def told(self, words: str) -> str:
        return f"{words} {EARLIER_SCALE}" if self.is_earlier else words


@dataclass
class ExportedRow(PlanRow):
    """`moves`, `steps` (milestones) and `told_before` (progress but the latest, newest first) are sentences.

    `told_on` is the day of the latest progress, `means` the wording of the levels given, `rating_notes` what was
    claimed, restated and verified, `given` the levels in force.
    """

    moves: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    told_on: str = ""
    told_before: tuple[str, ...] = ()
    plan_title: str = ""
    means: dict[RatingKey, str] = field(default_factory=dict)
    rating_notes: dict[RatingKey, tuple[str, ...]] = field(default_factory=dict)
    given: dict[RatingKey, GivenLevel] = field(default_factory=dict)

    @property
    def leads_shown(self) -> tuple[str, ...]:
        """Without a known lead, what the document wrote stands in the column."""
        return self.leads or written_leads(self.lead_text)

    @property
    def leads_written(self) -> str:
        """What the document wrote, where the known leads do not say the same."""
        return self.lead_text if self.lead_text.strip() != "\n".join(self.leads) else ""


def written_leads(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a plan's actions besides, by action; of their ratings, by action, dimension and period."""

    moves: Mapping[int, list[DueDateMove]]
    updates: Mapping[int, list[ProgressUpdate]]
    rating_notes: Mapping[int, dict[RatingKey, tuple[str, ...]]]
    given: Mapping[int, dict[RatingKey, GivenLevel]]

    @classmethod
    def of(
        cls, plan: ActionPlan, period: ReportingPeriod | None, *, claimed: Collection[tuple[int, str]] = ()
    ) -> "Told":
        """`claimed` are the actions, each with the dimension's code, whose level nobody has confirmed yet."""
        moves: dict[int, list[DueDateMove]] = defaultdict(list)
        for move in DueDateMove.objects.filter(action__plan=plan).order_by("moved_at", "pk"):
            moves[move.action_id].append(move)
        updates: dict[int, list[ProgressUpdate]] = defaultdict(list)
        for update in ProgressUpdate.objects.filter(action__plan=plan).order_by("-as_at", "-pk"):
            updates[update.action_id].append(update)
        if period is None:
            return cls(moves, updates, {}, {})
        related = ("action", "dimension", "level", "first_level", "period")
        corrected = Restatement.objects.filter(action__plan=plan, period=period).select_related(*related)
        corrections = list(corrected.order_by("restated_at", "pk"))
        notes = _rating_notes(plan, period, corrections)
        for action_id, code in claimed:
            notes[action_id][code, period.name] = (_CLAIMED, *notes[action_id].get((code, period.name), ()))
        return cls(moves, updates, notes, _given(plan, period, corrections))

    def row(self, row: PlanRow, *, plan_title: str, meanings: Mapping[tuple[str, int], str]) -> ExportedRow:
        """The row with all that is known of it; `meanings` are the levels' wordings by dimension and level."""
        updates, given = self.updates.get(row.action_id or 0, []), self.given.get(row.action_id or 0, {})
        latest = next((update for update in updates if not update.topic), None)
        shown = {update.pk for update in _latest_by_topic(updates)}
        return ExportedRow(
            **vars(row),
            moves=tuple(map(_move, self.moves.get(row.action_id or 0, []))),
            steps=tuple(_dated(part.text, due_words(part.due_on, part.due_precision)) for part in row.milestones),
            told_on=date_format(latest.as_at, "j F Y") if latest else "",
            told_before=tuple(map(_update, (update for update in updates if update.pk not in shown))),
            plan_title=plan_title,
            rating_notes=self.rating_notes.get(row.action_id or 0, {}),
            given=given,
            means={key: meanings.get((key[0], each.level.pk), "") for key, each in given.items()},
        )


def _given(
    plan: ActionPlan, period: ReportingPeriod, corrections: Collection[Restatement]
) -> dict[int, dict[RatingKey, GivenLevel]]:
    now = PlanScale.objects.filter(plan=plan).values_list("scale", flat=True).first()
    found: dict[int, dict[RatingKey, GivenLevel]] = defaultdict(dict)
    ratings = Rating.objects.filter(action__plan=plan, period=period).select_related("level", "dimension")
    for rating in in_force(ratings, corrections):
        key = (rating.dimension.code, period.name)
        found[rating.action_id][key] = GivenLevel(rating.level, now not in {None, rating.level.scale_id})
    return found


def _rating_notes(
    plan: ActionPlan, period: ReportingPeriod, corrections: Iterable[Restatement]
) -> dict[int, dict[RatingKey, tuple[str, ...]]]:
    """What was corrected in the period, and who had verified what by its end."""
    found: dict[int, dict[RatingKey, tuple[str, ...]]] = defaultdict(dict)

    def note(about: Restatement | Verification, sentence: str) -> None:
        key = (about.dimension.code, period.name)
        found[about.action_id][key] = (*found[about.action_id].get(key, ()), sentence)

    for each in corrections:
        first = each.first_level.word if each.first_level else "no update"
        note(each, f"Restated on {_day(each.restated_at)} as {each.level.word}, first given {first}: {each.reason}")
    checked = Verification.objects.filter(action__plan=plan, period__ends_on__lte=period.ends_on)
    for check in checked.select_related("dimension", "level", "verified_by").order_by("verified_at", "pk"):
        ended = f" Held until {_day(check.ended_at)}: {check.ended_why}" if check.ended_at else ""
        how = f"{check.get_method_display()}: {check.seen}"
        who = f"{check.level.word} {check.get_outcome_display().lower()} by {check.verified_by}"
        note(check, f"{who} on {_day(check.verified_at)}. {how}{ended}")
    return found


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def _latest_by_topic(newest_first: Iterable[ProgressUpdate]) -> Iterable[ProgressUpdate]:
    found: dict[str, ProgressUpdate] = {}
    for update in newest_first:
        found.setdefault(update.topic, update)
    return found.values()


def _move(move: DueDateMove) -> str:
    """ "From 31 March 2021 to June 2021 on 3 May 2021: two agencies were late. Agreed by the Chair." """
    old, new = due_words(move.old_due_on, move.old_precision), due_words(move.new_due_on, move.new_precision)
    agreed = f" Agreed by {move.agreed_by}." if move.agreed_by else ""
    when = _day(move.moved_at)
    return f"From {old or 'no date'} to {new or 'no date'} on {when}: {move.reason}{agreed}"


def _update(update: ProgressUpdate) -> str:
    about = f", {update.topic}" if update.topic else ""
    return f"{date_format(update.as_at, 'j F Y')}{about}: {update.text}"


def _dated(text: str, when: str) -> str:
    return f"{text} – {when}" if when else text
