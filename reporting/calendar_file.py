"""A calendar as RFC 5545 has it: days with a title and a link, and nothing that an action says. No database."""

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta

from icalendar import STATUS, TRANSP, Calendar, Event, vDuration

# How often a program should look again; most look more rarely whatever they are told.
LOOK_AGAIN_AFTER = timedelta(hours=6)
_PRODUCT = "-//Safeguarding plans//Deadlines//EN"


@dataclass(frozen=True, slots=True)
class Entry:
    """A day in a calendar. `uid` stays the same when the day moves; `moves` grows with each move.

    `url` is a whole address. `is_asked` marks a day that was asked for and not agreed.
    """

    uid: str
    on: date
    summary: str
    url: str
    moves: int = 0
    is_asked: bool = False


def mark_of(entries: Sequence[Entry]) -> str:
    """Changes when anything in the calendar does: the ETag by which a program is spared the same file again."""
    return hashlib.sha256(repr([astuple(entry) for entry in entries]).encode()).hexdigest()[:32]


def write_calendar(entries: Sequence[Entry], *, name: str, now: datetime) -> bytes:
    """The file. `now`, with its zone, is when it is written (DTSTAMP)."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", LOOK_AGAIN_AFTER, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(LOOK_AGAIN_AFTER))
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> Event:
    """A whole day, in which nobody is busy."""
    return Event.new(
        uid=entry.uid,
        stamp=now,
        start=entry.on,
        end=entry.on + timedelta(days=1),
        summary=entry.summary,
        # Outlook shows no URL of an event, but its description.
        description=entry.url,
        url=entry.url,
        sequence=entry.moves,
        status=STATUS.TENTATIVE if entry.is_asked else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT,
    )
