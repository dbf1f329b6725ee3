"""The addresses of prices."""

from django.urls import path

from markets.views import quote_fragment

app_name = "markets"
urlpatterns = [
    path("quotes/<exchange:exchange>:<symbol:symbol>/", quote_fragment, name="quote"),
]
