"""The scale editor: an administrator's; the business team looks."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import RuleBroken
from accounts.views.base import PartnershipView
from ratings.forms.scales import DimensionForm, LevelForm, NewScaleForm, ScaleForm, ScaleMapForm, WordingForm
from ratings.models import Dimension, Level, LevelDefinition, RatingScale, ScaleMap
from ratings.services import (
    add_scale,
    change_scale,
    remove_level,
    reword_level,
    save_dimension,
    save_level,
    save_scale_map,
)
from ratings.services.scale_editing import facts_of_level


class ScalesPage(PartnershipView):
    permission = (Permission.MANAGE_PERIODS,)
    nav = "set_up"

    @property
    def scales(self) -> QuerySet[RatingScale]:
        found = RatingScale.objects.visible_to(self.user).filter(partnership=self.partnership)
        return found.select_related("partnership").order_by("name", "pk")

    @cached_property
    def scale(self) -> RatingScale:
        found: RatingScale = self.one_of(self.scales, self.kwargs["pk"])
        return found

    @cached_property
    def level(self) -> Level:
        found: Level = self.one_of(self.scale.levels.select_related("scale__partnership"), self.kwargs["level"])
        return found

    def one_of(self, found: Any, pk: int) -> Any:
        thing = found.filter(pk=pk).first()
        if thing is None:
            raise Http404
        return thing

    def address(self, scale: RatingScale | None = None) -> str:
        if scale is None:
            return reverse("ratings:scales", args=[self.partnership.slug])
        return reverse("ratings:one_scale", args=[self.partnership.slug, scale.pk])


class ScaleList(ScalesPage):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        levels = Prefetch("levels", queryset=Level.objects.order_by("rank"))
        dimensions = Prefetch("dimensions", queryset=Dimension.objects.order_by("position"))
        scales = self.scales.annotate(plans=Count("plan_setups")).prefetch_related(levels, dimensions)
        context = self.get_context_data(scales=scales, may_change=self.access.may(Permission.SET_UP))
        return render(request, "ratings/scales.html", context)


class OneScale(ScalesPage):
    """A scale with its levels, what they meant when, and what it is compared with."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        wordings = LevelDefinition.objects.select_related("dimension").order_by("dimension__position", "-valid_from")
        levels = self.scale.levels.order_by("rank").prefetch_related(Prefetch("definitions", queryset=wordings))
        maps = ScaleMap.objects.filter(from_scale=self.scale).select_related("to_scale", "made_by")
        lines = maps.prefetch_related("levels__from_level", "levels__to_level").order_by("to_scale__name")
        context = self.get_context_data(
            scale=self.scale,
            levels=levels,
            dimensions=self.scale.dimensions.order_by("position"),
            maps=lines,
            others=self.scales.exclude(pk=self.scale.pk),
            today=timezone.localdate(),
            may_change=self.access.may(Permission.SET_UP),
        )
        return render(request, "ratings/scale.html", context)


class ScaleStep(ScalesPage):
    """One step of the editor: a form, what it writes, and where it leads."""

    permission = (Permission.SET_UP,)
    known_to = (Permission.SEE_PLANS, Permission.SEE_OWN_PLANS)
    done = ""

    def heading(self) -> str:
        raise NotImplementedError

    def form(self, *data: Any) -> forms.BaseForm:
        raise NotImplementedError

    def write(self, values: dict[str, Any], form: Any) -> RatingScale:
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            scale = self.write(form.cleaned_data, form)
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.show(form, status=422)
        messages.success(request, _("Saved. What it was before stays in the history."))
        return redirect(self.address(scale))

    def show(self, form: forms.BaseForm, status: int = 200) -> HttpResponse:
        scale = self.scale if "pk" in self.kwargs else None
        context = self.get_context_data(
            form=form,
            title=self.heading(),
            scale=scale,
            cancel=self.address(scale),
            caption=scale.name if scale else "",
        )
        return render(self.request, "ratings/scale_step.html", context, status=status)


class AddScale(ScaleStep):
    def heading(self) -> str:
        return _("Add a rating scale")

    def form(self, *data: Any) -> NewScaleForm:
        return NewScaleForm(*data, scales=list(self.scales))

    def write(self, values: dict[str, Any], form: Any) -> RatingScale:
        return add_scale(partnership=self.partnership, by=self.user, **values)


class ChangeScale(ScaleStep):
    def heading(self) -> str:
        return _("Change name or description")

    def form(self, *data: Any) -> ScaleForm:
        return ScaleForm(*data, initial={"name": self.scale.name, "description": self.scale.description})

    def write(self, values: dict[str, Any], form: Any) -> RatingScale:
        change_scale(scale=self.scale, by=self.user, **values)
        return self.scale


class AddLevel(ScaleStep):
    def heading(self) -> str:
        return _("Add a level")

    def form(self, *data: Any) -> LevelForm:
        places = self.scale.levels.count() + 1
        return LevelForm(*data, places=places, initial={"place": places})

    def write(self, values: dict[str, Any], form: LevelForm) -> RatingScale:
        save_level(scale=self.scale, level=None, facts=form.facts, by=self.user)
        return self.scale


class ChangeLevel(ScaleStep):
    def heading(self) -> str:
        return _("Change %(level)s") % {"level": self.level.word}

    def form(self, *data: Any) -> LevelForm:
        ranks = list(self.scale.levels.order_by("rank").values_list("pk", flat=True))
        facts = facts_of_level(self.level, place=ranks.index(self.level.pk) + 1)
        return LevelForm(*data, places=len(ranks), initial=facts)

    def write(self, values: dict[str, Any], form: LevelForm) -> RatingScale:
        save_level(scale=self.scale, level=self.level, facts=form.facts, by=self.user)
        return self.scale


class RemoveLevel(ScaleStep):
    def heading(self) -> str:
        return _("Remove %(level)s?") % {"level": self.level.word}

    def form(self, *data: Any) -> forms.Form:
        return forms.Form(*data)

    def write(self, values: dict[str, Any], form: Any) -> RatingScale:
        remove_level(level=self.level, by=self.user)
        return self.scale


class RewordLevel(ScaleStep):
    def heading(self) -> str:
        return _("What %(level)s means from a day on") % {"level": self.level.word}

    def form(self, *data: Any) -> WordingForm:
        return WordingForm(*data, scale=self.scale)

    def write(self, values: dict[str, Any], form: Any) -> RatingScale:
        reword_level(level=self.level, by=self.user, **values)
        return self.scale


class AddDimension(ScaleStep):
    def heading(self) -> str:
        return _("Add a dimension")

    def form(self, *data: Any) -> DimensionForm:
        return DimensionForm(*data)

    def write(self, values: dict[str, Any], form: Any) -> RatingScale:
        save_dimension(scale=self.scale, dimension=None, name=values["name"], by=self.user)
        return self.scale


class ChangeDimension(ScaleStep):
    @cached_property
    def dimension(self) -> Dimension:
        found: Dimension = self.one_of(self.scale.dimensions, self.kwargs["dimension"])
        return found

    def heading(self) -> str:
        return _("Name %(dimension)s otherwise") % {"dimension": self.dimension.name}

    def form(self, *data: Any) -> DimensionForm:
        return DimensionForm(*data, initial={"name": self.dimension.name})

    def write(self, values: dict[str, Any], form: Any) -> RatingScale:
        save_dimension(scale=self.scale, dimension=self.dimension, name=values["name"], by=self.user)
        return self.scale


class MapScale(ScaleStep):
    @cached_property
    def other(self) -> RatingScale:
        found: RatingScale = self.one_of(self.scales.exclude(pk=self.scale.pk), self.kwargs["to"])
        return found

    def heading(self) -> str:
        return _("Compare %(old)s with %(new)s") % {"old": self.scale.name, "new": self.other.name}

    def form(self, *data: Any) -> ScaleMapForm:
        standing = ScaleMap.objects.filter(from_scale=self.scale, to_scale=self.other).first()
        lines = standing.levels.values_list("from_level_id", "to_level_id") if standing else []
        initial: dict[str, object] = {f"level_{old}": str(new) for old, new in lines}
        initial["reason"] = standing.reason if standing else ""
        old, new = (list(scale.levels.order_by("rank")) for scale in (self.scale, self.other))
        return ScaleMapForm(*data, old=old, new=new, initial=initial)

    def write(self, values: dict[str, Any], form: ScaleMapForm) -> RatingScale:
        save_scale_map(
            from_scale=self.scale, to_scale=self.other, levels=form.levels, reason=values["reason"], by=self.user
        )
        return self.scale
