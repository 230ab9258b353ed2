"""Sealing bank data anew with the newest key, so that an old one can be taken out of service."""

from dataclasses import dataclass

from django.db import transaction

from accounts import vault
from accounts.models import PayeeVersion

BATCH = 200


@dataclass
class Rotation:
    """What one run did: versions sealed anew, and the ids of those no key opens (they stay as they are)."""

    sealed: int
    unreadable: list[int]


def seal_all_anew(batch: int = BATCH) -> Rotation:
    """Every version under the newest key; `batch` rows a transaction.

    Broken off, it goes on where it was: what the newest key sealed is not touched again.
    """
    done, last = Rotation(0, []), 0
    while rows := _seal_batch(last, batch, done):
        last = rows[-1].pk
    return done


@transaction.atomic
def _seal_batch(after: int, batch: int, done: Rotation) -> list[PayeeVersion]:
    left = PayeeVersion.objects.exclude(key=vault.newest_key()).filter(pk__gt=after).order_by("pk")
    rows = list(left.select_for_update()[:batch])
    for row in rows:
        try:
            row.sealed, row.key = vault.seal_anew(row.sealed), vault.newest_key()
        except vault.Unreadable:
            done.unreadable.append(row.pk)
            continue
        row.save(update_fields=["sealed", "key"])
        done.sealed += 1
    return rows
