from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from accounts.models import Partnership


class HomeView(TemplateView):
    """To the person's partnership; a choice where they have several; whom to ask where they have none."""

    template_name = "accounts/home.html"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        partnerships = list(Partnership.objects.visible_to(request.user))
        if len(partnerships) == 1:
            return redirect("reporting:home", partnership=partnerships[0].slug)
        return self.render_to_response({"partnerships": partnerships})
