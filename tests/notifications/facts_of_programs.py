"""The same of messages about programs: their years, what is published, who takes part."""

from typing import Any

NAME = {"en": "Co-Marketing", "de": "Co-Marketing"}
BY = {"by": "Ben Carstens"}

PROGRAMS: dict[str, list[dict[str, Any]]] = {
    "program_entry": [
        {
            "location": "Nordlicht Systemhaus GmbH, Kiel",
            "program": NAME,
            "summary": NAME,
            "enrolled": enrolled,
            "since": "2026-11-01",
            **BY,
        }
        for enrolled in (True, False)
    ],
    "year_opened": [
        {
            "program": NAME,
            "code": "COOP",
            "year": 2028,
            "first_day": "2027-07-01",
            "last_day": "2028-06-30",
            "words": {"en": "Webinar <2028> & Podcast", "de": "Webinar <2028> & Podcast"},
        }
    ],
    "activity_not_published": [
        {
            "activity": NAME,
            "version": 1,
            "code": "podcast",
            "year": 2028,
            "day": "2027-07-01",
            "problems": problems,
        }
        for problems in (0, 1, 2)
    ],
}
