"""Gives what stood here before its history was kept a first entry, so that it is there on earlier days too.

Headings, milestones, moves of dates, scales and expected levels were without a history at first. What they said before
is not known: the entry says what they say now, from the first day of which the installation has a record; a move, from
the moment it was made.
"""

from typing import Any

from django.db import migrations
from django.db.models import Min
from django.utils import timezone

AT_A_TIME = 500
_OLDER = {
    "plans": ("Section", "Objective", "Milestone", "DueDateMove"),
    "ratings": ("RatingScale", "Dimension", "Level", "LevelDefinition", "ExpectedLevel"),
}
_OWN_MOMENT = {"DueDateMove": "moved_at"}


def add_first_entries(apps: Any, schema_editor: Any) -> None:
    began = apps.get_model("plans", "HistoricalActionPlan").objects.aggregate(first=Min("history_date"))["first"]
    for app, names in _OLDER.items():
        for name in names:
            model, history = apps.get_model(app, name), apps.get_model(app, f"Historical{name}")
            without = model.objects.exclude(pk__in=history.objects.values("id")).order_by("pk")
            _write(
                apps,
                history,
                [
                    history(
                        history_date=getattr(each, _OWN_MOMENT.get(name, ""), None) or began or timezone.now(),
                        history_type="+",
                        history_change_reason="It stood so when its history began to be kept.",
                        **{field.attname: getattr(each, field.attname) for field in model._meta.concrete_fields},
                    )
                    for each in without
                ],
            )


def _write(apps: Any, history: Any, entries: list[Any]) -> None:
    from accounts.chain import seal

    history.objects.bulk_create(entries, batch_size=AT_A_TIME)
    # Where the chain has begun they belong into it; else they are taken in with all that stands in the histories.
    if entries and apps.get_model("accounts", "HistoryHead").objects.filter(pk=1).exists():
        seal(entries)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_history_chain"),
        ("plans", "0004_progress_corrections"),
        ("ratings", "0003_v_evidence_of_a_verification"),
    ]

    operations = [migrations.RunPython(add_first_entries, migrations.RunPython.noop)]
