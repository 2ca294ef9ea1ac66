"""What a marked file bears besides the plan, and how it is told from it. Pure logic; marking.py writes it."""

from dataclasses import replace

from spreadsheets.readers.grid import Document, Grid, Paragraph

LIST_TITLE = "What to look at"
# The first cell of the list's sheet; the style of the list's paragraphs in Word.
LIST_SAYS = "What to look at in this file before it is imported"
LIST_STYLE = "What to look at"
LIST_HEADINGS = ("Where", "What is wrong", "What to do")


def without_our_marks(document: Document) -> Document:
    """The document as it was before it was marked: notes and borders are never read, the list is left out here."""
    grids = tuple(
        replace(grid, before=tuple(each for each in grid.before if not _is_ours(each)))
        for grid in document.grids
        if not _is_list(grid)
    )
    paragraphs = tuple(each for each in document.paragraphs if not _is_ours(each))
    return replace(document, grids=grids, paragraphs=paragraphs)


def _is_list(grid: Grid) -> bool:
    return grid.name.startswith(LIST_TITLE) and any(
        cell.text == LIST_SAYS for row in grid.rows[:1] for cell in row.cells
    )


def _is_ours(paragraph: Paragraph) -> bool:
    return paragraph.style == LIST_STYLE
