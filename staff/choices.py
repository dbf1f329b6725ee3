"""Names that the rest of the package speaks."""

from django.db import models


class Kind(models.TextChoices):
    """What an entry of the audit log is about."""

    SIGNED_IN = "signed_in", "Signed in"
    REFUSED = "refused", "Sign-in refused"
    SIGNED_OUT = "signed_out", "Signed out"
    SECOND_FACTOR = "second_factor", "Second factor"
    PASSWORD = "password", "Password"
    ACCOUNT = "account", "Account"
    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    DELETED = "deleted", "Deleted"
    VERB = "verb", "State of an article"
    ACTION = "action", "Action on a list"
