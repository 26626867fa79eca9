#!/usr/bin/env python
"""Django's command line; `manage.py up` starts the whole portal on one machine."""

import os
import sys

from portal.local import environment


def main() -> None:
    environment.prepare(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
