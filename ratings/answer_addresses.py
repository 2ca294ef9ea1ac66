"""Addresses of what is asked and answered: new dates, and challenges."""

from django.urls import URLPattern, path

from ratings.views import challenges, date_requests

addresses: list[URLPattern] = [
    path("dates/", date_requests.SlipLedger.as_view(), name="slips"),
    path("actions/<int:pk>/ask-date/", date_requests.AskNewDate.as_view(), name="ask_date"),
    path("dates/<int:pk>/decide/", date_requests.DecideDateRequest.as_view(), name="decide_date"),
    path("dates/<int:pk>/take-back/", date_requests.TakeBackDateRequest.as_view(), name="take_back_date"),
    path("challenges/", challenges.ChallengeList.as_view(), name="challenges"),
    path("actions/<int:pk>/challenge/", challenges.AskChallenge.as_view(), name="challenge_ask"),
    path("challenges/<int:pk>/", challenges.OneChallenge.as_view(), name="challenge"),
    path("challenges/<int:pk>/answer/", challenges.AnswerChallenge.as_view(), name="challenge_answer"),
    path("challenges/<int:pk>/close/", challenges.CloseChallenge.as_view(), name="challenge_close"),
]
