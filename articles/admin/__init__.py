"""The newsroom: Django's admin, one thing a file."""

from articles.admin.article import ArticleAdmin
from articles.admin.author import AuthorAdmin
from articles.admin.category import CategoryAdmin
from articles.admin.front_page import FrontPageSlotAdmin
from articles.admin.import_run import ImportRunAdmin
from articles.admin.jobs import JobAdmin
from articles.admin.page import StandingPageAdmin
from articles.admin.purges import PurgeAdmin
from articles.admin.risk import RiskAdmin
from articles.admin.ticker import TickerAdmin

__all__ = [
    "ArticleAdmin",
    "AuthorAdmin",
    "CategoryAdmin",
    "FrontPageSlotAdmin",
    "ImportRunAdmin",
    "JobAdmin",
    "PurgeAdmin",
    "RiskAdmin",
    "StandingPageAdmin",
    "TickerAdmin",
]
