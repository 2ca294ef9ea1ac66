"""What every reader makes of a file: paragraphs, and grids of rows of cells that know where they stood."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace


class UnreadableDocument(Exception):
    """The file cannot be read as a plan; `str()` is one plain sentence: what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text word for word.

    `span` counts the columns it covers (those to its right are then blank); `repeated` marks the text of a merged cell
    that begins in a row above; `problem` says what the reader could not tell (a formula without its value); `bold`
    marks a cell all of whose words are set in bold; `ink` is the colour of its words where that is not the usual one.
    """

    text: str
    where: str
    fill: str | None = None
    span: int = 1
    repeated: bool = False
    problem: str | None = None
    bold: bool = False
    ink: str | None = None

    @property
    def blank(self) -> bool:
        return not self.text or self.text.isspace()


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the row's number as the person sees it.

    A row that was put together from others, as from a card, has those as its `sources`; `above` are the headings of
    their columns where they stood under any.
    """

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False
    sources: tuple["Row", ...] = ()
    above: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        return all(cell.blank for cell in self.cells)

    def filled(self) -> list[int]:
        """Which columns say something of this row's own (not what a merged cell repeats from above)."""
        # As `Cell.blank` has it, said here once more: thousands of rows are asked dozens of times each.
        return [
            column
            for column, cell in enumerate(self.cells)
            if (text := cell.text) and not cell.repeated and not text.isspace()
        ]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    style: str = ""

    @property
    def is_heading(self) -> bool:
        return self.style.lower().startswith(("heading", "title"))


@dataclass(frozen=True, slots=True)
class Grid:
    """One table or sheet; `before` are the paragraphs since the table before it."""

    name: str
    rows: tuple[Row, ...]
    before: tuple[Paragraph, ...] = ()
    hidden: bool = False

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)

    def squared(self) -> "Grid":
        """The same grid with every row as wide as the widest."""
        width = self.width
        return replace(self, rows=tuple(_widened(row, width) for row in self.rows))


@dataclass(frozen=True, slots=True)
class Document:
    """`form` is "sheet" or "word": in a sheet a title stands in rows above the header, in Word in paragraphs."""

    file_name: str
    form: str
    grids: tuple[Grid, ...]
    paragraphs: tuple[Paragraph, ...] = ()

    def texts(self) -> Iterator[str]:
        """Every text of the document, in order."""
        yield from (paragraph.text for paragraph in self.paragraphs)
        for grid in self.grids:
            for row in grid.rows:
                yield from (cell.text for cell in row.cells if not cell.blank and not cell.repeated)


def reshaped(row: Row, cells: Sequence[Cell], headings: Sequence[Cell]) -> Row:
    """The row with other cells, which still knows how it stood in the file and under which headings."""
    if row.sources:
        return replace(row, cells=tuple(cells))
    return replace(row, cells=tuple(cells), sources=(row,), above=tuple(cell.text for cell in headings))


def _widened(row: Row, width: int) -> Row:
    missing = range(len(row.cells), width)
    return replace(row, cells=(*row.cells, *(Cell("", f"row {row.number}, column {column + 1}") for column in missing)))
