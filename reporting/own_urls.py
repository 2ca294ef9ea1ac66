"""Addresses over all of a person's partnerships: their calendar, and an agency's page.

No partnership has a page whose address is a number alone, so one that is called "agencies" would lose nothing.
"""

from django.urls import URLPattern, URLResolver, path

from reporting.views import calendar
from reporting.views.agency import AgencyPage

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/calendar/", calendar.CalendarPage.as_view(), name="calendar"),
    path("accounts/calendar/switch-off/", calendar.switch_off, name="calendar_off"),
    path(
        "accounts/calendar/<slug:token>/safeguarding-plans.ics", calendar.CalendarFile.as_view(), name="calendar_feed"
    ),
    path("agencies/<int:pk>/", AgencyPage.as_view(), name="agency"),
]
