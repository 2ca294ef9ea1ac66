"""A file of how a plan stood on an earlier day says so: in its name, at its head and, as a bare table, in each row."""

from dataclasses import replace

from accounts.as_at import standing_now
from accounts.as_at.pages import as_at_sentence
from spreadsheets.exporting import ExportedPlan


def saying_its_day(exported: ExportedPlan) -> ExportedPlan:
    """The same for a file of today."""
    standing = standing_now()
    if standing is None:
        return exported
    sentence = as_at_sentence(standing.day)
    # A text file has no head: with another title it is not taken for the plan of today when it is imported.
    rows = [replace(row, plan_title=f"{row.plan_title} ({sentence})") for row in exported.rows]
    stem = f"{exported.stem}-as-at-{standing.day.isoformat()}"
    return replace(exported, rows=rows, stem=stem, subtitle=f"{sentence}. {exported.subtitle}")
