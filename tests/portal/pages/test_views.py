"""The home page, the standing pages, and what every page has in common."""

import datetime as dt

import pytest
from django.contrib.staticfiles import finders
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation
from django.views.csrf import csrf_failure

from communities.models import Scenario
from tests.factories import (
    make_community,
    make_date,
    make_deadline,
    make_event,
    make_guide,
    make_line,
    make_station,
)

pytestmark = pytest.mark.django_db

STANDING = ["", "about/", "accessibility/", "privacy/", "help/", "help/card/"]


def make_scenario(number: int) -> Scenario:
    return Scenario.objects.create(
        slug=f"scenario-{number}",
        number=number,
        name_en=f"Scenario {number}",
        name_zh_hans=f"场景{number}",
        summary_en="A field of life.",
        summary_zh_hans="一个生活领域。",
    )


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_home_page_costs_the_same_however_much_there_is(
    client, django_assert_num_queries, how_many
):
    for number in range(1, how_many + 1):
        community = make_community(latitude=39.9, longitude=116.4, position_precision="exact")
        make_date(event=make_event(community=community))
        make_deadline(guide=make_guide())
        make_scenario(number)
        make_line(branches=[[make_station().slug, make_station().slug]])

    with django_assert_num_queries(8):
        response = client.get("/en/")

    assert len(response.context["communities"]) == how_many
    assert len(response.context["dates"]) == how_many
    assert len(response.context["deadlines"]) == how_many
    assert len(response.context["scenarios"]) == how_many
    assert len(response.context["drawing"]["paths"]) == how_many


def test_the_home_page_shows_only_what_is_published_and_still_to_come(client):
    make_date(event=make_event(live=False))
    make_date(starts_at=timezone.now() - dt.timedelta(days=2))
    make_deadline(guide=make_guide(live=False))

    response = client.get("/en/")

    assert list(response.context["dates"]) == []
    assert response.context["deadlines"] == []


def test_the_home_page_tells_the_shortest_period_first(client):
    guide = make_guide()
    make_deadline(guide=guide, slug="month", amount=30, unit="days")
    make_deadline(guide=guide, slug="day", amount=24, unit="hours")
    make_deadline(guide=guide, slug="later", clock="permit_ends", direction="before")

    response = client.get("/en/")

    assert [each.slug for each in response.context["deadlines"]] == ["day", "month"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("path", STANDING)
def test_reading_sets_no_cookie(client, language, path):
    response = client.get(f"/{language}/{path}")

    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("path", STANDING)
def test_every_page_names_itself_in_both_languages(client, path):
    response = client.get(f"/zh-hans/{path}?page=2&kind=a&kind=b")

    for code, prefix in (("en", "en"), ("zh-Hans", "zh-hans"), ("x-default", "en")):
        address = f"http://testserver/{prefix}/{path}?page=2&amp;kind=a&amp;kind=b"
        assert f'<link rel="alternate" hreflang="{code}" href="{address}">' in response.text
    assert '<html lang="zh-Hans">' in response.text


def test_the_language_switch_keeps_page_and_filters(client):
    response = client.get("/en/about/?page=2&kind=a&kind=b")

    assert (
        '<a class="masthead__language" href="/zh-hans/about/?page=2&amp;kind=a&amp;kind=b"'
        in response.text
    )


def test_the_notice_names_who_is_responsible_in_the_readers_language(client, settings):
    settings.OPERATOR = settings.OPERATOR | {
        "name_en": "Example Office",
        "name_zh_hans": "示例办公室",
        "email": "office@example.org",
        "official": True,
    }

    english, chinese = client.get("/en/privacy/").text, client.get("/zh-hans/privacy/").text

    assert "This is an official site, run by Example Office." in english
    assert "本站为官方网站，由示例办公室主办。" in chinese
    assert "示例办公室" not in english


def test_a_site_without_an_official_operator_says_so_on_every_page(client):
    for path in STANDING:
        assert "This is not an official site." in client.get(f"/en/{path}").text


def test_the_privacy_notice_claims_mainland_servers_only_where_set(client, settings):
    claim = "on servers in mainland China"
    assert claim not in client.get("/en/privacy/").text

    settings.OPERATOR = settings.OPERATOR | {"data_in_china": True}

    assert claim in client.get("/en/privacy/").text


@pytest.mark.parametrize("path", ["/nothing/", "/en/nothing/", "/zh-hans/nothing/"])
def test_a_page_that_is_not_there_says_so_in_both_languages(client, path):
    response = client.get(path, headers={"accept-language": "en"})

    assert response.status_code == 404
    assert "Page not found" in response.text
    assert "没有找到这个页面" in response.text


def test_a_refused_form_is_explained_in_both_languages():
    response = csrf_failure(RequestFactory().post("/en/"), reason=REASON_NO_CSRF_COOKIE)

    assert response.status_code == 403
    assert "The form was not accepted" in response.text
    assert "表单未能提交" in response.text


def test_robots_are_shown_the_sitemap_and_kept_from_private_places(client):
    assert client.get("/robots.txt").text == (
        "User-agent: *\n"
        "Disallow: /desk/\n"
        "Disallow: /accounts/\n"
        "Disallow: /*/events/places/\n"
        "Disallow: /*/wrong/\n"
        "\n"
        "Sitemap: http://testserver/sitemap.xml\n"
    )


def test_the_manifest_names_icons_that_are_there(client):
    icons = client.get("/site.webmanifest").json()["icons"]

    assert [finders.find(icon["src"].removeprefix("/static/")) is None for icon in icons] == [
        False,
        False,
    ]


def test_addresses_on_the_page_are_made_for_its_language(client):
    with translation.override("zh-hans"):
        about = reverse("about")

    assert f'href="{about}"' in client.get("/zh-hans/").text
