"""The field that holds an article's body: HTML, sanitised whenever it is written."""

from __future__ import annotations

from typing import Any

from django_prose_editor.fields import ProseEditorField

from articles import body

#: What the editor offers; `articles.body` allows the same and is the one that decides.
EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "SpecialCharacters": True,
}


class BodyField(ProseEditorField):
    """Sanitises in `clean` (forms), on save and bulk_create (`pre_save`), and on `update`.

    Only raw SQL and `update` with an expression go round it, and neither is used on a body, so a
    template prints it as it is stored.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("extensions", dict(EXTENSIONS))
        kwargs.setdefault("sanitize", body.clean)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: Any, add: bool) -> str:
        value = body.clean(super().pre_save(model_instance, add) or "")
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        # A plain string for the database's own adapter.
        cleaned = str(body.clean(value)) if isinstance(value, str) else value
        return super().get_db_prep_save(cleaned, connection)
