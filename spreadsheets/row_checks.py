"""What is wrong with a row as it would stand in the plan: sentences by the name of the column."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ratings.quarters import quarter_named
from spreadsheets.bare_quarters import is_bare
from spreadsheets.columns import Column
from spreadsheets.landing import Landing
from spreadsheets.own_headings import RatingKey
from spreadsheets.plan_rows import PlanRow

LONGEST_REFERENCE = 40
LONGEST_SECTION = 500


def faults(row: PlanRow, landing: Landing) -> dict[str, str]:
    """Empty where the row can be written."""
    found = {}
    if not row.text.strip():
        found["text"] = _("there is no action in it: write what is to be done, or leave the row out.")
    if len(row.reference) > LONGEST_REFERENCE:
        found["reference"] = _("the reference is longer than %(most)d characters: shorten it.") % {
            "most": LONGEST_REFERENCE
        }
    if len(row.section) > LONGEST_SECTION:
        found["section"] = _("the section is longer than %(most)d characters: shorten it.") % {"most": LONGEST_SECTION}
    starts_on, standing = landing.plan.starts_on if landing.plan else None, landing.standing.get(row.action_id or 0)
    if standing and starts_on and row.due.on and row.due != standing.due and row.due.on < starts_on:
        found["due"] = _("the due date lies before the plan begins, on %(day)s: change it.") % {
            "day": date_format(starts_on, "j F Y")
        }
    if standing_period := _closed_for_progress(row, landing):
        found["progress"] = _(
            "%(period)s is closed, and what was said in it does not change: choose an open period, or leave it out."
        ) % {"period": standing_period}
    return found | _rating_faults(row, landing)


def _closed_for_progress(row: PlanRow, landing: Landing) -> str:
    """The closed period to which the row would add what was done; empty where it adds nothing, or may."""
    period, standing = landing.run.period, landing.standing.get(row.action_id or 0) or PlanRow()
    if period is None or period.is_open:
        return ""
    said: list[tuple[str, str | None]] = [(row.progress, standing.progress)]
    said += [(text, standing.topics.get((topic, ""))) for (topic, _period), text in row.topics.items()]
    return period.name if any(new.strip() and new != old for new, old in said) else ""


def _rating_faults(row: PlanRow, landing: Landing) -> dict[str, str]:
    found = {}
    brought = _brought(row, landing)
    codes = {code for code, _name in landing.shape.dimensions} if landing.shape else set()
    for dimension, period in brought:
        name = Column("ratings", "", key=(dimension, period)).name
        if not period or is_bare(period) or landing.shape is None:
            continue  # said once for the whole file
        if dimension not in codes:
            found[name] = _(
                "the scale does not rate “%(dimension)s”: choose one that does, under “About this plan”."
            ) % {"dimension": dimension or _("an action as a whole")}
        elif (problem := _period_fault(row, (dimension, period), landing)) is not None:
            found[name] = problem
    return found


def _brought(row: PlanRow, landing: Landing) -> list[RatingKey]:
    """The ratings that the row speaks of: their levels, and the reasons of those that stand."""
    if not row.import_row_id:
        return []
    incoming = landing.incoming[row.import_row_id]
    return list(dict.fromkeys([*incoming.ratings, *(key for key in incoming.reasons if key in row.ratings)]))


def _period_fault(row: PlanRow, key: tuple[str, str], landing: Landing) -> str | None:
    """A closed period takes no rating, and no other reason; what stands in it already is no change.

    Where it was opened again, what was restated stays restated, and its first value beside it.
    """
    name = key[1]
    period = landing.periods.get(name)
    if period is None:
        if quarter_named(name) is None:
            return _("there is no period “%(period)s”: make it under Periods first.") % {"period": name}
        return None if landing.run.makes_periods else _("there is no period “%(period)s” yet.") % {"period": name}
    standing = landing.standing.get(row.action_id or 0)
    if key not in row.ratings or (standing is not None and not row.differs(standing, key)):
        return None
    if not period.is_open:
        return _("%(period)s is closed: choose an open period, or open it again first.") % {"period": name}
    if standing is not None and (level := landing.restated.get((row.action_id or 0, *key))) is not None:
        return _("%(period)s was restated as %(level)s: leave the rating out, close it, then restate it once more.") % {
            "period": name,
            "level": level,
        }
    return None
