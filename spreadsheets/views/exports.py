"""A plan as a file."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse

from plans.models import Action, ActionPlan
from ratings.choosing import choose_period
from ratings.chosen_actions import choose_actions
from ratings.filter_options import options_for_plan
from ratings.selection import Selection
from ratings.views.pages import PlansPage
from spreadsheets.delimited import csv_of
from spreadsheets.exporting import ExportedPlan, exported_plan
from spreadsheets.of_a_day import saying_its_day
from spreadsheets.word_files import word_of
from spreadsheets.workbooks import workbook_of

_FORMATS: Mapping[str, tuple[Callable[[ExportedPlan], bytes], str]] = {
    "xlsx": (workbook_of, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": (word_of, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "csv": (csv_of, "text/csv; charset=utf-8"),
}


class ExportPlan(PlansPage):
    """The actions of the plan's page, narrowed as its address says: what is seen is what is had."""

    shows_other_days = True

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if self.kwargs["format"] not in _FORMATS:
            raise Http404
        make, content_type = _FORMATS[self.kwargs["format"]]
        exported = saying_its_day(self._exported(self._plan()))
        return HttpResponse(
            make(exported),
            content_type=content_type,
            headers={"Content-Disposition": f'attachment; filename="{exported.stem}.{self.kwargs["format"]}"'},
        )

    def _plan(self) -> ActionPlan:
        plans = ActionPlan.objects.visible_to(self.user).filter(partnership=self.partnership)
        found = plans.select_related("partnership").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def _exported(self, plan: ActionPlan) -> ExportedPlan:
        asked = Selection.read(self.request.GET.dict()).but(plan=None, aim=None, review=None, theme=None)
        found = choose_actions(
            Action.objects.visible_to(self.user).filter(plan=plan),
            selection=asked,
            options=options_for_plan(plan),
            chosen=choose_period(self.user, self.partnership, wanted=asked.period, today=self.today, plan=plan),
            today=self.today,
        )
        return exported_plan(plan, found, today=self.today)
