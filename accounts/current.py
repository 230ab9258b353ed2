"""For which location a person works right now: chosen once, kept in the session."""

from functools import cached_property

from django.http import HttpRequest

from accounts.models import Partner
from accounts.permissions import memberships_of

SESSION_KEY = "location"


class Locations:
    """A person's locations and the current one; lazily read, at most one query a request."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def all(self) -> list[Partner]:
        """Each with `role`, what the person is there."""
        user = self._request.user
        if not user.is_authenticated:
            return []
        memberships = memberships_of(user)
        for one in memberships:
            one.partner.role = one.role
        return [one.partner for one in memberships]

    @cached_property
    def current(self) -> Partner | None:
        """The chosen location, else the first, else None (vendor staff).

        A link of a mail names the location it is about (?location=…); whoever follows it goes on there.
        """
        chosen = self._request.session.get(SESSION_KEY)
        linked = self._request.GET.get("location", chosen)
        if linked != chosen and any(one.public_id == linked for one in self.all):
            self._request.session[SESSION_KEY] = chosen = linked
        return next((one for one in self.all if one.public_id == chosen), self.all[0] if self.all else None)


class LocatedRequest(HttpRequest):
    """A request behind the middleware `CurrentLocation`; for views that ask for the location."""

    locations: Locations
