"""Forms in the markup of the GOV.UK Design System: who is described by what, and what comes back as typed."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.template import Context, Template

from accounts.govuk import DateParts, GovukFormMixin, HintedRadios

RED = {"letter": "R", "word": "Late", "colour": "red", "shape": "diamond"}


class PlanForm(GovukFormMixin, forms.Form):
    title = forms.CharField(
        max_length=100,
        help_text="As on the document.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    NHS_code = forms.CharField(label="NHS code", required=False)
    due = forms.DateField(label="Due date", widget=DateParts)
    level = forms.ChoiceField(
        choices=[("R", "Late"), ("G", "Done")], widget=HintedRadios(hints={"R": "Past its date."}, levels={"R": RED})
    )


def _form(**data: Any) -> PlanForm:
    return PlanForm({"title": "Plan", "level": "R", "due_0": "30", "due_1": "4", "due_2": "2021"} | data)


def test_input_keeps_its_own_class_beside_the_design_systems() -> None:
    assert 'class="govuk-input govuk-input--width-20"' in str(PlanForm()["title"])


def test_input_is_described_by_hint_and_error() -> None:
    html = _form(title="")["title"].as_field_group()

    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert "govuk-input--error" in html
    assert "govuk-form-group--error" in html


def test_missing_field_is_named_with_what_to_do() -> None:
    form = _form(title="", level="", due_0="", due_1="", due_2="")

    assert form.errors == {"title": ["Enter title"], "due": ["Enter due date"], "level": ["Choose level"]}


def test_field_that_may_be_left_out_says_so() -> None:
    html = str(PlanForm())

    assert html.count("(optional)") == 1
    assert "NHS code (optional)" in html


def test_date_in_parts_is_read_as_a_date() -> None:
    form = _form()

    assert form.is_valid()
    assert form.cleaned_data["due"] == date(2021, 4, 30)


def test_date_that_does_not_exist_comes_back_as_typed() -> None:
    form = _form(due_0="31")

    html = str(form["due"])

    assert form.errors["due"] == ["Enter a date that exists, such as 30/4/2021"]
    assert 'value="31"' in html
    assert 'value="4"' in html
    assert 'value="2021"' in html


def test_date_in_parts_begins_with_the_date_it_has() -> None:
    html = str(PlanForm(initial={"due": date(2021, 9, 7)})["due"])

    assert 'name="due_0" value="7"' in html
    assert 'name="due_2" value="2021"' in html


def test_level_to_choose_stands_beside_its_meaning() -> None:
    html = PlanForm()["level"].as_field_group()

    assert "app-level--red" in html
    assert "Past its date." in html
    assert 'aria-describedby="id_level_0_hint"' in html


@pytest.mark.parametrize(("field", "target"), [("title", "id_title"), ("due", "id_due_0"), ("level", "id_level_0")])
def test_error_summary_leads_to_the_first_input(field: str, target: str) -> None:
    form = PlanForm({})
    summary = Template("{% load components %}{% error_summary form %}").render(Context({"form": form}))

    assert f'<a href="#{target}">{form.errors[field][0]}</a>' in summary
    assert f'id="{target}"' in str(form)


def test_error_summary_of_a_formset_has_every_forms_errors() -> None:
    made = forms.formset_factory(PlanForm)({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-title": ""})

    summary = Template("{% load components %}{% error_summary formset %}").render(Context({"formset": made}))

    assert '<a href="#id_form-0-title">Enter title</a>' in summary


def test_error_summary_without_errors_is_not_there() -> None:
    summary = Template("{% load components %}{% error_summary form %}").render(Context({"form": PlanForm()}))

    assert summary.strip() == ""


def test_text_in_a_field_is_escaped() -> None:
    html = _form(title="<script>alert(1)</script>")["title"].as_field_group()

    assert "<script>" not in html


def test_text_that_is_too_long_is_kept_whole_and_named() -> None:
    form = _form(title="x" * 300)

    html = str(form["title"])

    assert "x" * 300 in html
    assert "maxlength" not in html
    assert form.errors["title"] == ["Title must be 100 characters or fewer. You have entered 300."]
