"""Triggers that refuse to change or remove a revision, on either database."""

from __future__ import annotations

from staff.append_only import AppendOnly

TABLE = "articles_revision"
GUARD = AppendOnly(TABLE, "a revision is never changed or removed", keys=(("article_id", "number"), ("id",)))
#: Their names, by database.
TRIGGERS = {vendor: GUARD.names(vendor) for vendor in ("sqlite", "postgresql")}
create, drop, missing = GUARD.create, GUARD.drop, GUARD.missing
