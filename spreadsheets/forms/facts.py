from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.govuk import DateParts, GovukFormMixin
from accounts.models import User
from plans.models import ActionPlan, PlanKind
from ratings.models import RatingScale, ReportingPeriod
from reviews.models import Review
from spreadsheets.bare_quarters import is_bare, with_year, year_of
from spreadsheets.landing import Landing
from spreadsheets.models import ImportRun, NewScale, YearKind
from spreadsheets.plan_notes import asks_for_year
from spreadsheets.proposing import draft_shape, used_words
from spreadsheets.services import Facts
from spreadsheets.staged import StagedLead
from spreadsheets.versions import facts_of, mark, said_of_plan

ALL_LEADS = "*"


class FactsForm(GovukFormMixin, forms.Form):
    """The plan as a whole: what the file says, for a person to set right."""

    mark_optional = False

    # The state of the import that the page was made from; without one that is known the page is taken for stale.
    seen_revision = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    theirs = forms.BooleanField(label=gettext_lazy("Take what they saved about the plan"), required=False)
    target = forms.ModelChoiceField(
        label=gettext_lazy("Plan to bring up to date"),
        queryset=ActionPlan.objects.none(),
        required=False,
        empty_label=gettext_lazy("None: make a new plan"),
    )
    title = forms.CharField(label=gettext_lazy("Title of a new plan"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of a new plan"), choices=PlanKind.choices)
    review = forms.ModelChoiceField(
        label=gettext_lazy("Review that a new plan answers (optional)"),
        queryset=Review.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    starts_on = forms.DateField(label=gettext_lazy("A new plan starts (optional)"), widget=DateParts, required=False)
    ends_on = forms.DateField(label=gettext_lazy("A new plan ends (optional)"), widget=DateParts, required=False)
    period = forms.ModelChoiceField(
        label=gettext_lazy("Period that the ratings are of"),
        queryset=ReportingPeriod.objects.none(),
        required=False,
        empty_label=gettext_lazy("Choose a period"),
    )
    scale = forms.ChoiceField(label=gettext_lazy("Scale in which the ratings are read"), required=False)
    year_kind = forms.ChoiceField(
        label=gettext_lazy("Quarters that the file does not say the year of are of"),
        choices=YearKind.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    makes_periods = forms.BooleanField(required=False)
    leads = forms.MultipleChoiceField(
        label=gettext_lazy("Leads that are not known yet"),
        help_text=gettext_lazy("Tick those to create. What is written of the others is kept with the action."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, run: ImportRun, user: User, landing: Landing, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(run), **kwargs)
        self.run, self.landing = run, landing
        partnership = run.partnership
        self._offer("target", ActionPlan.objects.visible_to(user).filter(partnership=partnership))
        self._offer("review", Review.objects.visible_to(user).filter(partnership=partnership))
        self._ask_for_ratings(user)
        if not (run.year_kind or asks_for_year(landing.rows, run)):
            del self.fields["year_kind"]
        self.creatable = [lead for lead in landing.unknown_leads if not _is_left(run, lead)]
        unknown = [(lead.name, _described(lead)) for lead in self.creatable]
        if unknown:
            every = [(ALL_LEADS, _("All of them"))] if len(unknown) > 1 else []
            self._choices("leads", [*every, *unknown])
        else:
            del self.fields["leads"]
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = _("%(field)s: choose one from the list.") % {
                    "field": field.label
                }

    def clean_seen_revision(self) -> int:
        given = str(self.cleaned_data["seen_revision"])
        return int(given) if given.isdecimal() and len(given) < 10 else 0

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The plan ends before it starts: change one of the two dates."))
        return cleaned

    def require_for_writing(self) -> None:
        """What may wait while the draft is kept, and may not once the plan is to be written."""
        wanted = self.cleaned_data.get("period") is None and "period" in self.fields
        said = (self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on"))
        year = year_of(*said, None)
        rated = [rating for row in self.landing.rows for rating in row.staged.ratings if rating.level]
        if wanted and any(not rating.period or is_bare(with_year(rating.period, year)) for rating in rated):
            self.add_error("period", _("Choose the period that the ratings in the file are of."))

    def facts(self) -> Facts:
        cleaned = self.cleaned_data
        scale = cleaned.get("scale") or ""
        chosen = (
            RatingScale.objects.filter(partnership=self.run.partnership, pk=int(scale)) if scale.isdigit() else None
        )
        ticked = cleaned.get("leads") or []
        return Facts(
            title=cleaned["title"],
            kind=cleaned["kind"],
            target=cleaned["target"],
            review=cleaned["review"],
            starts_on=cleaned["starts_on"],
            ends_on=cleaned["ends_on"],
            period=cleaned.get("period"),
            scale=chosen.first() if chosen is not None else None,
            new_scale=scale if scale in NewScale.values else "",
            makes_periods=cleaned["makes_periods"] if "makes_periods" in self.fields else True,
            leads_to_create=[lead.name for lead in self.creatable] if ALL_LEADS in ticked else ticked,
            year_kind=cleaned.get("year_kind") or "",
        )

    def _ask_for_ratings(self, user: User) -> None:
        """Period, scale and quarters are only asked for where the file has something to rate by."""
        run = self.run
        words = used_words(run)
        if any(rating.level for row in self.landing.rows for rating in row.staged.ratings):
            periods = ReportingPeriod.objects.visible_to(user).filter(partnership=run.partnership, status="open")
            self._offer("period", periods.order_by("-ends_on"))
            if not periods.exists():
                self.fields["period"].help_text = _(
                    "No period is open: make one under Periods and come back, what you set right here is kept."
                )
        else:
            del self.fields["period"]
        if words or run.draft.get("key"):
            self._choices("scale", _scales(run, words))
        else:
            del self.fields["scale"]
        new = self.landing.new_periods
        if new:
            self.fields["makes_periods"].label = _("Make the quarters that are not there yet: %(names)s") % {
                "names": ", ".join(new)
            }
        else:
            del self.fields["makes_periods"]

    def _offer(self, name: str, things: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = things

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def _is_left(run: ImportRun, lead: StagedLead) -> bool:
    """Whether a person said, on the page of leads, that the name is to stay as text."""
    return bool(run.lead_answers.get(lead.name.lower(), {}).get("is") == "text")


def _described(lead: StagedLead) -> str:
    """A lead with what the document says of it: "Carl Robinson (CSP)"."""
    more = ", ".join(part for part in (lead.post, lead.agency) if part and part != lead.name)
    return f"{lead.name} ({more})" if more else lead.name


def _initial(run: ImportRun) -> dict[str, Any]:
    names = ("target", "title", "kind", "review", "starts_on", "ends_on", "period", "makes_periods", "year_kind")
    return {name: getattr(run, name) for name in names} | {
        "seen_revision": run.revision,
        "seen": mark(said_of_plan(facts_of(run))),
        "scale": str(run.scale_id) if run.scale_id else run.new_scale,
        "leads": run.leads_to_create,
    }


def _scales(run: ImportRun, words: set[str]) -> list[tuple[str, Any]]:
    """The partnership's own scales, and those that can be made of the file."""
    own = RatingScale.objects.filter(partnership=run.partnership).prefetch_related("levels")
    found: list[tuple[str, Any]] = [("", _("The scale of the plan") if run.target else _("Choose a scale"))]
    found += [
        (str(scale.pk), f"{scale.name} ({', '.join(level.word for level in scale.levels.all())})") for scale in own
    ]
    if run.draft.get("key"):
        shape = draft_shape(run.draft, words, from_key=True, name=run.title)
        names = ", ".join(level.word for level in shape.levels)
        found.append((NewScale.KEY, _("A new scale from the file's own key (%(levels)s)") % {"levels": names}))
    if words:
        shape = draft_shape(run.draft, words, from_key=False, name=run.title)
        names = ", ".join(level.word for level in shape.levels)
        found.append((NewScale.WORDS, _("A new scale of the levels in the file (%(levels)s)") % {"levels": names}))
    return found
