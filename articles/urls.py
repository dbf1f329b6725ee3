"""The addresses of the paper."""

from django.urls import path

from articles import converters, feeds
from articles.views import articles, front_page, lists, pages, preview, risks, robots, search, suggest, tickers

converters.register()

app_name = "articles"
urlpatterns = [
    path("", front_page.front_page, name="front_page"),
    path("articles/", lists.all_articles, name="all"),
    path("articles/preview/<int:pk>/", preview.preview, name="preview"),
    path("articles/preview/shared/<str:signed>/", preview.shared, name="shared"),
    path("articles/<int:year>/<int:month>/<int:day>/<slug:slug>/", articles.article, name="article"),
    path("categories/<slug:slug>/", lists.category, name="category"),
    path("authors/<slug:slug>/", lists.author, name="author"),
    path("tickers/", tickers.ticker_list, name="tickers"),
    path("tickers/<symbol:symbol>/", tickers.candidates, name="symbol"),
    path("tickers/<exchange:exchange>:<symbol:symbol>/", tickers.ticker, name="ticker"),
    path("risks/", risks.risk_list, name="risks"),
    path("risks/<slug:slug>/", risks.risk, name="risk"),
    path("search/", search.search, name="search"),
    path("search/suggest/", suggest.suggestions, name="suggest"),
    path("search/feed/", feeds.search_feed, name="search_feed"),
    path("robots.txt", robots.robots, name="robots"),
    path("<standing_page:slug>/", pages.page, name="page"),
]
