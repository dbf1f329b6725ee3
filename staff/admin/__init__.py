"""The newsroom's accounts, and the log of what was done.

What django-allauth registers by itself is taken away: a second factor is removed through
`staff.second_factor`, which keeps a record, and accounts need no e-mail address.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin

from staff.admin.account import AccountAdmin, GroupAdmin
from staff.admin.audit_log import AuditLogAdmin
from staff.admin.plain import RedirectAdmin, SiteAdmin

for model in (EmailAddress, Authenticator):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

__all__ = ["AccountAdmin", "AuditLogAdmin", "GroupAdmin", "RedirectAdmin", "SiteAdmin"]
