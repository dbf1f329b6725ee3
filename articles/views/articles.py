from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from articles import names
from articles.models import Article
from articles.prepared import NOW, Hole, Prepared
from articles.related import related_to
from edge.public import public_page, shows

PAGE = Prepared(lambda: Article.objects.published(NOW).for_page().filter(slug=Hole("slug")))


@public_page(reads=())
def article(request: HttpRequest, year: int, month: int, day: int, slug: str) -> HttpResponse:
    """A public article. The slug finds it; a wrong date is corrected, a withdrawn one answers 410."""
    found = next(iter(PAGE.ask(slug=slug)), None)
    if found is None:
        was_public = (
            Article.objects.filter(slug=slug, first_published_at__lte=timezone.now()).only("withdrawal").first()
        )
        if was_public:
            shows(request, names.article(was_public.pk))
            return render(request, "410.html", {"withdrawal": was_public.withdrawal}, status=410)
        raise Http404("There is no article at this address.")
    shows(request, names.article(found.pk))
    if request.path != found.get_absolute_url():
        return redirect(found, permanent=True)
    related = related_to(found)
    shows(request, *names.articles(other.article for other in related))
    shows(request, *(names.quote(tagged.ticker) for tagged in found.ticker_sentiments.all()))
    if found.picture:
        shows(request, names.picture(str(found.picture.name)))
    shows(request, *(names.author(link.author_id) for link in found.bylines.all()))
    shows(request, *(names.risk(said.risk_id) for said in found.risk_statements.all() if said.risk_id))
    return render(request, "articles/article_detail.html", {"article": found, "related": related})
