from __future__ import annotations

from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.db import transaction


@transaction.atomic
def rename(old_path: str, new_path: str) -> bool:
    """Leave a redirect from an address that was public to the one it has now.

    Chains are flattened, and a redirect away from the new address is removed, so that no
    reader is sent twice or in a circle. Returns whether there was anything to do.
    """
    if old_path == new_path:
        return False
    site = Site.objects.get_current()
    Redirect.objects.filter(site=site, old_path=new_path).delete()
    Redirect.objects.filter(site=site, new_path=old_path).update(new_path=new_path)
    Redirect.objects.update_or_create(site=site, old_path=old_path, defaults={"new_path": new_path})
    return True
