"""The words a field may hold. Imports nothing of ours."""

from django.db.models import TextChoices


class Session(TextChoices):
    """When on its day a price was made."""

    PRE = "pre", "Before the opening"
    REGULAR = "regular", "Regular trading"
    POST = "post", "After the close"
    CLOSED = "closed", "Closed"


class Decision(TextChoices):
    """What became of a price that was kept aside."""

    WAITING = "waiting", "Waiting"
    ACCEPTED = "accepted", "Accepted"
    DISMISSED = "dismissed", "Dismissed"
    OVERTAKEN = "overtaken", "Overtaken"  # its source has said something else since, which went in
