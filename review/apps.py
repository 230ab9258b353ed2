from typing import Any

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "review"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        from programs import opening
        from review.opening_rows import holidays

        opening.register(60, holidays)
        user_logged_out.connect(_let_go, dispatch_uid="review")


def _let_go(sender: Any, user: Any, **_kwargs: Any) -> None:
    """Whoever signs out has nothing on the bench any longer."""
    from review.holding import release_all

    if user is not None:
        release_all(user)
