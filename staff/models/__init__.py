from staff.models.attempt import Attempt
from staff.models.audit_entry import AuditEntry

__all__ = ["Attempt", "AuditEntry"]
