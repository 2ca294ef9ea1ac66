"""Imports as the history tells them: what was imported into which plan, and what was undone."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from ratings.histories.past import Scope
from ratings.sentences import About, Entry, quoted
from spreadsheets.models import ImportRun

_FIELDS = (
    "file_name",
    "title",
    "plan_id",
    "committed_at",
    "committed_by__name",
    "committed_by_id",
    "undone_at",
    "undone_by__name",
    "undone_by_id",
)


def of_imports(scope: Scope) -> Iterator[Entry]:
    """One query; an import that was undone has lost its plan, and is told to those who see the whole partnership."""
    if scope.action is not None:
        return
    asked = Q(plan__in=scope.plans) | (Q(plan=None) if scope.whole else Q(pk__in=[]))
    runs = ImportRun.objects.filter(asked, partnership=scope.partnership, committed_at__isnull=False)
    for pk, *rest in runs.values_list("pk", *_FIELDS):
        file, title, plan, done, done_by, done_id, undone, undone_by, undone_id = rest
        said = {"file": quoted(file), "plan": quoted(title)}
        yield Entry(
            done, done_by, _("imported %(file)s as %(plan)s") % said, About.IMPORT, pk, plan=plan, person=done_id
        )
        if undone:
            what = _("undid the import of %(file)s as %(plan)s") % said
            yield Entry(undone, undone_by, what, About.IMPORT, pk, plan=plan, person=undone_id)
