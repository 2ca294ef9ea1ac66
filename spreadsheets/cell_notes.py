"""Notes that stand below the text of one cell, where a Word table has no room for columns of their own. Pure logic.

A note begins with a mark, goes on with another, and is told from the text by them: text that begins a line with either
gets the mark once more. So what goes out comes back as it was, whatever it says.
"""

from collections.abc import Iterable
from dataclasses import dataclass

_BEGINS, _GOES_ON = "▸", "▹"
_MARKS = (_BEGINS, _GOES_ON)


@dataclass(frozen=True, slots=True)
class Note:
    """`label` says what it is about, such as "Due"; it holds no colon."""

    label: str
    text: str


def marked_text(text: str) -> str:
    """The text as it stands above its notes."""
    return "\n".join(line[0] + line if line.startswith(_MARKS) else line for line in text.split("\n"))


def note_lines(note: Note) -> str:
    """ "▸ Due: 31 March 2021"."""
    first, *more = note.text.split("\n")
    return "\n".join([f"{_BEGINS} {note.label}: {first}", *(f"{_GOES_ON} {line}" for line in more)])


def aside(text: str) -> str:
    """Words of ours in a place where the plan's own may stand: read back as nothing."""
    return f"{_BEGINS} {text}"


def is_aside(text: str) -> bool:
    return text.lstrip().startswith(f"{_BEGINS} ")


def with_notes(text: str, notes: Iterable[Note]) -> str:
    parts = [marked_text(text)] if text else []
    return "\n".join([*parts, *map(note_lines, notes)])


def read_notes(cell: str) -> tuple[str, dict[str, str]]:
    """The text, and its notes by label; of several with one label the last."""
    lines: list[str] = []
    notes: dict[str, list[str]] = {}
    label = ""
    for line in cell.split("\n"):
        if line.startswith((_BEGINS * 2, _GOES_ON * 2)):
            lines.append(line[1:])
        elif line.startswith(_BEGINS):
            label, _, first = line[1:].strip().partition(":")
            notes[label] = [first.removeprefix(" ")]
        elif line.startswith(_GOES_ON) and label:
            notes[label].append(line[1:].removeprefix(" "))
        else:
            lines.append(line)
    return "\n".join(lines), {name: "\n".join(said) for name, said in notes.items()}
