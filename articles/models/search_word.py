from __future__ import annotations

from django.db import models


class SearchWord(models.Model):
    """A word that an indexed article has or had: what a star and "did you mean" choose from.

    Common words come early in any archive, so a low key is a sign of a common word. A word outlives
    its articles: whoever offers it to readers first looks whether a public article has it.
    `beginning` and `ending` are its first and last three letters; a slip of the finger leaves one
    of them as it was.
    """

    word = models.CharField(max_length=40, unique=True)
    beginning = models.CharField(max_length=3)
    ending = models.CharField(max_length=3)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=("beginning", "id"), name="search_word_beginning"),
            models.Index(fields=("ending", "id"), name="search_word_ending"),
        ]

    def __str__(self) -> str:
        return self.word
