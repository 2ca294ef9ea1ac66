"""The quick table for a sitting: every action of a plan, rated and annotated in place, row by row or all together."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Permission
from plans.models import ActionPlan
from ratings.choosing import ChosenPeriod, choose_period
from ratings.models import RatingScale
from ratings.seen_rows import whole_number
from ratings.sitting_saves import Outcome, lay_over, save_rows, save_unchanged, touched_rows
from ratings.sitting_sheet import Row, RowState, Sheet, read_sheet
from ratings.views.pages import PlansPage

# Before the key of an action of which a person says that nothing has changed.
SAME = "same-"


class Sitting(PlansPage):
    permission = (Permission.RATE,)
    template_name = "ratings/sitting.html"

    @cached_property
    def plan(self) -> ActionPlan:
        plans = ActionPlan.objects.visible_to(self.user).filter(partnership=self.partnership)
        found = plans.select_related("partnership", "rating_setup__scale").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def scale(self) -> RatingScale | None:
        setup = getattr(self.plan, "rating_setup", None)
        return setup.scale if setup else None

    @cached_property
    def chosen(self) -> ChosenPeriod | None:
        """The period of the address or the form. One that is named and is not this partnership's does not exist."""
        named = self.request.POST.get("period") or self.request.GET.get("period") or ""
        chosen = choose_period(
            self.user,
            self.partnership,
            wanted=whole_number(named),
            today=self.today,
            plan=self.plan,
            open_first=True,
        )
        if self.request.method == "POST" and (chosen is None or str(chosen.period.pk) != named):
            raise Http404
        return chosen

    @property
    def only_to_do(self) -> bool:
        return self.request.GET.get("show") == "to-do"

    def crumbs(self) -> list[Any]:
        return [*super().crumbs(), (self.plan.title, self.address("ratings:plan", self.plan.pk))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._page(self._sheet(), Outcome())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """`save` is "all", the key of the one action whose row is saved, or "same-" and the key where nothing changed.

        Other rows keep what was typed in them.
        """
        sheet = self._sheet(also=_posted_actions(request))
        if sheet is None:
            raise Http404
        outcome = touched_rows(sheet, request.POST)
        wanted = self._wanted(sheet, outcome)
        if not sheet.chosen.period.is_open:
            return self._closed(sheet, outcome)
        if request.POST.get("save", "").startswith(SAME):
            save_unchanged(sheet, outcome, wanted[0], request.POST, by=self.user)
        else:
            save_rows(sheet, outcome, wanted, by=self.user)
        if not outcome.unsaved and not self.htmx:
            return self._saved(outcome)
        sheet = self._sheet(also=outcome.forms) or sheet
        lay_over(sheet, outcome)
        return self._row(sheet, wanted[0], outcome.status) if self.htmx else self._page(sheet, outcome)

    @property
    def htmx(self) -> bool:
        """Whether one row is asked for, to be put in place of the old one."""
        return bool(self.request.htmx) and self.request.POST.get("save", "all") != "all"  # type: ignore[attr-defined]  # set by django-htmx

    def _sheet(self, also: Any = ()) -> Sheet | None:
        if self.chosen is None or self.scale is None:
            return None
        return read_sheet(self.user, self.plan, self.scale, self.chosen, today=self.today, also=list(also))

    def _wanted(self, sheet: Sheet, outcome: Outcome) -> list[int]:
        save = self.request.POST.get("save", "all")
        if save == "all":
            return list(outcome.forms)
        pk = whole_number(save.removeprefix(SAME))
        if pk not in sheet.by_action:
            raise Http404
        return [pk]

    def _closed(self, sheet: Sheet, outcome: Outcome) -> HttpResponse:
        """The period was closed while the page was open: nothing is saved, all that was typed is still there."""
        lay_over(sheet, outcome)
        problem = _(
            "%(period)s was closed meanwhile, so nothing was saved. What you typed is still here: "
            "ask for the period to be reopened and save again, or copy it."
        ) % {"period": sheet.chosen.period.name}
        if self.htmx:
            row = sheet.by_action[self._wanted(sheet, outcome)[0]]
            row.errors, row.state = [problem], RowState.ERROR
            return self._row(sheet, row.action.pk, 409)
        return self._page(sheet, outcome, problem=problem, status=409)

    def _saved(self, outcome: Outcome) -> HttpResponse:
        count = len(outcome.having(RowState.SAVED))
        if count:
            said = ngettext("%(count)d row is saved.", "%(count)d rows are saved.", count) % {"count": count}
            messages.success(self.request, said)
        else:
            messages.info(self.request, _("Nothing had been changed, so nothing was saved."))
        return redirect(self.request.get_full_path())

    def _row(self, sheet: Sheet, action: int, status: int) -> HttpResponse:
        context = {"sheet": sheet, "row": sheet.by_action[action], "partnership": self.partnership, "in_place": True}
        return render(self.request, "ratings/_sitting_row.html", context, status=status)

    def _page(
        self, sheet: Sheet | None, outcome: Outcome, *, problem: str = "", status: int | None = None
    ) -> HttpResponse:
        rows = [row for row in sheet.rows if self._shows(row)] if sheet else []
        context = self.get_context_data(
            plan=self.plan,
            has_scale=self.scale is not None and (sheet is not None or self.chosen is None),
            chosen=self.chosen,
            sheet=sheet,
            rows=rows,
            only_to_do=self.only_to_do,
            saved=len(outcome.having(RowState.SAVED)),
            lines=[*([(problem, "")] if problem else []), *_lines(rows)],
            open_periods=[period for period in self.chosen.choices if period.is_open] if self.chosen else [],
        )
        return self.render_to_response(context, status=status or outcome.status)

    def _shows(self, row: Row) -> bool:
        return not self.only_to_do or not row.is_done or row.state is not RowState.PLAIN


def _posted_actions(request: HttpRequest) -> list[int]:
    """The actions whose rows were posted; those withdrawn meanwhile are shown once more with what was typed."""
    found = (whole_number(name.removesuffix("-seen")) for name in request.POST if name.endswith("-seen"))
    return [pk for pk in found if pk is not None]


def _lines(rows: list[Row]) -> list[tuple[str, str]]:
    """The error summary: each sentence after the reference of its row, leading to its field."""
    lines: list[tuple[str, str]] = []
    for row in rows:
        label, top = row.action.label, f"row-{row.action.pk}"
        if row.state is RowState.STALE:
            sentence = _("%(row)s: somebody else changed this action meanwhile. Both versions are shown in its row.")
            lines.append((sentence % {"row": label}, top))
        lines += [(f"{label}: {error}", top) for error in row.errors]
        for cell in row.cells:
            lines += [(f"{label}: {error}", f"field-{cell.level_name}") for error in cell.level_errors]
            lines += [(f"{label}: {error}", f"field-{cell.reason_name}") for error in cell.reason_errors]
        lines += [(f"{label}: {error}", f"field-{row.progress_name}") for error in row.progress_errors]
    return lines
