"""Makes an account for somebody who works in the newsroom."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction


class Command(BaseCommand):
    help = "Make an account for the newsroom. Asks for a name and a password unless both are given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", help="the name to sign in with")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
        parser.add_argument("--group", default="Editor", help="Reporter, Editor (the default) or Chief editor")

    def handle(self, *args: Any, **options: Any) -> None:
        group = self._group(options["group"])
        from_input = options["password_stdin"]
        if from_input and not options["username"]:
            raise CommandError("--password-stdin needs --username as well.")
        if not from_input and not sys.stdin.isatty():
            raise CommandError("There is no terminal to ask on: give --username and --password-stdin.")
        try:
            name = self._name(options["username"] or "", ask=not options["username"])
            user = get_user_model()(username=name, is_staff=True)
            password = sys.stdin.readline().rstrip("\r\n") if from_input else ""
            self._set_password(user, password, ask=not from_input)
        except (KeyboardInterrupt, EOFError):
            raise CommandError("Stopped; no account was made.") from None
        with transaction.atomic():
            user.save()
            user.groups.add(group)
        self.stdout.write(f"{name} can sign in at /admin/ now, as {group.name.lower()}.")

    def _group(self, name: str) -> Group:
        found = Group.objects.filter(name__iexact=name).first()
        if found is None:
            names = ", ".join(Group.objects.order_by("pk").values_list("name", flat=True))
            raise CommandError(f"There is no group “{name}”. There is: {names or 'none yet; run migrate first'}.")
        return found

    def _name(self, name: str, ask: bool) -> str:
        """A name that is free and well formed; asks again until it is."""
        while True:
            name = (input("Name to sign in with: ") if ask else name).strip()
            try:
                self._check_name(name)
            except ValidationError as error:
                self._tell(error, ask)
            else:
                return name

    def _check_name(self, name: str) -> None:
        model = get_user_model()
        field: Any = model._meta.get_field(model.USERNAME_FIELD)
        field.clean(name, None)
        if model._default_manager.filter(**{f"{model.USERNAME_FIELD}__iexact": name}).exists():
            raise ValidationError(f"There is an account named “{name}” already.")

    def _set_password(self, user: Any, password: str, ask: bool) -> None:
        """A password that is strong enough; asks again until it is, and twice."""
        while True:
            password = getpass.getpass("Password: ") if ask else password
            try:
                validate_password(password, user)
                if ask and getpass.getpass("Password, once more: ") != password:
                    raise ValidationError("The two are not the same.")
            except ValidationError as error:
                self._tell(error, ask)
            else:
                user.set_password(password)
                return

    def _tell(self, error: ValidationError, ask: bool) -> None:
        """Says what is wrong; without a person to ask, that is the end."""
        text = " ".join(error.messages)
        if not ask:
            raise CommandError(text)
        self.stderr.write(text)
