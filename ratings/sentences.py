"""The history of an action in sentences: who did what, when, from what to what and why. No database.

"On 22 November 2026 at 14:03 Bea Business changed the rating for 2021/22 Q3 from Amber to Red: late report"
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# A longer text is quoted up to here in a sentence that says from what to what; what was said is given whole.
QUOTED = 300


class About(StrEnum):
    """What an entry speaks of: the kinds by which a history is narrowed."""

    RATING = "rating"
    RESTATEMENT = "restatement"
    VERIFICATION = "verification"
    CHALLENGE = "challenge"
    EVIDENCE = "evidence"
    PROGRESS = "progress"
    DUE_DATE = "due-date"
    LEADS = "leads"
    WITHDRAWAL = "withdrawal"
    TEXT = "text"
    ACTION = "action"
    PLAN = "plan"
    TRAJECTORY = "trajectory"
    PERIOD = "period"
    SCALE = "scale"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done. `rating` is the key of the rating that it changed, `number` parts what fell together.

    `action`, `plan` and `person` are keys: of what it was done to, and of who did it; a service or an import is nobody.
    """

    at: datetime
    who: str
    what: str
    about: About
    number: int = 0
    rating: int | None = None
    action: int | None = None
    plan: int | None = None
    person: int | None = None

    def of_plan(self, plan: int) -> "Entry":
        return replace(self, plan=plan)

    @property
    def sentence(self) -> str:
        return _("On %(day)s at %(time)s %(who)s %(what)s") % {
            "day": date_format(timezone.localtime(self.at), "j F Y"),
            "time": date_format(timezone.localtime(self.at), "H:i"),
            "who": self.who,
            "what": self.what,
        }


def rating_name(period: str, dimension: str) -> str:
    """ "the rating for 2021/22 Q3"; with its dimension where there are several."""
    if dimension:
        return _("the rating of %(dimension)s for %(period)s") % {"dimension": dimension, "period": period}
    return _("the rating for %(period)s") % {"period": period}


def gave_rating(
    rating: str, level: str, reason: str, *, from_document: bool, written: str = "", source: str = ""
) -> str:
    """`source` says which file, table and row; `written` is the word that stood there."""
    if not from_document:
        return because(_("gave %(rating)s: %(level)s") % {"rating": rating, "level": level}, reason, mark=". ")
    said = _("entered %(rating)s as the document had it: %(level)s") % {"rating": rating, "level": level}
    if written and written.casefold() != level.casefold():
        said = _("%(said)s, written %(written)s") % {"said": said, "written": quoted(written)}
    return because(from_source(said, source), reason, mark=". ")


def changed_rating(rating: str, old: str, new: str, reason: str) -> str:
    said = _("changed %(rating)s from %(old)s to %(new)s") % {"rating": rating, "old": old, "new": new}
    return because(said, reason)


def changed_note(rating: str, old: str, new: str) -> str:
    if not old:
        return _("added a note to %(rating)s: %(new)s") % {"rating": rating, "new": new}
    if not new:
        return _("took the note %(old)s off %(rating)s") % {"rating": rating, "old": quoted(old)}
    values = {"rating": rating, "old": quoted(old), "new": quoted(new)}
    return _("changed the note on %(rating)s from %(old)s to %(new)s") % values


def chose_scale(scale: str, reason: str) -> str:
    return because(_("chose the rating scale %(scale)s") % {"scale": quoted(scale, whole=True)}, reason)


def removed_rating(rating: str, level: str, reason: str) -> str:
    return because(_("removed %(rating)s, which was %(level)s") % {"rating": rating, "level": level}, reason)


def said_progress(text: str, as_at: str, topic: str, *, from_document: bool, source: str = "") -> str:
    values = {"text": quoted(text, whole=True), "day": as_at, "topic": topic}
    if from_document and topic:
        said = _("entered the progress on %(topic)s as at %(day)s as the document had it: %(text)s") % values
        return from_source(said, source)
    if from_document:
        return from_source(_("entered the progress as at %(day)s as the document had it: %(text)s") % values, source)
    if topic:
        return _("said what was done on %(topic)s as at %(day)s: %(text)s") % values
    return _("said what was done as at %(day)s: %(text)s") % values


def removed_progress(text: str, reason: str) -> str:
    return because(_("removed the progress update %(text)s") % {"text": quoted(text)}, reason)


def moved_due_date(old: str, new: str, agreed_by: str, reason: str) -> str:
    if not old:
        said = _("set the due date to %(new)s") % {"new": new}
    elif not new:
        said = _("took away the due date, which was %(old)s") % {"old": old}
    else:
        said = _("moved the due date from %(old)s to %(new)s") % {"old": old, "new": new}
    if agreed_by:
        said = _("%(said)s, agreed by %(agreed_by)s") % {"said": said, "agreed_by": agreed_by}
    return because(said, reason)


def added_action(reason: str, *, from_document: bool) -> str:
    said = _("added the action as the document had it") if from_document else _("added the action")
    return because(said, reason)


def removed_action(reason: str) -> str:
    return because(_("removed the action"), reason)


def changed_field(field: str, old: str, new: str, reason: str) -> str:
    values = {"field": field, "old": quoted(old), "new": quoted(new)}
    if not old:
        said = _("set the %(field)s to %(new)s") % values
    elif not new:
        said = _("took away the %(field)s, which was %(old)s") % values
    else:
        said = _("changed the %(field)s from %(old)s to %(new)s") % values
    return because(said, reason)


def changed_leads(old: Sequence[str], new: Sequence[str], reason: str) -> str:
    """From whom to whom; each side in the order given."""
    values = {"old": ", ".join(old), "new": ", ".join(new)}
    if not old:
        return because(_("gave the action to %(new)s") % values, reason)
    if not new:
        return because(_("took the action from %(old)s, and it has no lead since") % values, reason)
    return because(_("changed the leads from %(old)s to %(new)s") % values, reason)


def withdrew(reason: str) -> str:
    return because(_("withdrew the action"), reason)


def reinstated(reason: str) -> str:
    return because(_("took the action up again"), reason)


def from_source(said: str, source: str) -> str:
    return f"{said} ({source})" if source else said


def because(said: str, reason: str, *, mark: str = ": ") -> str:
    """What was done, with the reason after it where one was given."""
    return f"{said}{mark}{reason.strip()}" if reason.strip() else said


def quoted(text: str, *, whole: bool = False) -> str:
    kept = text.strip()
    if not whole and len(kept) > QUOTED:
        kept = kept[:QUOTED].rstrip() + " …"
    return f"“{kept}”"
