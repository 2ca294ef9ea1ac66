"""A level as a file shows it: letter, shape and word, so that nobody needs its colour. No database."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.shown import KeyRowShown, KeyShown, LevelShown
from spreadsheets.level_looks import level_words


@dataclass(frozen=True, slots=True)
class Mark:
    """A level, or "no update" in its own look. `colour` is the code of one, never needed to tell levels apart."""

    letter: str
    word: str
    colour: str
    shape: str

    @property
    def text(self) -> str:
        """ "▲ A Amber"."""
        return level_words(self.shape, self.letter, self.word)

    @property
    def sign(self) -> str:
        """ "▲ A", where the word stands beside it."""
        return self.text.removesuffix(f" {self.word}")


@dataclass(frozen=True, slots=True)
class PaperKey:
    """What the levels of a scale mean; a column for each dimension where their wordings differ, else one."""

    scale: str
    columns: Sequence[str]
    rows: Sequence[tuple[Mark, Sequence[str]]]

    @property
    def marks(self) -> list[Mark]:
        return [mark for mark, _meanings in self.rows]

    @property
    def shortest(self) -> list[tuple[Mark, str]]:
        """Each level with its meaning where there is one for all dimensions, for the foot of a page."""
        told = len(self.columns) == 1
        return [(mark, meanings[0] if told and mark.colour != "none" else "") for mark, meanings in self.rows]


def no_update() -> Mark:
    return Mark("?", _("No update"), "none", "open")


def mark_of(level: LevelShown | None) -> Mark:
    if level is None:
        return no_update()
    return Mark(level["letter"], level["word"], level["colour"], level["shape"])


def key_of(key: KeyShown) -> PaperKey:
    columns = [_("What it means for %(column)s") % {"column": name} if name else "" for name in key["columns"]]
    nobody = _("Nobody reported on the action in this period. An earlier rating is not counted in its place.")
    rows = [(mark_of(row["level"]), _meanings(row)) for row in key["rows"]]
    said = [nobody, *[""] * (len(columns) - 1)]
    return PaperKey(key["scale"], [name or _("What it means") for name in columns], [*rows, (no_update(), said)])


def _meanings(row: KeyRowShown) -> list[str]:
    return [meaning["text"] or _("No wording was recorded.") for meaning in row["meanings"]]
