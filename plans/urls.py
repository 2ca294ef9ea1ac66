"""Addresses of this package."""

from django.urls import URLPattern, URLResolver, path

from plans import views

app_name = "plans"

urlpatterns: list[URLPattern | URLResolver] = [
    path("leads/", views.LeadList.as_view(), name="leads"),
    path("leads/add/", views.AddLead.as_view(), name="lead_add"),
    path("leads/<int:pk>/", views.OneLead.as_view(), name="lead"),
    path("leads/<int:pk>/change/", views.ChangeLead.as_view(), name="lead_change"),
    path("leads/<int:pk>/people/", views.LeadPeople.as_view(), name="lead_people"),
    path("leads/<int:pk>/merge/", views.MergeLead.as_view(), name="lead_merge"),
    path("leads/<int:pk>/wordings/", views.AddWording.as_view(), name="wording_add"),
    path("leads/<int:pk>/wordings/<int:wording>/remove/", views.RemoveWording.as_view(), name="wording_remove"),
    path("people/<int:pk>/leads/", views.PersonLeads.as_view(), name="person_leads"),
]
