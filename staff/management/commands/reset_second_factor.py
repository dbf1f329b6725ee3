"""For an editor who lost phone, passkey and recovery codes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from staff import second_factor


class Command(BaseCommand):
    help = "Take a lost second factor away from an account, and sign it out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="the name to sign in with")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        account = get_user_model().objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"There is no account named “{username}”.")
        if second_factor.reset(account):
            self.stdout.write(f"{username} has no second factor now, and is signed out everywhere.")
        else:
            self.stdout.write(f"{username} had no second factor. It is signed out everywhere.")
