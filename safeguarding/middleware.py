"""Headers that Django and django-csp do not set."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from safeguarding.views import healthz

UNUSED_FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class PrivacyHeadersMiddleware:
    """A page is not left behind on the machine or in a proxy. Static files do not pass here: WhiteNoise stands before.

    Who is signed in is not asked: that would take the database, and /healthz must answer without one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", UNUSED_FEATURES)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class HealthMiddleware:
    """Answers /healthz before sessions and sign-in: with a browser's cookie those would ask the database who it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path == "/healthz" else self.get_response(request)
