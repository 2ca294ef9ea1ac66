"""What is proposed for an import before a person chooses: the plan it is of, its scale, its periods."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from accounts.models import Partnership
from plans.models import Action, ActionPlan, ActionStatus
from ratings.models import LevelDefinition, RatingScale
from spreadsheets.bare_quarters import is_bare, with_year, year_of
from spreadsheets.matching import normalised
from spreadsheets.models import ImportRow, ImportRun, NewScale
from spreadsheets.plan_rows import PlanRow
from spreadsheets.scale_shapes import LevelShape, ScaleShape, shape_from
from spreadsheets.staged import Staged, StagedRating

_SAME_WORDS = 85.0  # of 100: a definition with a word more or less is the same
_FEWEST, _MOST_OF_THEM = 2, 0.6  # actions that a later copy of a plan shares with it
_SPAN = re.compile(r"(?P<first>20\d\d)\s*(?:/|-|–|—|to)\s*(?:20)?(?P<last>\d\d)\b")


def shape_of(scale: RatingScale) -> ScaleShape:
    """The scale as values, with the definitions in force last. Three queries."""
    meanings: dict[int, list[tuple[str, str]]] = {}
    definitions = LevelDefinition.objects.filter(level__scale=scale).select_related("dimension").order_by("valid_from")
    for each in definitions:
        meanings.setdefault(each.level_id, []).append((each.dimension.code if each.dimension else "", each.text))
    return ScaleShape(
        name=scale.name,
        dimensions=tuple((each.code, each.name) for each in scale.dimensions.all()),
        levels=tuple(
            LevelShape(
                code=level.code,
                word=level.word,
                letter=level.letter,
                colour=level.colour,
                shape=level.shape,
                rank=level.rank,
                is_complete=level.is_complete,
                is_off_track=level.is_off_track,
                needs_reason=level.needs_reason,
                definitions=tuple(meanings.get(level.pk, ())),
            )
            for level in scale.levels.all()
        ),
    )


def draft_shape(draft: dict[str, Any], words: Iterable[str], *, from_key: bool, name: str) -> ScaleShape:
    """The scale that the file's own key describes, or one of the levels that the file uses."""
    key = draft.get("key", []) if from_key else []
    definitions = {(entry["level"], entry["dimension"] or ""): entry["definition"] for entry in key}
    return shape_from(name, {*words, *(level for level, _ in definitions)}, draft.get("dimensions", []), definitions)


def used_words(run: ImportRun) -> set[str]:
    """The levels that the file's ratings, its expected levels and the people who checked it name."""
    return _words_of(run, _ratings_of(run))


def _words_of(run: ImportRun, ratings: Iterable[StagedRating]) -> set[str]:
    rated = {rating.level for rating in ratings if rating.level}
    return rated | {level for expected in run.draft.get("expected", []) for level in expected["levels"]}


def _ratings_of(run: ImportRun) -> set[StagedRating]:
    """Every rating that the file's rows hold or people chose for them, of thousands of rows only this much."""
    rows = ImportRow.objects.filter(run=run).values_list("understood__ratings", "chosen")
    held = (Staged.read({"text": "", "ratings": ratings or ()}).with_choices(chosen) for ratings, chosen in rows)
    return {rating for staged in held for rating in staged.ratings}


def propose_scale(run: ImportRun) -> tuple[RatingScale | None, str]:
    """A scale of the partnership that has the file's levels, words and dimensions, else where to make one from.

    Where the file has a key, only a scale that says the same of each level: elsewhere green is "on track", and a colour
    means nothing without its scale. Of several the one that says the file's own words ("Yellow"), then the smallest,
    then the first by name. A plan that stands keeps its scale, unless a person chooses another.
    """
    if run.target and RatingScale.objects.filter(plan_setups__plan=run.target).exists():
        return None, ""
    ratings, key = _ratings_of(run), run.draft.get("key", [])
    words = _words_of(run, ratings)
    if not words and not key:
        return None, ""
    wanted = words | {entry["level"] for entry in key}
    dimensions = {name.lower() for name in run.draft.get("dimensions", [])}
    written = {rating.text.strip().lower() for rating in ratings}
    fitting = []
    for scale in RatingScale.objects.filter(partnership=run.partnership).prefetch_related(
        "levels__definitions", "dimensions"
    ):
        levels, rated = list(scale.levels.all()), list(scale.dimensions.all())
        named = {name.lower() for each in rated for name in (each.code, each.name)}
        same_dimensions = dimensions <= named if dimensions else len(rated) == 1
        if same_dimensions and wanted <= {level.code for level in levels} and _says_the_same(scale, key):
            said = len({level.word.lower() for level in levels} & written)
            fitting.append((-said, len(levels), scale.name, scale))
    if fitting:
        return min(fitting, key=lambda each: each[:3])[3], ""
    return None, NewScale.KEY if key else NewScale.WORDS


def _says_the_same(scale: RatingScale, key: Iterable[dict[str, Any]]) -> bool:
    """Whether each level of the key has one of its definitions in the scale, whenever that was in force."""
    said: dict[str, list[str]] = {}
    for level in scale.levels.all():
        said[level.code] = [normalised(each.text) for each in level.definitions.all()]
    wanted = [(said[entry["level"]], normalised(entry["definition"])) for entry in key]
    return all(any(fuzz.token_sort_ratio(text, own) >= _SAME_WORDS for own in texts) for texts, text in wanted)


def propose_target(partnership: Partnership, title: str, file_name: str) -> ActionPlan | None:
    """The partnership's plan of that title; for a file that bears no title, the one it is named for."""
    stem = normalised(file_name.rsplit(".", 1)[0])
    plans = list(ActionPlan.objects.filter(partnership=partnership))
    by_title = {normalised(plan.title): plan for plan in plans}
    return by_title.get(normalised(title)) or by_title.get(stem)


def plan_with_these(partnership: Partnership, texts: Iterable[str]) -> ActionPlan | None:
    """The plan in which most of these actions stand already, word for word; None where none has most of them."""
    wanted = {normalised(text) for text in texts} - {""}
    standing: dict[int, set[str]] = {}
    found = Action.objects.filter(plan__partnership=partnership, status=ActionStatus.ACTIVE)
    for plan, text in found.values_list("plan_id", "text"):
        if (words := normalised(text)) in wanted:
            standing.setdefault(plan, set()).add(words)
    best = max(standing, key=lambda plan: len(standing[plan]), default=None)
    if best is None or len(standing[best]) < max(_FEWEST, len(wanted) * _MOST_OF_THEM):
        return None
    return ActionPlan.objects.get(pk=best)


def propose_untitled(partnership: Partnership, title: str, file_name: str, texts: Iterable[str]) -> ActionPlan | None:
    """For a file whose title is but its name, as "Plan Q4", the plan that it is a later copy of.

    A file that names the years of a plan is of those years, even where last year's actions are carried on.
    """
    named = set(normalised(title).split()) <= set(normalised(file_name).split())
    return plan_with_these(partnership, texts) if named and span_in(title, file_name) is None else None


def span_in(*texts: str) -> tuple[date, date] | None:
    """The financial years that a title names: 1 April 2019 to 31 March 2020 for "Delivery Plan 2019-2020"."""
    for text in texts:
        found = _SPAN.search(text)
        if found:
            first = int(found["first"])
            last = first // 100 * 100 + int(found["last"])
            if first < last <= first + 10:
                return date(first, 4, 1), date(last, 3, 31)
    return None


def period_names(run: ImportRun, rows: Iterable[PlanRow]) -> list[str]:
    """The periods that the file itself names: of its ratings and of its expected levels, each once."""
    rated = (period for row in rows for _dimension, period in row.ratings if period)
    year = year_of_quarters(run)
    expected = (with_year(each["period"], year) for each in run.draft.get("expected", []))
    return [name for name in dict.fromkeys([*rated, *expected]) if not is_bare(name)]


def year_of_quarters(run: ImportRun) -> int | None:
    """In which year the financial year began of the quarters that the file names without one; None until it is said."""
    return year_of(run.starts_on, run.ends_on, run.period.starts_on if run.period else None)


def asks_for_period(run: ImportRun, ratings: Iterable[StagedRating]) -> bool:
    """Whether a person has yet to say of which period these are, or of which year their quarters."""
    year = year_of_quarters(run)
    return any(
        rating.level and (is_bare(with_year(rating.period, year)) if rating.period else run.period is None)
        for rating in ratings
    )
