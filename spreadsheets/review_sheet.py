"""The page on which a staged import is checked: its facts, and the rows of one page of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from accounts.models import User
from spreadsheets.forms import FactsForm, RowForm
from spreadsheets.landing import Landing
from spreadsheets.lead_directory import LeadDirectory
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.needs import notes, open_problems, usual_gaps
from spreadsheets.own_headings import RatingKey
from spreadsheets.plan_notes import ToDo, left_out, said_of_document, set_aside, split_in_words, to_do_first
from spreadsheets.staged import section_label
from spreadsheets.versions import Difference

ROWS_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A row with its form, what still asks for a person, what is only noted, and whom its leads were taken for.

    `differences` are between what somebody else saved meanwhile and what was typed here; `is_theirs` says that only
    they changed the row, and theirs is shown.
    """

    row: ImportRow
    form: RowForm
    problems: list[str]
    notices: list[str]
    lacks: list[str]
    guesses: list[tuple[str, str]]
    differences: Sequence[Difference] = ()
    is_theirs: bool = False

    @property
    def is_open(self) -> bool:
        return bool(self.problems or self.form.errors or self.differences or self.is_theirs)

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
    split: str
    to_do: list[ToDo]
    problems: list[str]
    notices: list[str]
    set_aside: list[str]
    differences: Sequence[Difference] = ()
    facts_are_theirs: bool = False

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


@dataclass(frozen=True)
class SheetMaker:
    """What all rows of a page share, read once in a fixed number of queries."""

    run: ImportRun
    user: User
    landing: Landing
    offered: list[ImportRow]
    usual: frozenset[str]
    sections: list[str]
    levels: list[tuple[str, str]]
    rated: list[RatingKey]

    @classmethod
    def of(cls, run: ImportRun, user: User) -> "SheetMaker":
        landing = Landing.of(run)
        offered = sorted([*landing.rows, *landing.skipped], key=lambda row: row.position)
        return cls(
            run=run,
            user=user,
            landing=landing,
            offered=offered,
            usual=usual_gaps(offered),
            sections=_sections(run),
            levels=[(level.code, level.word) for level in landing.shape.levels] if landing.shape else [],
            rated=sorted({(rating.dimension, rating.period) for row in offered for rating in row.staged.ratings}),
        )

    @property
    def needing(self) -> list[ImportRow]:
        return [row for row in self.offered if open_problems(row, self.usual)]

    def typed(self, data: Mapping[str, Any]) -> list[ImportRow]:
        """The rows that stood on the page when it was filled in, whichever would stand on it now."""
        named = [name.split("-")[1] for name in data if name.startswith("row-") and name.endswith("-text")]
        wanted = {int(number) for number in named if number.isdecimal() and len(number) < 19}
        found = [row for row in self.offered if row.pk in wanted]
        other = wanted - {row.pk for row in found}
        if other:
            found += ImportRow.objects.filter(run=self.run, pk__in=other)
        return sorted(found, key=lambda row: row.position)

    def facts(self, data: Mapping[str, Any] | None) -> FactsForm:
        return FactsForm(data, run=self.run, user=self.user, landing=self.landing)

    def form(self, row: ImportRow, data: Mapping[str, Any] | None) -> RowForm:
        return RowForm(data, row=row, sections=self.sections, levels=self.levels, rated=self.rated)

    def seen(
        self, row: ImportRow, form: RowForm, *, differences: Sequence[Difference] = (), is_theirs: bool = False
    ) -> RowSeen:
        noted = notes(row, self.usual)
        return RowSeen(
            row,
            form,
            problems=[each["message"] for each in open_problems(row, self.usual)],
            notices=[each["message"] for each in noted],
            lacks=left_out(noted),
            guesses=_guesses(row, self.landing.leads),
            differences=differences,
            is_theirs=is_theirs,
        )

    def sheet(self, rows: list[RowSeen], facts: FactsForm, page: Page[ImportRow]) -> ReviewSheet:
        problems, notices = said_of_document(self.run)
        return ReviewSheet(
            run=self.run,
            facts=facts,
            rows=rows,
            page=page,
            total=len(self.offered),
            needing=len(self.needing),
            skipped=len(self.landing.skipped),
            split=split_in_words(self.offered),
            to_do=to_do_first(self.run, self.landing),
            problems=problems,
            notices=notices,
            set_aside=set_aside(self.run),
        )


def read_sheet(
    run: ImportRun, user: User, *, page: str | None, only_needing: bool, data: Mapping[str, Any] | None = None
) -> ReviewSheet:
    """The page asked for; `data` is what was typed on it. With `only_needing` the rows that ask for a person."""
    maker = SheetMaker.of(run, user)
    of_page = page_of(maker, page, only_needing=only_needing)
    rows = list(of_page.object_list) if data is None else maker.typed(data)
    return maker.sheet([maker.seen(row, maker.form(row, data)) for row in rows], maker.facts(data), of_page)


def page_of(maker: SheetMaker, page: str | None, *, only_needing: bool) -> Page[ImportRow]:
    return Paginator(maker.needing if only_needing else maker.offered, ROWS_ON_A_PAGE).get_page(page)


def _guesses(row: ImportRow, leads: LeadDirectory) -> list[tuple[str, str]]:
    found = ((named.name, leads.match(named.name)) for named in row.staged.leads)
    return [(written, known.name) for written, known in found if known and known.name.lower() != written.lower()]


def _sections(run: ImportRun) -> list[str]:
    drafted = [section_label(each["number"], each["title"]) for each in run.draft.get("sections", [])]
    standing = [str(section) for section in run.target.sections.all()] if run.target else []
    return list(dict.fromkeys([*drafted, *standing]))
