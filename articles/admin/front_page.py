"""The top of the front page: what stands there, what an editor chooses for it, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format

from articles import front_page, search
from articles.admin.times import within_years
from articles.admin.widgets import is_key
from articles.models import Article, FrontPageSlot
from articles.querysets import ArticleQuerySet
from articles.templatetags.news import zone_letters
from staff.admin.recorded import Recorded

PLACES = dict(FrontPageSlot._meta.get_field("position").flatchoices)
CANDIDATES = 24
CHANGED = (
    "Somebody changed the front page after you opened it, so yours was not saved. Under each place stands what is "
    "there now; your choice is still in the form. Press Save to put it in the place of theirs."
)


class PlaceForm(forms.Form):
    """The choice for one place. An empty one leaves it to the newest story."""

    article = forms.ModelChoiceField(
        Article.objects.none(),  # given below: what is public changes with every second
        required=False,
        label="Story",
        error_messages={"invalid_choice": "Only published articles can stand on the front page."},
    )
    until = forms.DateTimeField(
        required=False,
        validators=[within_years],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, offered: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["article"]
        field.queryset = Article.objects.published()  # type: ignore[attr-defined]
        field.choices = [("", "The newest story"), *offered.items()]  # type: ignore[attr-defined]

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until and until <= timezone.now() and "until" in self.changed_data:
            raise forms.ValidationError("This time has passed. Type a later one, or none.")
        return until


@dataclass
class Place:
    """`now` is what readers see there; `slot` the editors' choice, if one is stored; `is_chosen` whether
    the one comes from the other."""

    position: int
    name: str
    form: PlaceForm
    now: Article | None
    slot: FrontPageSlot | None

    @property
    def is_chosen(self) -> bool:
        return bool(self.slot and self.now and self.slot.article_id == self.now.pk)


@admin.register(FrontPageSlot)
class FrontPageSlotAdmin(Recorded):
    """One page in the place of a list and its forms."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.front_page_view)
        return [path("", view, name="articles_frontpageslot_changelist")]

    def front_page_view(self, request: HttpRequest) -> HttpResponse:
        """By POST saves the choice, or finds other candidates and keeps the choice as it is typed."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else None
        is_saved = sent is not None and "_find" not in sent
        if is_saved and not self.has_change_permission(request):
            raise PermissionDenied
        slots = stored()
        typed = str((sent or request.GET).get("q", ""))
        candidates = candidates_for(typed)
        places = self._places(slots, candidates, sent)
        trouble = ""
        if is_saved and sent is not None:
            trouble = check_together(places)
            if not trouble and all(place.form.is_valid() for place in places):
                try:
                    return self._save(request, places, sent.get("seen", ""))
                except (Changed, IntegrityError):
                    trouble, slots = CHANGED, stored()
                    places = self._places(slots, candidates, sent)
        context = {
            **self.admin_site.each_context(request),
            "title": "Front page",
            "opts": self.opts,
            "places": places,
            "candidates": candidates,
            "typed": typed,
            "seen": fingerprint(slots),
            "trouble": trouble,
            "show_errors": is_saved,
            "may_change": self.has_change_permission(request),
            "zone": zone_letters(timezone.localtime()),
        }
        return TemplateResponse(request, "admin/front_page.html", context)

    def _places(
        self, slots: dict[int, FrontPageSlot], candidates: list[Article], sent: QueryDict | None
    ) -> list[Place]:
        now = timezone.now()
        chosen = {at: slot for at, slot in slots.items() if slot.until is None or slot.until > now}
        offered = {article.pk: str(article) for article in [slot.article for slot in chosen.values()] + candidates}
        asked = [sent.get(f"place-{position}-article", "") for position in PLACES] if sent else []
        if missing := [int(key) for key in asked if is_key(key) and int(key) not in offered]:
            offered |= {article.pk: str(article) for article in Article.objects.published().filter(pk__in=missing)}
        top = front_page.compose().top
        return [
            Place(
                position,
                name,
                self._form(position, chosen.get(position), offered, sent),
                top.get(position),
                slots.get(position),
            )
            for position, name in PLACES.items()
        ]

    def _form(
        self, position: int, slot: FrontPageSlot | None, offered: dict[int, str], sent: QueryDict | None
    ) -> PlaceForm:
        initial = {"article": slot.article_id, "until": slot.until} if slot else {}
        return PlaceForm(sent, prefix=f"place-{position}", initial=initial, offered=offered)

    def _save(self, request: HttpRequest, places: list[Place], seen: str) -> HttpResponse:
        """Raises `Changed` where the stored choice is another than the one that was shown."""
        wanted = {
            place.position: (place.form.cleaned_data["article"], place.form.cleaned_data["until"])
            for place in places
            if place.form.cleaned_data["article"]
        }
        with transaction.atomic():
            slots = stored(lock=True)
            if fingerprint(slots) != seen:
                raise Changed
            same = {at for at, slot in slots.items() if wanted.get(at) == (slot.article, slot.until)}
            FrontPageSlot.objects.filter(position__in=slots.keys() - same).delete()
            for position in wanted.keys() - same:
                article, until = wanted[position]
                slot = FrontPageSlot.objects.create(position=position, article=article, until=until)
                said = f"until {date_format(timezone.localtime(until), 'j F Y, H:i')}" if until else "until changed"
                self.log_addition(request, slot, f"Chosen for the front page, {said}.")
            for position in slots.keys() - wanted.keys():
                self.log_change(request, slots[position], "Left to the newest story.")
        self.message_user(request, "Saved. Readers see it within a minute.", messages.SUCCESS)
        return HttpResponseRedirect(request.path)


class Changed(Exception):
    """The front page is not what the editor saw."""


def stored(lock: bool = False) -> dict[int, FrontPageSlot]:
    slots = FrontPageSlot.objects.select_related("article").defer("article__body")
    return {slot.position: slot for slot in (slots.select_for_update(of=("self",)) if lock else slots)}


def fingerprint(slots: dict[int, FrontPageSlot]) -> str:
    """What the editor saw, as one word that the form carries."""
    return ";".join(f"{at}:{slot.article_id}:{slot.until or ''}" for at, slot in sorted(slots.items()))


def candidates_for(typed: str) -> list[Article]:
    """The newest published articles, or the best that meet a search."""
    public: ArticleQuerySet = Article.objects.newest().select_related("category").defer("body")
    if not typed.strip():
        return list(public[:CANDIDATES])
    keys = search.find(typed, CANDIDATES)
    found = {article.pk: article for article in public.filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def check_together(places: list[Place]) -> str:
    """A sentence where one story was chosen twice."""
    seen: dict[int, str] = {}
    for place in places:
        article = place.form.cleaned_data.get("article") if place.form.is_valid() else None
        if article and article.pk in seen:
            return (
                f"“{article}” was chosen for two places: {seen[article.pk]} and {place.name}. Choose another for one."
            )
        if article:
            seen[article.pk] = place.name
    return ""
