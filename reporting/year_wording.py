"""The sentences of the year, the same on the page and in Word. No database."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.year_facts import Confirmed, ReviewOfYear, Year


def headline(year: Year) -> list[str]:
    """What the year comes to, and what it is made from."""
    stood = ngettext("%(count)d action stood in %(year)s.", "%(count)d actions stood in %(year)s.", year.actions) % {
        "count": year.actions,
        "year": year.name,
    }
    done = _("Complete in %(last)s: %(complete)d. Of these, completed in the year: %(done)d.") % {
        "complete": year.complete,
        "last": year.periods[-1],
        "done": len(year.done),
    }
    made_from = _("Made from the ratings of %(periods)s.") % {"periods": ", ".join(year.periods)}
    against = (
        _("The year is compared with %(before)s.") % {"before": year.before}
        if year.before
        else _("There is no period before the year: whatever was complete counts as completed in it.")
    )
    return [f"{stood} {done}", f"{made_from} {against}"]


def leave_out(year: Year) -> str:
    return _("Not published yet, so to be left out of anything that is published: %(reviews)s.") % {
        "reviews": ", ".join(year.unpublished)
    }


def done_words(year: Year) -> str:
    confirmed = sum(bool(each.confirmed) for each in year.done)
    return _("%(done)s in the year. Confirmed by somebody who does not lead it: %(confirmed)d.") % {
        "done": ngettext("%(count)d action was completed", "%(count)d actions were completed", len(year.done))
        % {"count": len(year.done)},
        "confirmed": confirmed,
    }


def nothing_done(year: Year) -> str:
    return _("No action came to be complete in %(year)s.") % {"year": year.name}


def nothing_confirmed(year: Year) -> str:
    return _("Nothing was confirmed in %(year)s.") % {"year": year.name}


def confirmed_words(each: Confirmed) -> str:
    """ "Blue confirmed by Demo Partner on 3 May 2021. Audit: ten files of ten. Evidence: Minutes." """
    said = _("%(level)s confirmed by %(by)s on %(day)s. %(method)s: %(seen)s") % {
        "level": each.level,
        "by": each.by,
        "day": date_format(each.on, "j F Y"),
        "method": each.method,
        "seen": each.seen,
    }
    if each.evidence:
        said += " " + _("Evidence: %(titles)s.") % {"titles": ", ".join(each.evidence)}
    if each.lost:
        said += " " + _("It did not last: %(why)s") % {"why": each.lost}
    return said


def stuck_words(year: Year) -> str:
    return ngettext(
        "%(count)d action was off track, overdue or without update for two periods or more running.",
        "%(count)d actions were off track, overdue or without update for two periods or more running.",
        len(year.stuck),
    ) % {"count": len(year.stuck)}


def nothing_stuck(year: Year) -> str:
    return _("No action was off track, overdue or without update for two periods running.")


def changes_of_review(review: ReviewOfYear) -> str:
    """ "Ratified. 14 actions were decided. Complete: 5. At a better level than before the year: 3." """
    decided = ngettext("%(count)d action was decided", "%(count)d actions were decided", review.actions)
    said = _(
        "%(stage)s. %(decided)s. Complete: %(complete)d. At a better level than before the year: %(improved)d."
    ) % {
        "stage": review.stage,
        "decided": decided % {"count": review.actions},
        "complete": review.complete,
        "improved": review.improved,
    }
    if review.not_compared:
        said += " " + _("Rated in another scale before, so not compared: %(count)d.") % {"count": review.not_compared}
    return said


def nothing_of_voice(year: Year) -> str:
    return _("Nothing was confirmed through children’s and families’ voice, and no progress of %(year)s names it.") % {
        "year": year.name
    }
