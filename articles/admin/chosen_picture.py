"""A picture that is chosen in the form waits on the server at once, as one whose form was refused does.

So the preview shows it, a form that is brought back still has it, and what is wrong with it is said before
the form is sent. It becomes the article's only when the form is saved.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import URLPattern, path

from articles.admin.signing_in import BadBody, SigningIn
from articles.pictures import waiting
from articles.pictures.form_field import PictureFormField


class ChosenPicture(SigningIn):
    def get_urls(self) -> list[URLPattern]:
        own = path("picture/", self.answering(self.picture_view), name="articles_article_picture")
        return [own, *super().get_urls()]

    def picture_view(self, request: HttpRequest) -> dict[str, Any]:
        """In: a file, `picture`. Out: `token`, which stands for it in the form for a day."""
        chosen = request.FILES.get("picture")
        if chosen is None:
            raise BadBody("A picture is sent as a file, by POST.")
        try:
            prepared = PictureFormField().clean(chosen)
        except ValidationError as error:
            raise BadBody(" ".join(error.messages)) from None
        return {"token": waiting.keep(prepared).token}
