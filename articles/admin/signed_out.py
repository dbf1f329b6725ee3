"""A form that is sent after the login has run out, by a browser without scripts: its text is not lost.

Instead of a redirect, which would forget what was sent, there is a page that carries it, signed, while
the person signs in beside it. Sent from there it becomes a text that was kept, and is offered back.
Nothing is stored for somebody who is not signed in. A page of somebody else's making cannot put words
into a form: the signature names a cookie that only this site's own page sets, and other sites' pages
do not send.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from articles.admin.collision import keep, typed_in
from articles.admin.signing_in import SigningIn
from articles.admin.widgets import is_key

COOKIE = f"{settings.COOKIE_PREFIX}typed"
LASTS = 24 * 60 * 60
_SALT = "articles.admin.signed_out"


class SignedOut(SigningIn):
    def get_urls(self) -> list[URLPattern]:
        urls = super().get_urls()
        for url in urls:
            if url.name in {"articles_article_add", "articles_article_change"}:
                url.callback = self._carrying(url.callback)
        return [path("typed/", self.typed_view, name="articles_article_typed"), *urls]

    def _carrying(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @never_cache
        @wraps(view)
        def carry(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST" or self.admin_site.has_permission(request) or "_bring_back" in request.POST:
                return view(request, *args, **kwargs)
            cookie = secrets.token_urlsafe(16)
            typed = {"cookie": cookie, "article": kwargs.get("object_id"), "fields": typed_in(request.POST)}
            answer = self._signed_out_page(request, signing.dumps(typed, salt=_SALT, compress=True))
            answer.set_cookie(COOKIE, cookie, LASTS, httponly=True, samesite="Strict", secure=request.is_secure())
            return answer

        return carry

    def _signed_out_page(self, request: HttpRequest, typed: str, **context: Any) -> HttpResponse:
        context |= {**self.admin_site.each_context(request), "title": "You are signed out", "typed": typed}
        return TemplateResponse(request, "admin/articles/article/signed_out.html", context, status=403)

    @method_decorator([csrf_exempt, never_cache])
    def typed_view(self, request: HttpRequest) -> HttpResponse:
        """Keeps what the page carried for the one who is signed in now, and leads to its form.

        Without the token that guards forms, which is another one since the sign-in; see above.
        """
        signed = request.POST.get("typed", "")
        try:
            typed = signing.loads(signed, salt=_SALT, max_age=LASTS)
        except signing.BadSignature:
            typed = {}
        if not typed or typed["cookie"] != request.COOKIES.get(COOKIE):
            self.message_user(request, "That page was too old to go on from. Its text is still on it.", messages.ERROR)
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        if not self.admin_site.has_permission(request):
            return self._signed_out_page(request, signed, is_again=True)
        key = str(typed["article"])
        article = self.get_queryset(request).filter(pk=key).first() if is_key(key) else None
        keep(request.user, typed["cookie"], article, typed["fields"])
        self.message_user(request, "Your text is here. It is not saved yet: bring it back.", messages.SUCCESS)
        name, args = ("change", [article.pk]) if article else ("add", [])
        return HttpResponseRedirect(reverse(f"admin:articles_article_{name}", args=args))
