"""Editing a rating scale: its levels, what is rated, and what each level means from a day on.

What a level counts as does not change once a closed period holds ratings in it: colours whose meaning changed between
reports are one of the reasons why nobody trusts a spreadsheet. Who needs other levels makes another scale, and a map.
"""

from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta

from django.db import models, transaction
from django.db.models import Max, ProtectedError, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.chain import sealed_together
from accounts.history import delete_many_with_history, save_with_history
from accounts.models import Partnership, User
from accounts.permissions import hold_partnership, require
from accounts.roles import Permission
from accounts.rules import RuleBroken
from ratings.models import (
    Dimension,
    Level,
    LevelDefinition,
    PeriodStatus,
    Rating,
    RatingScale,
    ReportingPeriod,
    Restatement,
)

# What a level was shown as and counted as in reports that people have read.
_SETTLED = ("word", "letter", "colour", "shape", "is_complete", "is_off_track")
# What may be asked for from now on, and then no longer be taken away: what nobody confirmed would count as verified.
_ONLY_ON = "needs_verification"
FURTHEST_RANK = 1000


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """All that a person says of a level; `place` is 1 for the best."""

    word: str
    letter: str
    colour: str
    shape: str
    place: int
    is_complete: bool
    is_off_track: bool
    needs_reason: bool
    needs_evidence: bool
    needs_verification: bool


@transaction.atomic
@sealed_together()
def add_scale(
    *, partnership: Partnership, name: str, description: str, like: RatingScale | None, by: User
) -> RatingScale:
    """A new scale: as another one is now, wording included, or empty with one dimension."""
    require(Permission.SET_UP, partnership, by=by)
    hold_partnership(partnership)
    if like and like.partnership_id != partnership.pk:
        raise RuleBroken(_("Choose a scale of this partnership."), field="like")
    scale = RatingScale(partnership=partnership, name=name.strip(), description=description.strip())
    _refuse_taken_name(scale)
    save_with_history(scale, by=by)
    if like:
        _copy(like, scale, by=by)
    else:
        save_with_history(Dimension(scale=scale, code="overall", name=_("Overall"), position=1), by=by)
    return scale


@transaction.atomic
def change_scale(*, scale: RatingScale, name: str, description: str, by: User) -> None:
    """Another name or description; ratings, plans and reports stay as they are."""
    scale = _held(scale, by=by)
    if (scale.name, scale.description) == (name.strip(), description.strip()):
        return
    scale.name, scale.description = name.strip(), description.strip()
    _refuse_taken_name(scale)
    save_with_history(scale, by=by)


@transaction.atomic
@sealed_together()
def save_level(*, scale: RatingScale, level: Level | None, facts: LevelFacts, by: User) -> Level:
    """Add a level, or change one. Raises RuleBroken at the field: one taken, or one that closed periods rest on."""
    scale = _held(scale, by=by)
    others = [each for each in scale.levels.order_by("rank") if level is None or each.pk != level.pk]
    _check_level(facts, others)
    code = level.code if level else slugify(facts.word)
    if not code or any(each.code == code for each in others):
        raise RuleBroken(_("Another level of this scale bears that word."), field="word")
    # Read anew: whoever holds the level goes on seeing it as it was where the change is refused.
    changed = Level.objects.get(pk=level.pk) if level else Level(scale=scale, code=code)
    before, needed_it = {name: getattr(changed, name) for name in _SETTLED}, changed.needs_verification
    for field in fields(facts):
        if field.name != "place":
            setattr(changed, field.name, getattr(facts, field.name))
    touched = [name for name in _SETTLED if getattr(changed, name) != before[name]]
    touched += [_ONLY_ON] if needed_it and not changed.needs_verification else []
    order = [*others[: facts.place - 1], changed, *others[facts.place - 1 :]]
    old_order = list(scale.levels.order_by("rank").values_list("pk", flat=True))
    is_moved = level is not None and [each.pk for each in order] != old_order
    if (is_moved or (level and touched)) and _is_settled(scale if is_moved else changed):
        raise RuleBroken(
            _(
                "Closed periods hold ratings at this level, so how it looks, what it counts as and its place stay. "
                "Give it a new wording from a day on, or make another scale and a map between the two."
            ),
            field="place" if is_moved and not touched else touched[0],
        )
    _write_in_order(order, changed, by=by)
    return changed


@transaction.atomic
@sealed_together()
def remove_level(*, level: Level, by: User) -> None:
    """Remove a level in which nothing was ever rated or expected."""
    _held(level.scale, by=by)
    stays = RuleBroken(_("Something was rated or expected at %(level)s: it stays.") % {"level": level.word})
    if Rating.history.filter(level=level.pk).exists():
        raise stays
    try:
        delete_many_with_history([level], by=by)
    except ProtectedError as in_use:
        raise stays from in_use


@transaction.atomic
def save_dimension(*, scale: RatingScale, dimension: Dimension | None, name: str, by: User) -> Dimension:
    """Add something that is rated apart, or name it otherwise; its code in files stays."""
    scale = _held(scale, by=by)
    others = scale.dimensions.exclude(pk=dimension.pk) if dimension else scale.dimensions.all()
    code = dimension.code if dimension else slugify(name)
    if not code or others.filter(code=code).exists() or others.filter(name__iexact=name.strip()).exists():
        raise RuleBroken(_("Another dimension of this scale bears that name."), field="name")
    if dimension is None and Rating.objects.filter(level__scale=scale).exists():
        raise RuleBroken(
            _(
                "Actions are rated in this scale already: another dimension would leave all of them half rated. "
                "Make another scale like this one."
            ),
            field="name",
        )
    last = scale.dimensions.order_by("-position").first()
    if dimension and dimension.name != name.strip() and _is_settled(dimension):
        raise RuleBroken(
            _("Closed periods hold ratings of %(dimension)s, so it keeps its name: make another scale instead.")
            % {"dimension": dimension.name},
            field="name",
        )
    dimension = dimension or Dimension(scale=scale, code=code, position=last.position + 1 if last else 1)
    dimension.name = name.strip()
    save_with_history(dimension, by=by)
    return dimension


@transaction.atomic
@sealed_together()
def reword_level(
    *, level: Level, dimension: Dimension | None, text: str, valid_from: date, by: User
) -> LevelDefinition:
    """What the level means from a day on; the wording before stays in force up to the day before."""
    _held(level.scale, by=by)
    if dimension and dimension.scale_id != level.scale_id:
        raise RuleBroken(_("Choose a dimension of this scale."), field="dimension")
    earlier = level.definitions.filter(dimension=dimension).order_by("-valid_from").first()
    if earlier and valid_from <= earlier.valid_from:
        raise RuleBroken(
            _("The present wording is in force from %(day)s: a new one begins later. What reports printed stays.")
            % {"day": f"{earlier.valid_from:%-d %B %Y}"},
            field="valid_from",
        )
    closed = (
        _ever_closed().filter(Q(ratings__level=level) | Q(restatements__level=level)).aggregate(last=Max("ends_on"))
    )
    if closed["last"] and valid_from <= closed["last"]:
        raise RuleBroken(
            _("Closed periods up to %(day)s hold ratings at %(level)s: a new wording begins after that day.")
            % {"day": f"{closed['last']:%-d %B %Y}", "level": level.word},
            field="valid_from",
        )
    if earlier and earlier.text == text.strip():
        raise RuleBroken(_("This is the wording in force already."), field="text")
    if earlier and (earlier.valid_to is None or earlier.valid_to >= valid_from):
        earlier.valid_to = valid_from - timedelta(days=1)
        save_with_history(earlier, by=by)
    made = LevelDefinition(level=level, dimension=dimension, text=text.strip(), valid_from=valid_from)
    save_with_history(made, by=by)
    return made


def _held(scale: RatingScale, *, by: User) -> RatingScale:
    require(Permission.SET_UP, scale.partnership, by=by)
    # Its periods first, as whoever rates takes them: nothing is rated at a level, and none is closed, meanwhile.
    periods = ReportingPeriod.objects.select_for_update(no_key=True).filter(partnership=scale.partnership_id)
    list(periods.order_by("pk").values_list("pk"))
    return RatingScale.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=scale.pk)


def _refuse_taken_name(scale: RatingScale) -> None:
    if RatingScale.objects.filter(partnership=scale.partnership_id, name__iexact=scale.name).exclude(pk=scale.pk):
        raise RuleBroken(_("A scale of this name is there already."), field="name")


def _check_level(facts: LevelFacts, others: list[Level]) -> None:
    taken = {
        "letter": (_("Another level of this scale has that letter."), {each.letter.casefold() for each in others}),
        "shape": (_("Another level of this scale has that shape."), {each.shape for each in others}),
        "word": (_("Another level of this scale bears that word."), {each.word.casefold() for each in others}),
    }
    for field, (words, values) in taken.items():
        if str(getattr(facts, field)).casefold() in values:
            raise RuleBroken(words, field=field)
    if facts.is_complete and facts.is_off_track:
        raise RuleBroken(_("A level cannot count as complete and as off track."), field="is_off_track")
    if facts.needs_verification and not facts.is_complete:
        raise RuleBroken(_("Only a level that counts as complete is verified."), field="needs_verification")
    if not 1 <= facts.place <= len(others) + 1:
        raise RuleBroken(_("Choose a place from 1 to %(last)d.") % {"last": len(others) + 1}, field="place")


def _is_settled(thing: Level | Dimension | RatingScale) -> bool:
    """Whether a period that was ever closed holds a rating at the level, of the dimension, or in the scale."""
    periods = _ever_closed()
    name = {Level: "level", Dimension: "dimension", RatingScale: "level__scale"}[type(thing)]
    rated = Rating.objects.filter(period__in=periods, **{name: thing})
    return rated.exists() or Restatement.objects.filter(**{name: thing}).exists()


def _ever_closed() -> models.QuerySet[ReportingPeriod]:
    """One that was opened again counts: people have read what it said."""
    return ReportingPeriod.objects.filter(
        Q(status=PeriodStatus.CLOSED)
        | Q(pk__in=ReportingPeriod.history.filter(status=PeriodStatus.CLOSED).values("id"))
    )


def _write_in_order(order: list[Level], changed: Level, *, by: User) -> None:
    """Give the levels their ranks; through ranks that nobody has, as two levels may not share one at any moment."""
    moved = [each for rank, each in enumerate(order, start=1) if each.pk and each.rank != rank]
    if moved:
        for spare, each in enumerate(moved, start=FURTHEST_RANK):
            Level.objects.filter(pk=each.pk).update(rank=spare)
    for rank, each in enumerate(order, start=1):
        if each is changed or each in moved:
            each.rank = rank
            save_with_history(each, by=by)


def _copy(like: RatingScale, scale: RatingScale, *, by: User) -> None:
    dimensions = {}
    for each in like.dimensions.order_by("position"):
        dimensions[each.pk] = Dimension(scale=scale, code=each.code, name=each.name, position=each.position)
        save_with_history(dimensions[each.pk], by=by)
    names = [field.name for field in fields(LevelFacts) if field.name != "place"]
    for level in like.levels.order_by("rank").prefetch_related("definitions"):
        made = Level(scale=scale, code=level.code, rank=level.rank, **{name: getattr(level, name) for name in names})
        save_with_history(made, by=by)
        for said in level.definitions.all():
            if said.valid_to is None:
                dimension = dimensions.get(said.dimension_id or 0)
                save_with_history(
                    LevelDefinition(level=made, dimension=dimension, text=said.text, valid_from=said.valid_from), by=by
                )


def facts_of_level(level: Level, *, place: int) -> dict[str, object]:
    """The level as the form shows it."""
    names = [field.name for field in fields(LevelFacts) if field.name != "place"]
    return asdict(LevelFacts(place=place, **{name: getattr(level, name) for name in names}))
