"""Timescales that go with a group's meetings: which group is named, and which meeting gives the next due date."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

# What stands round the group's name: "each", "next" before it, "meeting cycle", "work programme" after it.
_BEFORE = re.compile(
    r"^(?:(?:every|each|next|first|forthcoming|subsequent|all|following|the|a|our|its|their|as|per|at|in|to|via|through|by"
    r"|monthly|quarterly|weekly|termly|annual|bi-?monthly|six[\s-]weekly|regular|standing|agenda|item|report|reported)\b[\s:,-]*)+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:[\s:,-]*\b(?:meetings?|cycles?|work|forward|business|audit|programmes?|programs?|plans?|workplans?|schedules?"
    r"|calendars?|timetables?|dates?|agendas?|item|(?<=\s)of(?:\s+the)?)\b)+[\s.]*$",
    re.IGNORECASE,
)
_OF = re.compile(r"\bmeetings?\s+of\s+(?:the\s+)?(?P<group>.+)$", re.IGNORECASE)
_AT = re.compile(
    r"\b(?:at|to|by|via|through)\s+(?:the\s+)?(?P<words>(?:[\w&'’/()-]+[ \t]+){1,8}?meetings?)\b", re.IGNORECASE
)
_GROUP = re.compile(
    r"\b(?:boards?|groups?|sub[\s-]?groups?|panels?|committees?|forums?|executive|partnership|networks?|teams?|cabinet)\b"
    r"|\b[A-Z]{2,}[a-z]?\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


def group_named(cycle: str | None) -> str | None:
    """The group whose meetings or programme a cycle speaks of, as written: "Audit Group" of "each Audit Group meeting".

    None for one that names no group ("meeting cycle"): it is that of whoever leads the action.
    """
    if not cycle:
        return None
    of = _OF.search(cycle)
    name = of["group"] if of else cycle
    name = _BEFORE.sub("", name.strip())
    # "Audit Group work programme" gives up its last words one by one; "Audit Group" keeps its first.
    without = _AFTER.sub("", name).strip(" .,:;-")
    if not without:
        return None
    noun = _GROUP.search(without)
    if noun is None or (noun.group().islower() and noun.start() == 0 and noun.end() == len(without)):
        return None
    return without if _CAPITALS.search(without) or not noun.group().isupper() else None


def group_met(text: str) -> str | None:
    """The group at whose meetings something recurs: "MEB" of "quarterly at MEB meetings"."""
    found = _AT.search(text[:300])
    return group_named(found["words"]) if found else None


def next_meeting(meetings: Sequence[date], *, on: date) -> date | None:
    """The first of a group's meetings that is on or after a day; None when no later one is entered.

    `meetings` are in order. It is the due date of an action that goes "as per meeting cycle", seen from that day.
    """
    at = bisect_left(meetings, on)
    return meetings[at] if at < len(meetings) else None
