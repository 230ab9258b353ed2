"""The evidence packs of several claims in one ZIP, each collected when its turn comes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone, translation

from claims import pack as packing
from claims.models import Claim
from claims.pack import Pack
from claims.permissions import roles_of
from claims.zipping import Entry, of_bytes, zipped

#: What cover, manifest and sums of one pack add to its files, generously: only a hint for archives beyond 4 GB.
OWN_FILES = 2_000_000


def packs(claims: Iterable[int], listing: bytes, user: Any, at: datetime) -> Iterator[bytes]:
    """The archive in pieces: `sample.csv`, then one pack a claim, as this person may have it; each is noted.

    claims: ids. While a response streams, the request's language and zone are over: they are the person's here.
    """
    first = of_bytes("sample.csv", listing, timezone.localtime(at))
    return zipped(_entries(first, claims, user, at, translation.get_language() or "en"))


def _entries(first: Entry, claims: Iterable[int], user: Any, at: datetime, language: str) -> Iterator[Entry]:
    yield first
    for pk in claims:
        with translation.override(language), timezone.override(user.zone):
            claim = Claim.objects.visible_to(user).for_page().get(pk=pk)
            pack = packing.collect(claim, user, roles_of(user, claim), at)
            pieces = packing.content(pack)
            packing.note(pack)
        yield _entry(pack, pieces)


def _entry(pack: Pack, pieces: Iterator[bytes]) -> Entry:
    size = OWN_FILES + sum(item.document.size for item in pack.included)
    return Entry(f"{pack.name}.zip", size, timezone.localtime(pack.at), lambda: pieces)
