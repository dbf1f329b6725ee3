"""How a test fills in the newsroom's forms: as a browser does, from what the form holds."""

from __future__ import annotations

import re
from typing import Any

from django.forms import MultiWidget
from django.urls import reverse

#: The version in which the page that asks shows an article.
SEEN = re.compile(r'name="seen" value="(\d+:\d+)"')


def sign_in(client: Any, user: Any) -> Any:
    """The client, signed in as this user."""
    client.force_login(user)
    return client


def address(article: Any, verb: str = "change") -> str:
    return reverse(f"admin:articles_article_{verb}", args=[article.pk])


def held(response: Any) -> dict[str, Any]:
    """What a browser would send of the form on this page, were nothing typed."""
    context = response.context
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form]
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for field in form:
            widget, value = field.field.widget, field.value()
            if isinstance(widget, MultiWidget):
                parts = widget.get_context(field.html_name, value, {})["widget"]["subwidgets"]
                data |= {part["name"]: part["value"] or "" for part in parts}
            elif widget.input_type not in {"file", "checkbox"} if hasattr(widget, "input_type") else True:
                data[field.html_name] = "" if value is None else value
            elif widget.input_type == "checkbox" and value:
                data[field.html_name] = "on"
    return data


def send(client: Any, url: str, button: str = "_save", **changes: Any) -> Any:
    """Opens the form at `url`, makes the changes, presses the button, follows the redirect.

    Rows of a part are named `key_points__0__text`; a row beyond those the form has is added.
    """
    data = held(client.get(url))
    for name, value in changes.items():
        data[name.replace("__", "-")] = value
    for prefix in {name.split("__")[0] for name in changes if name.count("__") == 2}:
        rows = {
            int(name.split("-")[1]) for name in data if name.startswith(f"{prefix}-") and name.split("-")[1].isdigit()
        }
        data[f"{prefix}-TOTAL_FORMS"] = max(rows) + 1
    return client.post(url, data | {button: "x"}, follow=True)


def act(client: Any, action: str, *articles: Any, **more: Any) -> Any:
    """Ticks the articles (or keys) in the list, chooses what to do, and confirms where a page asks first."""
    url = reverse("admin:articles_article_changelist")
    sent = {"action": action, "_selected_action": [getattr(one, "pk", one) for one in articles]}
    page = client.post(url, sent | more, follow=True)
    seen = SEEN.findall(page.content.decode())
    return client.post(url, sent | {"confirmed": "yes", "seen": seen} | more, follow=True) if seen else page


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def errors(response: Any) -> dict[str, Any]:
    """The refused form's errors by field; a part's by `prefix-row-field`."""
    found = {name: list(texts) for name, texts in response.context["adminform"].form.errors.items()}
    for inline in response.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            found |= {f"{form.prefix}-{name}": list(texts) for name, texts in form.errors.items()}
        if inline.formset.non_form_errors():
            found[inline.formset.prefix] = list(inline.formset.non_form_errors())
    return found
