"""The words that people have written, each once, so that a mistyped one can be guessed."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import TrigramSimilarity
from django.db import models


class WordQuerySet(models.QuerySet["Word"]):
    def like(self, word: str) -> WordQuerySet:
        """Words spelled much like this one, the likest first; where they stand is not known here."""
        alike = self.filter(text__trigram_similar=word).exclude(text=word)
        return alike.annotate(likeness=TrigramSimilarity("text", word)).order_by("-likeness", "text")

    def ending_otherwise(self, stem: str) -> WordQuerySet:
        """Words that begin so and are hardly longer: plurals and other endings."""
        longest = f"^{stem}[[:alpha:]]{{1,3}}$"
        return self.filter(text__startswith=stem, text__regex=longest).order_by("text")


class Word(models.Model):
    """A word that stands in some post; whether a viewer may know of it is asked by searching for it."""

    text = models.CharField(max_length=40, primary_key=True)

    objects = WordQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["text"], opclasses=["gin_trgm_ops"], name="word_alike")]

    def __str__(self) -> str:
        return self.text
