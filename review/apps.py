from typing import Any

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "review"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        user_logged_out.connect(_let_go, dispatch_uid="review")


def _let_go(sender: Any, user: Any, **_kwargs: Any) -> None:
    """Whoever signs out has nothing on the bench any longer."""
    from review.holding import release_all

    if user is not None:
        release_all(user)
