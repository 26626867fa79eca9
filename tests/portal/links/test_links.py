"""Links are found wherever they stand, judged fairly, and mended through drafts."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils import timezone

from communities.models import Link, LinkUse
from portal.base.rights import Role
from portal.links import actions
from portal.links.fetching import Answer
from portal.links.reasons import Reason, Verdict
from services.models import Apartment, Guide
from tests.factories import (
    make_apartment,
    make_colleague,
    make_community,
    make_guide,
    make_school,
    make_step,
    make_user,
    publish,
)
from tests.portal.desk.forms import messages

pytestmark = pytest.mark.django_db
GONE = Answer(Verdict.FAILING, Reason.GONE, 404)
MONDAY = timezone.now() - dt.timedelta(days=3)
TUESDAY = MONDAY + dt.timedelta(days=1)
SOURCE = {"title": "T", "publisher": "P", "url": "https://c.example/s", "read_on": "2026-01-02"}


def sourced(url):
    return [("source", SOURCE | {"url": url})]


def fail_twice(url: str) -> None:
    link = Link.objects.get(url=url)
    for day in (MONDAY, TUESDAY):
        link.note(GONE, now=day)
    link.save()


def broken() -> list[str]:
    return [use.link.url for use in LinkUse.objects.broken().select_related("link")]


def test_links_are_found_wherever_a_public_record_holds_them():
    guide = make_guide(
        legal_basis_en="See <https://b.example/law>.", sources=sourced("https://c.example/s")
    )
    make_step(guide=guide, body_zh_hans='见[公告](https://d.example/公告 "t")。')
    guide.official_links.create(url="https://e.example", label_en="E", label_zh_hans="E")
    guide.save()
    make_apartment(website="https://a.example/", live=True)
    make_apartment(website="https://draft.example/", live=False)

    actions.collect_all()

    found = sorted(LinkUse.objects.values_list("link__url", "kind", "field"))
    assert found == [
        ("https://a.example/", "apartments", "website"),
        ("https://b.example/law", "guides", "legal_basis_en"),
        ("https://c.example/s", "guides", "sources"),
        ("https://d.example/%E5%85%AC%E5%91%8A", "guides", "steps.body_zh_hans"),
        ("https://e.example", "guides", "official_links.url"),
    ]


def test_the_clock_reads_what_is_new_and_forgets_what_is_withdrawn():
    guide = make_guide(live=False, fee_en="[x](https://a.example/)")
    publish(guide)
    assert actions.collect_new() == 1
    assert LinkUse.objects.count() == 1

    Guide.objects.get().unpublish()
    actions.collect_new()

    assert (LinkUse.objects.count(), Link.objects.count()) == (0, 0)


def test_only_what_fails_on_two_days_is_broken():
    make_apartment(website="https://a.example/")
    actions.collect_all()
    link = Link.objects.get()

    def after(answer, moment):
        link.note(answer, now=moment)
        link.save()
        return broken()

    assert after(GONE, MONDAY) == []
    assert after(GONE, MONDAY + dt.timedelta(hours=3)) == []
    assert after(GONE, TUESDAY) == ["https://a.example/"]
    assert after(Answer(Verdict.CLOSED, Reason.ROBOTS, 403), TUESDAY) == []
    assert after(GONE, TUESDAY) == []
    assert link.due_at > TUESDAY


def test_a_link_to_a_page_of_ours_is_known_at_once():
    good, moved, withdrawn = (make_school(slug=slug) for slug in ("good", "old", "gone"))
    moved.slug = "new"
    for school in (good, moved, withdrawn):
        publish(school)
    texts = "[a](/en/schools/good/) [b](/zh-hans/schools/old/) [c](/en/schools/gone/) "
    texts += "[d](/en/guides/never/) [e](/en/schools/) [f](/en/nowhere/)"
    make_guide(fee_en=texts)
    actions.collect_all()
    assert sorted(broken()) == ["/en/guides/never/", "/en/nowhere/"]

    type(withdrawn).objects.get(pk=withdrawn.pk).unpublish()

    assert sorted(broken()) == ["/en/guides/never/", "/en/nowhere/", "/en/schools/gone/"]


def test_one_host_is_asked_once_in_a_while(site, monkeypatch):
    monkeypatch.setattr(actions, "RUN", 5)
    for path in ("status/200", "status/404"):
        make_apartment(website=site.url(path))
    actions.collect_all()

    assert actions.check_due() == 1
    assert actions.check_due() == 0
    cache.clear()  # the while has passed
    assert actions.check_due() == 1

    assert sorted(Link.objects.values_list("verdict", flat=True)) == ["failing", "fine"]
    assert actions.check_due() == 0


def test_where_no_site_answers_it_is_we_who_are_cut_off():
    for number in range(3):
        make_apartment(website=f"http://site{number}.invalid/")
    actions.collect_all()

    assert actions.check_due() == 0

    assert {*Link.objects.values_list("verdict", "failed_first")} == {("unknown", None)}


def test_the_desk_looks_again_and_says_why_and_what_to_do(site, desk, at):
    make_apartment(website=site.url("status/403"))
    actions.collect_all()
    use = LinkUse.objects.get()

    page = desk.post(at(LinkUse, "again", use.pk), follow=True)

    assert "Shuts out robots" in messages(page)[0]
    assert "The site turns programs away; people may well get in." in page.text
    assert "Open it yourself. If it works, leave it." in page.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(desk, at, rows, django_assert_num_queries):
    for number in range(rows):
        make_apartment(website=f"https://a{number}.example/")
    actions.collect_all()
    address = at(LinkUse, "list")
    desk.get(address)

    with django_assert_num_queries(9):
        page = desk.get(address)

    assert page.text.count(".example/") >= rows


def test_what_works_after_all_is_left_alone_until_a_day(desk, at):
    make_apartment(website="https://a.example/")
    actions.collect_all()
    fail_twice("https://a.example/")
    use = LinkUse.objects.get()
    today = timezone.localdate()

    past = desk.post(at(LinkUse, "ignoring", use.pk), {"until": today.isoformat()})
    assert "Please choose a day to come." in past.text
    desk.post(at(LinkUse, "ignoring", use.pk), {"until": today + dt.timedelta(days=30)})

    assert broken() == []
    LinkUse.objects.update(ignored_until=today - dt.timedelta(days=1))
    assert broken() == ["https://a.example/"]


def test_replacing_everywhere_goes_through_drafts(desk, at):
    old, new = "https://a.example/x", "https://b.example/y"
    alone = make_apartment(website=old, sources=sourced(old))
    busy = make_guide(fee_en=f"[x]({old}) [longer]({old}/more)", title_zh_hans="有草稿")
    busy.summary_en = "Something else that nobody has published yet."
    busy.save_revision()
    actions.collect_all()
    use = LinkUse.objects.filter(link__url=old, kind="apartments").first()

    page = desk.post(at(LinkUse, "replacement", use.pk), {"new": new}, follow=True)

    alone.refresh_from_db()
    assert alone.website == new
    assert [source.value["url"] for source in alone.sources] == [new]
    assert alone.meaning_version == 1
    assert alone.revisions.count() == 2  # what readers knew before, and this
    busy.refresh_from_db()
    assert old in busy.fee_en
    draft = busy.get_latest_revision_as_object()
    assert draft.fee_en == f"[x]({new}) [longer]({old}/more)"
    assert draft.summary_en == busy.get_latest_revision_as_object().summary_en
    told = " ".join(messages(page))
    assert "Readers see it in 1 record." in told
    assert "In 1 record it waits as a draft: 有草稿." in told


def test_nobody_sees_or_mends_links_of_another_community(client, at, settings):
    settings.DESK_SECOND_FACTOR = False
    here, there = make_community(), make_community()
    url = "https://a.example/"
    own, foreign = (make_apartment(community=each, website=url) for each in (here, there))
    Apartment.objects.filter(pk=foreign.pk).update(name_zh_hans="异地")
    actions.collect_all()
    user = make_colleague(Role.PUBLISHER, here)
    client.force_login(user)
    uses = {use.object_pk: use for use in LinkUse.objects.filter(kind="apartments")}

    assert client.get(at(LinkUse, "edit", uses[foreign.pk].pk)).status_code == 404
    assert "异地" not in client.get(at(LinkUse, "list")).text
    assert "异地" not in client.get(at(LinkUse, "edit", uses[own.pk].pk)).text
    client.post(at(LinkUse, "replacement", uses[own.pk].pk), {"new": "https://b.example/"})

    websites = Apartment.objects.order_by("pk").values_list("website", flat=True)
    assert [*websites] == ["https://b.example/", url]


def test_an_editors_replacement_waits_for_a_publisher(client, at, settings):
    settings.DESK_SECOND_FACTOR = False
    here = make_community()
    place = make_apartment(community=here, website="https://a.example/")
    actions.collect_all()
    user = make_colleague(Role.EDITOR, here)
    client.force_login(user)

    use = LinkUse.objects.get(kind="apartments")
    client.post(at(LinkUse, "replacement", use.pk), {"new": "https://b.example/"})

    place.refresh_from_db()
    assert place.website == "https://a.example/"
    assert place.get_latest_revision_as_object().website == "https://b.example/"


def test_what_is_under_review_keeps_its_links_until_its_reviewer_has_read_it(
    client, at, settings
):
    settings.DESK_SECOND_FACTOR = False
    here = make_community()
    place = make_apartment(community=here, website="https://a.example/")
    actions.collect_all()
    user = make_colleague(Role.EDITOR, here)
    client.force_login(user)
    place.save_revision()
    place.get_workflow().start(place, make_user())

    use = LinkUse.objects.get(kind="apartments")
    client.post(at(LinkUse, "replacement", use.pk), {"new": "https://b.example/"})

    draft = Apartment.objects.get().get_latest_revision_as_object()
    assert draft.website == "https://a.example/"


def test_the_first_page_of_the_desk_counts_what_is_broken(desk):
    make_apartment(website="https://a.example/")
    make_guide(fee_en="[d](/en/guides/never/)")
    actions.collect_all()
    fail_twice("https://a.example/")

    page = BeautifulSoup(desk.get("/desk/").text, "html.parser")

    line = next(each for each in page.select(".work__line") if "Links" in each.text)
    assert line.select_one(".work__number").text.strip() == "2"
