"""The financial year, from April to March, as people write it. No database."""

from datetime import date


def year_of(day: date) -> int:
    """The year in which the financial year of a day begins."""
    return day.year if day.month >= 4 else day.year - 1


def year_name(first_year: int) -> str:
    """ "2021/22"."""
    return f"{first_year}/{(first_year + 1) % 100:02d}"


def year_span(first_year: int) -> tuple[date, date]:
    return date(first_year, 4, 1), date(first_year + 1, 3, 31)
