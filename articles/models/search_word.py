from __future__ import annotations

from django.db import models


class SearchWord(models.Model):
    """A word that an indexed article has or had: what a star and "did you mean" choose from.

    Common words come early in any archive, so a low key is a sign of a common word. A word outlives
    its articles: whoever offers it to readers first looks whether a public article has it.
    """

    word = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.word


class SearchWordKey(models.Model):
    """How a word may be come by: its first letters (`tar*`), or the word with one letter left out."""

    word = models.ForeignKey(SearchWord, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("key", "word"), name="search_word_key_once")]

    def __str__(self) -> str:
        return self.key
