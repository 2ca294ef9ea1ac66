"""The page on which a staged import is checked: its facts, and the rows of one page of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from accounts.models import User
from spreadsheets.forms import FactsForm, RowForm
from spreadsheets.landing import Landing
from spreadsheets.lead_directory import LeadDirectory
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.needs import is_notice, needs_person, open_problems
from spreadsheets.staged import section_label

ROWS_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A row with its form, what still asks for a person, what was done with it, and whom its leads were taken for."""

    row: ImportRow
    form: RowForm
    problems: list[str]
    notices: list[str]
    guesses: list[tuple[str, str]]

    @property
    def is_open(self) -> bool:
        return bool(self.problems or self.form.errors)

    @property
    def label(self) -> str:
        staged = self.row.staged
        text = staged.text if len(staged.text) <= 90 else f"{staged.text[:88]}…"
        return f"{staged.reference} {text}".strip()


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    run: ImportRun
    facts: FactsForm
    rows: list[RowSeen]
    page: Page[ImportRow]
    total: int
    needing: int
    skipped: int
    problems: list[str]
    notices: list[str]

    @property
    def sheets(self) -> list[tuple[int, str]]:
        """The sheets of a workbook, where it has several; the tables of a Word document are pieces of one plan."""
        tables = self.run.draft.get("tables", [])
        is_workbook = self.run.file_name.lower().endswith((".xlsx", ".xlsm"))
        return [(at, table["name"]) for at, table in enumerate(tables)] if is_workbook and len(tables) > 1 else []

    @property
    def has_errors(self) -> bool:
        return bool(self.facts.errors or any(seen.form.errors for seen in self.rows))

    @property
    def forms(self) -> list[Any]:
        return [self.facts, *(seen.form for seen in self.rows)]

    def is_valid(self) -> bool:
        """Every form is asked, so that all errors are shown at once."""
        answers = [form.is_valid() for form in self.forms]
        return all(answers)


def read_sheet(
    run: ImportRun, user: User, *, page: str | None, only_needing: bool, data: Mapping[str, Any] | None = None
) -> ReviewSheet:
    """The page asked for; `data` is what was typed on it. With `only_needing` the rows that ask for a person."""
    landing = Landing.of(run)
    offered = sorted([*landing.rows, *landing.skipped], key=lambda row: row.position)
    needing = [row for row in offered if needs_person(row)]
    shown = _typed_on(data, offered) if data is not None else needing if only_needing else offered
    of_page = Paginator(needing if only_needing else offered, ROWS_ON_A_PAGE).get_page(page)
    rows = shown if data is not None else list(of_page.object_list)
    sections = _sections(run)
    levels = [(level.code, level.word) for level in landing.shape.levels] if landing.shape else []
    rated = sorted({(rating.dimension, rating.period) for row in offered for rating in row.staged.ratings})
    return ReviewSheet(
        run=run,
        facts=FactsForm(data, run=run, user=user, landing=landing),
        rows=[
            _seen(row, RowForm(data, row=row, sections=sections, levels=levels, rated=rated), landing.leads)
            for row in rows
        ],
        page=of_page,
        total=len(offered),
        needing=len(needing),
        skipped=len(landing.skipped),
        problems=[each["message"] for each in run.draft.get("problems", []) if not is_notice(each)],
        notices=[each["message"] for each in run.draft.get("problems", []) if is_notice(each)],
    )


def _typed_on(data: Mapping[str, Any], offered: list[ImportRow]) -> list[ImportRow]:
    """The rows that stood on the page when it was filled in, whichever would stand on it now."""
    return [row for row in offered if f"row-{row.pk}-text" in data]


def _seen(row: ImportRow, form: RowForm, leads: LeadDirectory) -> RowSeen:
    guesses = []
    for named in row.staged.leads:
        found = leads.match(named.name)
        if found and found.name.lower() != named.name.lower():
            guesses.append((named.name, found.name))
    return RowSeen(
        row,
        form,
        problems=[each["message"] for each in open_problems(row)],
        notices=[each["message"] for each in row.problems if is_notice(each)],
        guesses=guesses,
    )


def _sections(run: ImportRun) -> list[str]:
    drafted = [section_label(each["number"], each["title"]) for each in run.draft.get("sections", [])]
    standing = [str(section) for section in run.target.sections.all()] if run.target else []
    return list(dict.fromkeys([*drafted, *standing]))
