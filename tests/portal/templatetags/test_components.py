"""The tags of the components say what is there, and nothing of what is not."""

import datetime as dt
import json
import re

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from portal.templatetags.house import weekday
from services.models import School

SOURCES = [
    ("source", {"title": "Law", "publisher": "NIA", "url": "https://www.nia.gov.cn/law",
                "read_on": dt.date(2026, 11, 23), "as_of": "2020-10"}),
    ("source", {"title": "Blog", "publisher": "Somebody", "url": "https://blog.example/",
                "read_on": dt.date(2026, 11, 23), "as_of": ""}),
    ("source", {"title": "Fees", "publisher": "The school", "url": "https://school.example/",
                "read_on": dt.date(2026, 11, 23), "as_of": ""}),
]  # fmt: skip


def render(template: str, *, path: str = "/en/", **context) -> str:
    request = RequestFactory().get(path)
    return Template(template).render(Context(context | {"request": request}))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_structured_data_cannot_break_out_of_its_script():
    html = render("{% json_ld data %}", data={"name": "</script><script>alert(1)", "x": None})

    body = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert "<" not in body
    assert json.loads(body) == {
        "@context": "https://schema.org",
        "name": "</script><script>alert(1)",
    }


def test_the_way_here_is_told_to_readers_and_to_machines():
    html = render('{% breadcrumb "Schools" "/en/schools/" name %}', name="A & B")

    assert words(html).startswith("Home Schools A &amp; B")
    data = json.loads(re.search(r"<script[^>]*>(.*)</script>", html)[1])
    assert [
        (item["position"], item["name"], item.get("item")) for item in data["itemListElement"]
    ] == [
        (1, "Home", "http://testserver/en/"),
        (2, "Schools", "http://testserver/en/schools/"),
        (3, "A & B", None),
    ]


@pytest.mark.parametrize(
    ("value", "shown"), [("3", True), (0, True), ("", False), (None, False)]
)
def test_a_fact_without_a_value_is_not_on_the_page(value, shown):
    html = render(
        '{% include "components/fact.html" with term="Pupils" value=value only %}', value=value
    )

    assert ("Pupils" in html) is shown


def test_a_fact_with_an_empty_body_is_not_on_the_page():
    template = (
        '{% fact term="Site" %} {% if url %}<a href="{{ url }}">x</a>{% endif %} {% endfact %}'
    )

    assert render(template, url="").strip() == ""
    assert '<dd><a href="/x">x</a></dd>' in render(template, url="/x")


def test_the_pages_of_a_list_keep_every_other_parameter():
    page = Paginator(range(100), 24).page(2)

    html = render("{% pagination page %}", path="/en/schools/?kind=a&kind=b&page=2", page=page)

    assert re.findall(r'href="([^"]*)"', html) == [
        "?kind=a&amp;kind=b",
        "?kind=a&amp;kind=b",
        "?kind=a&amp;kind=b&amp;page=2",
        "?kind=a&amp;kind=b&amp;page=3",
        "?kind=a&amp;kind=b&amp;page=4",
        "?kind=a&amp;kind=b&amp;page=5",
        "?kind=a&amp;kind=b&amp;page=3",
    ]


def test_a_list_of_one_page_shows_no_way_to_others():
    assert render("{% pagination page %}", page=Paginator(range(3), 24).page(1)) == ""


def test_only_sources_that_can_be_trusted_are_links():
    school = School(slug="s", sources=SOURCES, website="https://www.school.example/")

    html = render("{% provenance school %}", school=school)

    assert re.findall(r'href="(https[^"]*)"', html) == [
        "https://www.nia.gov.cn/law",
        "https://school.example/",
    ]
    assert "as of October 2020" in words(html)


def test_the_day_on_which_all_sources_were_read_is_said_once():
    earlier = [("source", SOURCES[1][1] | {"read_on": dt.date(2026, 11, 1)})]

    html = words(render("{% provenance school %}", school=School(slug="s", sources=SOURCES)))
    mixed = School(slug="s", sources=SOURCES[:1] + earlier)

    assert html.count("ead on") == 1
    assert "All of them read on 23 November 2026." in html
    assert "Blog · Somebody · read on 1 November 2026" in words(
        render("{% provenance school %}", school=mixed)
    )


def test_a_record_says_whether_staff_have_confirmed_it():
    unconfirmed = words(render("{% provenance school %}", school=School(slug="s")))
    school = School(slug="s", confirmed_on=dt.date(2026, 11, 1))
    confirmed = words(render("{% provenance school %}", school=school))

    assert "not yet confirmed by the community's staff" in unconfirmed
    assert "Confirmed by the community's staff on 1 November 2026." in confirmed
    assert "not yet confirmed" not in confirmed


def test_a_name_in_the_other_language_says_so_and_an_empty_one_is_absent():
    assert render("{% second name %}", name="望京") == (
        '<span class="second" lang="zh-Hans">望京</span>'
    )
    assert render("{% second name %}", name="") == ""


def test_a_page_without_a_language_leads_to_the_home_page_of_each():
    template = '{% this_page_in "zh-hans" %}'

    assert render(template, path="/nothing/") == "/zh-hans/"
    assert render(template, path="/en/schools/en/?a=1") == "/zh-hans/schools/en/?a=1"


def test_days_of_the_week_are_short_in_both_languages():
    saturday = dt.datetime(2026, 11, 28, 10, 0, tzinfo=dt.UTC)

    assert str(weekday(saturday)) == "Sat"
    with translation.override("zh-hans"):
        assert str(weekday(saturday)) == "周六"
