"""A stage runs when something that it reads has changed, and only then."""

import os
from pathlib import Path

import pytest

from portal.local.folder import CHECKOUT, DataFolder
from portal.local.stages import Stage, all_of


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.yaml").write_text("one")
    return folder


@pytest.fixture
def stage(tmp_path, source):
    return Stage("load", "Content", ("load_content",), tmp_path / ".load.done", (source,))


def test_a_stage_is_due_until_it_was_done(stage):
    assert stage.is_due()

    stage.note_done()

    assert not stage.is_due()


def test_a_changed_file_makes_it_due(stage, source):
    stage.note_done()

    (source / "a.yaml").write_text("two")
    os.utime(source / "a.yaml", ns=(1, 1))

    assert stage.is_due()


def test_a_new_file_and_a_lost_one_make_it_due(stage, source):
    stage.note_done()
    (source / "b.yaml").write_text("two")
    assert stage.is_due()

    stage.note_done()
    (source / "a.yaml").unlink()
    assert stage.is_due()


def test_a_stage_that_reads_nothing_always_runs(tmp_path):
    stage = Stage("migrate", "Database", ("migrate",), tmp_path / ".migrate.done")
    stage.note_done()

    assert stage.is_due()


def test_tables_are_looked_at_again_when_what_is_laid_into_them_changes(tmp_path):
    tables = next(all_of(DataFolder(tmp_path), embedded=True, demo=False))
    read = {file.relative_to(CHECKOUT) for file in tables.reads if CHECKOUT in file.parents}

    hearers = {
        str(file.relative_to(CHECKOUT))
        for package in ("portal", "communities", "services")
        for file in (CHECKOUT / package).rglob("*.py")
        if "post_migrate.connect(" in file.read_text(encoding="utf-8")
    }

    assert hearers == {"communities/apps.py", "portal/publishing/listeners.py"}
    assert {Path("communities/record/triggers.py"), Path("portal/publishing/review.py")} <= read
