"""The site's addresses; see each package's own urls."""

from django.contrib import admin
from django.urls import include, path

from newssite import health, uploads, well_known

urlpatterns = [
    path("", include("articles.urls")),
    path("", include("markets.urls")),
    path("admin/", include("staff.urls")),
    path("admin/", admin.site.urls),
    path("uploads/<path:path>", uploads.upload),
    path(".well-known/security.txt", well_known.security),
    path(".well-known/change-password", well_known.change_password),
    path("healthz", health.alive),
    path("readyz", health.ready),
]
handler400 = "articles.views.errors.bad_request"
handler404 = "articles.views.errors.not_found"
handler500 = "articles.views.errors.server_error"
