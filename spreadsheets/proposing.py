"""What is proposed for an import before a person chooses: the plan it is of, its scale, its periods."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from accounts.models import Partnership
from plans.models import ActionPlan
from ratings.models import LevelDefinition, RatingScale
from spreadsheets.matching import normalised
from spreadsheets.models import ImportRow, ImportRun, NewScale
from spreadsheets.plan_rows import PlanRow
from spreadsheets.scale_shapes import LevelShape, ScaleShape, shape_from
from spreadsheets.staged import Staged, StagedRating

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

    Of several the one that says the file's own words ("Yellow"), then the smallest, then the first by name. A plan that
    stands keeps its scale, unless a person chooses another.
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
    for scale in RatingScale.objects.filter(partnership=run.partnership).prefetch_related("levels", "dimensions"):
        levels, rated = list(scale.levels.all()), list(scale.dimensions.all())
        named = {name.lower() for each in rated for name in (each.code, each.name)}
        same_dimensions = dimensions <= named if dimensions else len(rated) == 1
        if same_dimensions and wanted <= {level.code for level in levels}:
            said = len({level.word.lower() for level in levels} & written)
            fitting.append((-said, len(levels), scale.name, scale))
    if fitting:
        return min(fitting, key=lambda each: each[:3])[3], ""
    return None, NewScale.KEY if key else NewScale.WORDS


def propose_target(partnership: Partnership, title: str, file_name: str) -> ActionPlan | None:
    """The partnership's plan of that title; for a file that bears no title, the one it is named for."""
    stem = normalised(file_name.rsplit(".", 1)[0])
    plans = list(ActionPlan.objects.filter(partnership=partnership))
    by_title = {normalised(plan.title): plan for plan in plans}
    return by_title.get(normalised(title)) or by_title.get(stem)


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
    expected = (each["period"] for each in run.draft.get("expected", []))
    return list(dict.fromkeys([*rated, *expected]))
