"""What was said to have been done."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.models import ProgressUpdate
from ratings import sentences
from ratings.histories.past import Past, Scope, entry, reason, with_previous
from ratings.sentences import About, Entry


def of_progress(scope: Scope) -> Iterator[Entry]:
    rows = scope.of_actions(ProgressUpdate.history.select_related("history_user"))
    for past, before in with_previous(rows):
        if past.history_type == "-":
            what = sentences.removed_progress(past.text, reason(past))
        elif before is None:
            day, topic = date_format(past.as_at, "j F Y"), past.topic.lower()
            imported = past.said_by_id is None
            if past.corrects_id:
                yield entry(past, _correction(past, day), About.RESTATEMENT, action=past.action_id)
                continue
            what = sentences.said_progress(past.text, day, topic, from_document=imported, source=past.source)
        elif past.text != before.text:
            what = sentences.changed_field(_("progress update"), before.text, past.text, reason(past))
        else:
            continue
        yield entry(past, what, About.PROGRESS, action=past.action_id)


def _correction(past: Past, day: str) -> str:
    said = _("corrected what was said as at %(day)s: %(text)s") % {
        "day": day,
        "text": sentences.quoted(past.text, whole=True),
    }
    return sentences.because(said, past.correction_reason, mark=". ")
