"""What has changed, as Atom, read by a program of our own."""

from xml.etree import ElementTree

import pytest

from portal.publishing.history import MeaningChange
from portal.search import index
from tests.factories import make_guide

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = "/en/subscriptions/pages/"


@pytest.fixture
def guide():
    guide = make_guide(slug="permit", title_en="Permit", title_zh_hans="许可", topic="work")
    other = make_guide(slug="home", title_en="Home", topic="housing")
    for number, thing in enumerate((guide, other)):
        index.refresh(thing)
        MeaningChange.objects.create(
            kind="guides", object_pk=thing.pk, version=2, stated_in=["en", "zh-hans"],
            note_en=f"Fee {number}", note_zh_hans=f"费用{number}",
        )  # fmt: skip
    return guide


def entries(response) -> list[ElementTree.Element]:
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314 (ours)


def titles(response) -> list[tuple[str, str]]:
    names = (f"{ATOM}title", f"{ATOM}summary")
    return [tuple(each.findtext(name) for name in names) for each in entries(response)]


def test_a_feed_tells_of_a_page_a_topic_or_everything(client, guide):
    assert titles(client.get(f"{PAGES}guides/permit/changes.atom")) == [("Permit", "Fee 0")]
    assert titles(client.get("/en/guides/topics/work/changes.atom")) == [("Permit", "Fee 0")]
    everything = titles(client.get(f"{PAGES}changes.atom"))
    assert everything == [("Home", "Fee 1"), ("Permit", "Fee 0")]


def test_a_feed_speaks_the_language_of_its_address_and_keeps_the_names_of_entries(
    client, guide
):
    feed = "/zh-hans/subscriptions/pages/guides/permit/changes.atom"
    first = client.get(feed)
    again = client.get(feed)

    assert titles(first) == [("许可", "费用0")]
    assert first.content == again.content
    assert first.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    (entry,) = entries(first)
    pk = MeaningChange.objects.of(guide).get().pk
    assert entry.findtext(f"{ATOM}id").endswith(f",2026:zh-hans/change/{pk}")


def test_a_sign_out_of_a_word_processor_breaks_no_feed(client, guide):
    MeaningChange.objects.of(guide).update(note_en="Fee\x0b 0")

    assert titles(client.get(f"{PAGES}changes.atom"))[1] == ("Permit", "Fee 0")


def test_who_has_the_newest_is_told_that_nothing_is_new(client, guide):
    etag = client.get(f"{PAGES}changes.atom").headers["ETag"]

    known = client.get(f"{PAGES}changes.atom", headers={"if-none-match": etag})
    MeaningChange.objects.create(
        kind="guides", object_pk=guide.pk, version=3, note_en="x", note_zh_hans="x"
    )
    new = client.get(f"{PAGES}changes.atom", headers={"if-none-match": etag})

    assert (known.status_code, new.status_code) == (304, 200)


def test_what_is_not_public_has_no_feed_and_stands_in_none(client, guide):
    guide.unpublish()

    assert client.get(f"{PAGES}guides/permit/changes.atom").status_code == 410
    assert client.get("/en/guides/topics/nothing/changes.atom").status_code == 404
    assert titles(client.get(f"{PAGES}changes.atom")) == [("Home", "Fee 1")]


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_feed_costs_the_same_however_long_it_is(client, django_assert_num_queries, how_many):
    for _turn in range(how_many):
        thing = make_guide()
        index.refresh(thing)
        MeaningChange.objects.create(kind="guides", object_pk=thing.pk, version=2, note_en="x")

    with django_assert_num_queries(3):
        client.get(f"{PAGES}changes.atom")
