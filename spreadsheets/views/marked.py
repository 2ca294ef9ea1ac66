"""A person's own file back, with what needs them marked in it."""

from django.http import HttpRequest, HttpResponse

from spreadsheets.marking import marked_file
from spreadsheets.views.pages import OneImport


class MarkedFileOfImport(OneImport):
    """Made anew each time, so that it marks what is open now."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        made = marked_file(self.run)
        return HttpResponse(
            made.data,
            content_type=made.content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{made.name}"',
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, no-store",
            },
        )
