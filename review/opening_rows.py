"""What reviewing needs when a fiscal year is opened: the public holidays by which its clocks are counted (R9)."""

from datetime import date, timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.places import country_name
from programs.finding import Finding
from programs.opening import Row, Year
from programs.words import day_in_words
from review.clocks import holidays_of


def holidays(year: Year) -> Row:
    """Does the portal know the country's public holidays of this year? They are shown, for somebody who knows them."""
    country = year.program.country
    name = country_name(country, get_language())
    days = holidays_between(country, year.first_day, year.last_day)
    title = _("Public holidays")
    if not days:
        words = _("Public holidays of %(country)s are not known for this year: only weekends are left out.")
        return Row("holidays", title, findings=[Finding("unknown", words % {"country": name}, blocks=False)])
    words = ngettext(
        "%(number)s public holiday in %(country)s is no business day",
        "%(number)s public holidays in %(country)s are no business days",
        len(days),
    )
    says = [f"{day_in_words(day)}: {what}" for day, what in days]
    return Row("holidays", title, says=says, summary=words % {"number": len(days), "country": name})


def holidays_between(country: str, first: date, last: date) -> list[tuple[date, str]]:
    """The public holidays of a country in these days, with their names as the country has them."""
    known = holidays_of(country)
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return [(day, known[day]) for day in days if day in known]
