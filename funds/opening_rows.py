"""What funds need when a fiscal year is opened: what was earned for its usage periods."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funds.models import Fund
from programs.finding import Finding
from programs.opening import Row, Year
from programs.rules import local_day
from programs.words import day_in_words


def earnings(year: Year) -> Row:
    """Imported or not yet, by usage period. Never blocks: what is earned later comes later. One query."""
    url = reverse("earnings", args=[year.program.code])
    if not year.periods:
        words = _("There is no usage period yet that could be earned for.")
        return Row("earnings", _("Earnings"), url, findings=[Finding("no_period", words, blocks=False)])
    earned = Fund.objects.filter(period__in=year.periods).order_by().values_list("period")
    counts = dict(earned.annotate(number=Count("pk", filter=Q(earned__gt=0))))
    today, says, findings = local_day(year.at, year.program.zone), [], []
    for period in year.periods:
        number = counts.get(period.pk, 0)
        if number:
            words = ngettext(
                "%(period)s: %(number)s location has earned funds",
                "%(period)s: %(number)s locations have earned funds",
                number,
            )
            says.append(words % {"period": period.name, "number": number})
        elif period.earning_last_day < today:
            words = _("%(period)s: the earning period is over, and nothing was imported yet.")
            found = Finding(
                "not_imported", words % {"period": period.name}, _("Import them"), url, blocks=False
            )
            findings.append(found)
        else:
            words = _("%(period)s: not yet, its earning period ends on %(day)s")
            says.append(words % {"period": period.name, "day": day_in_words(period.earning_last_day)})
    return Row("earnings", _("Earnings"), url, says, findings)
