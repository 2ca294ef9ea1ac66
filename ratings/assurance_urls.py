"""Addresses of what makes a level to be trusted: confirmation, checks whether it held, evidence."""

from django.urls import URLPattern, path

from ratings.views import assurance, evidence, verifying

addresses: list[URLPattern] = [
    path("assurance/", assurance.Assurance.as_view(), name="assurance"),
    path("actions/<int:pk>/verify/", verifying.VerifyAction.as_view(), name="verify"),
    path("checks/<int:pk>/", verifying.AnswerHoldCheck.as_view(), name="hold_check"),
    path("actions/<int:pk>/evidence/add/", evidence.AddEvidence.as_view(), name="evidence_add"),
    path("evidence/<int:pk>/withdraw/", evidence.WithdrawEvidence.as_view(), name="evidence_withdraw"),
    path("evidence/<int:pk>/download/", evidence.DownloadEvidence.as_view(), name="evidence"),
]
