from django.apps import AppConfig
from django.core import checks


class StaffConfig(AppConfig):
    name = "staff"

    def ready(self) -> None:
        from staff import receivers
        from staff.checks import every_admin_is_recorded, log_triggers

        receivers.connect()
        checks.register(every_admin_is_recorded)
        checks.register(log_triggers, checks.Tags.database)
