"""Settings: documented, typed, and safe under the environment that docs/ describes."""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import env

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "deploy/portal.env.example"


def example_environment() -> dict[str, str]:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    values = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    del values["EMAIL_HOST_PASSWORD_FILE"]
    return values | {"PATH": os.environ["PATH"], "SECRET_KEY": secrets.token_urlsafe(50)}


def manage(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_the_production_environment_of_the_docs_passes_djangos_checks():
    done = manage(
        "check", "--deploy", "--fail-level", "WARNING", environment=example_environment()
    )

    assert done.returncode == 0, done.stderr


def test_the_example_has_no_secret_that_everybody_knows():
    assert "\nSECRET_KEY=\n" in EXAMPLE.read_text(encoding="utf-8")

    done = manage("check", environment=example_environment() | {"SECRET_KEY": ""})

    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "SITE_ROOT", "DATABASE_URL", "CACHE_URL"])
def test_a_missing_value_stops_the_start_and_is_named(name):
    environment = example_environment()
    del environment[name]
    environment["PORTAL_DATA"] = "/nonexistent"

    done = manage("check", environment=environment)

    assert done.returncode != 0
    assert name in done.stderr


@pytest.mark.parametrize(
    ("asked", "logged"),
    [
        ("/en/events/places/0b5d/offer/", "/en/events/places/*"),
        ("/zh-hans/near/?at=39.990,116.470", "/zh-hans/near/*"),
        ("/en/metro/journey/?start=wangjing&end=communities/cbd", "/en/metro/journey/*"),
        ("/en/match/?work=a/near/&age=5&department=oncology", "/en/match/*"),
        ("/en/shortlist/shortlist.pdf?things=schools.isb", "/en/shortlist/*"),
        ("/en/search/?q=/near/", "/en/search/?q=/near/"),
    ],
)
def test_the_web_servers_log_learns_nothing_that_is_somebodys_own(asked, logged):
    told = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    (pattern,) = re.findall(r'"~(.+)" "\$public\*";', told)

    left_out = re.match(pattern.replace("(?<", "(?P<"), asked)

    assert (f"{left_out['public']}*" if left_out else asked) == logged


def test_the_content_policy_opens_for_pictures_of_the_tiles_host_and_no_other():
    environment = example_environment() | {"MAP_TILES_URL": "https://tiles.example/{z}/{x}/{y}"}
    ask = "from django.conf import settings; print(settings.CONTENT_SECURITY_POLICY)"

    without = manage("shell", "--no-imports", "-c", ask, environment=example_environment())
    policy = manage("shell", "--no-imports", "-c", ask, environment=environment)

    assert "tiles.example" not in without.stdout
    assert policy.stdout.count("https://tiles.example'") == 1
    assert "'img-src': [\"'self'\", 'data:', 'https://tiles.example']" in policy.stdout


def test_every_value_that_the_settings_read_is_documented():
    files = (ROOT / "portal/settings").glob("*.py")
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    read = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", source)) - {"MAILBOX_DIR"}
    documented = set(
        re.findall(r"`([A-Z][A-Z_]+)`", (ROOT / "docs/configuration.md").read_text())
    )

    assert read - documented == set()


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env.flag("X", default=True), "yes"),
        (lambda: env.number("X", 1), "-1"),
        (lambda: env.number("X", 1), "ten"),
        (lambda: env.url("X", schemes=("https",)), "http://example.org"),
        (lambda: env.tiles("X"), "https://{s}.tiles.example/{z}/{x}/{y}.png"),
        (lambda: env.tiles("X"), "https://tiles.example/beijing.pmtiles"),
        (lambda: env.one_of("X", "a", choices=("a", "b")), "c"),
    ],
)
def test_a_malformed_value_is_refused_by_name(monkeypatch, read, value):
    monkeypatch.setenv("X", value)

    with pytest.raises(ImproperlyConfigured, match="X must"):
        read()


def test_a_secret_may_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from a file\n", encoding="utf-8")
    monkeypatch.setenv("X_FILE", str(tmp_path / "secret"))

    assert env.text("X") == "from a file"
