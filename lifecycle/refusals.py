"""What an action refuses, said at the form that asked for it, so that what was typed stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django import forms

from lifecycle import ActionRefused


@contextmanager
def refusals_in(form: Any) -> Iterator[None]:
    """Turn a refusal inside the block into errors of the form: at the fields it names, else on top.

    A form with a method `hear` is told of the refusal before.
    """
    try:
        yield
    except ActionRefused as refused:
        form.refused = refused
        if hear := getattr(form, "hear", None):
            hear(refused)
        for name, words in refused.fields.items():
            form.add_error(name if name in form.fields else None, str(words))
        if not refused.fields:
            form.add_error(None, str(refused.reason))


def status_of(form: forms.BaseForm) -> HTTPStatus:
    """How a page that shows the form again answers: 403 for a wrong role, 409 for a wrong moment, else 200."""
    refused: ActionRefused | None = getattr(form, "refused", None)
    if refused is None:
        return HTTPStatus.OK
    return HTTPStatus.FORBIDDEN if refused.verdict.forbidden else HTTPStatus.CONFLICT
