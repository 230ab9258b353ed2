"""A real mail server, and the reader it is about."""

import socket
from email import message_from_bytes
from email.policy import default as modern

import pytest
from aiosmtpd.controller import Controller

from tests.factories.accounts import UserFactory


@pytest.fixture
def anna():
    return UserFactory(email="anna@example.com", name="Anna", zone="Europe/Berlin")


class MailServer:
    """Takes mails, or answers as it is told to."""

    def __init__(self) -> None:
        self.answer = ""
        #: Answers to single addresses.
        self.answers: dict[str, str] = {}
        #: Over a mail to this address the connection breaks, once.
        self.hangs_up_on = ""
        self.taken: list = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        if self.answer.startswith("RCPT"):
            return self.answer.removeprefix("RCPT ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.hangs_up_on in envelope.rcpt_tos:
            self.hangs_up_on = ""
            server.transport.abort()
        if self.answer:
            return self.answer
        self.taken.append(message_from_bytes(envelope.content, policy=modern))
        return "250 OK"


@pytest.fixture
def server(settings):
    """A real mail server on a port of its own."""
    handler = MailServer()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "notifications.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_USE_TLS = False
    settings.EMAIL_HOST_USER = ""
    yield handler
    controller.stop()
