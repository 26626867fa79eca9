"""Migrations: none missing, each with a name and a way back."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
from django.db.migrations.operations import RunPython, RunSQL

ROOT = Path(__file__).resolve().parent.parent
APPS = ("portal", "communities", "services")
OURS = [
    (app, path.stem)
    for app in APPS
    for path in sorted((ROOT / app / "migrations").glob("[0-9]*.py"))
]


def test_no_migration_is_missing():
    """Asked of a process of its own: in this one migrations are switched off."""
    command = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", *APPS]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(("app", "name"), OURS)
def test_every_migration_says_what_it_does(app, name):
    assert "auto" not in name


@pytest.mark.parametrize(("app", "name"), OURS)
def test_every_migration_can_be_taken_back(app, name):
    migration = importlib.import_module(f"{app}.migrations.{name}").Migration
    one_way = [
        operation
        for operation in migration.operations
        if isinstance(operation, RunPython | RunSQL) and not operation.reversible
    ]

    assert one_way == []
