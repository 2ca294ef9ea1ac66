"""Who turned the second key on a level, when and how: what a list shows beside it. No database."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Confirmation:
    """`how` is the method in words, as it stands inside a sentence: "dip sample"."""

    by: str
    on: date
    how: str
