"""Changes of accounts and groups are kept, whoever makes them: the admin, a command, a shell."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Model, signals

from staff import audit
from staff.choices import Kind

#: What is told of an account, and how.
TOLD = {
    "username": "name to sign in with",
    "first_name": "first name",
    "last_name": "last name",
    "email": "e-mail address",
    "is_active": "active",
    "is_staff": "of the staff",
    "is_superuser": "may do everything",
}


def connect() -> None:
    user = get_user_model()
    signals.pre_save.connect(before_saving, sender=user, dispatch_uid="audit")
    signals.post_save.connect(after_saving, sender=user, dispatch_uid="audit")
    signals.post_delete.connect(deleted, sender=user, dispatch_uid="audit")
    signals.post_save.connect(group_saved, sender=Group, dispatch_uid="audit")
    signals.post_delete.connect(deleted, sender=Group, dispatch_uid="audit")
    for through in (user.groups.through, user.user_permissions.through, Group.permissions.through):
        signals.m2m_changed.connect(members_changed, sender=through, dispatch_uid="audit")


def before_saving(sender: type[Model], instance: Any, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    """Signing in writes `last_login` alone, which is no change of the account."""
    told = [*TOLD, "password"]
    is_of_interest = update_fields is None or set(update_fields) & set(told)
    looked_up = instance.pk is not None and is_of_interest and not raw
    instance._before = sender._default_manager.filter(pk=instance.pk).values(*told).first() if looked_up else None


def after_saving(sender: type[Model], instance: Any, created: bool, raw: bool, **kwargs: Any) -> None:
    before = instance.__dict__.pop("_before", None)
    if raw:
        return
    if created:
        audit.record(Kind.ACCOUNT, "Made this account.", about=instance)
        return
    if before is None:
        return
    changes = [
        f"{label}: {_shown(before[name])} → {_shown(getattr(instance, name))}"
        for name, label in TOLD.items()
        if before[name] != getattr(instance, name)
    ]
    if changes:
        audit.record(Kind.ACCOUNT, f"Changed {'; '.join(changes)}.", about=instance)
    # A password that was right is hashed anew now and then: the account has the same one.
    if before["password"] != instance.password and getattr(instance, "_password", None) is not None:
        audit.record(Kind.PASSWORD, "Changed the password.", about=instance)


def group_saved(sender: type[Model], instance: Group, created: bool, raw: bool, **kwargs: Any) -> None:
    if not raw:
        audit.record(Kind.ACCOUNT, "Made this group." if created else "Saved this group.", about=instance)


def deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    audit.record(Kind.ACCOUNT, "Deleted.", about=instance)


def members_changed(
    sender: Any, instance: Model, action: str, reverse: bool, model: type[Model], pk_set: Any, **kwargs: Any
) -> None:
    """Groups of accounts, and permissions of both."""
    verbs = {"post_add": "Given", "post_remove": "Taken away", "pre_clear": "All taken away"}
    if action not in verbs or (action != "pre_clear" and not pk_set):
        return
    kind = str(model._meta.verbose_name if pk_set and len(pk_set) == 1 else model._meta.verbose_name_plural)
    names = ", ".join(str(one) for one in model._default_manager.filter(pk__in=pk_set or ())) if pk_set else ""
    audit.record(Kind.ACCOUNT, f"{verbs[action]}: {kind}{f' {names}' if names else ''}.", about=instance)


def _shown(value: Any) -> str:
    return {True: "yes", False: "no", "": "nothing"}.get(value, str(value))
