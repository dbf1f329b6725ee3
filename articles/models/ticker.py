from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Upper

from articles import symbols
from articles.choices import Sentiment, TickerKind, TickerRole
from articles.models.listed import ListedLink
from articles.paths import path_to
from articles.querysets import JoinedManager, TickerQuerySet


class Ticker(models.Model):
    """Something that is quoted, named as the press names it: `NYSE:SPY`.

    Inactive tickers were met in imported text and are in no directory, or are listed no more:
    they keep their articles and stand in no list.
    """

    symbol = models.CharField(max_length=15)
    exchange = models.CharField(max_length=12, help_text="As printed before the colon: NYSE, NASDAQ, LSE.")
    mic = models.CharField("MIC", max_length=4, blank=True, help_text="ISO 10383 code of the venue, such as ARCX.")
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=16, choices=TickerKind, default=TickerKind.EQUITY)
    currency = models.CharField(max_length=3, default="USD", help_text="ISO 4217.")
    active = models.BooleanField(default=True)

    objects = TickerQuerySet.as_manager()

    class Meta:
        ordering = ("symbol", "exchange")
        constraints = [
            models.UniqueConstraint(fields=("symbol", "exchange"), name="ticker_symbol_once_an_exchange"),
            models.CheckConstraint(
                condition=models.Q(symbol=Upper("symbol"), exchange=Upper("exchange")), name="ticker_in_capitals"
            ),
        ]
        indexes = [
            models.Index(fields=("symbol", "exchange"), condition=models.Q(active=True), name="ticker_a_to_z"),
            models.Index(fields=("kind", "symbol", "exchange"), condition=models.Q(active=True), name="ticker_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.exchange}:{self.symbol}"

    def get_absolute_url(self) -> str:
        return path_to("articles:ticker", self.exchange, self.symbol)

    def clean(self) -> None:
        self.exchange = symbols.exchange_prefix(self.exchange)
        self.symbol = symbols.normal_symbol(self.symbol)
        if symbols.parse(f"{self.exchange}:{self.symbol}") is None:
            raise ValidationError({"symbol": "A symbol has letters, digits and . - ^ = $ only, such as BRK.B."})

    def rename(self, exchange: str, symbol: str, since: date | None = None) -> None:
        """Take a new name, which holds since that day, and stay findable under the old one.

        Call inside a transaction; `workflow.rename_ticker` is for people, and tells the rest.
        """
        # Another ticker may have borne this name before us: the last one to bear it is found by it.
        FormerSymbol.objects.filter(exchange=self.exchange, symbol=self.symbol).exclude(ticker=self).delete()
        self.former_symbols.update_or_create(
            exchange=self.exchange, symbol=self.symbol, defaults={"replaced_on": since}
        )
        FormerSymbol.objects.filter(exchange=exchange, symbol=symbol, ticker=self).delete()
        self.exchange, self.symbol = exchange, symbol
        self.full_clean()
        self.save()


class FormerSymbol(models.Model):
    """A name that a ticker bore before; its address still leads to the ticker.

    Without a day it is a mistyped name, or one that an import brought: readers are not told of it.
    """

    ticker = models.ForeignKey(Ticker, on_delete=models.CASCADE, related_name="former_symbols")
    exchange = models.CharField(max_length=12)
    symbol = models.CharField(max_length=15)
    replaced_on = models.DateField(null=True, blank=True, help_text="The first day on which the newer name held.")

    class Meta:
        ordering = ("symbol", "exchange")
        constraints = [models.UniqueConstraint(fields=("symbol", "exchange"), name="former_symbol_once")]

    def __str__(self) -> str:
        return f"{self.exchange}:{self.symbol}"

    def clean(self) -> None:
        self.exchange = symbols.exchange_prefix(self.exchange)
        self.symbol = symbols.normal_symbol(self.symbol)


class TickerSentimentManager(JoinedManager["TickerSentiment"]):
    # `quote` belongs to the markets package; joined by name so that a page with prices
    # costs no query more. docs/decisions/0003-quotes-by-name.md
    joins = ("ticker__quote",)


class TickerSentiment(ListedLink):
    """What an article says of a ticker."""

    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="ticker_sentiments")
    ticker = models.ForeignKey(Ticker, on_delete=models.PROTECT, related_name="sentiments")
    sentiment = models.CharField(max_length=8, choices=Sentiment, default=Sentiment.NEUTRAL)
    role = models.CharField(max_length=7, choices=TickerRole, default=TickerRole.SUBJECT)
    reason = models.CharField(max_length=240, blank=True, help_text="Why, in one sentence.")

    objects = TickerSentimentManager()

    class Meta:
        ordering = ("ticker__symbol", "ticker__exchange")
        constraints = [
            models.UniqueConstraint(
                fields=("article", "ticker"),
                name="ticker_once_an_article",
                violation_error_message="A ticker can be tagged only once on an article.",
            ),
        ]
        indexes = [
            models.Index(fields=("ticker", "-listed_at", "-article", "sentiment", "role"), name="ticker_list"),
            models.Index(fields=("article", "sentiment"), name="ticker_sentiment"),
        ]

    def __str__(self) -> str:
        return f"{self.ticker} - {self.sentiment}"
