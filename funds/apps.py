from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "funds"

    def ready(self) -> None:
        from funds.earnings import sayings
        from funds.in_use import hold_fast
        from funds.kinds import KINDS
        from funds.opening_rows import earnings
        from funds.parts import PARTS
        from notifications.kinds import register
        from programs import hub, opening

        register(*KINDS)
        hold_fast()
        sayings.speak()
        hub.add(*PARTS)
        opening.register(80, earnings)
