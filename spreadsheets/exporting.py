"""What goes into an exported file: the chosen actions of a plan as rows under the declared columns, and its key.

A fixed number of queries, however many actions there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from plans.models import Action, ActionPlan
from ratings.chosen_actions import ChosenActions
from ratings.models import ReportingPeriod
from ratings.scale_keys import ScaleKey, read_keys
from spreadsheets.codecs import NO_UPDATE, Codec, level_codec
from spreadsheets.columns import (
    FIRST_DUE_DATE,
    FIXED,
    OBJECTIVE,
    SECTION,
    Column,
    rating_columns,
    topic_columns,
)
from spreadsheets.own_headings import RatingKey
from spreadsheets.plan_rows import PlanRow
from spreadsheets.standing import standing_rows

_OBJECTIVE_HEADINGS = {
    "peer_review": "Recommendation",
    "case_review": "Recommendation",
    "jtai": "Area for improvement",
}
_SECTION_HEADINGS = {"aim": "Strategic aim", "theme": "Theme", "category": "Category", "priority": "Priority"}


@dataclass(frozen=True, slots=True)
class ExportedPlan:
    """`colours` has the colour of each level by the text of its cell, `keys` what the levels mean."""

    title: str
    subtitle: str
    columns: Sequence[Column]
    rows: Sequence[PlanRow]
    colours: dict[str, str]
    keys: Sequence[ScaleKey]


def exported_plan(plan: ActionPlan, found: ChosenActions, *, today: date) -> ExportedPlan:
    """The actions that were chosen, with their ratings of the chosen period."""
    period = found.chosen.period if found.chosen else None
    chosen = {state.action_id for state in found.shown}
    # Asked for as a whole and picked from here: a database refuses a list of thousands of keys.
    whole = standing_rows(Action.objects.filter(plan=plan).active(), period_ids=[period.pk] if period else [])
    # A plan that had not begun in the period has no state in it, and is a plan all the same.
    rows = [_for_file(row) for row in whole if row.action_id in chosen or not found.is_narrowed]
    scales = found.options.scales_of(found.everything)
    levels = {level.code: (level.letter, level.word) for level in found.options.levels_of(scales)}
    return ExportedPlan(
        title=plan.title,
        subtitle=_subtitle(plan, found, period),
        columns=_columns(plan, found, rows, period, _file_levels(levels)),
        rows=rows,
        colours={" ".join(levels[level.code]): level.colour for level in found.options.levels_of(scales)},
        keys=read_keys(scales, found.options, on=period.judged_on(today) if period else today),
    )


def _for_file(row: PlanRow) -> PlanRow:
    """Without a known lead, what the document wrote stands in the column."""
    written = tuple(line.strip() for line in row.lead_text.splitlines() if line.strip())
    return row if row.leads else replace(row, leads=written)


def _file_levels(levels: dict[str, tuple[str, str]]) -> Codec:
    codec = level_codec(levels)
    return Codec(lambda code: codec.write(code) or NO_UPDATE, codec.read)


def _columns(
    plan: ActionPlan, found: ChosenActions, rows: Sequence[PlanRow], period: ReportingPeriod | None, levels: Codec
) -> list[Column]:
    shown = [_named(column, plan, rows) for column in FIXED if not column.only_internal]
    if not any(row.original_due.on and row.original_due != row.due for row in rows):
        shown.remove(FIRST_DUE_DATE)
    dimensions = [
        found.options.dimensions[key]
        for key in dict.fromkeys(state.dimension_id for state in found.everything)
        if key is not None and key in found.options.dimensions
    ]
    topics = sorted({topic for row in rows for topic, _ in row.topics})
    if period is None or not dimensions:
        return [*shown, *topic_columns(topics)]
    keys: list[RatingKey] = [(dimension.code, period.name) for dimension in dimensions]
    names = {dimension.code: dimension.name if len(dimensions) > 1 else "" for dimension in dimensions}
    with_reasons = any(row.reasons.get(key) for row in rows for key in keys)
    return [*shown, *rating_columns(keys, levels, names, with_reasons=with_reasons), *topic_columns(topics)]


def _named(column: Column, plan: ActionPlan, rows: Sequence[PlanRow]) -> Column:
    """The column under the heading that this kind of plan uses."""
    if column is OBJECTIVE:
        return replace(column, heading=_OBJECTIVE_HEADINGS.get(plan.kind, column.heading))
    if column is SECTION:
        kinds = {section.kind for section in plan.sections.all()}
        return (
            replace(column, heading=_SECTION_HEADINGS.get(kinds.pop(), "") or column.heading)
            if len(kinds) == 1
            else column
        )
    return column


def _subtitle(plan: ActionPlan, found: ChosenActions, period: ReportingPeriod | None) -> str:
    parts = [plan.partnership.name, found.sentence]
    if period:
        parts.append(_("ratings of %(period)s") % {"period": period.name})
    return " – ".join(parts)
