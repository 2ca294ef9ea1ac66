"""How the values of a report's content are shown."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.utils.formats import date_format

from reporting.bars import segments
from reporting.shown import LevelCount

register = template.Library()


@register.filter
def iso_day(value: str) -> str:
    """ "2022-02-08" as "8 February 2022"; nothing for nothing."""
    return date_format(date.fromisoformat(value), "j F Y") if value else ""


@register.inclusion_tag("reporting/_levels.html")
def level_counts(levels: Sequence[LevelCount]) -> dict[str, object]:
    """How many stand at each level, as a bar and in words."""
    return {"levels": levels, "bar": segments((each["level"], each["count"]) for each in levels)}
