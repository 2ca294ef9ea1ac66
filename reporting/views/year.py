"""The year, as Working Together asks for it: the page, and its draft in Word."""

from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.govuk import GovukFormMixin
from accounts.roles import Permission
from ratings.models import ReportingPeriod
from reporting.financial_years import year_name, year_of
from reporting.views.pages import ReportingPage
from reporting.year import Addresses, PeriodsOfYear, periods_of_year, read_year
from reporting.year_facts import Year
from reporting.year_word import write_year

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class YearForm(GovukFormMixin, forms.Form):
    """The year chooser: a GET form that refuses nothing."""

    mark_optional = False
    first_year = forms.ChoiceField(label=_("Financial year"))

    def __init__(self, years: list[int], chosen: int) -> None:
        super().__init__(initial={"first_year": chosen})
        self.fields["first_year"] = forms.ChoiceField(
            label=_("Financial year"), choices=[(year, year_name(year)) for year in years]
        )


class YearView(ReportingPage):
    permission = (Permission.SEE_DASHBOARD,)
    nav = "reports"

    @cached_property
    def periods(self) -> list[ReportingPeriod]:
        return list(ReportingPeriod.objects.visible_to(self.user).filter(partnership=self.partnership))

    @cached_property
    def years(self) -> list[int]:
        """Those in which a period ends that has begun, newest first."""
        begun = (period.ends_on for period in self.periods if period.starts_on <= self.today)
        return sorted({year_of(day) for day in begun}, reverse=True)

    @property
    def asked(self) -> str:
        return self.request.GET.get("first_year", "")

    @cached_property
    def first_year(self) -> int | None:
        """The year asked for, else the latest that has periods; none where there is no period at all."""
        if self.asked.isascii() and self.asked.isdigit() and int(self.asked[:5]) in self.years:
            return int(self.asked[:5])
        return self.years[0] if self.years else None

    def year(self, first_year: int) -> Year:
        addresses = Addresses(
            action=partial(self.address, "ratings:action"), review=partial(self.address, "reviews:review")
        )
        of: PeriodsOfYear = periods_of_year(self.periods, first_year, today=self.today)
        return read_year(self.user, self.partnership, of, addresses=addresses, today=self.today)


class YearPage(YearView):
    template_name = "reporting/year.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.first_year is None:
            return self.render_to_response(self.get_context_data(year=None))
        return self.render_to_response(
            self.get_context_data(
                year=self.year(self.first_year),
                first_year=self.first_year,
                form=YearForm(self.years, self.first_year),
                no_such_year=self.asked if self.asked not in {"", str(self.first_year)} else "",
            )
        )


class YearInWord(YearView):
    """The same as a draft to write on; where there is no such year, the page says so."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.first_year is None or self.asked not in {"", str(self.first_year)}:
            return redirect(f"{self.address('reporting:year')}?{request.GET.urlencode()}")
        written = write_year(self.year(self.first_year))
        answer = HttpResponse(written, content_type=WORD)
        name = f"{self.partnership.slug}-year-{self.first_year}-draft.docx"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
