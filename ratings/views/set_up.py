"""What a partnership sets up: its periods, meetings, scales and house rules."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import RuleBroken
from accounts.views.base import PartnershipView
from ratings.forms.house_rules import HouseRulesForm
from ratings.models import HouseRules
from ratings.services import set_house_rules


class SetUp(PartnershipView):
    permission = (Permission.MANAGE_PERIODS,)
    nav = "set_up"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(
            rules=HouseRules.of(self.partnership), may_set_up=self.access.may(Permission.SET_UP)
        )
        return render(request, "ratings/set_up.html", context)


class ChangeHouseRules(PartnershipView):
    permission = (Permission.SET_UP,)
    nav = "set_up"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(HouseRulesForm.showing(HouseRules.of(self.partnership)))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = HouseRulesForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            set_house_rules(partnership=self.partnership, rules=form.rules, by=self.user)
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.show(form, status=422)
        messages.success(request, _("The house rules are saved. They hold from now on."))
        return redirect("ratings:set_up", partnership=self.partnership.slug)

    def show(self, form: HouseRulesForm, status: int = 200) -> HttpResponse:
        return render(self.request, "ratings/house_rules.html", self.get_context_data(form=form), status=status)
