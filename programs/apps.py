from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Programs")

    def ready(self) -> None:
        from notifications.kinds import register
        from programs import hub, opening, opening_rows
        from programs.kinds import KINDS
        from programs.parts import PARTS
        from programs.sayings import speak
        from programs.settled import hold_fast

        register(*KINDS)
        hub.add(*PARTS)
        hold_fast()
        speak()
        for place, row in opening_rows.ROWS:
            opening.register(place, row)
