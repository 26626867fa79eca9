"""What `manage.py` knows before Django reads the settings.

A local portal that is up leaves its environment in its data folder, so that any other
command (`manage.py shell`, `manage.py load_content`) finds its database by itself.
"""

import os
import sys
from pathlib import Path

from portal.local.folder import CHECKOUT, DataFolder

# These read and write files of the checkout only.
NEED_NO_DATABASE = {"catalogues", "help", "version", "--help", "--version", "-h"}
_PLACEHOLDERS = {
    "SECRET_KEY": "no request is answered",
    "SITE_ROOT": "http://localhost",
    "DATABASE_URL": "postgres://localhost/none",
    "CELERY_BROKER_URL": "redis://localhost/0",
    "CACHE_URL": "redis://localhost/1",
}


def prepare(argv: list[str]) -> None:
    """Take the environment of the local portal that is up, unless we were given one.

    Ends the program with a clear line when there is neither.
    """
    if "DATABASE_URL" in os.environ or "DATABASE_URL_FILE" in os.environ:
        return
    folder = DataFolder(default_path())
    if folder.is_in_use() and (values := folder.read_environment()):
        os.environ |= values
    elif not NEED_NO_DATABASE.isdisjoint(argv[1:] or ["help"]):
        os.environ |= _PLACEHOLDERS
    else:
        sys.exit(
            f"No portal is up in {folder.path}. Start it with `make run`, or name the "
            "data folder in PORTAL_DATA, or set DATABASE_URL and the other variables."
        )


def default_path() -> Path:
    """Return the data folder that commands use when none is named."""
    return Path(os.environ.get("PORTAL_DATA", CHECKOUT / ".data"))
