"""What a row of the quick table showed when the page was made: carried by the form, compared when it is saved.

Pure logic, no database. With it a row that nobody touched is left alone, and one that somebody else changed is noticed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

_WRITTEN = re.compile(r"^(?P<revision>\d{1,9})(?P<levels>(?:;\d{1,15}=\d{1,15})*)$")


@dataclass(frozen=True, slots=True)
class SeenRow:
    """The action's revision, and by dimension the level given in the period: 0 where none was."""

    revision: int
    levels: Mapping[int, int]

    @classmethod
    def read(cls, text: str) -> Self:
        """From the form. What is not such a text has seen nothing, in revision 0, which no action ever has."""
        found = _WRITTEN.match(text)
        if found is None:
            return cls(0, {})
        pairs = (part.split("=") for part in found["levels"].split(";")[1:])
        return cls(int(found["revision"]), {int(dimension): int(level) for dimension, level in pairs})

    def as_text(self) -> str:
        """For the form."""
        return ";".join([str(self.revision), *(f"{dimension}={level}" for dimension, level in self.levels.items())])

    def level(self, dimension_id: int) -> str:
        """The value that the field of the dimension's level had: empty where no level was given."""
        return str(self.levels.get(dimension_id) or "")


def whole_number(text: str) -> int | None:
    """A key out of a form or an address; nothing for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
