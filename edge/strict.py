"""What an answer says to browsers that Django's middleware does not see: it is made around it, or in its place."""

from __future__ import annotations

from django.conf import settings

TEXT, HTML = "text/plain; charset=utf-8", "text/html; charset=utf-8"
#: Nothing of such an answer runs, and it sends nothing.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def headers(kind: str) -> list[tuple[str, str]]:
    """For an answer of this type, which nobody is to keep; as strict as those that Django makes."""
    said = {
        "Content-Type": kind,
        "Cache-Control": "no-store",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Permissions-Policy": ", ".join(f"{name}=()" for name in settings.PERMISSIONS_POLICY),
        **settings.CROSS_ORIGIN_HEADERS,
    }
    if settings.SECURE_HSTS_SECONDS:
        said["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
    return list(said.items())
