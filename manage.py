#!/usr/bin/env python
"""Django's command line for this site."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newssite.settings")
    from django.core.management import execute_from_command_line

    from newssite import logs
    from newssite.env import EnvironmentValueError

    try:
        logs.take_what_is_printed(sys.argv[1] if len(sys.argv) > 1 else "")
        execute_from_command_line(sys.argv)
    except EnvironmentValueError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
