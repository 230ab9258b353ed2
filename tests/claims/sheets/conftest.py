from typing import Any

import pytest

from claims.actions import sheets
from claims.models import Sheet
from claims.tasks import check_sheet, make_drafts
from lifecycle import clock
from outbox.models import Job


@pytest.fixture
def sent(people) -> Any:
    """Send a sheet as Anna and let the worker check it."""

    def send(content: bytes, *, user: Any = None, writing: str = "en") -> Sheet:
        sheet = sheets.receive(people.partner, content, "drafts.xlsx", writing, user=user or people.anna)
        check_sheet.body(sheet=sheet.pk, at=clock.now())
        sheet.refresh_from_db()
        return sheet

    return send


@pytest.fixture
def made(people) -> Any:
    """Press the button as Anna and let the workers make all drafts."""

    def press(sheet: Sheet, *, user: Any = None) -> Sheet:
        sheets.start(sheet.pk, user=user or people.anna)
        while Job.objects.filter(task=sheets.MAKE, ids={"sheet": sheet.pk}, done_at=None).exists():
            job = Job.objects.filter(task=sheets.MAKE, done_at=None).first()
            make_drafts.body(sheet=sheet.pk, at=clock.now())
            Job.objects.filter(pk=job.pk).update(done_at=clock.now())
        sheet.refresh_from_db()
        return sheet

    return press
