"""The addresses of prices."""

from django.urls import path

from markets.views import bars, quote_fragment

app_name = "markets"
urlpatterns = [
    path("quotes/<exchange:exchange>:<symbol:symbol>/", quote_fragment, name="quote"),
    path("tickers/<exchange:exchange>:<symbol:symbol>/bars.csv", bars, name="bars"),
]
