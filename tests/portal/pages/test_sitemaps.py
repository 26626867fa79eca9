"""The sitemap: everything public, in both languages."""

import datetime as dt

import pytest
from django.urls import NoReverseMatch

from portal.pages.sitemaps import StandingSitemap
from portal.search import index
from tests.factories import make_apartment, make_line, make_station

pytestmark = pytest.mark.django_db


def test_everything_public_is_listed_in_both_languages_with_its_twin(client):
    home = make_apartment(slug="loft", meaning_changed_on=dt.date(2026, 11, 20))
    index.refresh(home)
    station = make_station(slug="tiananmen-east")
    index.refresh(station)

    text = client.get("/sitemap.xml").text

    for address in ("apartments/loft/", f"metro/{station.slug}/", "", "privacy/"):
        for language in ("en", "zh-hans"):
            assert f"<loc>http://testserver/{language}/{address}</loc>" in text
    assert "<lastmod>2026-11-20</lastmod>" in text
    twin = '<xhtml:link rel="alternate" hreflang="zh-hans" href='
    assert f'{twin}"http://testserver/zh-hans/apartments/loft/"/>' in text


def test_the_addresses_are_the_portals_own_whoever_asks(client):
    text = client.get("/sitemap.xml", headers={"host": "localhost:9999"}).text

    assert "<loc>http://testserver/en/</loc>" in text
    assert "localhost" not in text


def test_what_is_not_published_is_not_listed(client):
    index.refresh(make_apartment(slug="draft", live=False))

    assert "draft" not in client.get("/sitemap.xml").text


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_sitemap_costs_the_same_however_long_it_is(
    client, django_assert_num_queries, how_many
):
    for _turn in range(how_many):
        index.refresh(make_apartment())
        index.refresh(make_station())
        make_line()

    with django_assert_num_queries(2):
        response = client.get("/sitemap.xml")

    assert response.status_code == 200


def test_every_standing_page_exists():
    sitemap = StandingSitemap()
    missing = []
    for name in sitemap.items():
        try:
            sitemap.location(name)
        except NoReverseMatch:
            missing.append(name)

    assert missing == []
