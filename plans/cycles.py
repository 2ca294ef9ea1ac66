"""The next date of an action that goes with a group's meetings: known once that group's meetings are entered."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from plans.models import Action, Lead, Meeting, TimescaleKind
from plans.timescales import group_named


def next_meetings(actions: Sequence[Action], *, partnership_id: int, on: date) -> dict[int, Meeting]:
    """By action, the next meeting on or after the day of the group whose cycle it follows.

    The group is the one that the timescale names, by its name or another wording, else the action's own leads. The
    leads of the actions are best fetched before. Two queries where any action follows a cycle, else none.
    """
    cyclic = [action for action in actions if action.timescale_kind == TimescaleKind.CYCLE]
    if not cyclic:
        return {}
    coming: dict[int, Meeting] = {}
    meetings = Meeting.objects.filter(partnership=partnership_id, held_on__gte=on, group__isnull=False)
    for meeting in meetings.order_by("held_on", "pk"):
        coming.setdefault(meeting.group_id or 0, meeting)
    if not coming:
        return {}
    known = _known_as(partnership_id)
    found = {action.pk: _first(coming, _groups(action, known)) for action in cyclic}
    return {key: meeting for key, meeting in found.items() if meeting}


def _known_as(partnership_id: int) -> dict[str, list[int]]:
    known: dict[str, list[int]] = defaultdict(list)
    rows = Lead.objects.filter(partnership=partnership_id).values_list("pk", "name", "wordings__text")
    for lead_id, name, wording in rows:
        for words in {name, wording} - {None}:
            known[words.casefold()].append(lead_id)
    return known


def _groups(action: Action, known: dict[str, list[int]]) -> list[int]:
    named = group_named(action.recurrence) or group_named(action.timescale_text)
    if named and (of_name := known.get(named.casefold())):
        return of_name
    return [] if named else [lead.pk for lead in action.leads.all()]


def _first(coming: dict[int, Meeting], groups: list[int]) -> Meeting | None:
    met = [coming[group] for group in groups if group in coming]
    return min(met, key=lambda meeting: meeting.held_on, default=None)
