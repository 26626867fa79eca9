"""The worker that brings kept pages back, as it is served."""

import json
from types import SimpleNamespace

import pytest

from portal.base.languages import CODES
from portal.offline import views

pytestmark = pytest.mark.django_db


def known(client) -> dict:
    line = next(
        line
        for line in client.get("/service-worker.js").text.splitlines()
        if line.startswith("const KNOWN = ")
    )
    return json.loads(line.removeprefix("const KNOWN = ").removesuffix(";"))


def test_the_worker_is_a_script_that_is_never_old(client):
    response = client.get("/service-worker.js")

    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert response.cookies == {}


def test_it_is_another_worker_when_a_static_file_has_changed(client, monkeypatch):
    versions = []
    for digest in ("abc", "def"):
        monkeypatch.setattr(views, "staticfiles_storage", SimpleNamespace(manifest_hash=digest))
        versions.append(known(client)["version"])

    assert versions == ["abc", "def"]


def test_it_speaks_both_languages(client):
    words = known(client)["languages"]

    assert {code: each["kept"] for code, each in words.items()} == {
        "en": "/en/kept/",
        "zh-hans": "/zh-hans/kept/",
    }
    assert all("{when}" in each["saved"] for each in words.values())


@pytest.mark.parametrize("language", CODES)
def test_the_page_of_what_is_kept_says_nothing_about_anybody(client, language):
    response = client.get(f"/{language}/kept/")

    assert response.status_code == 200
    assert response.cookies == {}
    assert '<ul class="shortlist__things" data-kept-list' in response.text
