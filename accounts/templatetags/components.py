"""Tags for components that need reckoning; all others are plain includes of templates/components."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet

from accounts.bar_chart import spans

register = template.Library()

# What an error summary can be made from: one form, a formset, a list of either; nothing, where a page has no form.
Forms = BaseForm | BaseFormSet[Any] | Iterable[Any] | str | None


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | str]:
    """The page numbers to offer, with an ellipsis for those left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.inclusion_tag("components/error_summary.html")
def error_summary(forms: Forms = None, problems: Iterable[str] = ()) -> dict[str, object]:
    """Every error of the forms, each leading to its field, after sentences that belong to no field."""
    return {"lines": [*((problem, "") for problem in problems or ()), *_lines(forms)]}


def _lines(forms: Forms) -> Iterator[tuple[str, str]]:
    if not forms or isinstance(forms, str):
        return
    if isinstance(forms, BaseForm):
        yield from ((str(error), "") for error in forms.non_field_errors())
        for field in forms:
            target = "" if field.is_hidden else getattr(field, "first_input_id", field.auto_id)
            yield from ((str(error), target) for error in field.errors)
        return
    if isinstance(forms, BaseFormSet):
        yield from ((str(error), "") for error in forms.non_form_errors())
    for form in forms:
        yield from _lines(form)


@register.inclusion_tag("components/bar.html")
def bar_chart(title: str, segments: Iterable[Mapping[str, Any]]) -> dict[str, object]:
    """A bar of levels. Each segment has `level` (letter, word, colour, shape), `count`, and if wanted `url`, the list
    behind the number. A level that nothing stands at is left out of the bar and kept in the list below it."""
    kept = list(segments)
    drawn = [
        {"level": segment["level"], "count": segment["count"], "span": span}
        for segment, span in zip(kept, spans([segment["count"] for segment in kept]), strict=True)
        if span.length
    ]
    return {"title": title, "segments": kept, "drawn": drawn, "total": sum(segment["count"] for segment in kept)}
