"""What was asked and answered: challenges, and requests for new dates."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from plans.due_dates import due_words
from plans.models import DateRequest, RequestStatus
from ratings import sentences
from ratings.histories.past import Past, Scope, entry, with_previous
from ratings.models import Challenge, ChallengeAnswer
from ratings.sentences import About, Entry


def of_challenges(scope: Scope) -> Iterator[Entry]:
    rows = scope.of_actions(Challenge.history.select_related("history_user", "period", "level"))
    for past, before in with_previous(rows):
        if before is None:
            level = past.level.word if past.level else _("No update")
            said = _("asked about the rating for %(period)s (%(level)s)") % {"period": past.period, "level": level}
            yield entry(past, sentences.because(said, past.question), About.CHALLENGE, action=past.action_id)
        elif past.closed_at and not before.closed_at:
            said = _("closed the challenge %(question)s") % {"question": sentences.quoted(past.question)}
            yield entry(past, sentences.because(said, past.closing_note), About.CHALLENGE, action=past.action_id)


def of_challenge_answers(scope: Scope) -> Iterator[Entry]:
    related = ("history_user", "challenge")
    rows = scope.of_actions(ChallengeAnswer.history.select_related(*related), "challenge__action_id")
    for past, _before in with_previous(rows):
        said = _("answered the challenge %(question)s") % {"question": sentences.quoted(past.challenge.question)}
        yield entry(past, sentences.because(said, past.text), About.CHALLENGE, action=past.challenge.action_id)


def of_date_requests(scope: Scope) -> Iterator[Entry]:
    rows = scope.of_actions(DateRequest.history.select_related("history_user", "asked_by"))
    for past, before in with_previous(rows):
        if what := _request_words(past, before):
            yield entry(past, what, About.DUE_DATE, action=past.action_id)


def _request_words(past: Past, before: Past | None) -> str:
    values = {"day": due_words(past.wanted_on, past.wanted_precision), "person": past.asked_by}
    if before is None:
        return sentences.because(_("asked for the new date %(day)s") % values, past.reason)
    if past.status == before.status:
        return ""
    said = {
        RequestStatus.GRANTED: _("granted the new date %(day)s that %(person)s asked for"),
        RequestStatus.REFUSED: _("refused the new date %(day)s that %(person)s asked for"),
        RequestStatus.TAKEN_BACK: _("took back the request for the new date %(day)s"),
    }
    return sentences.because(said[past.status] % values, past.answer)
