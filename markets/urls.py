"""The addresses of prices."""

from django.urls import path

from markets.views import bars, markets, quotes

app_name = "markets"
urlpatterns = [
    path("markets/", markets, name="markets"),
    path("quotes/", quotes, name="quotes"),
    path("tickers/<exchange:exchange>:<symbol:symbol>/bars.csv", bars, name="bars"),
]
