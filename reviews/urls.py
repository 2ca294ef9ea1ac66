"""Addresses of this package."""

from django.urls import URLPattern, URLResolver, path

from reviews.views import AddReview, ChangeReview, OneReview, ReviewList

app_name = "reviews"

urlpatterns: list[URLPattern | URLResolver] = [
    path("reviews/", ReviewList.as_view(), name="reviews"),
    path("reviews/add/", AddReview.as_view(), name="review_add"),
    path("reviews/<int:pk>/", OneReview.as_view(), name="review"),
    path("reviews/<int:pk>/change/", ChangeReview.as_view(), name="review_change"),
]
