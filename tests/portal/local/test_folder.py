"""The data folder is for one run at a time and keeps its secrets."""

import pytest

from portal.local.errors import CannotRun
from portal.local.folder import DataFolder


def test_the_second_run_in_a_folder_is_refused_with_the_first_ones_number(tmp_path):
    first = DataFolder(tmp_path)
    first.take()

    with pytest.raises(CannotRun, match=r"is in use by another run \(process \d+\)"):
        DataFolder(tmp_path).take()


def test_a_full_disk_is_noticed_before_anything_starts(tmp_path, monkeypatch):
    monkeypatch.setattr(DataFolder, "free", lambda folder: 499)

    with pytest.raises(CannotRun, match="has 499 MB left, 500 MB are needed"):
        DataFolder(tmp_path).take()


def test_the_secret_key_is_made_once_and_for_us_alone(tmp_path):
    key = DataFolder(tmp_path).secret_key()

    assert DataFolder(tmp_path).secret_key() == key
    assert len(key) > 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_environment_of_a_run_is_for_us_alone_and_reads_as_written(tmp_path):
    folder = DataFolder(tmp_path)
    values = {"DATABASE_URL": "postgres://portal@%2Ftmp%2F数据/portal?a=b", "EMPTY": ""}

    folder.write_environment(values)

    assert folder.read_environment() == values
    assert (tmp_path / "environment").stat().st_mode & 0o777 == 0o600
