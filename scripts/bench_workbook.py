"""A workbook like a council's own, of as many actions as asked: the same every time, so that runs can be compared."""

from datetime import date, timedelta
from pathlib import Path

import openpyxl

HEADINGS = (
    "Ref",
    "Strategic aim",
    "Objective",
    "Action",
    "Measure of success",
    "Lead",
    "Timescale",
    "Progress",
    "RAG rating",
)
LEADS = (
    "Essex Police",
    "Thurrock Council",
    "Children's Social Care",
    "Learning and Practice Review Group",
    "Audit Group",
    "Education Safeguarding Team",
    "Mid and South Essex ICB",
    "LSCP Business Manager",
    "Independent Scrutineer",
    "Youth Offending Service",
    "Community Safety Partnership",
    "Exploitation Group",
)
AIMS = (
    "Children are safe at home",
    "Children are safe from exploitation",
    "Learning changes practice",
    "Partners hold each other to account",
    "The voice of the child is heard",
)
VERBS = ("Review", "Publish", "Audit", "Deliver", "Agree", "Revise", "Share", "Test")
THINGS = (
    "the multi-agency threshold document",
    "the neglect strategy and its toolkit",
    "the training programme on professional curiosity",
    "the pathway for children missing from education",
    "the protocol on information sharing",
    "the dataset that the partnership sees each quarter",
    "the guidance on bruising in infants who are not mobile",
)
LEVELS = ("Green", "Amber", "Red", "Blue")


def make_workbook(path: Path, rows: int) -> None:
    """One table with a heading row; each action with its aim, objective, two leads, timescale, progress and rating."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Action plan")
    sheet.append(HEADINGS)
    for number in range(rows):
        sheet.append(_row(number))
    book.save(path)


def _row(number: int) -> tuple[str, ...]:
    objective, place = divmod(number, 10)
    aim = objective % len(AIMS)
    verb, thing = VERBS[number % len(VERBS)], THINGS[number % len(THINGS)]
    return (
        f"{objective + 1}.{place + 1}",
        f"{aim + 1}. {AIMS[aim]}",
        f"Objective {objective + 1}: practitioners in every agency know and use {THINGS[objective % len(THINGS)]}.",
        f"{verb} {thing} with all partner agencies in locality {number + 1}, and report what was found.",
        f"At least {50 + number % 50} of 100 practitioners asked say that {thing} is of use to them.",
        f"{LEADS[number % len(LEADS)]}\n{LEADS[(number * 5 + 1) % len(LEADS)]}",
        _timescale(number),
        f"Meeting {number + 1} was held; the draft has been shared with the leads and comments are awaited.",
        LEVELS[(number * 7 + objective) % len(LEVELS)],
    )


def _timescale(number: int) -> str:
    """Days, months and quarters, as plans mix them."""
    day = date(2024, 4, 1) + timedelta(days=number * 13 % 700)
    match number % 4:
        case 0:
            return f"{day:%d/%m/%Y}"
        case 1:
            return f"{day:%B %Y}"
        case 2:
            return f"By end of {day:%B %Y}"
        case _:
            return f"Q{number // 4 % 4 + 1} 2024/25"
