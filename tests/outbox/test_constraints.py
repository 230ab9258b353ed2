"""What the database refuses of a job."""

import pytest
from django.db import IntegrityError, transaction

from lifecycle import clock
from outbox.models import Job

pytestmark = pytest.mark.django_db


def job(**fields) -> Job:
    at = clock.now()
    return Job.objects.create(task="tests.work", created_at=at, due_at=at, **fields)


def test_a_key_is_used_once():
    job(key="the one")
    with pytest.raises(IntegrityError, match="outbox_job_key_once"), transaction.atomic():
        job(key="the one")
    assert [job(key=None).key, job(key=None).key] == [None, None]


def test_a_job_is_done_or_set_aside():
    at = clock.now()
    with pytest.raises(IntegrityError, match="outbox_job_done_or_set_aside"), transaction.atomic():
        job(done_at=at, set_aside_at=at)
