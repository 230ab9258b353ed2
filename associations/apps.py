from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssociationsConfig(AppConfig):
    name = "associations"
    verbose_name = _("Customer associations")

    def ready(self) -> None:
        from associations.duties import duties
        from associations.in_use import hold_fast
        from associations.kinds import KINDS
        from associations.naming import names_of_associations
        from documents.signals import document_settled
        from funds.subjects import name_by
        from notifications.kinds import register
        from programs.duties import say_by

        name_by("association", names_of_associations)
        register(*KINDS)
        hold_fast()
        say_by(40, duties)
        document_settled.connect(_promise_second_chance, dispatch_uid="associations")


def _promise_second_chance(sender: Any, document: Any, at: Any, **_kwargs: Any) -> None:
    """A file that was not accepted may be proof of a submitted association; looked at in a job of its own.

    Not here: whoever settles holds the document's lock, and an association's lock comes first.
    """
    from associations.readiness import NOT_ACCEPTED
    from outbox.actions import enqueue

    if document.state in NOT_ACCEPTED and document.association_proofs.exists():
        enqueue("associations.file_settled", at=at, document=document.pk)
