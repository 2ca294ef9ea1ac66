"""A report as an Excel workbook: its summary, what stands at each level, the actions not complete, the key."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook

from reporting.files.marks import Mark, PaperKey
from reporting.files.paper import Paper, PaperAction, PaperPlan, PaperRating
from reporting.files.sheets import Coloured, Sheet, Value, set_up_print
from spreadsheets.codecs import printable
from spreadsheets.long_texts import HEADINGS, SHEET, pieces


def workbook_of_report(paper: Paper, *, made_at: datetime) -> bytes:
    """The bytes of the .xlsx file; `made_at` is when the report was published, or for a draft the present.

    It is read, filtered and printed, not imported again: a frozen report says what a meeting was shown.
    """
    book = Workbook()
    over: list[str] = []
    book.worksheets[0].title = _("Summary")
    _write_summary(Sheet(book.worksheets[0], (26, 16, 40, 9, 10, 34, 40), over), paper)
    _write_levels(Sheet(book.create_sheet(_("Levels")), (60, 30, 30, 20), over), paper)
    _write_actions(Sheet(book.create_sheet(_("Not complete")), (18, 8, 44, 16, 18, 14, 16, 38, 24), over), paper)
    _write_key(Sheet(book.create_sheet(_("Key")), _key_widths(paper.keys), over), paper)
    if over:
        _write_rests(Sheet(book.create_sheet(SHEET), (8, 8, 120)), over)
    for sheet in book.worksheets:
        set_up_print(sheet, _foot(paper))
    book.properties.title, book.properties.language = printable(paper.title), "en-GB"
    book.properties.creator, book.properties.subject = printable(paper.partnership), printable(paper.occasion)
    book.properties.created = book.properties.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _foot(paper: Paper) -> str:
    """The title and the letters of the key: what is printed can be read without its first sheet."""
    keys = [f"{key.scale}: {'  '.join(mark.text for mark in key.marks)}" for key in paper.keys]
    return " – ".join([paper.title[:60], *keys])


def _write_summary(sheet: Sheet, paper: Paper) -> None:
    sheet.line(paper.title, size=16, bold=True)
    for text in (paper.partnership, f"{paper.occasion}. {paper.as_at}", *paper.warnings):
        sheet.line(text)
    if paper.changed:
        sheet.line(paper.changed[0], bold=True)
        sheet.line(paper.changed[1])
    sheet.gap()
    heads = [
        _("Plan"),
        _("Dimension"),
        _("Summary"),
        _("Actions"),
        _("Complete"),
        _("Are they on course?"),
        _("Note"),
    ]
    sheet.heads(heads)
    for plan in paper.plans:
        for at, dimension in enumerate(plan.dimensions):
            told = "\n".join(filter(None, [dimension.sentence, dimension.assured]))
            # What is told of the whole plan stands once.
            whole: list[Value] = [plan.complete, plan.stands, _remarks(plan)] if not at else ["", "", ""]
            sheet.row([plan.title, dimension.name, told, dimension.actions, *whole])
    for title, stage in paper.reviews:
        sheet.row([title, "", stage, "", "", "", ""])
    sheet.gap()
    for text in filter(None, [paper.in_all, paper.claimed]):
        sheet.line(text)
    for theme in paper.themes:
        sheet.line(_("Learning theme: %(theme)s") % {"theme": theme})
    for text in paper.about:
        sheet.line(text, quiet=True)


def _remarks(plan: PaperPlan) -> str:
    return "\n".join(filter(None, [plan.from_review, plan.note, *plan.restatements]))


def _write_levels(sheet: Sheet, paper: Paper) -> None:
    """One row for each number, so that a table or a chart of one's own can be made of them."""
    heads_at = sheet.heads([_("Plan"), _("Dimension"), _("Rating"), _("Actions")])
    for plan in paper.plans:
        for dimension in plan.dimensions:
            for mark, count in dimension.levels:
                sheet.row([plan.title, dimension.name, _coloured(mark), count])
    sheet.filter_from(heads_at)


def _write_actions(sheet: Sheet, paper: Paper) -> None:
    heads = [
        _("Plan"),
        _("Ref."),
        _("Action"),
        _("Deadline"),
        _("Lead"),
        _("Dimension"),
        _("Rating"),
        _("Reason"),
        _("Is it on course?"),
    ]
    heads_at = sheet.heads(heads)
    for plan in paper.plans:
        for action in plan.actions:
            for rating in action.ratings:
                sheet.row(_action(plan, action, rating))
    sheet.filter_from(heads_at)


def _action(plan: PaperPlan, action: PaperAction, rating: PaperRating) -> list[Value]:
    """A row for each rating, and all of the action in each: sorted or filtered, no row loses what it is about."""
    placeholder = _("Placeholder: only the count is known") if action.is_placeholder else ""
    return [
        plan.title,
        action.reference,
        "\n".join(filter(None, [placeholder, action.text])),
        action.deadline,
        action.leads,
        rating.dimension,
        _coloured(rating.mark),
        "\n".join(rating.told),
        action.verdict,
    ]


def _coloured(mark: Mark) -> Coloured:
    return Coloured(mark.text, mark.colour)


def _key_widths(keys: Sequence[PaperKey]) -> list[int]:
    columns = max((len(key.columns) for key in keys), default=1)
    return [24, *[max(120 // columns, 30)] * columns]


def _write_key(sheet: Sheet, paper: Paper) -> None:
    for key in paper.keys:
        sheet.line(key.scale, size=14, bold=True)
        spare = [""] * (len(sheet.widths) - 1 - len(key.columns))
        sheet.heads([_("Rating"), *key.columns, *spare])
        for mark, meanings in key.rows:
            sheet.row([_coloured(mark), *meanings, *spare])
        sheet.gap()


def _write_rests(sheet: Sheet, over: Sequence[str]) -> None:
    """The rests of texts that no cell holds, to which their cells lead on."""
    sheet.heads(list(HEADINGS))
    for number, rest in enumerate(over, start=1):
        for part, words in enumerate(pieces(rest), start=1):
            sheet.row([number, part, words])
