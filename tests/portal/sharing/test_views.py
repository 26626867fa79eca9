"""Sheets, pictures and codes: of published things alone, in the page's language."""

import io
import re

import pypdf
import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from PIL import Image

from portal.base.languages import localized
from portal.paper import press
from portal.sharing import sheets
from portal.sharing.sheets import communities
from services.hospitals.models import Hospital
from services.schools.models import School
from tests.factories import (
    make_apartment,
    make_community,
    make_date,
    make_event,
    make_guide,
    make_hospital,
    make_platform,
    make_project,
    make_scenario,
    make_school,
    make_series,
    make_station,
    make_step,
)

pytestmark = pytest.mark.django_db

MAKERS = {
    "apartments": make_apartment,
    "schools": make_school,
    "hospitals": make_hospital,
    "guides": make_guide,
    "communities": make_community,
    "events": make_event,
    "projects": make_project,
    "platforms": make_platform,
    "scenarios": make_scenario,
    "series": make_series,
}


def read(answer) -> pypdf.PdfReader:
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return pypdf.PdfReader(io.BytesIO(answer.content))


def words(sheet: pypdf.PdfReader) -> str:
    text = "".join(page.extract_text() for page in sheet.pages)
    assert not set(text) & {"\ufffd", "\x00"}
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_sheet_holds_both_names_and_can_be_read_aloud(client, kind, language):
    thing = MAKERS[kind](slug="one")

    sheet = read(client.get(f"/{language}/pdf/{kind}/one.pdf"))

    root = sheet.trailer["/Root"]
    names = [getattr(thing, f"{thing.name_field}_{code}") for code in ("en", "zh_hans")]
    assert all(name.replace(" ", "") in words(sheet) for name in names)
    assert root["/Lang"].lower().startswith(language[:2])
    assert root["/MarkInfo"]["/Marked"]
    assert sheet.metadata.title == names[language != "en"]


def test_a_sheet_has_every_sign_of_rare_names(client):
    make_school(slug="rare", name_zh_hans="囍堃垚𬭸学校", address_zh_hans="北京市朝阳区骉路1号")

    text = words(read(client.get("/zh-hans/pdf/schools/rare.pdf")))

    assert "囍堃垚𬭸学校" in text
    assert "北京市朝阳区骉路1号" in text


def test_a_guide_on_paper_tells_what_its_page_tells(client):
    guide = make_guide(slug="one", fee_en="800 yuan")
    make_step(guide=guide, title_en="Apply", body_en="Bring **two** photos.\n\n- red\n- blue")

    text = words(read(client.get("/en/pdf/guides/one.pdf")))

    assert "Fee800yuan" in text
    assert "1.ApplyBringtwophotos.•red•blue" in text


ODD = """#

****Twice strong**** and *twice *slanted**

```
a form of words
```

#read("/etc/passwd") $x$ @ref <lab>

-

![](nothing.png)
"""


def test_no_text_of_staff_breaks_a_sheet_or_out_of_it(client):
    make_step(guide=make_guide(slug="odd"), body_en=ODD)

    sheet = words(read(client.get("/en/pdf/guides/odd.pdf")))

    for said in (
        "Twicestrong",
        "twiceslanted",
        "aformofwords",
        '#read("/etc/passwd")$x$@ref<lab>',
    ):
        assert said in sheet


def test_a_community_on_paper_lists_its_own_places_and_no_drafts(client):
    community = make_community(slug="one")
    make_school(community=community, name_en="Ours")
    make_school(community=community, name_en="Draft of ours", live=False)
    make_school(name_en="Another's")

    text = words(read(client.get("/en/pdf/communities/one.pdf")))

    assert "Ours" in text
    assert ("Draftofours" in text, "Another" in text) == (False, False)


def test_an_event_on_paper_tells_when_and_where_and_no_places_left(client):
    event = make_event(slug="one", description_en="Come **all**.")
    date = make_date(event=event, nearest_metro=make_station(name_en="Futong"))
    make_date(event=event, status="called_off")

    text = words(read(client.get("/en/pdf/events/one.pdf")))

    for said in (
        date.when(),
        date.venue_en,
        date.address_zh_hans,
        "Futong",
        "Come all.",
        "called off",
    ):
        assert said.replace(" ", "").lower() in text.lower()
    assert "left" not in text


def test_the_programme_on_paper_tells_what_its_pages_tell(client):
    make_project(slug="one", community=make_community(name_en="North"), started="2019-10")
    series = make_series(slug="one", usual_month=7, first_held=2019)
    series.editions.create(year=2023, first_day="2023-08-26", last_day="2023-08-28")
    series.save()
    make_date(event=make_event(series=series, title_en="Summer fair"))
    scenario = make_scenario(slug="one")
    scenario.indicators.create(code="1.1", name_en="Homes", name_zh_hans="住房", level="medium")
    scenario.save()

    told = {
        kind: words(read(client.get(f"/en/pdf/{kind}/one.pdf")))
        for kind in ("projects", "series", "scenarios")
    }

    for kind, said in (
        ("projects", "Underway"), ("projects", "October2019"), ("projects", "North"),
        ("series", "July"), ("series", "26–28August2023"), ("series", "Summerfair"),
        ("scenarios", "Homes住房"),
    ):  # fmt: skip
        assert said in told[kind]


def test_pictures_differ_by_thing_language_and_shape(client):
    make_school(slug="one")
    make_school(slug="two", community=make_community())
    addresses = [
        f"/{code}/share/schools/{slug}/{shape}.png"
        for code in ("en", "zh-hans")
        for slug in ("one", "two")
        for shape in ("wide", "square")
    ]

    answers = [client.get(address).content for address in addresses]

    sizes = [Image.open(io.BytesIO(each)).size for each in answers]
    assert sizes == [(1200, 630), (600, 600)] * 4
    assert len(set(answers)) == 8
    assert max(map(len, answers)) < 90_000


@pytest.mark.parametrize(
    "path",
    [
        "share/events/one/", "share/events/one/wide.png", "share/events/one/code.svg",
        "pdf/schools/one.pdf", "share/schools/one/", "share/schools/one/square.png",
    ],
)  # fmt: skip
def test_what_is_not_published_cannot_be_passed_on(client, path):
    make_event(slug="one", live=False)
    make_school(slug="one", live=False)

    assert client.get(f"/en/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["share/users/one/", "share/schools/one/tall.png", "pdf/users/one.pdf"]
)
def test_there_is_nothing_else_to_ask_for(client, path):
    make_school(slug="one")

    assert client.get(f"/en/{path}").status_code == 404
    assert client.post("/en/share/schools/one/").status_code == 405


def test_a_page_names_its_pictures_in_full_and_the_ways_to_pass_it_on(client, settings):
    make_event(slug="one")

    page = BeautifulSoup(client.get("/en/events/one/").content, "html5lib")

    root = f"{settings.SITE_ROOT}/en/share/events/one/"
    pictures = [tag["content"] for tag in page.select('meta[property="og:image"]')]
    assert pictures == [f"{root}wide.png", f"{root}square.png"]
    assert [a["href"] for a in page.select(".take-along a")] == [
        "/en/share/events/one/",
        "/en/pdf/events/one.pdf",
    ]


def test_the_share_page_has_the_link_and_its_code_and_is_not_listed(client, settings):
    make_event(slug="one")

    answer = client.get("/zh-hans/share/events/one/")
    page = BeautifulSoup(answer.content, "html5lib")
    code = client.get("/zh-hans/share/events/one/code.svg")

    assert (
        page.select_one("#share-link")["value"] == f"{settings.SITE_ROOT}/zh-hans/events/one/"
    )
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"
    assert answer.cookies == {}
    assert (code["Content-Type"], code["X-Robots-Tag"]) == ("image/svg+xml", "noindex")


def test_a_sheet_is_set_once_and_again_when_it_says_something_else(client, monkeypatch):
    school = make_school(slug="one")
    set_ = press._set
    made = []
    monkeypatch.setattr(press, "_set", lambda *a, **o: made.append(a) or set_(*a, **o))

    for _turn in range(3):
        client.get("/en/pdf/schools/one.pdf")
    first = len(made)
    type(school).objects.update(phone="010 1234 5678")
    text = words(read(client.get("/en/pdf/schools/one.pdf")))

    assert (first, len(made)) == (1, 2)
    assert "01012345678" in text


def test_who_asks_for_too_many_sheets_waits_but_gets_what_is_made(client, monkeypatch):
    make_school(slug="one")
    make_school(slug="two")
    monkeypatch.setattr(press, "LIMIT", press.limits.Limit(times=1, seconds=600))

    codes = [
        client.get(f"/en/pdf/schools/{slug}.pdf").status_code for slug in ("one", "two", "one")
    ]

    assert codes == [200, 429, 200]


@pytest.mark.parametrize(
    ("language", "more"),
    [
        ("en", "Only the first 1 stand on this sheet; the portal lists them all."),
        ("zh-hans", "此处只列出前 1 项，其余请到网站上查看。"),
    ],
)
def test_a_communitys_pack_names_the_nearest_and_says_that_there_are_more(
    monkeypatch, language, more
):
    monkeypatch.setattr(communities, "EACH", 1)
    here = {"latitude": 39.99, "longitude": 116.47, "position_precision": "exact"}
    community = make_community(**here)
    make_school(slug="a", community=community, **here | {"latitude": 40.0})
    near = make_school(slug="b", community=community, **here)
    make_hospital(community=community)

    with translation.override(language):
        parts = {part["title"]: part["blocks"] for part in sheets.of(community)["parts"]}
        schools = parts[str(School._meta.verbose_name_plural).capitalize()]
        hospitals = parts[str(Hospital._meta.verbose_name_plural).capitalize()]

    assert [each.get("title") for each in schools] == [localized(near, "name", language), None]
    assert schools[-1]["runs"] == [{"text": more}]
    assert len(hospitals) == 1


def test_paper_has_the_colours_of_the_pages():
    styles = press.LATTICES.parent.parent / "css/components/lattice.css"
    by_day = re.split(r"@media|:root\[", styles.read_text(encoding="utf-8"))[0]
    shown = dict(re.findall(r'\[data-lattice="(\w+)"\] \{[^}]*--plate: (#\w+)', by_day))

    assert {name: press.PLATES[name] for name in shown} == shown
    assert press.PLATES.keys() == {drawing.stem for drawing in press.LATTICES.glob("*.svg")}
    assert len(shown) == 8


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_communitys_pack_costs_the_same_however_much_it_has(
    client, django_assert_num_queries, how_many
):
    community = make_community(slug="one")
    for _turn in range(how_many):
        for make in (make_apartment, make_school, make_hospital):
            make(community=community, nearest_metro=make_station())
        make_project(community=community)
        make_date(event=make_event(community=community), nearest_metro=make_station())
        make_guide()

    # The community, three kinds of places, platforms, dates, projects, guides.
    with django_assert_num_queries(8):
        read(client.get("/en/pdf/communities/one.pdf"))
