from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import View

from accounts import as_at
from accounts.models import Agency, User
from reporting.agency import read_agency


class AgencyPage(View):
    """What an agency owes, over the partnerships whose plans the person may see; where there is none it is not there.

    Under no partnership: each part of the page is what the person may see of that partnership, and nothing else.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        agency = Agency.objects.filter(pk=pk).first()
        owed = (
            read_agency(agency, request.user, today=as_at.today()) if agency and isinstance(request.user, User) else []
        )
        if not owed:
            raise Http404
        return render(request, "reporting/agency.html", {"agency": agency, "owed": owed})
