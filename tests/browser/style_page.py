"""A page with every component on it, served to tests only: what is looked at, measured and read by axe."""

from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from accounts.context_processors import NavigationItem
from accounts.govuk import DateParts, GovukFormMixin, HintedRadios
from safeguarding.urls import urlpatterns as of_the_service

TEMPLATE = Path(__file__).with_name("style_page.html")
LEVELS: list[dict[str, str]] = [
    {"letter": "B", "word": "Complete and embedded", "colour": "blue", "shape": "circle"},
    {"letter": "G", "word": "Complete, not yet embedded", "colour": "green", "shape": "square"},
    {"letter": "A", "word": "Started", "colour": "amber", "shape": "triangle"},
    {"letter": "Y", "word": "Started", "colour": "yellow", "shape": "triangle"},
    {"letter": "R", "word": "Not started or late", "colour": "red", "shape": "diamond"},
    {"letter": "N", "word": "Not started", "colour": "grey", "shape": "hexagon"},
    {"letter": "?", "word": "No update", "colour": "none", "shape": "open"},
]
MEANINGS = {
    "B": "The action is embedded in practice, and there is evidence of its impact.",
    "G": "The action is complete but not yet embedded.",
    "A": "The action is started.",
    "R": "The action is not started, or is past its date.",
}
ROWS: list[dict[str, Any]] = [
    {
        "reference": f"{number}.1",
        "action": "Partners to assure the Board that thresholds are understood and applied alike across agencies.",
        "lead": "Head of Safeguarding\nEssex Police",
        "due": "was March 2021, now September 2021, moved 3 times",
        "level": LEVELS[number % 7],
    }
    for number in range(1, 9)
]


class SampleForm(GovukFormMixin, forms.Form):
    progress = forms.CharField(
        label="What has been done", widget=forms.Textarea(attrs={"rows": 3}), help_text="In this period, in your words."
    )
    lead = forms.ChoiceField(label="Lead", choices=[("", "Choose a lead"), ("1", "Essex Police")])
    rating = forms.ChoiceField(
        label="Rating",
        help_text="In the plan's own scale.",
        choices=[(level["letter"], level["word"]) for level in LEVELS if level["letter"] in MEANINGS],
        widget=HintedRadios(hints=MEANINGS, levels={level["letter"]: level for level in LEVELS}),
    )
    due = forms.DateField(label="Due date", widget=DateParts, help_text="For example, 30 4 2021.")
    agreed = forms.DateField(label="Agreed on", widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}))
    themes = forms.MultipleChoiceField(
        label="Learning themes",
        required=False,
        choices=[("i", "Information sharing"), ("c", "Professional curiosity")],
        widget=forms.CheckboxSelectMultiple,
    )
    overdue = forms.BooleanField(label="Only overdue", required=False)
    document = forms.FileField(label="Document", help_text="Excel, Word or CSV, up to 20 MB.", required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, initial="7")


class SampleFilter(GovukFormMixin, forms.Form):
    mark_optional = False
    words = forms.CharField(label="Words", required=False)
    of = forms.ChoiceField(label="Lead", required=False, choices=[("", "Any"), ("1", "Essex Police")])
    late = forms.BooleanField(label="Overdue", required=False)


@login_not_required
def style_page(request: HttpRequest) -> HttpResponse:
    messages.success(request, "The progress of action 5.1 is saved.")
    data = {"due_0": "31", "due_1": "4", "due_2": "2021"}
    context = {
        "form": SampleForm(data) if "invalid" in request.GET else SampleForm(),
        "filter_form": SampleFilter(),
        "selected": [("Amber", "?a"), ("Essex Police", "?b")],
        "levels": LEVELS,
        "rows": ROWS,
        "segments": [
            {"level": level, "count": count, "url": "?"}
            for level, count in zip(LEVELS, [11, 0, 9, 2, 1, 3, 4], strict=True)
        ],
        "page": Paginator(range(300), 25).get_page(3),
        "crumbs": [("Thurrock LSCP", "/thurrock/"), ("Plans", "/thurrock/plans/")],
        "partnership": {"name": "Thurrock Local Safeguarding Children Partnership", "short_name": "Thurrock LSCP"},
        "role_names": "Business team",
        "demo_mode": True,
        "navigation": [
            NavigationItem(label, f"/thurrock/{label.lower()}/", label == "Plans")
            for label in ("Dashboard", "Plans", "Actions", "Reviews", "Leads", "Periods", "Import", "Reports", "People")
        ],
    }
    return HttpResponse(engines["django"].from_string(TEMPLATE.read_text()).render(context, request))


urlpatterns = [path("style-page/", style_page), *of_the_service]
