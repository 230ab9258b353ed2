from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "funds"

    def ready(self) -> None:
        from funds.duties import duties
        from funds.earnings import sayings
        from funds.in_use import hold_fast
        from funds.kinds import KINDS
        from funds.opening_rows import earnings
        from funds.parts import PARTS
        from notifications.kinds import register
        from programs import hub, opening
        from programs.duties import say_by

        register(*KINDS)
        hold_fast()
        sayings.speak()
        hub.add(*PARTS)
        say_by(30, duties)
        opening.register(80, earnings)
