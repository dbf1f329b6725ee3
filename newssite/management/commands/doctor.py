from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from newssite.doctor import examine
from newssite.findings import FINE, PROBLEM, WARNING, Finding

TITLES = {PROBLEM: "Problem", WARNING: "Warning"}


class Command(BaseCommand):
    help = (
        "Looks the whole site over and says what is wrong, what to do, and what is worst first. "
        "Ends with status 1 where there is a problem; changes nothing."
    )
    #: It runs them itself, when it comes to them.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for machines: an object, with every part looked at")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(examine())
        # Stable: within a weight what matters more was looked at first.
        found.sort(key=lambda one: (PROBLEM, WARNING, FINE).index(one.weight))
        problems = [one for one in found if one.weight == PROBLEM]
        warnings = [one for one in found if one.weight == WARNING]
        if options["json"]:
            said = {"problems": len(problems), "warnings": len(warnings), "findings": [one._asdict() for one in found]}
            self.stdout.write(json.dumps(said, indent=2))
        else:
            self.tell(found, len(problems), len(warnings))
        if problems:
            raise SystemExit(1)

    def tell(self, found: list[Finding], problems: int, warnings: int) -> None:
        styles = {PROBLEM: self.style.ERROR, WARNING: self.style.WARNING}
        ill = [one for one in found if one.weight != FINE]
        for one in ill:
            self.stdout.write(f"{styles[one.weight](TITLES[one.weight])} ({one.about}): {one.said}")
            self.stdout.write(f"    {one.remedy}")
        well = dict.fromkeys(one.about for one in found if one.about not in {other.about for other in ill})
        if well:
            self.stdout.write(f"Well: {', '.join(well)}.")
        if not problems and not warnings:
            self.stdout.write(self.style.SUCCESS("All is well."))
        else:
            self.stdout.write(f"{_count(problems, 'problem')}, {_count(warnings, 'warning')}.")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
