"""The page again, for somebody who filled it in while somebody else saved it: both versions, and nothing lost.

Row by row it is told who changed what, by the mark of what was saved when the page was made. What only they changed is
shown as they saved it, what only this person changed as it was typed; where both did, what was typed stands in the
fields and what they saved is shown beside it, to be taken instead.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from spreadsheets.forms import FactsForm, RowForm
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.review_sheet import ReviewSheet, RowSeen, SheetMaker, page_of
from spreadsheets.versions import (
    Difference,
    facts_of,
    mark,
    plan_differences,
    row_differences,
    said_in,
    said_of_plan,
    said_of_row,
)

_ROW = re.compile(r"row-\d{1,18}-text")
_TYPED = ("reference", "objective", "text", "measure", "progress", "leads", "due")


def read_stale_sheet(
    run: ImportRun, user: User, *, page: str | None, only_needing: bool, data: QueryDict
) -> ReviewSheet:
    """`run` as it is saved now; `data` what was typed, which was found valid."""
    maker = SheetMaker.of(run, user)
    typed = data.copy()
    typed["seen_revision"] = str(run.revision)
    facts, differences = _facts(maker, typed)
    rows = sorted(_rows(maker, typed), key=lambda seen: seen.row.position)
    sheet = maker.sheet(rows, facts, page_of(maker, page, only_needing=only_needing))
    aside = [*sheet.set_aside, *_of_rows_that_are_gone(maker, typed)]
    return replace(sheet, differences=differences, facts_are_theirs=not facts.is_bound, set_aside=aside)


def _of_rows_that_are_gone(maker: SheetMaker, typed: QueryDict) -> Iterator[str]:
    """What stood in the fields of rows that the document, read otherwise meanwhile, has not any more."""
    there = {f"row-{row.pk}" for row in maker.typed(typed)}
    for prefix in {name.removesuffix("-text") for name in typed if _ROW.fullmatch(name)} - there:
        said = [typed.get(f"{prefix}-{name}", "").strip() for name in _TYPED]
        if any(said):
            yield _("A row that is read otherwise by now: %(said)s") % {"said": "; ".join(filter(None, said))}


def _facts(maker: SheetMaker, typed: QueryDict) -> tuple[FactsForm, list[Difference]]:
    saved, mine = facts_of(maker.run), maker.facts(typed)
    base, theirs = typed.get("seen", ""), mark(said_of_plan(saved))
    if not mine.is_valid() or base == theirs:
        return mine, []
    if mark(said_of_plan(mine.facts())) == base:
        return maker.facts(None), []
    typed["seen"] = theirs
    return maker.facts(typed), plan_differences(mine, saved, mine.facts())


def _rows(maker: SheetMaker, typed: QueryDict) -> Iterator[RowSeen]:
    """The rows that were typed on; of a source row that was not touched, what is in force of it now."""
    groups: dict[tuple[str, int], list[tuple[ImportRow, RowForm]]] = defaultdict(list)
    for row in maker.typed(typed):
        groups[row.group].append((row, maker.form(row, typed)))
    for group, rows in groups.items():
        if any(_is_touched(form) for _row, form in rows):
            yield from (_mine(maker, row, form, typed) for row, form in rows)
        else:
            known = {row.pk: form for row, form in rows}
            yield from (_theirs(maker, row, known) for row in maker.offered if row.group == group)


def _is_touched(form: RowForm) -> bool:
    """Whether the person said anything of the row that the page did not say already."""
    return not form.is_valid() or mark(said_in(form.choice(), whole=form.kept_whole)) != form.cleaned_data["seen"]


def _mine(maker: SheetMaker, row: ImportRow, form: RowForm, typed: QueryDict) -> RowSeen:
    """What was typed, with what they saved beside it if they changed the row, too."""
    theirs = mark(said_of_row(row))
    if typed.get(form.add_prefix("seen")) == theirs:
        return maker.seen(row, form)
    if not _is_touched(form) and said_of_row(row).get("whole") == form.kept_whole:
        return maker.seen(row, maker.form(row, None), is_theirs=True)
    typed[form.add_prefix("seen")] = theirs
    return maker.seen(row, maker.form(row, typed), differences=row_differences(maker.form(row, None), form))


def _theirs(maker: SheetMaker, row: ImportRow, known: dict[int, Any]) -> RowSeen:
    """The row as it is saved; said to be theirs where it is not as it was when the page was made."""
    form = known.get(row.pk)
    changed = form is None or form.cleaned_data["seen"] != mark(said_of_row(row))
    return maker.seen(row, maker.form(row, None), is_theirs=changed)
