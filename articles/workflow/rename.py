from __future__ import annotations

from typing import Any

from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.db import transaction

from articles.models import Article
from articles.workflow.rules import require_change, require_permission


@transaction.atomic
def rename(thing: Any, before: str, by: Any = None) -> bool:
    """After a thing that has a page was saved: leave a redirect from the address it had before to the one it has.

    For articles, categories, authors, risks and standing pages. An article that readers never saw needs
    none. Returns whether there was anything to do.
    """
    if isinstance(thing, Article):
        require_change(thing, by)
        if not thing.was_seen or thing.preview_url in (before, thing.get_absolute_url()):
            return False
    else:
        names = thing._meta.verbose_name_plural
        permission = f"{thing._meta.app_label}.change_{thing._meta.model_name}"
        require_permission(by, permission, f"Your account does not change {names}.")
    return redirect(before, thing.get_absolute_url())


def redirect(old_path: str, new_path: str) -> bool:
    """Chains are flattened, and a redirect away from the new address is removed, so that no
    reader is sent twice or in a circle. Returns whether there was anything to do.
    """
    if old_path == new_path:
        return False
    site = Site.objects.get_current()
    Redirect.objects.filter(site=site, old_path=new_path).delete()
    Redirect.objects.filter(site=site, new_path=old_path).update(new_path=new_path)
    Redirect.objects.update_or_create(site=site, old_path=old_path, defaults={"new_path": new_path})
    return True
