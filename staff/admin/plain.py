"""Django's own admins of redirects and sites, with what is done there kept."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.redirects.admin import RedirectAdmin as DjangosRedirectAdmin
from django.contrib.redirects.models import Redirect
from django.contrib.sites.admin import SiteAdmin as DjangosSiteAdmin
from django.contrib.sites.models import Site

from staff.admin.recorded import Recorded

admin.site.unregister([Redirect, Site])


@admin.register(Redirect)
class RedirectAdmin(Recorded, DjangosRedirectAdmin):
    pass


@admin.register(Site)
class SiteAdmin(Recorded, DjangosSiteAdmin):
    pass
