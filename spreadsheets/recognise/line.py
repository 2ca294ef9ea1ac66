"""One row of a document with what it was taken for."""

from dataclasses import dataclass

from spreadsheets.readers.grid import Row
from spreadsheets.recognise.banners import Banner
from spreadsheets.recognise.columns import Layout

(
    DATA, BANNER, HEADING, TITLE, KEY, DASHES, SECTION_LEAD, TOTAL, OTHER, INSTRUCTION, UNFILLED, REPEATED, SUMMARY,
    NOTE, OBJECTIVE, TOLD,
) = (
    "data", "banner", "heading", "title", "key", "dashes", "section lead", "total", "other", "instruction", "unfilled",
    "repeated", "summary", "note", "objective", "told",
)  # fmt: skip


@dataclass(slots=True)
class Line:
    """A row with the texts above its columns; `opens` marks the first of a table that has no headings of its own.

    `band` is the fill that the whole row wears for looks alone, and that says nothing of any of its cells; `told` are
    the field and the text that a row tells of the action above it.
    """

    table: str
    row: Row
    kind: str
    headings: tuple[str, ...] = ()
    layout: Layout | None = None
    banner: Banner | None = None
    opens: bool = False
    band: str | None = None
    told: tuple[str, str] | None = None

    @property
    def text(self) -> str:
        return text_of(self.row)


def text_of(row: Row) -> str:
    """All that the row says of its own, on one line."""
    return " | ".join(cell.text for cell in row.cells if not cell.blank and not cell.repeated)
