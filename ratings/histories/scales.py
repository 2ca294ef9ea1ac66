"""Scales, what their levels mean and count as, and the partnership's own rules."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ratings import sentences
from ratings.histories.past import Past, Scope, entry, reason, with_previous
from ratings.models import Dimension, HouseRules, Level, LevelDefinition, RatingScale
from ratings.sentences import About, Entry

_OF_SCALE = ("name", "description")
_OF_DIMENSION = ("name",)
_OF_LEVEL = ("word", "letter", "colour", "shape", "rank", "is_complete", "is_off_track")
_NEEDS = ("needs_reason", "needs_evidence", "needs_verification")
_OF_RULES = ("moved_dates_stay_overdue", "days_before_meeting", "hold_check_months")


def of_scales(scope: Scope) -> Iterator[Entry]:
    """Scales are the partnership's, so they are told with it as a whole."""
    scales: Any = RatingScale.history
    for past, before in with_previous(scope.of_partnership(scales.select_related("history_user"))):
        yield from _told(past, before, _("scale %(name)s") % {"name": past.name}, _OF_SCALE, RatingScale)
    for model, fields in ((Dimension, _OF_DIMENSION), (Level, (*_OF_LEVEL, *_NEEDS))):
        history: Any = model.history
        rows = scope.of_partnership(history.select_related("history_user", "scale"), "scale__partnership_id")
        for past, before in with_previous(rows):
            values = {"scale": past.scale.name, "name": getattr(past, "word", "") or getattr(past, "name", "")}
            named = _("level %(name)s of %(scale)s") if model is Level else _("dimension %(name)s of %(scale)s")
            yield from _told(past, before, named % values, fields, model)


def of_wordings(scope: Scope) -> Iterator[Entry]:
    """What the levels mean, from when on."""
    history: Any = LevelDefinition.history
    related = ("history_user", "level__scale", "dimension")
    rows = scope.of_partnership(history.select_related(*related), "level__scale__partnership_id")
    for past, before in with_previous(rows):
        if before is not None and (past.text, past.valid_from) == (before.text, before.valid_from):
            continue  # it ends where the next one begins, which is told of that one
        values = {
            "level": past.level.word,
            "scale": past.level.scale.name,
            "day": date_format(past.valid_from, "j F Y"),
            "text": sentences.quoted(past.text),
        }
        if past.history_type == "-":
            what = _("removed the wording of %(level)s of %(scale)s from %(day)s: %(text)s") % values
        else:
            what = _("said what %(level)s of %(scale)s means from %(day)s on: %(text)s") % values
        yield entry(past, sentences.because(what, reason(past)), About.SCALE)


def of_rules(scope: Scope) -> Iterator[Entry]:
    history: Any = HouseRules.history
    for past, before in with_previous(scope.of_partnership(history.select_related("history_user"))):
        yield from _told(past, before, _("house rules"), _OF_RULES, HouseRules)


def _told(
    past: Past, before: Past | None, name: str, fields: tuple[str, ...], model: type[models.Model]
) -> Iterator[Entry]:
    if past.history_type == "-":
        yield entry(past, sentences.because(_("removed the %(name)s") % {"name": name}, reason(past)), About.SCALE)
    elif before is None:
        yield entry(past, sentences.because(_("added the %(name)s") % {"name": name}, reason(past)), About.SCALE)
    for field, label in _labels(model, fields).items() if before is not None else ():
        old, new = _value(getattr(before, field)), _value(getattr(past, field))
        if old != new:
            about = _("“%(field)s” of the %(name)s") % {"field": label, "name": name}
            yield entry(past, sentences.changed_field(about, old, new, reason(past)), About.SCALE)


def _labels(model: type[models.Model], fields: tuple[str, ...]) -> Mapping[str, str]:
    return {field: str(getattr(model._meta.get_field(field), "verbose_name", field)) for field in fields}


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)
