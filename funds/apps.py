from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "funds"

    def ready(self) -> None:
        from funds.in_use import hold_fast
        from funds.kinds import KINDS
        from notifications.kinds import register

        register(*KINDS)
        hold_fast()
