"""What of this room belongs to opening a fiscal year: periods, rates, catalogue, guidebook, caps."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.finding import Finding
from programs.models import ActivityTypeVersion, ExchangeRate, Guidebook, UsagePeriod
from programs.opening import Row, Year
from programs.rates import board, month_of
from programs.readiness import cap_gaps
from programs.words import day_in_words, month_name, period_name


def periods(year: Year) -> Row:
    """R2: without a usage period nothing can be claimed; a day that lies in none is advice."""
    url = reverse("opening_periods", args=[year.program.code, year.number])
    says = [
        _("%(period)s, submit by %(day)s") % {"period": one.name, "day": day_in_words(one.deadline_day)}
        for one in year.periods
    ]
    return Row("periods", _("Usage periods"), url, says, list(_period_gaps(year, url)))


def _period_gaps(year: Year, url: str) -> Iterator[Finding]:
    fix = _("Make them from last year's")
    if not year.periods:
        yield Finding("no_period", _("There is no usage period in this year."), fix, url)
        return
    for first, last in uncovered(year.periods, year.first_day, year.last_day):
        words = _("%(days)s lies in no usage period: nothing that takes place then can be claimed.")
        yield Finding("gap", words % {"days": period_name(first, last)}, fix, url, blocks=False)


def uncovered(found: list[UsagePeriod], first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days between the two that lie in no period, as spans; `found` in the order of their days."""
    following = first
    for one in found:
        if one.first_day > following:
            yield following, one.first_day - timedelta(days=1)
        following = max(following, one.last_day + timedelta(days=1))
    if following <= last:
        yield following, last


def rates(year: Year) -> Row:
    """R13: a rate of each month for the currencies claims come in; those of months ahead cannot be known."""
    url, into = reverse("rates"), year.program.currency
    month = max(month_of(year.at, year.program.zone), year.first_day)
    known = ExchangeRate.objects.into(into).values_list("currency", flat=True).distinct().order_by("currency")
    if not known:
        words = _("No rate into %(currency)s was ever loaded: only invoices in %(currency)s can be claimed.")
        found = Finding("no_rates", words % {"currency": into}, _("Load rates"), url, blocks=False)
        return Row("rates", _("Exchange rates"), url, [], [found])
    said = {"month": month_name(month), "currencies": ", ".join(known)}
    if not year.has_begun:
        words = _("The rates of %(month)s are loaded when they are known: %(currencies)s.")
        return Row("rates", _("Exchange rates"), url, [words % said])
    missing = ", ".join(row.currency for row in board(month, [into]).missing)
    words = _("Rates of %(month)s are missing: %(currencies)s.") % {**said, "currencies": missing}
    gaps = [Finding("month", words, _("Load rates"), url)] if missing else []
    says = [] if missing else [_("Rates of %(month)s are there: %(currencies)s.") % said]
    return Row("rates", _("Exchange rates"), url, says, gaps)


def catalogue(year: Year) -> Row:
    """R21: something is offered; drafts that nobody published are advice."""
    url = reverse("catalogue_year", args=[year.number])
    offered = ActivityTypeVersion.objects.offered(year.number)
    own = offered.filter(fiscal_year=year.number).count()
    total = offered.count()
    offers = ngettext("%(number)s activity can be claimed.", "%(number)s activities can be claimed.", total)
    new = ngettext("%(number)s goes by rules of this year.", "%(number)s go by rules of this year.", own)
    says = [offers % {"number": total}, new % {"number": own}]
    findings, planned = list(_drafts(year, url)), _planned(year).count()
    if planned:
        words = ngettext("%(number)s more is planned.", "%(number)s more are planned.", planned)
        says.append(words % {"number": planned})
    if not total:
        findings += [Finding("nothing", _("No activity can be claimed."), _("Write the catalogue"), url)]
    elif not own and not planned and not findings:
        words = _("All rules are carried over from earlier years. Look through them once.")
        findings = [Finding("carried", words, _("Copy last year's catalogue"), url, blocks=False)]
    return Row("catalogue", _("Catalogue"), url, says if total else [], findings)


def _planned(year: Year) -> QuerySet[ActivityTypeVersion]:
    """What is published by itself before the year begins."""
    due = {"publish_due__gt": year.at, "publish_due__lte": year.begins}
    return ActivityTypeVersion.objects.drafts(year.number).filter(**due)


def _drafts(year: Year, url: str) -> Iterator[Finding]:
    drafts = ActivityTypeVersion.objects.drafts(year.number)
    loose = drafts.filter(Q(publish_due=None) | Q(publish_due__lte=year.at)).count()
    late = drafts.filter(publish_due__gt=max(year.begins, year.at)).count()
    if loose:
        words = ngettext(
            "%(number)s draft is not published yet; until then the rules of the year before hold.",
            "%(number)s drafts are not published yet; until then the rules of the year before hold.",
            loose,
        )
        yield Finding("drafts", words % {"number": loose}, _("Publish them"), url, blocks=False)
    if late:
        words = ngettext(
            "%(number)s draft is planned for a day after the year has begun.",
            "%(number)s drafts are planned for days after the year has begun.",
            late,
        )
        yield Finding("late", words % {"number": late}, _("Plan them earlier"), url, blocks=False)


def guidebook(year: Year) -> Row:
    """A program without any guidebook cannot open; last year's may go on, as advice."""
    held = Guidebook.objects.in_force(year.program, year.number, year.last_day).first()
    url = reverse("guidebook_versions", args=[year.program.code])
    if held is None:
        words = _("There is no guidebook that partners could read.")
        return Row("guidebook", _("Guidebook"), url, [], [Finding("none", words, _("Write it"), url)])
    findings = []
    if held.fiscal_year != year.number:
        words = _("The guidebook of an earlier year goes on: %(guidebook)s.") % {"guidebook": held.name}
        findings = [Finding("carried", words, _("Copy it and look it through"), url, blocks=False)]
    elif held.effective_from and held.effective_from > year.first_day:
        words = _("It takes effect on %(day)s only.") % {"day": day_in_words(held.effective_from)}
        findings = [Finding("late", words, _("See the guidebook"), url, blocks=False)]
    return Row("guidebook", _("Guidebook"), url, [held.name], findings)


def caps(year: Year) -> Row:
    """R12: every capped amount in the program's currency; and which caps this program has of its own."""
    url = reverse("catalogue_year", args=[year.number])
    versions = list(ActivityTypeVersion.objects.offered(year.number).with_rules())
    gaps = [one for version in versions for one in cap_gaps(version, year.program)]
    own = sum(1 for version in versions for cap in version.caps.all() if cap.program_id == year.program.pk)
    capped = sum(1 for version in versions if version.caps.all())
    words = _("%(capped)s activities are capped; %(own)s caps are of this program alone.")
    return Row("caps", _("Caps"), url, [words % {"capped": capped, "own": own}], gaps)


#: In the order of the checklist; rooms above stand between and after them.
ROWS = ((10, periods), (20, rates), (30, catalogue), (40, guidebook), (50, caps))
