"""What goes into an exported file: the chosen actions of a plan as rows, in the layout of its kind, and its key.

A fixed number of queries, however many actions there are.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _

from plans.models import Action, ActionPlan
from ratings.chosen_actions import ChosenActions
from ratings.models import Dimension, ExpectedLevel, ReportingPeriod
from ratings.scale_keys import ScaleKey, read_keys
from spreadsheets.codecs import NO_UPDATE, TEXT, Codec
from spreadsheets.columns import (
    DUE_DATE,
    FIRST_DUE_DATE,
    LEADS,
    LEADS_WRITTEN,
    MEASURE,
    MOVES,
    PROGRESS,
    PROGRESS_DATE,
    SECTION,
    STEPS,
    TOLD_BEFORE,
    Column,
    rating_columns,
    topic_columns,
)
from spreadsheets.exported_rows import ExportedRow, GivenLevel, Told
from spreadsheets.kind_layouts import RATINGS, SECTION_WORDS, KindLayout, layout_of
from spreadsheets.own_headings import RatingKey
from spreadsheets.standing import standing_rows


@dataclass(frozen=True, slots=True)
class ExportedPlan:
    """`keys` say what the levels mean; `rated` has the name under which each
    dimension and period is rated, `expected` the levels expected of it in words; `sections` the kinds by label.

    `stem` is the file's name without its ending.
    """

    title: str
    subtitle: str
    stem: str
    layout: KindLayout
    columns: Sequence[Column]
    rows: Sequence[ExportedRow]
    keys: Sequence[ScaleKey]
    rated: Mapping[RatingKey, str]
    expected: Mapping[str, str]
    sections: Mapping[str, str]

    @property
    def printed(self) -> int:
        """How many columns, from the left, are the kind's own: the ones that go on paper."""
        fields = [column.field for column in self.columns]
        own = {column.field for column in self.layout.order} | {"leads_shown", "given"}
        return next((at for at, field in enumerate(fields) if field not in own and field != "topics"), len(fields))


def exported_plan(plan: ActionPlan, found: ChosenActions, *, today: date) -> ExportedPlan:
    """The actions that were chosen, with their ratings of the chosen period."""
    period = found.chosen.period if found.chosen else None
    layout = layout_of(plan.kind)
    scales = found.options.scales_of(found.everything)
    keys = read_keys(scales, found.options, on=period.judged_on(today) if period else today)
    dimensions = _dimensions(found) if period else []
    rows = _rows(plan, found, period, _meanings(keys, dimensions))
    rated = {(each.code, period.name): _rated_name(each, dimensions, layout) for each in dimensions if period}
    expected = _expected(plan)
    sections = {str(section): section.kind for section in plan.sections.all()}
    return ExportedPlan(
        title=plan.title,
        subtitle=_subtitle(plan, found, period),
        stem=file_stem(plan, period),
        layout=layout,
        columns=_columns(layout, rows, _rating_columns(rows, rated, expected), sections),
        rows=rows,
        keys=keys,
        rated=rated,
        expected=expected,
        sections=sections,
    )


def file_stem(plan: ActionPlan, period: ReportingPeriod | None) -> str:
    """ "thurrock-peer-review-2020-21-Q4": safe in any system, and readable in a folder."""
    owner, title = plan.partnership.slug, slugify(plan.title)[:80].strip("-") or "plan"
    named = title if title.startswith(owner) else f"{owner}-{title}"
    when = re.sub(r"[^A-Za-z0-9]+", "-", period.name).strip("-")[:40] if period else ""
    return f"{named}-{when}" if when else named


def _rows(
    plan: ActionPlan, found: ChosenActions, period: ReportingPeriod | None, meanings: Mapping[tuple[str, int], str]
) -> list[ExportedRow]:
    chosen = {state.action_id for state in found.shown}
    # Asked for as a whole and picked from here: a database refuses a list of thousands of keys.
    whole = standing_rows(Action.objects.filter(plan=plan).active(), period_ids=[period.pk] if period else [])
    codes = {key: dimension.code for key, dimension in found.options.dimensions.items()}
    claimed = [
        (state.action_id, codes[state.dimension_id])
        for state in found.everything
        if state.level and state.is_claimed and state.dimension_id in codes
    ]
    told = Told.of(plan, period, claimed=claimed)
    # A plan that had not begun in the period has no state in it, and is a plan all the same.
    wanted = (row for row in whole if row.action_id in chosen or not found.is_narrowed)
    return [told.row(row, plan_title=plan.title, meanings=meanings) for row in wanted]


def _dimensions(found: ChosenActions) -> list[Dimension]:
    keys = dict.fromkeys(state.dimension_id for state in found.everything)
    return [found.options.dimensions[key] for key in keys if key is not None and key in found.options.dimensions]


def _rated_name(dimension: Dimension, dimensions: Sequence[Dimension], layout: KindLayout) -> str:
    return dimension.name if len(dimensions) > 1 else layout.rating


def _meanings(keys: Sequence[ScaleKey], dimensions: Sequence[Dimension]) -> dict[tuple[str, int], str]:
    """The wording in force by the code of the dimension and the key of the level."""
    return {
        (dimension.code, row.level.pk): text
        for key in keys
        for row in key.rows
        for name, text in row.cells
        for dimension in dimensions
        if dimension.scale_id == row.level.scale_id and name in ("", dimension.name)
    }


def _given_words(given: GivenLevel | str) -> str:
    return given.words if isinstance(given, GivenLevel) else NO_UPDATE


_GIVEN = Codec(_given_words, TEXT.read)


def _expected(plan: ActionPlan) -> dict[str, str]:
    """By the dimension's code: "2018/19 Q2 Red/Amber; 2018/19 Q3 Blue", as the plan as a whole is meant to go."""
    points = ExpectedLevel.objects.filter(plan=plan, action=None).select_related("dimension", "period", "level")
    found: dict[str, dict[str, list[str]]] = {}
    for point in points.order_by("dimension__position", "period__ends_on", "-level__rank"):
        periods = found.setdefault(point.dimension.code, {})
        periods.setdefault(point.period.name, []).append(point.level.word)
    return {
        code: "; ".join(f"{period} {'/'.join(words)}" for period, words in periods.items())
        for code, periods in found.items()
    }


def _columns(
    layout: KindLayout, rows: Sequence[ExportedRow], ratings: Sequence[Column], sections: Mapping[str, str]
) -> list[Column]:
    """The kind's own columns in its order, then what there is besides; a column that would be empty is left out.

    What was done in a rated dimension stands beside its rating, the reason for the rating among the rest.
    """
    topics = topic_columns(sorted({topic for row in rows for topic, _ in row.topics}))
    made: list[Column] = []
    for column in layout.order:
        made += _with_topics(ratings, topics) if column is RATINGS else [_as_shown(column, sections)]
    besides = [*_besides(layout, rows), *topics, *ratings]
    names = {column.name for column in made}
    fields = {column.field for column in made if column.key is None}
    return made + [
        _as_shown(column, sections)
        for column in besides
        if column.name not in names and (column.key is not None or column.field not in fields)
    ]


def _with_topics(ratings: Sequence[Column], topics: Sequence[Column]) -> list[Column]:
    by_dimension = {column.key[0]: column for column in topics if column.key}
    found = []
    for column in ratings:
        if column.field == "given" and column.key:
            found += [column, *([by_dimension[column.key[0]]] if column.key[0] in by_dimension else [])]
    return found


def _rating_columns(
    rows: Sequence[ExportedRow], rated: Mapping[RatingKey, str], expected: Mapping[str, str]
) -> list[Column]:
    names = {dimension: name for (dimension, _), name in rated.items()}
    with_reasons = any(row.reasons.get(key) for row in rows for key in rated)
    with_notes = any(row.rating_notes.get(key) for row in rows for key in rated)
    columns = rating_columns(
        list(rated), _GIVEN, names, with_reasons=with_reasons, with_meanings=True, with_notes=with_notes
    )
    return [_as_given(column, expected) if column.field == "ratings" else column for column in columns]


def _as_given(column: Column, expected: Mapping[str, str]) -> Column:
    """The levels in the words in which they were given, under what was expected."""
    shown = replace(column, field="given")
    said = expected.get(column.key[0]) if column.key else None
    return replace(shown, heading=f"{column.heading}\nExpected: {said}", width=24) if said else shown


def _as_shown(column: Column, sections: Mapping[str, str]) -> Column:
    """The section under the word that this plan uses for it; leads as they are known, else as they were written."""
    if column.field == LEADS.field:
        return replace(column, field="leads_shown")
    kinds = set(sections.values())
    if column.field != SECTION.field or len(kinds) != 1:
        return column
    return replace(column, heading=SECTION_WORDS.get(kinds.pop(), column.heading))


def _besides(layout: KindLayout, rows: Sequence[ExportedRow]) -> list[Column]:
    has = {
        MEASURE: any(row.measure.strip() for row in rows),
        DUE_DATE: True,
        FIRST_DUE_DATE: any(row.original_due.on and row.original_due != row.due for row in rows),
        MOVES: any(row.moves for row in rows),
        STEPS: any(row.steps for row in rows),
        LEADS_WRITTEN: any(row.leads_written.strip() for row in rows),
        PROGRESS: True,
        PROGRESS_DATE: True,
        TOLD_BEFORE: any(row.told_before for row in rows),
        SECTION: layout.banners,
    }
    return [column for column, wanted in has.items() if wanted]


def _subtitle(plan: ActionPlan, found: ChosenActions, period: ReportingPeriod | None) -> str:
    parts = [plan.partnership.name, found.sentence]
    if period:
        parts.append(_("ratings of %(period)s") % {"period": period.name})
    return " – ".join(parts)
