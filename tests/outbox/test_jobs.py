"""A job is done once, tried three times, and never lost; the broker and the worker may do what they like."""

import threading
from datetime import timedelta

import pytest
from celery import current_app
from django.db import OperationalError, connection, transaction
from kombu.exceptions import OperationalError as BrokerAway

from claims_portal.apps import celery_app
from lifecycle import clock
from outbox import actions
from outbox.jobs import LOCK_SPACE, TryLater, run
from outbox.models import Job
from outbox.querysets import RESEND_AFTER

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """What would have gone to the broker."""
    sent: list[tuple[str, int]] = []
    monkeypatch.setattr(
        current_app, "send_task", lambda name, kwargs, retry: sent.append((name, kwargs["job_id"]))
    )
    return sent


@pytest.fixture
def job(sent):
    return actions.enqueue("tests.work", at=clock.now(), thing=7)


@pytest.fixture
def runs():
    return []


@pytest.fixture
def body(runs):
    return lambda at, **ids: runs.append(ids)


def broken(at, **ids):
    raise ValueError("No such thing")


def away(at, **ids):
    raise TryLater("The scanner is away.", after=timedelta(minutes=2))


def state(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_a_job_runs_once_with_its_ids(job, body, runs):
    run(job.pk, body)
    run(job.pk, body)
    assert runs == [{"thing": 7}]
    assert state(job).done_at
    assert (job.tries, job.error) == (1, "")


def test_a_job_is_published_when_its_act_is_committed(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        job = actions.enqueue("tests.work", at=clock.now(), thing=7)
    assert sent == []
    callbacks[0]()
    assert sent == [("tests.work", job.pk)]
    assert state(job).published_at


def test_a_job_of_an_act_that_failed_never_was(sent):
    with transaction.atomic():
        actions.enqueue("tests.work", at=clock.now(), thing=7)
        transaction.set_rollback(True)
    assert (Job.objects.count(), sent) == (0, [])


def test_a_key_is_used_once_for_ever(sent, body):
    first = actions.enqueue("tests.work", at=clock.now(), key="the one", thing=1)
    run(first.pk, body)
    assert actions.enqueue("tests.work", at=clock.now(), key="the one", thing=2) == first
    assert state(first).ids == {"thing": 1}


def test_what_is_due_later_waits_for_the_sweep(sent, django_capture_on_commit_callbacks):
    at = clock.now()
    with django_capture_on_commit_callbacks(execute=True):
        actions.enqueue("tests.work", at=at, due_at=at + timedelta(hours=1), thing=7)
    assert actions.sweep(at + timedelta(minutes=59)) == 0
    assert actions.sweep(at + timedelta(hours=1)) == 1


def test_three_tries_then_set_aside_with_an_alarm(job, caplog):
    for tries in (1, 2, 3):
        assert not state(job).set_aside_at
        run(job.pk, broken)
        assert state(job).tries == tries
    assert job.set_aside_at
    assert job.error == "ValueError: No such thing"
    alarms = [record.getMessage() for record in caplog.records if "ALARM" in record.getMessage()]
    assert alarms == [
        f"ALARM: job {job.pk} (tests.work) was set aside after 3 tries: ValueError: No such thing"
    ]


def test_what_is_set_aside_rests(job, body, runs, sent):
    for _try in range(3):
        run(job.pk, broken)
    sent.clear()
    run(job.pk, body)
    assert actions.sweep(clock.now() + timedelta(days=1)) == 0
    assert (runs, sent) == ([], [])


def test_between_tries_the_pause_grows(job):
    waits = []
    for _try in range(2):
        before = clock.now()
        run(job.pk, broken)
        waits.append(round((state(job).due_at - before).total_seconds()))
    assert waits == [20, 40]
    assert actions.sweep(job.due_at - timedelta(seconds=1)) == 0
    assert actions.sweep(job.due_at) == 1


def test_a_dependency_that_is_away_costs_no_try(job, body, runs):
    for _time in range(10):
        run(job.pk, away)
    assert (state(job).tries, job.set_aside_at, job.error) == (0, None, "The scanner is away.")
    assert job.due_at > clock.now() + timedelta(seconds=100)
    run(job.pk, body)
    assert runs == [{"thing": 7}]


def died(job: Job, times: int) -> None:
    """So many workers were killed in the middle of it."""
    for _try in range(times):
        assert actions.begin(state(job))


def test_what_kills_its_worker_is_not_tried_for_ever(job, body, runs, caplog):
    """The try is counted before the work."""
    died(job, actions.MAX_BEGUN)
    run(job.pk, body)
    assert runs == []
    assert state(job).set_aside_at
    assert job.error == "The worker died again and again."
    assert "ALARM" in caplog.text


def test_a_job_whose_worker_others_killed_is_done(job, body, runs):
    died(job, actions.MAX_BEGUN - 1)
    run(job.pk, body)
    assert runs == [{"thing": 7}]
    assert state(job).done_at


def test_a_killed_worker_costs_no_failed_try(job):
    died(job, 3)
    for failures in (1, 2, 3):
        assert not state(job).set_aside_at
        run(job.pk, broken)
        assert state(job).failures == failures
    assert job.set_aside_at


def test_a_database_that_is_away_leaves_the_job_open(job):
    def lost(at, **ids):
        raise OperationalError("server closed the connection")

    with pytest.raises(OperationalError):
        run(job.pk, lost)
    assert (state(job).done_at, job.set_aside_at) == (None, None)


def test_the_sweep_sends_what_got_lost_again(job, sent):
    """Also what a crash between the commit and the broker left unsent."""
    at = job.published_at
    assert actions.sweep(at + RESEND_AFTER) == 0, "a job just published is left to its worker"
    assert actions.sweep(at + RESEND_AFTER + timedelta(seconds=1)) == 1
    assert sent == [("tests.work", job.pk)]


def test_an_absent_broker_stops_nobody(monkeypatch, django_capture_on_commit_callbacks):
    def refuse(*args, **kwargs):
        raise BrokerAway("Connection refused")

    monkeypatch.setattr(current_app, "send_task", refuse)
    at = clock.now()
    with django_capture_on_commit_callbacks(execute=True):
        job = actions.enqueue("tests.work", at=at, thing=7)
    assert state(job).published_at is None
    assert actions.sweep(at) == 0
    assert state(job).published_at is None
    monkeypatch.undo()
    monkeypatch.setattr(current_app, "send_task", lambda *args, **kwargs: None)
    assert actions.sweep(at) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_run_one_job(sent, runs):
    """The second finds the lock taken and leaves; nothing waits."""
    job = actions.enqueue("tests.work", at=clock.now(), thing=7)
    began, may_end = threading.Event(), threading.Event()

    def slow(at, **ids):
        runs.append(ids)
        began.set()
        assert may_end.wait(20)

    def work():
        try:
            run(job.pk, slow)
        finally:
            connection.close()

    first = threading.Thread(target=work)
    first.start()
    assert began.wait(20)
    run(job.pk, slow)
    may_end.set()
    first.join()
    assert runs == [{"thing": 7}]
    assert (state(job).tries, job.error) == (1, "")


@pytest.mark.django_db(transaction=True)
def test_the_lock_is_given_back(job, body):
    run(job.pk, broken)
    with connection.cursor() as cursor:
        cursor.execute(
            # Of this database: the server is shared with whoever else runs tests.
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [LOCK_SPACE],
        )
        assert cursor.fetchone() == (0,)


def test_a_declared_job_is_a_task_of_its_name():
    """`@job` hands its body the row's ids; whoever sends the task sends the row's id alone."""
    from documents.tasks import check

    assert check.name == "documents.check"


def test_ticks_go_first_and_what_nobody_waits_for_last(settings):
    celery_app.loader.import_default_modules()
    assert {task for task in settings.CELERY_TASK_ROUTES if "*" not in task} <= set(celery_app.tasks)

    def priority(task):
        return celery_app.amqp.router.route({}, task)["priority"]

    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    # What goes through all there is: nobody waits for it, and it takes a while.
    whole = {"documents.reconcile", "payments.all", "reports.tick"}
    assert {priority(task) for task in scheduled - whole} == {0}
    assert min(priority(task) for task in whole) > 1
    assert priority("documents.read_invoice") == 1
    assert priority("documents.preview") > 1
    steps = settings.CELERY_BROKER_TRANSPORT_OPTIONS["priority_steps"]
    assert {route["priority"] for route in settings.CELERY_TASK_ROUTES.values()} <= set(steps)
