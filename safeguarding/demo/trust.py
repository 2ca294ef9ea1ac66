"""What makes a rating to be trusted, shown once each: challenges, and a new date asked for.

No document tells of any of it: every text says that it is the demonstration's.
"""

from datetime import date

from accounts.models import User
from plans.date_request_services import ask_new_date
from plans.models import Action, ActionPlan, PrecisionChoice
from ratings.models import ReportingPeriod
from ratings.services import answer_challenge, ask_challenge

ASKED = "Illustration, not from the minutes: what shows that this is embedded, beyond that it was done?"
ASKED_TOO = "Illustration, not from the minutes: has anybody looked at cases since this was rated blue?"
ANSWERED = "Illustration: the business team would name here what it looked at, and add it as evidence."
LATER = "Illustration: the group asks for one more round of sessions before it says that this is done."


def show(*, case_review: ActionPlan, peer_review: ActionPlan, period: ReportingPeriod, by: User) -> None:
    """After the report is published, so that what the Committee was shown stays as it was."""
    sessions = case_review.actions.get(text__icontains="three times a year")
    lead = User.objects.get(email="lead@example.org")
    ask_new_date(action=sessions, wanted_on=date(2022, 6, 30), precision=PrecisionChoice.MONTH, reason=LATER, by=lead)
    _challenges(_claimed(peer_review), _claimed(case_review), period, by)


def _claimed(plan: ActionPlan) -> Action:
    """Its first blue action that nobody has confirmed."""
    blue = plan.actions.filter(ratings__level__code="blue").exclude(verifications__isnull=False)
    return blue.order_by("position")[0]


def _challenges(answered: Action, waiting: Action, period: ReportingPeriod, by: User) -> None:
    """One that was answered and waits to be closed, and one that nobody has answered."""
    scrutineer = User.objects.get(email="scrutineer@example.org")
    for action, question in ((answered, ASKED), (waiting, ASKED_TOO)):
        dimension = action.plan.rating_setup.scale.dimensions.get()
        made = ask_challenge(action=action, dimension=dimension, period=period, question=question, by=scrutineer)
        if action == answered:
            answer_challenge(challenge=made, text=ANSWERED, by=by)
