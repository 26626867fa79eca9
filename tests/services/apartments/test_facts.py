"""What is told about a home, in both languages."""

import pytest
from django.utils import translation

from services.apartments.facts import card_facts, facts
from services.apartments.models import Apartment


def told(apartment: Apartment, language: str) -> dict[str, str]:
    with translation.override(language):
        return {fact.term: str(fact) for fact in facts(apartment)}


HOME = Apartment(
    apartment_kind="serviced_apartment",
    rent_min=18000,
    rent_max=46000,
    rent_as_of="2018",
    deposit_months=2,
    rent_includes=["heating", "internet"],
    bedrooms=[0, 1, 3],
    area_min=68,
    furnished=True,
    pets=False,
    minimum_lease_months=6,
    amenities=["pool", "gym"],
    operator_en="Jade Homes",
    operator_zh_hans="碧玉公寓",
    languages=["en", "zh"],
)


def test_a_home_in_english():
    assert told(HOME, "en") == {
        "Kind": "Serviced apartment",
        "Rent": "¥18,000–46,000 a month, as of 2018, over a year ago",
        "Rent includes": "Heating, Internet",
        "Deposit": "2 months’ rent",
        "Bedrooms": "Studio to 3 bedrooms",
        "Area": "from 68 m²",
        "Furnished": "Yes",
        "Shortest lease": "6 months",
        "Takes pets": "No",
        "Amenities": "Gym, Pool",
        "Staff speak": "English, Chinese",
        "Run by": "Jade Homes",
    }


def test_a_home_in_chinese():
    assert told(HOME, "zh-hans") == {
        "类型": "服务式公寓",
        "租金": "每月¥18,000–46,000（截至2018年，已逾一年）",
        "租金包含": "供暖、网络",
        "押金": "2个月租金",
        "卧室": "开间至3间卧室",
        "面积": "68平方米起",
        "带家具": "是",
        "最短租期": "6个月",
        "可养宠物": "否",
        "配套设施": "健身房、游泳池",
        "服务语言": "英语、中文",
        "运营单位": "碧玉公寓",
    }


def test_a_home_of_which_nothing_is_stated_says_nothing():
    assert facts(Apartment()) == []


@pytest.mark.parametrize(
    ("bedrooms", "words"),
    [
        ([0], "Studio"),
        ([0, 1], "Studio to 1 bedroom"),
        ([1], "1 bedroom"),
        ([2], "2 bedrooms"),
        ([3, 1], "1–3 bedrooms"),
    ],
)
def test_bedrooms_are_told_as_people_say_them(bedrooms, words):
    assert [str(fact) for fact in card_facts(Apartment(bedrooms=bedrooms))] == [words]


def test_no_deposit_is_told_and_one_that_nobody_states_is_not():
    deposits = [
        told(Apartment(deposit_months=each), "en").get("Deposit") for each in (0, 1, None)
    ]

    assert deposits == ["None", "1 month’s rent", None]
