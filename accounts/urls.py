"""Addresses of this package."""

from django.urls import URLPattern, URLResolver, path

from accounts.views.as_at import ChooseDay
from accounts.views.home import HomeView
from accounts.views.people import AddPersonView, PeopleView, PersonView, SwitchOffView

app_name = "accounts"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", HomeView.as_view(), name="home"),
    path("<slug:partnership>/as-at/", ChooseDay.as_view(), name="as_at"),
    path("<slug:partnership>/people/", PeopleView.as_view(), name="people"),
    path("<slug:partnership>/people/add/", AddPersonView.as_view(), name="person_add"),
    path("<slug:partnership>/people/<int:pk>/", PersonView.as_view(), name="person"),
    path("<slug:partnership>/people/<int:pk>/switch-off/", SwitchOffView.as_view(), name="person_switch_off"),
]
