"""What an action refuses, said at the form that asked for it, so that what was typed stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from django import forms

from lifecycle import ActionRefused, Verdict


@contextmanager
def refusals_in(form: forms.BaseForm) -> Iterator[None]:
    """Turn a refusal inside the block into errors of the form: at the fields it names, else on top."""
    try:
        yield
    except ActionRefused as refused:
        form.refusal = refused.verdict
        for name, words in refused.fields.items():
            form.add_error(name, str(words))
        if not refused.fields:
            form.add_error(None, str(refused.reason))


def status_of(form: forms.BaseForm) -> HTTPStatus:
    """How a page that shows the form again answers: 403 for a wrong role, 409 for a wrong moment, else 200."""
    refusal: Verdict | None = getattr(form, "refusal", None)
    if refusal is None:
        return HTTPStatus.OK
    return HTTPStatus.FORBIDDEN if refusal.forbidden else HTTPStatus.CONFLICT
