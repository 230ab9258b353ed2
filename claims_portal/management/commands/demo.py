"""`make demo`: everything the portal needs, started together and ended together."""

import errno
import io
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command

from claims_portal import embedded
from claims_portal.demo_data import LOCK, RUNNING, VAR
from claims_portal.env import ENV
from claims_portal.supervisor import AskedToStop, Child, Refused, StopSignals, one_run

SERVICES_LOOKED_AT_EVERY = 3.0


class Command(BaseCommand):
    """Starts database, broker, web server, worker and beat; Ctrl-C ends them in order."""

    help = "Start the whole portal on this machine, with the demo's people and story."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The port; by default the setting PORT."""
        parser.add_argument("--port", type=int, default=ENV.PORT)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        """Run until asked to stop."""
        if not settings.DEMO:
            raise CommandError("The demo runs with claims_portal.settings.local only.")
        try:
            with one_run(LOCK, RUNNING) as lock, StopSignals() as signals:
                refuse_taken_port(port)
                lock.write(f"process {os.getpid()}, http://localhost:{port}")
                lock.flush()
                self.run(port, signals)
        except AskedToStop:
            self.say("Stopped. The data is kept; `make demo` goes on with it.")
        except (Refused, embedded.EmbeddedError, PermissionError) as error:
            raise CommandError(str(error)) from error

    def run(self, port: int, signals: StopSignals) -> None:
        """Start all in order, watch, and end all again whatever happens."""
        children = children_of_demo(port)
        try:
            self.start_services()
            with self.step("Tables"):
                call_command("migrate", verbosity=0, interactive=False)
            with self.step("Catalogue"):
                call_command("load_catalogue", stdout=io.StringIO())
            with self.step("People and story"):
                call_command("load_demo", stdout=io.StringIO())
            with self.step("Web server, worker and beat"):
                refuse_taken_port(port)  # the story took a while
                for child in children:
                    child.start()
                wait_for_web(port, children[0], signals)
            self.welcome(port)
            self.watch(children, signals)
        finally:
            self.say("Stopping …")
            for child in children:
                child.stop()
            embedded.stop()

    def start_services(self) -> None:
        """The embedded services, as far as the environment names no others."""
        with self.step("PostgreSQL and Valkey"):
            if not ENV.DATABASE_URL:
                embedded.start_postgres()
            if not ENV.REDIS_URL:
                embedded.start_valkey()

    def welcome(self, port: int) -> None:
        """Where to look and who can sign in."""
        from claims_portal.demo.people import sign_in_lines

        self.say(f"\nThe portal runs at http://localhost:{port}\n")
        for line in sign_in_lines():
            self.say(f"  {line}")
        self.say(f"\nLogs: {VAR / 'log'}. Ctrl-C stops everything and keeps the data.")

    def watch(self, children: list[Child], signals: StopSignals) -> None:
        """Start a child that died again; say when a service stops answering."""
        answering, looked = {}, time.monotonic()
        while True:
            time.sleep(0.5)
            signals.check()
            for child in children:
                if (status := child.ended()) is not None:
                    self.say(f"{child.name} ended with status {status} and is started again; see {child.log}")
                    child.restart()
            if time.monotonic() - looked > SERVICES_LOOKED_AT_EVERY:
                answering, looked = self.tell_changes(answering), time.monotonic()

    def tell_changes(self, before: dict[str, bool]) -> dict[str, bool]:
        """One line for each embedded service that went away or came back since `before`."""
        now = embedded.status()
        used = {"PostgreSQL": not ENV.DATABASE_URL, "Valkey": not ENV.REDIS_URL}
        for service, answers in now.items():
            if used[service] and answers != before.get(service, True):
                back = "`python -m claims_portal.embedded start` brings it back."
                self.say(f"{service} {'answers again.' if answers else f'does not answer. {back}'}")
        return now

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A line of progress with the seconds it took."""
        began = time.monotonic()
        self.stdout.write(f"{name} … ", ending="")
        self.stdout.flush()
        yield
        self.say(f"{time.monotonic() - began:.1f} s")

    def say(self, line: str) -> None:
        """A line, at once."""
        self.stdout.write(line)
        self.stdout.flush()


def children_of_demo(port: int) -> list[Child]:
    """Web server, beat and worker, each with its own log.

    They end in this order: first nothing new arrives, and the worker finishes what it began.
    """
    environment = dict(os.environ, PORT=str(port), PYTHONUNBUFFERED="1")
    if "ORIGIN" not in ENV.model_fields_set:
        environment["ORIGIN"] = f"http://localhost:{port}"  # the links in mails
    # gunicorn's control socket would stand in somebody's home folder.
    commands = {
        "web": f"gunicorn claims_portal.wsgi:application --bind 127.0.0.1:{port} --worker-class gthread"
        " --workers 1 --threads 8 --timeout 120 --graceful-timeout 10 --no-control-socket",
        "beat": "celery --app claims_portal.celery:app beat --loglevel INFO --pidfile= --schedule",
        "worker": "celery --app claims_portal.celery:app worker --concurrency 2 --loglevel INFO"
        " --without-gossip --without-mingle",
    }
    paths = {"beat": [str(VAR / "demo" / "beat")]}
    return [
        Child(
            name,
            [sys.executable, "-m", *command.split(), *paths.get(name, [])],
            VAR / "log" / f"{name}.log",
            environment,
        )
        for name, command in commands.items()
    ]


def refuse_taken_port(port: int) -> None:
    """Raises Refused if something listens there already, or if the port needs root."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "is taken by another program" if taken else f"cannot be used ({error.strerror})"
            other = port + 1 if port >= 1024 else 8001
            raise Refused(f"Port {port} {why}. Choose another one: make demo PORT={other}") from error


def wait_for_web(port: int, web: Child, signals: StopSignals, seconds: float = 60) -> None:
    """Wait until the web server answers. Raises Refused with its last words if it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and web.ended() is None:
        signals.check()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except urllib.error.HTTPError:
            return  # it answers; what it says is seen in the browser
        except OSError:
            time.sleep(0.1)
    raise Refused(f"The web server does not start. Its last words, from {web.log}:\n{web.last_words()}")
