"""The quarters of the financial year, without a database: Q1 is April to June, and 2019/20 begins in April 2019."""

import re
from dataclasses import dataclass
from datetime import date

_NAME = re.compile(r"^(?P<first>\d{4})/(?P<last>\d{2}) Q(?P<number>[1-4])$")


@dataclass(frozen=True, slots=True)
class Quarter:
    first_year: int
    number: int

    @property
    def name(self) -> str:
        """As people write it: "2019/20 Q1"."""
        return f"{self.first_year}/{(self.first_year + 1) % 100:02d} Q{self.number}"

    @property
    def starts_on(self) -> date:
        return {
            1: date(self.first_year, 4, 1),
            2: date(self.first_year, 7, 1),
            3: date(self.first_year, 10, 1),
            4: date(self.first_year + 1, 1, 1),
        }[self.number]

    @property
    def ends_on(self) -> date:
        return {
            1: date(self.first_year, 6, 30),
            2: date(self.first_year, 9, 30),
            3: date(self.first_year, 12, 31),
            4: date(self.first_year + 1, 3, 31),
        }[self.number]


def quarters_of(first_year: int) -> list[Quarter]:
    """The four quarters of the financial year that begins in April of that year."""
    return [Quarter(first_year, number) for number in range(1, 5)]


def quarter_named(name: str) -> Quarter | None:
    """The quarter that a name such as "2018/19 Q2" means; nothing for any other name."""
    found = _NAME.match(name.strip())
    if found is None or (int(found["first"]) + 1) % 100 != int(found["last"]):
        return None
    return Quarter(int(found["first"]), int(found["number"]))


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    first_year = day.year if day.month >= 4 else day.year - 1
    return Quarter(first_year, (day.month - 4) % 12 // 3 + 1)
