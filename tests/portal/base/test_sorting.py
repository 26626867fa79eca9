"""Names sort as readers of each language look for them."""

import pytest

from portal.base.sorting import sort_key
from services.models import School
from tests.factories import make_school


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The British School", "british school"),
        ("École Zola", "ecole zola"),
        ("iHouse 2", "ihouse 0002"),
        ("", ""),
    ],
)
def test_english_keys_know_no_case_accent_or_article(name, key):
    assert sort_key(name, "en") == key


def test_chinese_keys_are_pinyin_with_tones():
    assert sort_key("重庆路小学", "zh-hans") == "chong2 qing4 lu4 xiao3 xue2"
    assert sort_key("ISB学校", "zh-hans") == "isb xue2 xiao4"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_number_four_comes_before_number_fifty_five(language):
    assert sort_key("4中 No. 4", language) < sort_key("55中 No. 55", language)


def test_xi_an_comes_before_xian():
    assert sort_key("西安", "zh-hans") < sort_key("仙境", "zh-hans")


@pytest.mark.django_db
def test_keys_follow_the_name_however_it_is_saved():
    school = make_school(name_en="Alder", name_zh_hans="桤木")
    school.name_en, school.name_zh_hans = "Birch", "白桦"
    school.save()
    (made,) = School.objects.bulk_create(
        [School(slug="b", name_en="Cedar", name_zh_hans="雪松", summary_en="x")]
    )

    school.refresh_from_db()
    assert (school.sort_key_en, school.sort_key_zh_hans) == ("birch", "bai2 hua4")
    assert (made.sort_key_en, made.sort_key_zh_hans) == ("cedar", "xue3 song1")
