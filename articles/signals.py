"""What the rest of the house may listen to. Sent inside the transaction that made the change."""

from django.dispatch import Signal

#: Sent with `articles`, a list, after each article of it, its links or its status was written.
article_changed = Signal()

#: Sent with `articles`, a list, once for each time that an article becomes public: by the verb that
#: publishes it now, or by `manage.py tick` when the time of a schedule has come. What a receiver writes
#: to the database is done exactly once; what leaves the house (mail, a purge) waits for `on_commit`.
article_appeared = Signal()
