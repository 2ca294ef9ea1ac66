"""What is said of a staged plan as a whole, above its rows: what to do first, what the document leaves out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from spreadsheets.landing import Landing
from spreadsheets.lead_directory import CERTAIN
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.needs import is_notice
from spreadsheets.proposing import asks_for_period
from spreadsheets.years import year_matters

# Said above the rows in words of our own, with the number that holds after rows were kept as one.
_SPLIT = "rows_hold_several"


@dataclass(frozen=True, slots=True)
class ToDo:
    """A sentence, and the field of the page that it leads to, or what the button says that goes to another page."""

    sentence: str
    field: str = ""
    go: str = ""


def split_in_words(offered: Sequence[ImportRow]) -> str:
    """How many rows of the document are offered as several actions; empty where none is."""
    parts = [row for row in offered if row.part and row.made_in is None]
    rows = len({row.group for row in parts})
    if not rows:
        return ""
    return ngettext(
        "%(rows)d row of the document is offered as %(actions)d actions; it can be kept as one.",
        "%(rows)d rows of the document are offered as %(actions)d actions; any row can be kept as one.",
        rows,
    ) % {"rows": rows, "actions": len(parts)}


def said_of_document(run: ImportRun) -> tuple[list[str], list[str]]:
    """What the document leaves out or has wrong, and what was done with it."""
    said = [each for each in run.draft.get("problems", []) if each["code"] != _SPLIT]
    problems = [each["message"] for each in said if not is_notice(each)]
    return problems, [each["message"] for each in said if is_notice(each)]


def to_do_first(run: ImportRun, landing: Landing) -> list[ToDo]:
    """What only a person can say of the plan as a whole, until it is said."""
    found = []
    rated = [rating for row in landing.rows for rating in row.staged.ratings if rating.level]
    if asks_for_period(run, rated):
        found.append(ToDo(_("Choose the period that the ratings in the file are of."), "id_period"))
    if rated and landing.shape is None:
        found.append(ToDo(_("Choose the scale in which the file's ratings are read."), "id_scale"))
    unknown = len(landing.left_leads)
    if unknown:
        sentence = ngettext(
            "%(n)d lead is not known here: tick it to create it, or its name stays as it is written.",
            "%(n)d leads are not known here: tick those to create; of the others the names stay as they are written.",
            unknown,
        )
        found.append(ToDo(sentence % {"n": unknown}, "id_leads_0"))
    if asks_for_year(landing.rows, run) and not run.year_kind:
        found.append(ToDo(_("Say of which year the quarters are: the file does not."), "id_year_kind_0"))
    guesses = len(guessed_names(landing))
    if guesses:
        sentence = ngettext(
            "%(n)d name is taken for a lead that is known, by a guess: confirm it, and it is remembered.",
            "%(n)d names are taken for leads that are known, by a guess: confirm them, and they are remembered.",
            guesses,
        )
        found.append(ToDo(sentence % {"n": guesses}, go="leads"))
    return found


def guessed_names(landing: Landing) -> list[str]:
    """The names of which a person has yet to say whether they are who they are taken for."""
    names = dict.fromkeys(lead.name for row in landing.rows for lead in row.staged.leads)
    matches = ((name, landing.leads.match(name)) for name in names)
    return [name for name, found in matches if found and found.how not in CERTAIN]


def asks_for_year(rows: Iterable[ImportRow], run: ImportRun) -> bool:
    """Whether a quarter of the file may be of the calendar or the financial year, and nothing tells of which."""
    span = (run.starts_on, run.ends_on) if run.starts_on and run.ends_on else None
    texts = {
        row.staged.timescale_text for row in rows if any(problem["code"] == "timescale" for problem in row.problems)
    }
    return any(year_matters(text, span) for text in texts)


def set_aside(run: ImportRun) -> list[str]:
    """What a person had set right in rows that the document, read otherwise, no longer has."""
    return [
        _("%(place)s: %(said)s")
        % {"place": each["place"][:1].upper() + each["place"][1:], "said": "; ".join(_texts(each["said"]))}
        for each in run.draft.get("set_aside", [])
    ]


def remembered_in_words(run: ImportRun) -> list[str]:
    """Of whose choice of columns use was made, where the file has the headings of one that was handed in before."""
    return [
        _("The columns are read as %(person)s chose on %(day)s for “%(file)s”.")
        % {"person": each["by"], "day": date_format(date.fromisoformat(each["on"]), "j F Y"), "file": each["file"]}
        for each in run.draft.get("remembered", [])
    ]


def _texts(said: Mapping[str, Any]) -> list[str]:
    return [
        ", ".join(map(str, value.values() if isinstance(value, dict) else value))
        if isinstance(value, dict | list)
        else str(value)
        for value in said.values()
        if value
    ]


def left_out(noted: Sequence[Mapping[str, Any]]) -> list[str]:
    """What a row leaves out, in a word or two for its one line."""
    words = {"no_rating": _("No rating"), "no_lead": _("No lead"), "no_timescale": _("No timescale")}
    return [words[each["code"]] for each in noted if each["code"] in words]
