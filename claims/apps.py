from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Claims")

    def ready(self) -> None:
        from claims.duties import duties
        from claims.in_use import hold_fast
        from claims.kinds import KINDS
        from claims.managed import PARTS
        from claims.naming import names_of_claims
        from claims.opening_rows import people
        from claims.pinned import drafts_by_version
        from claims.prepared import drafts_on
        from documents.signals import document_settled
        from funds.prepared import count_by
        from funds.subjects import name_by
        from notifications.kinds import register
        from programs import hub, opening
        from programs.duties import say_by
        from programs.yearly import count_pinned_by

        register(*KINDS)
        name_by("claim", names_of_claims)
        count_by(drafts_on)
        hub.add(*PARTS)
        hold_fast()
        say_by(10, duties)
        opening.register(70, people)
        count_pinned_by(drafts_by_version)
        document_settled.connect(_promise_second_chance, dispatch_uid="claims")


def _promise_second_chance(sender: Any, document: Any, at: Any, **_kwargs: Any) -> None:
    """A file that was not accepted, or is after all, may belong to a submitted claim; looked at in a job of its own.

    Not here: whoever settles holds the document's lock, and a claim's lock comes first.
    """
    from documents.enums import State
    from outbox.actions import enqueue

    checked_again = document.queued_at > document.received_at
    if document.state != State.CLEAN or checked_again:
        enqueue("claims.file_settled", at=at, document=document.pk)
