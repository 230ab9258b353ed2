"""Usage periods of a fiscal year out of last year's, as a proposal: nothing here writes."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from programs import rules
from programs.models import UsagePeriod
from programs.opening import Year


def proposed_periods(year: Year) -> list[UsagePeriod]:
    """Unsaved: last year's periods a year later, half-years where there were none; without those there are by now.

    Deadline and submission day are computed as for every period (R1, R2); where last year's deadline came earlier
    than it had to, so does this one.
    """
    before = Year(year.program, year.number - 1, year.at)
    planned = [_a_year_later(one, year) for one in before.periods] or _half_years(year)
    return [one for one in planned if not any(_meet(one, other) for other in year.periods)]


def _meet(one: UsagePeriod, other: UsagePeriod) -> bool:
    overlap = one.first_day <= other.last_day and other.first_day <= one.last_day
    return overlap or one.code == other.code


def _a_year_later(period: UsagePeriod, year: Year) -> UsagePeriod:
    last_day = shifted(period.last_day)
    return UsagePeriod.planned(
        year.program,
        _code(period.code, year.number),
        earning_first_day=shifted(period.earning_first_day),
        earning_last_day=shifted(period.earning_last_day),
        first_day=shifted(period.first_day),
        last_day=last_day,
        deadline_day=last_day + (period.deadline_day - period.last_day),
    )


def shifted(day: date) -> date:
    """The same day a year later; the end of a month stays the end of that month."""
    ends_month = (day + timedelta(days=1)).day == 1
    return day + relativedelta(years=1, day=31) if ends_month else day + relativedelta(years=1)


def _code(code: str, year: int) -> str:
    """ "FY28-H1-usage" after "FY27-H1-usage"; another code gets the year put behind it."""
    before, now = f"FY{(year - 1) % 100:02d}", f"FY{year % 100:02d}"
    return code.replace(before, now) if before in code else f"{code}-{now}"


def _half_years(year: Year) -> list[UsagePeriod]:
    first = rules.half_year_of(year.first_day)
    return [
        UsagePeriod.planned(
            year.program,
            half.code,
            earning_first_day=half.previous.first_day,
            earning_last_day=half.previous.last_day,
            first_day=half.first_day,
            last_day=half.last_day,
        )
        for half in rules.half_years(first, year.last_day)
    ]
