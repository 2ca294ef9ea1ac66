from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.roles import Permission
from ratings.choosing import choose_period
from reporting.lessons import Addresses, read_lessons
from reporting.views.pages import ReportingPage


class LessonsPage(ReportingPage):
    """Which lessons come back: a question to the Strategic Group, not a verdict."""

    template_name = "reporting/lessons.html"
    permission = (Permission.SEE_DASHBOARD,)
    nav = "reviews"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = choose_period(self.user, self.partnership, wanted=None, today=self.today)
        addresses = Addresses(
            actions=self.address("ratings:actions"),
            action=partial(self.address, "ratings:action"),
            plan=partial(self.address, "ratings:plan"),
            review=partial(self.address, "reviews:review"),
        )
        lessons = read_lessons(self.user, self.partnership, chosen, addresses=addresses, today=self.today)
        return self.render_to_response(self.get_context_data(lessons=lessons, chosen=chosen))
