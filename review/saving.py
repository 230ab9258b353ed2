"""Filters of a queue that a person keeps by name; each sees their own."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lifecycle import ActionRefused
from review.models import SavedFilter

#: A list that is read at one glance.
MOST = 20
TAKEN = _("You have a filter of this name already.")
TOO_MANY = _("You have %(number)s filters already. Delete one you no longer use.")


def save(user: Any, name: str, query: str) -> SavedFilter:
    """Keep the query of an address under a name. Raises ActionRefused for a name that is taken, or beyond MOST."""
    if SavedFilter.objects.filter(user=user).count() >= MOST:
        raise ActionRefused(TOO_MANY % {"number": MOST})
    try:
        with transaction.atomic():
            return SavedFilter.objects.create(user=user, name=name, query=query)
    except IntegrityError as error:
        raise ActionRefused(TAKEN) from error


def delete(user: Any, key: int) -> bool:
    """Forget one of the person's own filters; False where there is none of this key."""
    gone, _rows = SavedFilter.objects.filter(user=user, pk=key).delete()
    return bool(gone)
