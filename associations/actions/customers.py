"""Asking a customer, and what they answer by their link, without an account (R19)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from associations.actions import settling
from associations.actions.door import Act, act, locked
from associations.consent import consent_of
from associations.enums import Answer, AssociationState, RejectReason
from associations.limits import DAYS_OF_SILENCE
from associations.links import digest, secret_of
from associations.models import Association, CustomerAnswer, CustomerLink
from associations.permissions import CUSTOMER
from associations.readiness import OWN_CONTACT, of_one_company
from associations.telling import facts_of, tell
from lifecycle import ActionRefused
from notifications.actions.sending import send
from notifications.outsiders import Outsider

SOMEBODY_ELSE = _("Somebody else was asked instead of you. You need not do anything.")
REPLACED = _("This link was replaced by a newer one. Use the link of the latest mail.")
#: So many mails go to one customer about one association, whoever asks for them.
MOST_LINKS = 10


def ask(one: Act) -> CustomerLink:
    """Make the link of a locked association, instead of an older one, and promise the mail that carries it.

    Raises ActionRefused beyond MOST_LINKS.
    """
    association = one.association
    if association.links.count() >= MOST_LINKS:
        raise ActionRefused(_("The customer was written to too often. Write to the help line."))
    association.links.in_force().update(replaced_at=one.at)
    link = CustomerLink(
        association=association,
        address=association.contact_email,
        language=association.contact_language,
        made_at=one.at,
    )
    link.digest = digest(secret_of(link.public_id))
    link.save()
    link.message = _write(one, link)
    link.save(update_fields=["message"])
    return link


def _write(one: Act, link: CustomerLink) -> Any:
    association = one.association
    to = Outsider(link.address, association.contact_name, link.language, association.program.zone)
    return send(
        "customer_asked",
        to=to,
        subject=association,
        key=link.public_id,
        at=one.at,
        link_id=link.public_id,
        days=DAYS_OF_SILENCE,
        country=association.country,
        city=association.partner.city,
        work=association.work,
        declined=consent_of(association, one.at).standing == "declined",
        **facts_of(association),
    )


def correct_contact(association_id: int, fields: dict[str, str], *, user: Any) -> Association:
    """Name the right person, or the right address, and ask them; their days begin anew.

    fields: contact_name, contact_title, contact_email, contact_language. Raises ActionRefused for an address of the
    partner's own company: nobody confirms there for the customer.
    """
    with act(association_id, "ask_again", user) as one:
        if of_one_company(fields["contact_email"], one.association.own_email):
            raise ActionRefused(OWN_CONTACT, fields={"contact_email": OWN_CONTACT})
        one.move(**fields)
        ask(one)
        one.note(address=one.association.contact_email)
    return one.association


def send_again(link: CustomerLink) -> None:
    """Whoever opens an old link gets a fresh one at the same address (R19).

    Raises ActionRefused where somebody else is asked meanwhile: nothing is sent to another address.
    """
    with act(link.association_id, "link_again", CUSTOMER) as one:
        if link.address != one.association.contact_email:
            raise ActionRefused(SOMEBODY_ELSE)
        ask(one)
        one.note()


def report_return(association_id: int, *, user: Any) -> Association:
    """Staff saw the mail come back: no time runs until the partner corrects the address."""
    with act(association_id, "mail_returned", user) as one:
        _not_reached(one)
    return one.association


def mail_failed(association_id: int) -> bool:
    """The clock found that the mail cannot be delivered. False: somebody was faster."""
    try:
        with act(association_id, "mail_failed", None) as one:
            _not_reached(one)
    except ActionRefused:
        return False
    return True


def _not_reached(one: Act) -> None:
    """The partner hears of it once; no time runs until they name another address."""
    one.association.links.in_force().update(returned_at=one.at)
    one.move()
    one.note()
    tell("customer_not_reached", one.association, one.at, address=one.association.contact_email)


@transaction.atomic
def answer(link: CustomerLink, said: Answer, words: str, language: str) -> Association:
    """Write down what the customer says, and do what follows from it.

    A confirmation completes what we have accepted; a refusal rejects what is open and ends what is approved;
    "I am not the right person" stops the clock. Raises ActionRefused where there is nothing to answer any more,
    and for a link that a newer one has replaced.
    """
    verb = _verb(locked(link.association_id), said)
    with act(link.association_id, verb, CUSTOMER) as one:
        if not CustomerLink.objects.in_force().filter(pk=link.pk).exists():
            raise ActionRefused(REPLACED)
        CustomerAnswer.objects.create(
            association=one.association, link=link, answer=said, words=words, language=language, at=one.at
        )
        FOLLOWS[verb](one, words)
    if said == Answer.CONFIRM:
        settling.complete(link.association_id, CUSTOMER)
    return one.association


def _verb(association: Association, said: Answer) -> str:
    """By the state under the lock: whether the clock was faster, the customer does not know."""
    if said == Answer.DECLINE:
        return "object" if association.state == AssociationState.APPROVED else "decline"
    return "confirm" if said == Answer.CONFIRM else "not_me"


def _confirm(one: Act, words: str) -> None:
    one.move()
    one.note()


def _not_me(one: Act, words: str) -> None:
    one.move()
    one.note()
    if one.association.state != AssociationState.APPROVED:
        tell("customer_not_me", one.association, one.at, address=one.association.contact_email)


def _decline(one: Act, words: str) -> None:
    """1: the answer is open no longer; 2: rejected, for good where it was disputed before."""
    settling.close_request(one)
    final = one.association.disputed_at is not None
    target = AssociationState.REJECTED_FINAL if final else AssociationState.REJECTED
    settling.decide(one, target, RejectReason.CUSTOMER_DECLINED, words, by=None)
    one.note(words=words)
    tell("association_decided", one.association, one.at, **settling.outcome(one.association))


def _object(one: Act, words: str) -> None:
    settling.end(one, RejectReason.CUSTOMER_DECLINED, words)
    one.note(words=words)
    tell("association_ended", one.association, one.at, **settling.outcome(one.association))


FOLLOWS = {"confirm": _confirm, "not_me": _not_me, "decline": _decline, "object": _object}
