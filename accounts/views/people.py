"""Who may do what in the partnership: seen by those who run it, changed by an administrator."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.forms import PersonForm, RolesForm, SwitchOffForm
from accounts.models import Membership, User
from accounts.people import PersonHere, people_here, people_who_left, role_history
from accounts.querysets import MembershipQuerySet
from accounts.roles import Permission, Role
from accounts.rules import RuleBroken
from accounts.services import add_person, set_roles, switch_off
from accounts.views.base import PartnershipView


class PeopleBase(PartnershipView):
    permission = (Permission.SEE_PEOPLE,)
    nav = "people"

    @property
    def memberships(self) -> MembershipQuerySet:
        """The roles held here, of those that the viewer may see."""
        visible = Membership.objects.visible_to(self.user).filter(partnership=self.partnership)
        return visible.select_related("user", "agency", "granted_by")

    @property
    def may_change(self) -> bool:
        return self.access.may(Permission.MANAGE_PEOPLE)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("People"), reverse("accounts:people", args=[self.partnership.slug]))]


class PeopleView(PeopleBase):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        people = people_here(self.memberships)
        context = self.get_context_data(
            people=people, left=people_who_left(self.partnership, people), may_change=self.may_change
        )
        return render(request, "accounts/people.html", context)


class AddPersonView(PeopleBase):
    permission = (Permission.MANAGE_PEOPLE,)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(PersonForm(partnership=self.partnership))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = PersonForm(request.POST, partnership=self.partnership)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            person = add_person(
                partnership=self.partnership,
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                roles=form.chosen_roles,
                agency=form.cleaned_data["agency"],
                reason=form.cleaned_data["reason"],
                by=self.user,
            )
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self._page(form, status=422)
        messages.success(request, _("%(person)s may now sign in here.") % {"person": person})
        # A lead sees nothing until they answer for one: asked next, on a page that stands a floor above this one.
        then = "plans:person_leads" if Role.LEAD in form.chosen_roles else "accounts:person"
        return redirect(then, partnership=self.partnership.slug, pk=person.pk)

    def _page(self, form: PersonForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, crumbs=self.crumbs)
        return render(self.request, "accounts/person_add.html", context, status=status)


class OnePersonBase(PeopleBase):
    @cached_property
    def entry(self) -> PersonHere:
        """The person of the address, if they hold or held a role here; nobody else exists on these pages."""
        found = people_here(self.memberships.filter(user__pk=self.kwargs["pk"]))
        if found:
            return found[0]
        left = [person for person in people_who_left(self.partnership, []) if person.pk == self.kwargs["pk"]]
        if not left:
            raise Http404
        return PersonHere(left[0])

    @property
    def person(self) -> User:
        return self.entry.person


class PersonView(OnePersonBase):
    """One person: their roles here, what these allow, who gave them; an administrator changes them on the spot."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        roles = {"roles": [role.value for role in self.entry.roles], "agency": self.entry.agency}
        return self._page(RolesForm(initial=roles, partnership=self.partnership))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.may_change:
            raise PermissionDenied
        form = RolesForm(request.POST, partnership=self.partnership)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            set_roles(
                person=self.person,
                partnership=self.partnership,
                roles=form.chosen_roles,
                agency=form.cleaned_data["agency"],
                reason=form.cleaned_data["reason"],
                by=self.user,
            )
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self._page(form, status=422)
        messages.success(request, _("The roles of %(person)s are saved.") % {"person": self.person})
        return redirect("accounts:person", partnership=self.partnership.slug, pk=self.person.pk)

    def _page(self, form: RolesForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(
            entry=self.entry,
            person=self.person,
            form=form,
            may_change=self.may_change,
            leads=self.partnership.leads.filter(people=self.person),
            events=role_history(self.person, self.partnership),
            crumbs=self.crumbs,
        )
        return render(self.request, "accounts/person.html", context, status=status)


class SwitchOffView(OnePersonBase):
    """A leaver: asked once more, because they are out at once."""

    permission = (Permission.MANAGE_PEOPLE,)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(SwitchOffForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = SwitchOffForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            switch_off(
                person=self.person, partnership=self.partnership, by=self.user, reason=form.cleaned_data["reason"]
            )
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self._page(form, status=422)
        messages.success(
            request,
            _("%(person)s sees nothing of this partnership any more. Their name stays on what they did.")
            % {"person": self.person},
        )
        return redirect("accounts:people", partnership=self.partnership.slug)

    def _page(self, form: SwitchOffForm, status: int = 200) -> HttpResponse:
        crumbs = [*self.crumbs, (str(self.person), reverse("accounts:person", kwargs=self.kwargs))]
        context = self.get_context_data(person=self.person, form=form, crumbs=crumbs)
        return render(self.request, "accounts/person_switch_off.html", context, status=status)
