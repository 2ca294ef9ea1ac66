"""Challenges: asked of a rating by the scrutineer, answered by the lead or the business team."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import RuleBroken
from ratings.action_challenges import levels_by_period
from ratings.forms.answers import AnswerForm, ChallengeForm, CloseChallengeForm
from ratings.models import Challenge, ReportingPeriod
from ratings.querysets import ChallengeQuerySet
from ratings.services import answer_challenge, ask_challenge, close_challenge
from ratings.services.challenges import may_answer
from ratings.views.pages import ActionPage, Crumb, PlansPage

PAGE_LENGTH = 50


class AskChallenge(ActionPage):
    """Ask about the rating of an action."""

    template_name = "ratings/challenge_ask.html"
    permission = (Permission.CHALLENGE,)
    nav = "assurance"

    def form(self, *data: Any) -> ChallengeForm:
        found = ReportingPeriod.objects.visible_to(self.user).for_plan(self.action.plan).begun(self.today)
        periods, levels = list(found.order_by("-ends_on")), levels_by_period(self.action, self.user)
        setup = getattr(self.action.plan, "rating_setup", None)
        # The latest that was rated: what is asked about is a rating, and seldom a silence.
        latest = next((each.pk for each in periods if each.pk in levels), periods[0].pk if periods else "")
        wanted = self.request.GET.get("period") or latest
        return ChallengeForm(
            *data,
            periods=periods,
            dimensions=list(setup.scale.dimensions.order_by("position")) if setup else [],
            levels=levels,
            initial={"period": str(wanted)},
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            made = ask_challenge(
                action=self.action,
                dimension=form.chosen_dimension,
                period=form.chosen_period,
                question=form.cleaned_data["question"],
                by=self.user,
            )
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.page(form, status=422)
        messages.success(request, _("The question is asked. The lead and the business team see it."))
        return HttpResponseRedirect(self.address("ratings:challenge", made.pk))

    def page(self, form: ChallengeForm, *, status: int = 200) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)


class ChallengesPage(PlansPage):
    nav = "assurance"

    @property
    def challenges(self) -> ChallengeQuerySet:
        found = Challenge.objects.visible_to(self.user).filter(action__plan__partnership=self.partnership)
        related = ("action__plan__partnership", "asked_by", "closed_by", "level", "period", "dimension")
        return found.select_related(*related).prefetch_related("answers__said_by")

    def crumbs(self) -> list[Crumb]:
        return [(_("Challenges"), self.address("ratings:challenges"))]


class ChallengeList(ChallengesPage):
    """All challenges of the actions that the person may see, the open ones first."""

    template_name = "ratings/challenges.html"
    shows_other_days = True

    def crumbs(self) -> list[Crumb]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        in_order = self.challenges.open_first()
        page = Paginator(in_order, PAGE_LENGTH).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, open_count=self.challenges.open().count(), **kwargs)


class OneChallenge(ChallengesPage):
    """A question with all that was said to it; whoever may, answers or closes it here."""

    template_name = "ratings/challenge.html"
    shows_other_days = True

    @cached_property
    def challenge(self) -> Challenge:
        found = self.challenges.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page()

    def page(
        self, answer: AnswerForm | None = None, closing: CloseChallengeForm | None = None, *, status: int = 200
    ) -> HttpResponse:
        context = self.get_context_data(
            challenge=self.challenge,
            action=self.challenge.action,
            answer_form=answer or AnswerForm(prefix="answer"),
            close_form=closing or CloseChallengeForm(prefix="close"),
            wrong=answer or closing,
            may_answer=may_answer(self.challenge, by=self.user) and self.challenge.is_open,
            may_close=self.access.may(Permission.CHALLENGE) and self.challenge.is_open,
        )
        return self.render_to_response(context, status=status)

    def back(self) -> HttpResponse:
        return HttpResponseRedirect(self.address("ratings:challenge", self.challenge.pk))

    def refused(self, form: AnswerForm | CloseChallengeForm, broken: RuleBroken) -> HttpResponse:
        """Shown over the challenge as it is now: somebody else may have answered or closed it meanwhile."""
        show_refusal(form, broken)
        del self.challenge
        if isinstance(form, AnswerForm):
            return self.page(answer=form, status=422)
        return self.page(closing=form, status=422)


class AnswerChallenge(OneChallenge):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_answer(self.challenge, by=self.user):
            raise PermissionDenied
        form = AnswerForm(request.POST, prefix="answer")
        if not form.is_valid():
            return self.page(answer=form, status=422)
        try:
            answer_challenge(challenge=self.challenge, text=form.cleaned_data["text"], by=self.user)
        except RuleBroken as broken:
            return self.refused(form, broken)
        messages.success(request, _("Your answer is saved. It stays beside the question."))
        return self.back()


class CloseChallenge(OneChallenge):
    permission = (Permission.CHALLENGE,)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CloseChallengeForm(request.POST, prefix="close")
        if not form.is_valid():
            return self.page(closing=form, status=422)
        try:
            close_challenge(challenge=self.challenge, note=form.cleaned_data["note"], by=self.user)
        except RuleBroken as broken:
            return self.refused(form, broken)
        messages.success(request, _("The challenge is closed. Question and answers stay on record."))
        return self.back()
