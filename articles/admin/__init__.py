"""The newsroom: Django's admin, one thing a file."""

from django.conf import settings
from django.contrib import admin

from articles.admin.article import ArticleAdmin
from articles.admin.author import AuthorAdmin
from articles.admin.category import CategoryAdmin
from articles.admin.front_page import FrontPageSlotAdmin
from articles.admin.page import StandingPageAdmin
from articles.admin.risk import RiskAdmin
from articles.admin.ticker import TickerAdmin

admin.site.site_header = f"{settings.SITE_NAME} newsroom"
admin.site.site_title = f"{settings.SITE_NAME} newsroom"
admin.site.index_title = "Newsroom"

__all__ = [
    "ArticleAdmin",
    "AuthorAdmin",
    "CategoryAdmin",
    "FrontPageSlotAdmin",
    "RiskAdmin",
    "StandingPageAdmin",
    "TickerAdmin",
]
