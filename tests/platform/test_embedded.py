"""The embedded PostgreSQL and Valkey: start, stop, what a crash leaves behind. An instance of its own."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from claims_portal import embedded
from claims_portal.embedded import places, postgres, processes

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def instance(tmp_path, monkeypatch):
    """The name of an instance in a folder of the test; gone afterwards."""
    monkeypatch.setattr(places.ENV, "VAR_DIR", str(tmp_path))
    yield "trial"
    embedded.remove("trial")


def rows(instance: str, statement: str):
    with psycopg.connect(embedded.database_url(instance=instance)) as connection:
        found = connection.execute(statement)
        return found.fetchall() if found.description else None


def postmaster_of(instance: str) -> int:
    return processes.first_number(places.place_of(instance).postgres_data / "postmaster.pid")


def test_an_address_starts_nothing(instance):
    embedded.database_url(instance=instance)
    embedded.redis_url(instance=instance)

    assert not embedded.running(instance)
    assert not places.place_of(instance).home.exists()


def test_start_and_stop_do_their_work_once_and_keep_the_data(instance):
    assert embedded.start(instance)
    assert not embedded.start(instance)
    rows(instance, "create table kept (word text)")
    rows(instance, "insert into kept values ('Förderantrag')")
    redis.Redis.from_url(embedded.redis_url(instance)).set("kept", "yes")

    assert embedded.stop(instance)
    assert not embedded.stop(instance)
    assert not embedded.running(instance)

    embedded.start(instance)
    assert rows(instance, "select word from kept") == [("Förderantrag",)]
    assert redis.Redis.from_url(embedded.redis_url(instance)).get("kept") == b"yes"


def test_the_portal_is_no_superuser_and_may_make_test_databases(instance):
    embedded.start(instance)

    assert rows(instance, "select rolsuper, rolcreatedb from pg_roles where rolname = current_user") == [
        (False, True)
    ]
    assert rows(instance, "show fsync") == [("on",)]
    assert rows(instance, "show listen_addresses") == [("",)]
    assert rows(instance, "show server_encoding") == [("UTF8",)]


def test_sockets_are_private(instance):
    embedded.start(instance)
    place = places.place_of(instance)

    assert place.sockets.stat().st_mode & 0o777 == 0o700
    assert place.home.stat().st_mode & 0o777 == 0o700
    assert len(os.fsencode(place.sockets / ".s.PGSQL.5432")) < 100


def test_a_crash_of_either_is_survived(instance):
    embedded.start(instance)
    rows(instance, "create table kept as select 1 as one")
    embedded.restart_postgres(instance)
    assert rows(instance, "select one from kept") == [(1,)]

    embedded.stop_valkey(instance)
    with pytest.raises(redis.ConnectionError):
        redis.Redis.from_url(embedded.redis_url(instance)).ping()
    embedded.start_valkey(instance)
    assert redis.Redis.from_url(embedded.redis_url(instance)).ping()


def test_the_lock_of_a_dead_process_is_removed_even_if_its_number_was_given_away(instance, caplog):
    embedded.start(instance)
    embedded.stop_postgres(instance)
    lock = places.place_of(instance).postgres_data / "postmaster.pid"
    # This process lives, but holds no database.
    lock.write_text(f"{os.getpid()}\n{lock.parent}\n1700000000\n5432\n\n\n")

    embedded.start_postgres(instance)

    assert "no longer lives was removed" in caplog.text
    assert postgres.answers(places.place_of(instance))


def test_data_held_by_a_living_process_is_left_alone(instance, monkeypatch):
    embedded.start(instance)
    holder = postmaster_of(instance)
    monkeypatch.setattr(postgres, "answers", lambda place: False)
    monkeypatch.setattr(postgres, "PATIENCE_SECONDS", 0.1)

    with pytest.raises(embedded.EmbeddedError, match=f"held by process {holder}"):
        embedded.start_postgres(instance)
    assert processes.command_of(holder)


def test_data_of_another_version_is_refused_in_words(instance):
    embedded.start(instance)
    embedded.stop(instance)
    (places.place_of(instance).postgres_data / "PG_VERSION").write_text("17\n")

    with pytest.raises(embedded.EmbeddedError, match=r"made by PostgreSQL 17.*demo-reset"):
        embedded.start(instance)


def test_two_who_start_at_once_start_one(tmp_path):
    environment = dict(os.environ, VAR_DIR=str(tmp_path))
    command = [sys.executable, "-m", "claims_portal.embedded"]
    both = [
        subprocess.Popen([*command, "start"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = sorted(process.communicate(timeout=60)[0].split(":")[0] for process in both)
    subprocess.run([*command, "remove"], cwd=ROOT, env=environment, check=True, capture_output=True)

    assert said == ["Already running", "Started"]


def test_a_long_path_gets_a_short_socket(tmp_path, monkeypatch):
    monkeypatch.setattr(places.ENV, "VAR_DIR", str(tmp_path / ("long" * 25)))
    monkeypatch.setattr(places.os, "geteuid", lambda: 12345)

    assert len(os.fsencode(places.place_of("trial").sockets)) <= places.LONGEST_SOCKET_FOLDER


@pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps its data outside the clone")
def test_a_new_clone_at_the_path_of_a_deleted_one_begins_anew(instance, tmp_path):
    embedded.start(instance)
    rows(instance, "create table old ()")
    embedded.stop(instance)
    (tmp_path / instance / "services.token").unlink()  # what deleting the clone does

    embedded.start(instance)

    assert rows(instance, "select count(*) from pg_tables where tablename = 'old'") == [(0,)]
