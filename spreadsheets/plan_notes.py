"""What is said of a staged plan as a whole, above its rows: what to do first, what the document leaves out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from spreadsheets.landing import Landing
from spreadsheets.models import ImportRow, ImportRun
from spreadsheets.needs import is_notice

# Said above the rows in words of our own, with the number that holds after rows were kept as one.
_SPLIT = "rows_hold_several"


@dataclass(frozen=True, slots=True)
class ToDo:
    """A sentence, and the field of the page that it leads to."""

    sentence: str
    field: str


def split_in_words(offered: Sequence[ImportRow]) -> str:
    """How many rows of the document are offered as several actions; empty where none is."""
    parts = [row for row in offered if row.part]
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
    if run.period is None and any(not rating.period for rating in rated):
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
    return found


def left_out(noted: Sequence[Mapping[str, Any]]) -> list[str]:
    """What a row leaves out, in a word or two for its one line."""
    words = {"no_rating": _("No rating"), "no_lead": _("No lead"), "no_timescale": _("No timescale")}
    return [words[each["code"]] for each in noted if each["code"] in words]
