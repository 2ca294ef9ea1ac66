"""Django's admin: for those who run the installation; what must be trusted is only looked at there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import Agency, Membership, Partnership, User
from accounts.roles import Role
from plans.models import Action, ActionPlan
from ratings.models import Rating
from reporting.models import Report
from reporting.services import create_draft, publish_report
from reviews.models import Review, ReviewKind
from tests.factories import MembershipFactory, PeriodFactory, ReviewFactory, UserFactory, a_rated_plan, rated

OURS = {"accounts", "reviews", "plans", "ratings", "spreadsheets", "reporting"}
EDITABLE = {User, Agency, Partnership, Membership, ReviewKind}


@pytest.fixture
def runner(db: None) -> User:
    """Runs the installation; has no role in any partnership."""
    return UserFactory.create(email="runner@example.org", is_staff=True, is_superuser=True)


@pytest.fixture
def client(runner: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(runner)


def registered() -> list[type[models.Model]]:
    return [model for model in admin.site._registry if model._meta.app_label in OURS]


def page_of(model: type[models.Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_everything_but_people_and_kinds_is_read_only_even_for_those_who_may_all(runner: User) -> None:
    request = RequestFactory().get("/admin/")
    request.user = runner
    changeable = set()
    for model in registered():
        made = admin.site._registry[model]
        if made.has_add_permission(request) or made.has_change_permission(request):
            changeable.add(model)

    assert changeable == EDITABLE


def test_nothing_with_a_history_and_no_person_can_be_deleted(runner: User) -> None:
    request = RequestFactory().get("/admin/")
    request.user = runner
    deletable = {model for model in registered() if admin.site._registry[model].has_delete_permission(request)}

    assert deletable == {Membership, ReviewKind}


@pytest.mark.parametrize("model", [Review, ActionPlan, Action, Rating])
def test_trusted_things_are_shown_and_not_changed_by_a_post(
    client: Client, thurrock: Partnership, model: type[models.Model]
) -> None:
    ReviewFactory.create(partnership=thurrock)
    action = a_rated_plan(thurrock, actions=1).actions.get()
    rated(action, "green", PeriodFactory.create(partnership=thurrock))
    thing = model._default_manager.get()
    history = model.history.count()  # type: ignore[attr-defined]  # added by django-simple-history

    shown = client.get(page_of(model, "change", thing.pk))
    listed = client.get(page_of(model, "changelist"))
    changed = client.post(page_of(model, "change", thing.pk), {"title": "Forged", "text": "Forged"})
    deleted = client.post(page_of(model, "delete", thing.pk), {"post": "yes"})

    assert (shown.status_code, listed.status_code, changed.status_code, deleted.status_code) == (200, 200, 403, 403)
    assert model._default_manager.filter(pk=thing.pk).exists()
    assert model.history.count() == history  # type: ignore[attr-defined]  # added by django-simple-history


def test_every_registered_list_opens(client: Client) -> None:
    answers = {model.__name__: client.get(page_of(model, "changelist")).status_code for model in registered()}

    assert set(answers.values()) == {200}


def test_a_person_is_switched_off_and_never_deleted(client: Client, outsider: User) -> None:
    data = {"email": outsider.email, "name": outsider.name}

    client.post(page_of(User, "change", outsider.pk), data)
    deleted = client.post(page_of(User, "delete", outsider.pk), {"post": "yes"})

    outsider.refresh_from_db()
    assert deleted.status_code == 403
    assert not outsider.is_active


def test_a_person_added_here_has_no_password(client: Client) -> None:
    client.post(page_of(User, "add"), {"email": "New@Example.org", "name": "New", "is_active": "on"})

    person = User.objects.get(email="new@example.org")
    assert not person.has_usable_password()


def test_the_password_of_a_person_is_not_shown(client: Client, outsider: User) -> None:
    page = client.get(page_of(User, "change", outsider.pk)).content.decode()

    assert "md5" not in page
    assert 'name="password"' not in page


def test_a_role_given_here_says_who_gave_it_and_stays_on_record(
    client: Client, runner: User, outsider: User, thurrock: Partnership
) -> None:
    data = {"user": outsider.pk, "partnership": thurrock.pk, "role": "administrator"}

    client.post(page_of(Membership, "add"), data)

    held = outsider.memberships.get()
    assert held.granted_by == runner
    assert held.history.get().history_user == runner


def test_a_role_withdrawn_here_stays_on_record(client: Client, runner: User, thurrock: Partnership) -> None:
    held = MembershipFactory.create(partnership=thurrock, role=Role.LEAD)

    client.post(page_of(Membership, "delete", held.pk), {"post": "yes"})

    entry = Membership.history.filter(id=held.pk).latest("history_id")
    assert (entry.history_type, entry.history_user) == ("-", runner)


def test_permissions_never_come_from_groups() -> None:
    assert not admin.site.is_registered(Group)


@pytest.mark.parametrize("persona", ["administrator", "business", "committee"])
def test_admin_is_closed_to_those_who_do_not_run_the_installation(
    request: pytest.FixtureRequest, client_for: Callable[[User], Client], persona: str
) -> None:
    response = client_for(request.getfixturevalue(persona)).get("/admin/")

    assert response.status_code == 302


def test_published_report_is_not_changed_by_way_of_its_history(client: Client, thurrock: Partnership) -> None:
    """django-simple-history's own admin saves what is posted to the page of one version, for whoever may look."""
    report = _published(thurrock)
    version = Report.history.filter(id=report.pk).latest("history_id").history_id
    page = page_of(Report, "change", report.pk).replace("/change/", f"/history/{version}/")

    client.post(
        page,
        {
            "title": "Forged",
            "partnership": thurrock.pk,
            "audience": "committee",
            "period": report.period_id,
            "meeting_name": "Forged",
            "status": "published",
            "version": 1,
            "created_by": report.created_by_id,
            "created_at_0": "2021-04-01",
            "created_at_1": "10:00",
        },
    )

    report.refresh_from_db()
    assert report.title == "Pack"
    assert Report.history.filter(title="Forged").count() == 0


def test_role_is_not_passed_on_from_one_person_to_another(client: Client, business: User, partner: User) -> None:
    """The record would say that the one had it all along: a role is withdrawn, and given anew."""
    role = business.memberships.get()

    client.post(
        page_of(Membership, "change", role.pk),
        {"user": partner.pk, "partnership": role.partnership_id, "role": Role.ADMINISTRATOR, "agency": ""},
    )

    role.refresh_from_db()
    assert (role.user, role.role) == (business, Role.BUSINESS_TEAM)


def _published(partnership: Partnership) -> Report:
    by = UserFactory.create(email="publisher@example.org")
    MembershipFactory.create(user=by, partnership=partnership)
    plan, period = a_rated_plan(partnership, actions=1), PeriodFactory.create(partnership=partnership)
    draft = create_draft(
        partnership=partnership, title="Pack", period=period, plans=[plan], meeting_name="Committee", by=by
    )
    return publish_report(report=draft, by=by, accept_warnings=True)
