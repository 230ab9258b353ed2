"""A person's dates, of all their locations and roles, in the active language; so many queries, however many dates.

What somebody owes is asked of the first screen's `needs_of`, so that calendar and portal never say different things.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Membership, Partner, User
from claims.enums import DECIDED_STATES
from claims.guards import dispute_ends
from claims.models import Claim
from claims_portal.home.need import Due, Need
from claims_portal.home.partner import needs_of
from claims_portal.home.staff import desk_of
from funds.figures import FundFigures, figures_of
from funds.models import Fund
from programs.permissions import held_roles
from programs.rules import end_of_day
from programs.words import deadline_in_words

#: What is over stands in a calendar for so long.
KEPT = timedelta(days=30)


@dataclass
class Date:
    """One entry: what is due, until when, at which page. page and key stay the same as long as it is the same thing."""

    title: str
    until: datetime
    zone: str
    page: str
    key: str
    words: list[str] = field(default_factory=list)

    @property
    def description(self) -> str:
        """The last minute by the program's own clock, then what there is to know."""
        return "\n".join([deadline_in_words(self.until, self.zone, get_language() or "en"), *self.words])


def dates_of(user: User, at: datetime) -> list[Date]:
    """All of them, the nearest first; what was over more than KEPT ago is left out."""
    partners = list(Partner.objects.of(user))
    found = [*_of_partners(user, partners, at)] if partners else []
    if held_roles(user):
        found += _promised(user)
    return sorted((one for one in found if one.until > at - KEPT), key=lambda one: one.until)


def _of_partners(user: User, partners: list[Partner], at: datetime) -> Iterator[Date]:
    needs = needs_of(user, partners, at)
    yield from (_need(one) for one in needs if one.due_is != Due.CLAIM)
    funds = Fund.objects.visible_to(user).filter(partner__in=partners).with_something_left().for_reading()
    left = [row for fund in funds if (row := figures_of(fund, at)).is_open]
    yield from _deadlines([one for one in needs if one.due_is == Due.CLAIM], left)
    yield from (_use(row) for row in left)
    yield from _disputes(user, partners, at)


def _need(need: Need) -> Date:
    titles = {
        Due.ANSWER: _("Answer due: %(claim)s"),
        Due.CUSTOMER_ANSWER: _("Answer due: %(claim)s"),
        Due.ORIGINALS: _("Originals due: %(claim)s"),
    }
    title = titles[need.due_is] % {"claim": need.title}
    return Date(title, need.due, need.zone, need.url, need.due_is.value, [need.what])


def _deadlines(drafts: list[Need], left: list[FundFigures]) -> Iterable[Date]:
    """One for each location and usage period: its drafts and the money left, together."""
    found: dict[tuple[int, int], Date] = {}
    for need in drafts:
        words = _("Draft: %(title)s") % {"title": need.title}
        if need.claim:
            _add(found, need.claim, need.due, words)
    for row in left:
        _add(found, row.fund, row.deadline, _left(row))
    return found.values()


def _add(found: dict[tuple[int, int], Date], of: Claim | Fund, until: datetime, words: str) -> None:
    key = (of.partner_id, of.period_id)
    if key not in found:
        title = _("Last day to submit claims: %(period)s") % {"period": _period(of)}
        page = f"{reverse('claims')}?location={of.partner.public_id}"
        found[key] = Date(title, until, of.program.zone, page, f"deadline {of.period_id}", [str(of.partner)])
    found[key].words.append(words)


def _period(of: Claim | Fund) -> str:
    # The city too: a calendar draws little but titles, and whoever has four locations has four of each.
    return f"{of.program}, {of.period.name} ({of.partner.city})"


def _left(row: FundFigures) -> str:
    return _("%(amount)s left") % {"amount": row.text(row.fund.left)}


def _use(row: FundFigures) -> Date:
    fund = row.fund
    return Date(
        title=_("Usage period ends: %(period)s") % {"period": _period(fund)},
        until=end_of_day(fund.period.last_day, fund.program.zone),
        zone=fund.program.zone,
        page=reverse("fund", args=[fund.public_id]),
        key="use",
        words=[str(fund.partner), _("Activities must take place by then."), _left(row)],
    )


def _disputes(user: User, partners: list[Partner], at: datetime) -> Iterator[Date]:
    """What an incentives admin may still dispute (1.1): decided with a cut, neither disputed nor accepted."""
    administered = Membership.objects.admins().filter(user=user, partner__in=partners).values("partner")
    cut = Q(approved=None) | Q(approved__lt=F("claimed"))
    decided = Claim.objects.visible_to(user).filter(cut, state__in=DECIDED_STATES, partner__in=administered)
    for claim in decided.filter(disputed_at=None, rest_freed_at=None).select_related("program"):
        until = dispute_ends(claim)
        if until and until > at:
            title = _("Last day to dispute: %(claim)s") % {"claim": f"{claim.title} ({claim.number})"}
            page = reverse("claim_dispute", args=[claim.public_id])
            yield Date(title, until, claim.program.zone, page, "dispute")


def _promised(user: User) -> Iterator[Date]:
    """By when a reviewer's claims are to be decided (R9)."""
    mine = desk_of(user, Claim.objects.in_queue(user)).open().exclude(promised_at=None)
    for claim in mine.select_related("program", "partner"):
        title = _("Decide by then: %(claim)s") % {"claim": f"{claim.title} ({claim.number})"}
        page = reverse("review_claim", args=[claim.public_id])
        yield Date(title, claim.promised_at, claim.program.zone, page, "promise", [str(claim.partner)])
