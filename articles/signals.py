"""What the rest of the house may listen to. Sent inside the transaction that made the change."""

from django.dispatch import Signal

#: Sent with `articles`, a list, after each article of it, its links or its status was written.
article_changed = Signal()
