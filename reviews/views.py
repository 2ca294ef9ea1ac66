"""The reviews of the partnership: what prompted its plans, at which governance stage each is, and what was learned."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.form_errors import show_refusal
from accounts.roles import Permission
from accounts.rules import ChangedMeanwhile, RuleBroken
from accounts.views.base import PartnershipView
from reviews.forms import ChangeReviewForm, ReviewForm
from reviews.history import review_history, version_of
from reviews.models import Review
from reviews.querysets import ReviewQuerySet
from reviews.services import add_review, change_review


class ReviewsPage(PartnershipView):
    permission = (Permission.SEE_PLANS,)
    nav = "reviews"

    @property
    def reviews(self) -> ReviewQuerySet:
        visible = Review.objects.visible_to(self.user).filter(partnership=self.partnership)
        return visible.select_related("kind", "partnership").prefetch_related("themes", "plans")

    @property
    def may_change(self) -> bool:
        return self.access.may(Permission.UPDATE_ANY_ACTION)

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        crumbs = [(_("Reviews"), reverse("reviews:reviews", args=[self.partnership.slug]))]
        context = self.get_context_data(may_change=self.may_change, **{"crumbs": crumbs, **context})
        return render(self.request, template, context, status=status)


class ReviewList(ReviewsPage):
    shows_other_days = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show("reviews/reviews.html", reviews=self.reviews)


class AddReview(ReviewsPage):
    permission = (Permission.UPDATE_ANY_ACTION,)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show("reviews/review_add.html", form=ReviewForm(partnership=self.partnership))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = ReviewForm(request.POST, partnership=self.partnership)
        if form.is_valid():
            try:
                review = add_review(partnership=self.partnership, facts=form.facts(), by=self.user)
            except RuleBroken as broken:
                show_refusal(form, broken)
            else:
                messages.success(request, _("The review is entered."))
                return redirect("reviews:review", partnership=self.partnership.slug, pk=review.pk)
        return self.show("reviews/review_add.html", status=422, form=form)


class OneReview(ReviewsPage):
    shows_other_days = True

    @cached_property
    def review(self) -> Review:
        found = self.reviews.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show("reviews/review.html", review=self.review, events=review_history(self.review))


class ChangeReview(OneReview):
    """Change what is said of a review; a form made before somebody else's change is shown beside theirs."""

    shows_other_days = False
    permission = (Permission.UPDATE_ANY_ACTION,)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        initial = ChangeReviewForm.initial_of(self.review, version_of(self.review))
        return self.page(ChangeReviewForm(initial=initial, partnership=self.partnership))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = ChangeReviewForm(request.POST, partnership=self.partnership)
        if not form.is_valid():
            # Without a readable version there is nothing to compare with: it counts as one of before.
            return self.stale(form) if "seen" in form.errors else self.page(form, status=422)
        try:
            change_review(
                review=self.review,
                facts=form.facts(),
                seen_version=form.cleaned_data["seen"],
                reason=form.cleaned_data["reason"],
                by=self.user,
            )
        except ChangedMeanwhile:
            return self.stale(form)
        except RuleBroken as broken:
            show_refusal(form, broken)
            return self.page(form, status=422)
        messages.success(request, _("The review is saved."))
        return redirect("reviews:review", partnership=self.partnership.slug, pk=self.review.pk)

    def stale(self, form: ChangeReviewForm) -> HttpResponse:
        """What is saved now above what was typed, which goes on top of it when it is saved once more."""
        typed: QueryDict = self.request.POST.copy()
        typed["seen"] = str(version_of(self.review))
        form = ChangeReviewForm(typed, partnership=self.partnership)
        problem = _("Somebody else changed this review meanwhile. What is saved now stands above your version.")
        newest = next(iter(review_history(self.review)), None)
        return self.page(form, status=409, problems=[problem], newest=newest)

    def page(self, form: ChangeReviewForm, status: int = 200, **context: Any) -> HttpResponse:
        crumbs = [
            (_("Reviews"), reverse("reviews:reviews", args=[self.partnership.slug])),
            (self.review.title, reverse("reviews:review", kwargs=self.kwargs)),
        ]
        return self.show(
            "reviews/review_change.html", status=status, form=form, review=self.review, crumbs=crumbs, **context
        )
