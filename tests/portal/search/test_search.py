"""How things are found: by every way to write a name, the best first, and nothing hidden."""

import datetime as dt
import time

import pytest
from django.utils import timezone

from portal.models import MissedSearch, SearchAlias, SearchEntry, SearchSynonym
from portal.search import actions, index, texts
from portal.search.finding import find, weighted
from portal.search.marking import excerpt, mark
from portal.search.question import Near, understand
from portal.search.spelling import slips
from tests.factories import (
    make_apartment,
    make_community,
    make_date,
    make_event,
    make_guide,
    make_hospital,
    make_school,
    make_station,
)

pytestmark = pytest.mark.django_db


def publish(*things):
    index.refresh_many(things)


def found(words: str, **options) -> list[str]:
    question = understand(words, typing=options.pop("typing", False))
    return [entry.slug for entry in find(question, now=timezone.now(), **options).entries]


def test_a_name_is_found_by_characters_pinyin_and_initials_in_either_script():
    publish(
        make_hospital(slug="family", name_en="United Family", name_zh_hans="北京和睦家医院"),
        make_hospital(slug="union", name_en="Peking Union", name_zh_hans="北京协和医院"),
    )

    ways = ["和睦家", "睦家医", "hemujia", "he mu jia", "hmj", "United", "FAMILY", "和睦家醫院"]

    assert {way: found(way) for way in ways} == {way: ["family"] for way in ways}


def test_a_word_that_could_be_divided_in_a_thousand_ways_keeps_nobody_waiting():
    began = time.process_time()

    assert texts.is_pinyin("iang" * 24)
    assert not texts.is_pinyin("iang" * 24 + "1")

    assert time.process_time() - began < 1


def test_a_name_comes_before_a_summary_and_a_summary_before_a_text():
    publish(
        make_apartment(slug="text", address_en="Opposite the observatory"),
        make_apartment(slug="name", name_en="Observatory House"),
        make_apartment(slug="summary", summary_en="Below the old observatory."),
    )

    assert found("observatory") == ["name", "summary", "text"]


def test_what_is_over_comes_last():
    now = timezone.now()
    past, coming = make_event(title_en="Tea"), make_event(title_en="Tea evening")
    make_date(event=past, starts_at=now - dt.timedelta(days=9))
    make_date(event=coming, starts_at=now + dt.timedelta(days=9))
    publish(past, coming)

    assert found("tea") == [coming.slug, past.slug]


def test_moving_a_date_moves_the_entry_of_its_event():
    date = make_date(event=make_event(live=True))

    entry = SearchEntry.objects.get(kind="events")

    assert entry.over_at == date.ends_at


def test_a_misspelt_word_is_taken_for_the_nearest_one_and_the_reader_is_told():
    publish(make_school(slug="dulwich", name_en="Dulwich College"))

    assert found("dulwcih colege") == ["dulwich"]
    assert understand("dulwcih colege").meant == "dulwich college"


def test_the_sound_of_a_word_within_a_longer_one_is_no_misspelling():
    publish(
        make_hospital(slug="childrens", name_zh_hans="北京儿童医院"),
        make_station(name_en="Etrong", name_zh_hans="亦创"),
    )

    assert found("ertong yiyuan") == ["childrens"]
    assert understand("ertong yiyuan").meant == ""


def test_staff_add_another_name_and_take_it_away_again():
    publish(make_hospital(slug="union", name_en="Peking Union"))
    alias = SearchAlias.objects.create(kind="hospitals", slug="union", name="PUMCH")

    with_it = found("pumch")
    alias.delete()

    assert (with_it, found("pumch")) == (["union"], [])


def test_words_of_one_meaning_find_one_another_but_come_after_the_word_itself():
    SearchSynonym.objects.create(slug="pr", words=["PR", "green card", "永久居留"])
    publish(
        make_guide(slug="residence", title_zh_hans="申请永久居留"),
        make_guide(slug="card", title_en="The green card of another country"),
    )

    assert found("green card") == ["card", "residence"]
    assert set(found("pr")) == {"card", "residence"}
    assert found("永久居留") == ["residence", "card"]


def test_a_word_is_found_before_it_is_typed_to_its_end():
    publish(make_school(slug="dulwich", name_en="Dulwich College", name_zh_hans="德威学校"))

    ways = ["dulw", "dulwich col", "dew", "德威学"]

    assert {way: found(way, typing=True) for way in ways} == {way: ["dulwich"] for way in ways}
    assert found("dulw") == []


def test_what_is_not_public_is_not_found():
    index.refresh(make_school(slug="draft", name_en="Secret School", live=False))
    publish(make_school(slug="live", name_en="Open School"))

    assert found("school") == ["live"]


def test_a_station_is_found_though_nothing_is_near_it():
    publish(make_station(slug="wudaokou", name_en="Wudaokou", name_zh_hans="五道口"))

    assert found("五道口") == found("wdk") == ["wudaokou"]
    assert not SearchEntry.objects.nearby(39.99, 116.47)


def test_a_kind_is_counted_whole_and_shown_in_part():
    publish(*[make_school(name_en=f"Lake School {n}") for n in range(7)], make_hospital())

    answer = find(understand("lake school"), now=timezone.now(), each=5)

    assert [(group.kind, group.number) for group in answer.groups] == [("schools", 7)]
    assert len(answer.entries) == 5
    assert len(found("lake school", kind="schools", each=5, skip=5)) == 2


def test_most_of_a_long_question_is_enough():
    publish(make_guide(slug="pets", title_en="Bring a cat or dog"))

    assert found("bring my dog tomorrow") == ["pets"]


def test_one_word_is_enough_where_nothing_has_more_and_the_answer_says_so():
    publish(*[make_school(name_en=f"Lake School {n}") for n in range(13)])
    publish(make_guide(slug="pets", title_en="Bring a cat or dog"))

    partly = find(understand("dog racing"), now=timezone.now())

    assert [entry.slug for entry in partly.entries] == ["pets"]
    assert partly.partly
    assert not find(understand("bring dog"), now=timezone.now()).partly
    # What few things have tells more than what many have.
    assert [
        entry.slug
        for entry in find(understand("dog school racing"), now=timezone.now()).entries
    ] == ["pets"]
    many = find(understand("school racing"), now=timezone.now())
    assert (many.total, many.partly) == (13, True)
    assert found("chess racing") == []


def test_where_we_are_and_that_one_asks_tell_nothing_beside_other_words():
    publish(
        make_guide(slug="pets", title_en="Bring a cat or dog", title_zh_hans="携宠物来京"),
        make_guide(slug="leaving", title_en="Leaving Beijing", title_zh_hans="离开北京"),
    )

    assert found("how can I get my dog to Beijing") == ["pets"]
    assert found("怎么带宠物去北京") == ["pets"]
    assert found("Beijing") == ["leaving"]


def test_a_declared_word_is_known_within_a_longer_one_and_is_never_put_right():
    SearchSynonym.objects.create(
        slug="teeth", words=["toothache", "dentistry", "牙科", "口腔科"]
    )
    publish(
        make_hospital(slug="clinic", departments=["dentistry"], name_zh_hans="湖畔口腔科门诊")
    )

    assert found("牙科门诊") == ["clinic"]
    question = understand("I have a toothache")
    assert found("I have a toothache") == ["clinic"]
    assert question.meant == ""


def test_words_declared_together_are_met_as_they_stand_and_not_apart():
    SearchSynonym.objects.create(slug="tax", words=["tax return", "汇算清缴"])
    publish(
        make_guide(slug="right", title_en="The annual tax return"),
        make_guide(slug="wrong", title_en="Tax for those who return"),
    )

    assert found("汇算清缴") == ["right"]


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("eyes", {"departments": ["ophthalmology"]}),
        ("眼科", {"departments": ["ophthalmology"]}),
        ("public hospital", {"hospital_kind": "public_hospital"}),
        ("direct insurers", {"direct_billing": True}),
    ],
)
def test_a_place_is_found_by_what_it_states(words, fields):
    publish(make_hospital(slug="states-it", name_en="Lakeside", **fields))
    publish(make_hospital(slug="says-no", name_en="Hillside", direct_billing=False))

    assert found(words) == ["states-it"]


def test_words_that_stand_together_come_before_the_same_words_apart():
    publish(
        make_guide(slug="apart", title_en="Drive", summary_en="Pass a test in Beijing."),
        make_guide(slug="together", title_en="Ride a bus", summary_en="A Beijing Pass."),
    )

    assert found("beijing pass") == ["together", "apart"]


def test_what_is_near_the_chosen_community_comes_first():
    at = {"position_precision": "street", "longitude": 116.3}
    here = make_community(slug="here", latitude=39.9, **at)
    publish(
        make_school(slug="far", name_en="Lake School A", latitude=40.3, **at),
        make_school(slug="near", name_en="Lake School B", latitude=39.91, **at),
        make_school(slug="own", name_en="Lake School C", community=here),
    )
    near = Near("here", here.latitude, here.longitude)

    asked = find(understand("lake school", near=near), now=timezone.now())

    assert found("lake school") == ["far", "near", "own"]
    assert [entry.slug for entry in asked.entries] == ["own", "near", "far"]
    nowhere = find(understand("lake", near=Near("here", None, None)), now=timezone.now())
    assert nowhere.entries[0].slug == "own"


@pytest.mark.parametrize(
    "words",
    ["", "   ", "%", "'", "'' | 'x':*", "\x00", "😀", "\\", "((((", "the", "的", "x" * 5000,
     "é" * 99, "京", "a b c d e f g h i j k l m n o p", "1 2 3", "ß İ ǅ"],
)  # fmt: skip
def test_no_question_breaks_the_search(words):
    publish(make_school())

    for typing in (False, True):
        find(understand(words, typing=typing), now=timezone.now())


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_question_costs_three_queries(django_assert_num_queries, how_many):
    publish(*[make_school(name_en=f"Lake School {n}") for n in range(how_many)])

    with django_assert_num_queries(3):
        assert len(found("lake schol")) == how_many


def test_what_was_asked_for_is_marked_and_nothing_else_is_let_through():
    question = understand("hemujia <b>")

    assert mark("北京和睦家医院 <b>", question, sounds=True) == (
        "北京<mark>和睦家</mark>医院 &lt;<mark>b</mark>&gt;"
    )
    assert mark("Schools & homes", understand("school")) == "<mark>Schools</mark> &amp; homes"


def test_the_little_words_of_a_synonym_mark_nothing():
    SearchSynonym.objects.create(slug="doctor", words=["doctor", "see a doctor", "医院"])

    marked = mark("Ask an app for a doctor", understand("doctor"))

    assert marked == "Ask an app for a <mark>doctor</mark>"


def test_an_excerpt_shows_the_place_in_whole_words():
    text = "word " * 60 + "dentist " + "word " * 60

    cut = excerpt(text, understand("dentist"))

    assert "<mark>dentist</mark>" in cut
    assert cut.startswith("… word")
    assert excerpt(text, understand("plumber")) == ""


def test_searches_in_vain_are_counted_by_day_without_what_may_be_personal():
    for words in ("Gorky Park", "gorky park", "me@example.org", "138 1234 5678", "x" * 500):
        actions.note_missed(words)

    counted = MissedSearch.objects.values_list("words", "number")

    assert sorted(counted) == [("gorky park", 2), ("x" * 60, 1)]


def test_old_searches_in_vain_are_forgotten():
    today = timezone.localdate()
    MissedSearch.objects.create(day=today - dt.timedelta(days=91), words="old")
    MissedSearch.objects.create(day=today, words="new")

    assert actions.forget_missed() == 1


def test_texts_are_folded():
    assert texts.runs("Lycée Français，E-Town 國際學校's") == [
        "lycee", "francais", "e", "town", "国际学校", "s",
    ]  # fmt: skip
    assert texts.keys("International School (ISB)") == {
        "internationalschoolisb", "internationalschool", "isb",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("visa", "visa", 0),
        ("vsia", "visa", 1),
        ("vis", "visa", 1),
        ("viza", "visa", 1),
        ("a", "bc", 2),
    ],
)
def test_slips_of_a_finger_are_counted(one, other, number):
    assert slips(one, other) == number


def test_a_question_is_narrowed_to_weights():
    assert weighted("('a' & ('~b':* | 'c d'))", "AB") == "('a':AB & ('~b':*AB | 'c d':AB))"
