"""Readers without an account."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outsider:
    """Somebody without an account who gets a mail, and no notice: a customer, say."""

    email: str
    name: str
    language: str
    zone: str
    pk: None = None

    def __str__(self) -> str:
        return self.name
