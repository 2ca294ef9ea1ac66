"""The pages that belong to no package: whether the service is alive, and what is shown when a request goes wrong."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: no database, no template, nothing that could be down while the process is up."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old. The reason is for the log, not for the person."""
    return render(request, "403_csrf.html", status=403)
