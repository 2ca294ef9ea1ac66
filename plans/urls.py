"""Addresses of this package."""

from django.urls import URLPattern, URLResolver, path

from plans.views import leads, meetings

app_name = "plans"

urlpatterns: list[URLPattern | URLResolver] = [
    path("leads/", leads.LeadList.as_view(), name="leads"),
    path("leads/add/", leads.AddLead.as_view(), name="lead_add"),
    path("leads/<int:pk>/", leads.OneLead.as_view(), name="lead"),
    path("leads/<int:pk>/change/", leads.ChangeLead.as_view(), name="lead_change"),
    path("leads/<int:pk>/people/", leads.LeadPeople.as_view(), name="lead_people"),
    path("leads/<int:pk>/merge/", leads.MergeLead.as_view(), name="lead_merge"),
    path("leads/<int:pk>/wordings/", leads.AddWording.as_view(), name="wording_add"),
    path("leads/<int:pk>/wordings/<int:wording>/remove/", leads.RemoveWording.as_view(), name="wording_remove"),
    path("meetings/", meetings.MeetingList.as_view(), name="meetings"),
    path("meetings/add/", meetings.AddMeetings.as_view(), name="meeting_add"),
    path("meetings/<int:pk>/remove/", meetings.RemoveMeeting.as_view(), name="meeting_remove"),
    path("people/<int:pk>/leads/", leads.PersonLeads.as_view(), name="person_leads"),
]
