"""Evidence that was brought, and withdrawn again."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ratings.histories.past import Past, Scope, entry, reason, with_previous
from ratings.models import Evidence
from ratings.sentences import About, Entry, because, quoted


def of_evidence(scope: Scope) -> Iterator[Entry]:
    for past, before in with_previous(scope.of_actions(Evidence.history.select_related("history_user"))):
        if what := _sentence(past, before):
            yield entry(past, what, About.EVIDENCE, action=past.action_id, rating=past.rating_id)


def _sentence(past: Past, before: Past | None) -> str:
    words = {"title": quoted(past.title), "name": past.file_name or past.link}
    if past.history_type == "-":
        return because(_("removed the evidence %(title)s") % words, reason(past))
    if before is None:
        said = (
            _("added the evidence %(title)s")
            if past.title == words["name"]
            else _("added the evidence %(title)s (%(name)s)")
        )
        return because(said % words, past.shows)
    if past.withdrawn_at and not before.withdrawn_at:
        return because(_("withdrew the evidence %(title)s") % words, past.withdrawn_reason)
    return ""
