#!/usr/bin/env python
"""Django's command line; `manage.py up` starts the whole portal on one machine."""

import os
import sys

from portal.local import environment


def main() -> None:
    if sys.argv[1:2] == ["up"]:
        # Starts what the settings need, so it is no Django command; and what it needs
        # itself is not installed on a server.
        from portal.local import up  # noqa: PLC0415

        sys.exit(up.main(sys.argv[2:]))
    environment.prepare(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
