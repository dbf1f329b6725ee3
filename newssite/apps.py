from django.apps import AppConfig
from django.contrib.admin import apps


class NewssiteConfig(AppConfig):
    default = True
    name = "newssite"


class NewsroomConfig(apps.AdminConfig):
    """Django's admin, with our first page."""

    default = False
    default_site = "newssite.newsroom.Newsroom"
