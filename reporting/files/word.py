"""A report as a Word document, for those who must edit a committee paper: real headings, real tables, the key."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm

from reporting.files.marks import Mark, PaperKey
from reporting.files.paper import Paper, PaperAction, PaperPlan
from spreadsheets.codecs import printable
from spreadsheets.word_parts import Line, Table, add_heading, add_key, add_text, lines_of, new_document, saved

_WIDTHS = (6, 34, 14, 14, 34, 18)


def word_of_report(paper: Paper, *, made_at: datetime) -> bytes:
    """The bytes of the .docx file; `made_at` is when the report was published, or for a draft the present."""
    document = new_document(paper.title)
    properties = document.core_properties
    properties.author, properties.subject = printable(paper.partnership)[:255], printable(paper.occasion)[:255]
    properties.created = properties.modified = made_at.astimezone(UTC)  # it writes so
    _key_on_each_page(document, paper.keys)
    _opening(document, paper)
    _summary(document, paper)
    for key in paper.keys:
        add_key(document, key.scale, key.columns, [(_mark_line(mark), texts) for mark, texts in key.rows])
    for plan in paper.plans:
        _plan(document, plan)
    for text in paper.about:
        add_text(document, text, quiet=True)
    return saved(document)


def _key_on_each_page(document: Document, keys: Sequence[PaperKey]) -> None:
    """In the foot, above the title: whoever holds one sheet of a paper still knows what its marks are."""
    foot = document.sections[0].footer
    for key in keys:
        said = "   ".join(mark.text for mark in key.marks)
        foot.paragraphs[0].insert_paragraph_before(printable(f"{key.scale}: {said}"), style="Footer")


def _opening(document: Document, paper: Paper) -> None:
    for text in (paper.partnership, f"{paper.occasion}. {paper.as_at}"):
        add_text(document, text)
    for text in paper.warnings:
        _add_strong(document, text)
    if paper.changed:
        heading, text = paper.changed
        add_heading(document, heading, 2)
        add_text(document, text)


def _summary(document: Document, paper: Paper) -> None:
    add_heading(document, _("Summary"), 1)
    for plan in paper.plans:
        told = [line for each in plan.dimensions for line in (each.line, each.assured) if line]
        _add_item(document, plan.title, told)
    for title, stage in paper.reviews:
        _add_item(document, title, [stage])
    for text in filter(None, [paper.in_all, paper.claimed]):
        add_text(document, text)
    if paper.themes:
        add_text(document, _("Learning themes of the reviews:"))
        for theme in paper.themes:
            document.add_paragraph(printable(theme), style="List Bullet")


def _add_item(document: Document, title: str, told: Sequence[str]) -> None:
    paragraph = document.add_paragraph(style="List Number")
    paragraph.add_run(printable(title)).bold = True
    paragraph.add_run(" – " + printable("\n".join(told)))


def _add_strong(document: Document, text: str) -> None:
    document.add_paragraph().add_run(printable(text)).bold = True


def _plan(document: Document, plan: PaperPlan) -> None:
    _plan_head(document, plan)
    if plan.note:
        add_text(document, plan.note)
    if plan.restatements:
        add_heading(document, _("Restated since the period was closed"), 2)
        for text in plan.restatements:
            document.add_paragraph(printable(text), style="List Bullet")
    if plan.actions:
        _actions(document, plan)


def _plan_head(document: Document, plan: PaperPlan) -> None:
    """The plan in brief, on one page."""
    add_heading(document, plan.title, 1)
    before = len(document.paragraphs)
    if plan.from_review:
        add_text(document, plan.from_review)
    for dimension in plan.dimensions:
        _add_strong(document, dimension.line)
        if dimension.assured:
            add_text(document, f"{dimension.assured}.")
        if dimension.levels:
            _add_counts(document, dimension.levels)
    if plan.stands:
        add_text(document, plan.stands)
    for paragraph in document.paragraphs[before : None if plan.actions else -1]:
        paragraph.paragraph_format.keep_with_next = True


def _add_counts(document: Document, levels: Sequence[tuple[Mark, int]]) -> None:
    """One line: a table of two rows would be read out cell by cell."""
    paragraph = document.add_paragraph()
    for number in range(1, len(levels)):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(38 * number), WD_TAB_ALIGNMENT.LEFT)
    paragraph.add_run(printable("\t".join(f"{mark.text}: {count}" for mark, count in levels)))


def _actions(document: Document, plan: PaperPlan) -> None:
    caption = _("%(plan)s: actions that are not complete") % {"plan": plan.title}
    add_heading(document, caption, 2)
    heads = [
        _("Ref."),
        _("Action"),
        _("Deadline"),
        _("Lead"),
        _("Rating and reason"),
        _("Is it on course?"),
    ]
    table = Table(document, heads, _WIDTHS, caption=caption)
    for action in plan.actions:
        table.row(_cells(action))
    table.keep_ends_together()


def _cells(action: PaperAction) -> list[list[Line]]:
    placeholder = [Line(_("Placeholder: only the count is known"), quiet=True)] if action.is_placeholder else []
    return [
        [Line(action.reference, bold=True)],
        [*placeholder, *lines_of(action.text)],
        lines_of(action.deadline),
        lines_of(action.leads),
        list(_ratings(action)),
        [Line(text.text, bold=True) for text in lines_of(action.verdict)],
    ]


def _ratings(action: PaperAction) -> Iterator[Line]:
    for rating in action.ratings:
        if rating.dimension:
            yield Line(rating.dimension, bold=True)
        yield _mark_line(rating.mark)
        for text in rating.told:
            yield from lines_of(text)


def _mark_line(mark: Mark) -> Line:
    return Line(mark.text, colour=mark.colour)
