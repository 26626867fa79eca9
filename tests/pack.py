"""The content pack in the tables, without loading it in every process that wants it there."""

import fcntl
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from tests import tables


@pytest.fixture(scope="session")
def loaded(tmp_path_factory, worker_id, django_db_setup, django_db_blocker) -> Path:
    """A folder with what the tables hold once the content pack is loaded (`pack`), and once
    the demonstration is, too (`first day`). `tables.read(loaded / "pack")` puts it there.

    The first process of the run that asks loads both; one that asks meanwhile waits for it.
    """
    ours = tmp_path_factory.getbasetemp()
    shared = ours if worker_id == "master" else ours.parent
    folder = shared / "loaded"
    with (shared / "loaded.lock").open("w") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            call_command("load_content", verbosity=0)
            tables.write(folder / "pack")
            with override_settings(DEMONSTRATION=True):
                call_command("load_demo", verbosity=0)
            tables.write(folder / "first day")
            tables.restore()
    return folder
