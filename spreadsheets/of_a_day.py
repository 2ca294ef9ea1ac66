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
    # The title stands at the head and on each printed page, in a bare table in each row; and a file with another title
    # is not taken for the plan of today when it is imported.
    title = f"{exported.title} ({as_at_sentence(standing.day)})"
    rows = [replace(row, plan_title=title) for row in exported.rows]
    return replace(exported, title=title, rows=rows, stem=f"{exported.stem}-as-at-{standing.day.isoformat()}")
