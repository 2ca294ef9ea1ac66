"""What in a person's own file needs them: each a place and a sentence. Pure values; see marking.py for where from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """`table` and `where` are the reader's words ("Action Plan" and "G13", "Table 3" and "row 4, column 2"); both are
    empty for what is said of the whole file."""

    table: str
    where: str
    sentence: str
    todo: str = ""

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.table, self.where) if part) or "The whole file"

    @property
    def note(self) -> str:
        return f"{self.sentence}\n{self.todo}" if self.todo else self.sentence


def by_cell(marks: Iterable[Mark]) -> dict[str, dict[str, list[Mark]]]:
    """The marks by table and cell, without those of the whole file."""
    found: dict[str, dict[str, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks:
        if mark.table and mark.where:
            found[mark.table][mark.where].append(mark)
    return found


def note_of(marks: Sequence[Mark]) -> str:
    """All that is said of one cell."""
    return "\n\n".join(dict.fromkeys(mark.note for mark in marks))
