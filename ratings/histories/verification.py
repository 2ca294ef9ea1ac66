"""Claims that were confirmed or not, confirmations that ended, and the checks whether it held."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ratings.histories.past import Past, Scope, entry, reason, with_previous
from ratings.models import HoldCheck, Verification, VerificationOutcome
from ratings.sentences import About, Entry, because


def of_verifications(scope: Scope) -> Iterator[Entry]:
    related = ("history_user", "level", "period", "ended_in")
    for past, before in with_previous(scope.of_actions(Verification.history.select_related(*related))):
        if what := _verification(past, before):
            yield entry(past, what, About.VERIFICATION, action=past.action_id)


def of_hold_checks(scope: Scope) -> Iterator[Entry]:
    rows = HoldCheck.history.select_related("history_user", "verification")
    for past, before in with_previous(scope.of_actions(rows, action="verification__action_id")):
        if what := _check(past, before):
            yield entry(past, what, About.VERIFICATION, action=past.verification.action_id)


def _verification(past: Past, before: Past | None) -> str:
    words = {
        "level": past.level or _("a level no longer there"),
        "period": past.period or _("a period no longer there"),
        "how": past.get_method_display().lower(),
    }
    if past.history_type == "-":
        return because(_("removed the look at %(level)s") % words, reason(past))
    if before is None:
        said = _("confirmed %(level)s from %(period)s on, by %(how)s")
        if past.outcome != VerificationOutcome.CONFIRMED:
            said = _("looked at %(level)s for %(period)s, by %(how)s, and did not confirm it")
        return because(said % words, past.seen)
    if past.ended_at and not before.ended_at:
        ended = {**words, "ended": past.ended_in or _("a period no longer there")}
        return because(_("ended the confirmation of %(level)s in %(ended)s") % ended, past.ended_why)
    return ""


def _check(past: Past, before: Past | None) -> str:
    """When the checks were made the confirmation itself is told: they speak once they are answered."""
    if before is None or not past.outcome or before.outcome:
        return ""
    said = ngettext(
        "checked after %(months)d month (due %(day)s) whether it held: %(outcome)s",
        "checked after %(months)d months (due %(day)s) whether it held: %(outcome)s",
        past.months,
    )
    day = date_format(past.due_on, "j F Y")
    words = {"months": past.months, "day": day, "outcome": past.get_outcome_display().lower()}
    return because(said % words, past.note, mark=". ")
