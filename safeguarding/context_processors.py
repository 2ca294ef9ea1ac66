"""What every page knows about the service itself. Who is signed in and where comes from accounts."""

from django.conf import settings
from django.http import HttpRequest


def service(request: HttpRequest) -> dict[str, bool]:
    return {"demo_mode": settings.DEMO}
