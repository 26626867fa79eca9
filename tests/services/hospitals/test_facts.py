"""What is told about a hospital, in both languages."""

from django.utils import translation

from services.hospitals.facts import card_facts, facts
from services.hospitals.models import Hospital

HOSPITAL = Hospital(
    hospital_kind="international_hospital",
    ownership="private",
    emergency_24h=True,
    departments=["emergency", "dentistry"],
    languages=["en"],
    direct_billing=True,
    insurers="Cigna\nAXA\n",
    opening_hours_en="Working days",
    opening_hours_zh_hans="工作日",
)


def told(hospital: Hospital, language: str) -> dict[str, str]:
    with translation.override(language):
        return {fact.term: str(fact) for fact in facts(hospital)}


def test_a_hospital_in_english():
    assert told(HOSPITAL, "en") == {
        "Kind": "International hospital",
        "Ownership": "Private",
        "Emergency care, day and night": "Yes",
        "Opening hours": "Working days",
        "Departments": "Dentistry, Emergency department",
        "Staff speak": "English",
        "Bills insurers directly": "Yes",
        "Insurers billed": "Cigna, AXA",
    }


def test_a_hospital_in_chinese():
    assert told(HOSPITAL, "zh-hans") == {
        "类型": "国际医院",
        "办医性质": "民营",
        "24小时急诊": "是",
        "开放时间": "工作日",
        "科室": "口腔科、急诊科",
        "服务语言": "英语",
        "保险直付": "是",
        "直付保险机构": "Cigna、AXA",
    }


def test_a_card_speaks_of_emergency_care_only_where_it_is_stated():
    clinic = Hospital(hospital_kind="clinic", emergency_24h=None)

    assert str(card_facts(HOSPITAL)[0]) == "Emergency care, day and night"
    assert [str(fact) for fact in card_facts(clinic)] == ["Clinic"]


def test_a_card_repeats_nothing_and_names_the_foreign_languages():
    public = Hospital(
        hospital_kind="public_hospital", ownership="public", languages=["zh", "fr", "en"]
    )

    assert [str(fact) for fact in card_facts(public)] == ["Public hospital", "English, French"]


def test_a_hospital_of_which_nothing_is_stated_says_nothing():
    assert facts(Hospital()) == []
