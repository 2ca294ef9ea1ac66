"""Going through time in a test: what is written on a day bears that day in its history."""

from datetime import UTC, date, datetime, time, timedelta

import pytest


class Calendar:
    """The present moment of the test, which only moves when told: noon of the day, and a second later at each look."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, day: date) -> None:
        self.go_to(day)
        monkeypatch.setattr("django.utils.timezone.now", self._look)

    @property
    def day(self) -> date:
        return self._now.date()

    def go_to(self, day: date, at: time = time(12)) -> None:
        self._now = datetime.combine(day, at, UTC)

    def next_day(self, days: int = 1) -> None:
        self.go_to(self.day + timedelta(days=days))

    def _look(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now
