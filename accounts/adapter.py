"""How sign-in differs here from what django-allauth does by itself."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs up: an administrator enters people, because what they will see concerns children."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
