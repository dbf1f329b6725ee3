"""What `manage.py check` says of the door and its log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.core.checks import CheckMessage, Error, Warning
from django.db import DatabaseError, connections, transaction

from staff.admin.recorded import Recorded
from staff.audit_schema import GUARD


def every_admin_is_recorded(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Django's own log of the admin can be deleted; ours cannot, so each admin writes to it."""
    return [
        Warning(
            f"What is changed through {type(one).__name__} does not reach the audit log.",
            hint="Derive it from staff.admin.recorded.Recorded.",
            obj=type(one),
            id="staff.W001",
        )
        for one in admin.site._registry.values()
        if not isinstance(one, Recorded)
    ]


def log_triggers(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The database refuses to change the audit log."""
    if "default" not in (databases or ()):
        return []
    try:
        with transaction.atomic():
            if GUARD.table not in connections["default"].introspection.table_names():
                return []  # `migrate` looks before it makes the table
            missing = GUARD.missing(connections["default"])
    except DatabaseError as error:
        return [Error(f"The audit log cannot be looked at: {error}", id="staff.E001")]
    hint = "A migration made the table anew: add one that calls GUARD.create."
    return [Error(f"The audit log can be changed: {name} is missing.", hint=hint, id="staff.E001") for name in missing]
