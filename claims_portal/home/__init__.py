"""The first screen: what needs the person, the money, and the next step. Split by audience."""

from claims_portal.home.views import home

__all__ = ["home"]
