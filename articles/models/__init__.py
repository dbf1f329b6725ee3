"""What the newsroom writes; one thing a file."""

from articles.models.announcement import Announcement
from articles.models.article import DEFAULT_DISCLOSURE, Article, KeyPoint, PinnedRelated
from articles.models.author import Author, Byline
from articles.models.category import Category
from articles.models.correction import Correction
from articles.models.front_page import FrontPageSlot
from articles.models.heartbeat import Heartbeat
from articles.models.import_run import ImportRun
from articles.models.kept_text import KeptText
from articles.models.note import Note
from articles.models.page import StandingPage
from articles.models.presence import Presence
from articles.models.revision import Revision
from articles.models.risk import Risk, RiskStatement
from articles.models.search_document import SearchDocument
from articles.models.search_word import SearchWord
from articles.models.ticker import FormerSymbol, Ticker, TickerSentiment

__all__ = [
    "DEFAULT_DISCLOSURE",
    "Announcement",
    "Article",
    "Author",
    "Byline",
    "Category",
    "Correction",
    "FormerSymbol",
    "FrontPageSlot",
    "Heartbeat",
    "ImportRun",
    "KeptText",
    "KeyPoint",
    "Note",
    "PinnedRelated",
    "Presence",
    "Revision",
    "Risk",
    "RiskStatement",
    "SearchDocument",
    "SearchWord",
    "StandingPage",
    "Ticker",
    "TickerSentiment",
]
