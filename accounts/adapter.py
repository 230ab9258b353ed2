from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NoSelfSignup(DefaultAccountAdapter):
    """People are invited; nobody opens an account for themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
