"""What keeps the audit log as it was written."""

from __future__ import annotations

from staff.append_only import AppendOnly

GUARD = AppendOnly("staff_auditentry", "the audit log is never changed")
