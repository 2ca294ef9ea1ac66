"""The leads of the partnership: who leads how many actions, how documents write them, and who answers for them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.form_errors import show_refusal
from accounts.models import Membership, User
from accounts.roles import Permission
from accounts.rules import RuleBroken
from accounts.views.base import PartnershipView
from plans.forms import LeadForm, LeadPeopleForm, MergeForm, PersonLeadsForm, WordingForm
from plans.lead_services import (
    add_lead,
    add_wording,
    change_lead,
    merge_leads,
    remove_wording,
    set_leads_of_person,
    set_people,
)
from plans.models import ActionStatus, Lead
from plans.querysets import LeadQuerySet


class LeadsPage(PartnershipView):
    permission = (Permission.SEE_PLANS,)
    nav = "leads"

    @property
    def leads(self) -> LeadQuerySet:
        return Lead.objects.visible_to(self.user).filter(partnership=self.partnership).select_related("agency")

    @property
    def members(self) -> "QuerySet[User]":
        """Everybody with a role here: who may answer for a lead."""
        here = Membership.objects.visible_to(self.user).filter(partnership=self.partnership, user__is_active=True)
        return User.objects.filter(pk__in=here.values("user"))

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Leads"), reverse("plans:leads", args=[self.partnership.slug]))]

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        may_change = self.access.may(Permission.UPDATE_ANY_ACTION)
        context = self.get_context_data(may_change=may_change, **{"crumbs": self.crumbs(), **context})
        return render(self.request, template, context, status=status)

    def attempt(self, form: forms.BaseForm, step: Callable[[], object]) -> bool:
        """Take the step with a valid form; a refusal is shown at its field."""
        if not form.is_valid():
            return False
        try:
            step()
        except RuleBroken as broken:
            show_refusal(form, broken)
            return False
        return True


class LeadList(LeadsPage):
    shows_other_days = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        active = Count("actions", filter=Q(actions__status=ActionStatus.ACTIVE))
        leads = self.leads.annotate(active_actions=active).prefetch_related("wordings", "people")
        return self.show("plans/leads.html", leads=leads)


class AddLead(LeadsPage):
    permission = (Permission.UPDATE_ANY_ACTION,)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show("plans/lead_add.html", form=LeadForm(partnership=self.partnership))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = LeadForm(request.POST, partnership=self.partnership)
        if self.attempt(form, lambda: add_lead(partnership=self.partnership, by=self.user, **form.cleaned_data)):
            messages.success(request, _("The lead is entered."))
            return redirect("plans:leads", partnership=self.partnership.slug)
        return self.show("plans/lead_add.html", status=422, form=form)


class OneLead(LeadsPage):
    """A lead with its actions, wordings and people; those who may change it find what to change beside each."""

    @cached_property
    def lead(self) -> Lead:
        active = Count("actions", filter=Q(actions__status=ActionStatus.ACTIVE))
        found = self.leads.annotate(active_actions=active).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def address(self) -> str:
        return reverse("plans:lead", kwargs={"partnership": self.partnership.slug, "pk": self.lead.pk})

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.lead_page(WordingForm())

    def lead_page(self, form: WordingForm, status: int = 200) -> HttpResponse:
        here = Membership.objects.filter(partnership=self.partnership)
        people = self.lead.people.prefetch_related(Prefetch("memberships", queryset=here, to_attr="roles_here"))
        wordings = self.lead.wordings.all()
        return self.show(
            "plans/lead.html",
            status=status,
            lead=self.lead,
            people=people,
            wordings=wordings,
            wording_form=form,
            form=form,
        )


class AddWording(OneLead):
    permission = (Permission.UPDATE_ANY_ACTION,)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = WordingForm(request.POST)
        if self.attempt(form, lambda: add_wording(lead=self.lead, text=form.cleaned_data["text"], by=self.user)):
            messages.success(request, _("The wording is added."))
            return redirect(self.address)
        return self.lead_page(form, status=422)


class RemoveWording(OneLead):
    permission = (Permission.UPDATE_ANY_ACTION,)
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        wording = self.lead.wordings.filter(pk=self.kwargs["wording"]).first()
        if wording is None:
            raise Http404
        remove_wording(wording=wording, by=self.user)
        messages.success(request, _("The wording “%(text)s” is removed.") % {"text": wording.text})
        return redirect(self.address)


class _LeadStep(OneLead):
    """A page with one form about the lead."""

    permission = (Permission.UPDATE_ANY_ACTION,)
    template = ""

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), (self.lead.name, self.address)]

    def page(self, form: forms.BaseForm, status: int = 200) -> HttpResponse:
        return self.show(self.template, status=status, lead=self.lead, form=form)


class ChangeLead(_LeadStep):
    template = "plans/lead_change.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        lead = self.lead
        initial = {"name": lead.name, "kind": lead.kind, "agency": lead.agency_id, "post": lead.post}
        return self.page(LeadForm(initial=initial, partnership=self.partnership))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = LeadForm(request.POST, partnership=self.partnership)
        if self.attempt(form, lambda: change_lead(lead=self.lead, by=self.user, **form.cleaned_data)):
            messages.success(request, _("The lead is saved."))
            return redirect(self.address)
        return self.page(form, status=422)


class LeadPeople(_LeadStep):
    template = "plans/lead_people.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(LeadPeopleForm(initial={"people": self.lead.people.all()}, members=self.members))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = LeadPeopleForm(request.POST, members=self.members)
        if self.attempt(form, lambda: set_people(lead=self.lead, people=form.cleaned_data["people"], by=self.user)):
            messages.success(request, _("Saved who answers for %(lead)s.") % {"lead": self.lead})
            return redirect(self.address)
        return self.page(form, status=422)


class MergeLead(_LeadStep):
    """Asked on a page of its own, because it cannot be taken back by a click."""

    template = "plans/lead_merge.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(MergeForm(others=self.leads.exclude(pk=self.lead.pk)))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = MergeForm(request.POST, others=self.leads.exclude(pk=self.lead.pk))
        moved: list[int] = []
        name = self.lead.name

        def merge() -> None:
            moved.append(merge_leads(lead=self.lead, into=form.cleaned_data["into"], by=self.user))

        if not self.attempt(form, merge):
            return self.page(form, status=422)
        said = ngettext(
            "%(old)s was merged into %(new)s, with %(count)d action.",
            "%(old)s was merged into %(new)s, with %(count)d actions.",
            moved[0],
        )
        messages.success(request, said % {"old": name, "new": form.cleaned_data["into"], "count": moved[0]})
        return redirect("plans:lead", partnership=self.partnership.slug, pk=form.cleaned_data["into"].pk)


class PersonLeads(LeadsPage):
    """The leads that one member answers for: the same as LeadPeople, from the person's side."""

    permission = (Permission.UPDATE_ANY_ACTION,)
    nav = "people"

    @cached_property
    def person(self) -> User:
        found = self.members.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def crumbs(self) -> list[tuple[str, str]]:
        people = reverse("accounts:people", args=[self.partnership.slug])
        person = reverse("accounts:person", args=[self.partnership.slug, self.person.pk])
        return [(_("People"), people), (str(self.person), person)]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = PersonLeadsForm(initial={"leads": self.leads.filter(people=self.person)}, choices=self.leads)
        return self.show("plans/person_leads.html", form=form, person=self.person)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = PersonLeadsForm(request.POST, choices=self.leads)

        def set_them() -> None:
            set_leads_of_person(
                person=self.person, partnership=self.partnership, leads=form.cleaned_data["leads"], by=self.user
            )

        if self.attempt(form, set_them):
            messages.success(request, _("Saved what %(person)s answers for.") % {"person": self.person})
            return redirect("accounts:person", partnership=self.partnership.slug, pk=self.person.pk)
        return self.show("plans/person_leads.html", status=422, form=form, person=self.person)
