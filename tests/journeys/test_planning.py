"""A newcomer's plan, against the table of docs/plan.md, which was worked out by hand."""

import datetime as dt

import icalendar
import ics
import pytest
import vobject
from bs4 import BeautifulSoup
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("full portal, used")]

TOLD = {
    "go": 1,
    "route": "work",
    "entered": "2027-03-01",
    "moved_in": "2027-03-03",
    "permit_ends": "2028-02-28",
    "p1-relation": "spouse",
    "p1-entered": "2027-06-20",
    "p2-relation": "child",
    "p2-age": 8,
    "p2-entered": "2027-06-20",
}
TITLES = {
    "register": ("Register your address with the police", "办理住宿登记"),
    "check": ("Have the medical check", "完成体检"),
    "work permit": ("Apply for the work permit", "申请外国人工作许可"),
    "permit": ("Apply for the residence permit", "申请居留许可"),
    "family": ("Apply for your family's residence permits", "为家人申请居留许可"),
    "opens": ("The renewal of your work permit opens", "可开始申请工作许可延期"),
    "renew work": ("Last day to renew your work permit", "工作许可延期申请截止"),
    "renew": ("Apply to renew your residence permit", "申请居留许可延期"),
    "end": ("Last day of the permit", "证件有效期最后一天"),
}
# Day, who, what, and the day to go by where that is another.
TABLE = [
    ("2027-03-04", "you", "register", ""),
    ("2027-03-08", "you", "check", ""),
    ("2027-03-16", "you", "work permit", ""),
    ("2027-03-31", "you", "permit", ""),
    ("2027-06-21", "wife", "register", ""),
    ("2027-06-21", "child", "register", ""),
    ("2027-06-27", "wife", "check", "Fri 25 June 2027"),
    ("2027-07-20", "wife", "family", ""),
    ("2027-07-20", "child", "family", ""),
    ("2027-11-30", "you", "opens", ""),
    ("2028-01-29", "you", "renew work", "Fri 28 January 2028"),
    ("2028-01-29", "you", "renew", "Fri 28 January 2028"),
    ("2028-02-28", "you", "end", ""),
]
WORDS = {
    "en": {"you": "You", "wife": "Your husband or wife", "child": "Your child, 8"},
    "zh-hans": {"you": "您本人", "wife": "您的配偶", "child": "您的子女，8岁"},
}
GO_BY = {
    ("zh-hans", "Fri 25 June 2027"): "2027年6月25日 周五",
    ("zh-hans", "Fri 28 January 2028"): "2028年1月28日 周五",
}


def told(language: str) -> list[tuple]:
    """The table as a page in a language has it, in no order within a day."""
    title = 0 if language == "en" else 1
    return sorted(
        (day, WORDS[language][who], TITLES[what][title], GO_BY.get((language, go_by), go_by))
        for day, who, what, go_by in TABLE
    )


def shown(html: bytes) -> list[tuple]:
    people = BeautifulSoup(html, "html.parser").select(".plan-lines ul > li")
    return sorted(line(each.find_parent("ul").parent, each.span) for each in people)


def line(item, who) -> tuple:
    notes = [part for part in item.get_text().splitlines() if "Go by" in part or "最迟" in part]
    note = notes[0] if notes else ""
    go_by = note.partition("Go by ")[2].partition(".")[0]
    return (
        item.time["datetime"],
        who.get_text(),
        item.h3.contents[0].strip(),
        go_by or note.partition("最迟请于")[2].partition("办理")[0],
    )


def fill_in(page) -> None:
    page.locator("summary:has(+ .plan-relative)").click()
    for name, value in TOLD.items():
        if name == "route":
            page.locator(f"input[name=route][value={value}]").check()
        elif name.endswith("relation"):
            page.locator(f"#id_{name}").select_option(value)
        elif name != "go":
            page.locator(f"#id_{name}").fill(str(value))


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "width", "script"), [("en", 360, True), ("zh-hans", 1280, False)]
)
def test_every_day_of_a_newcomers_plan_is_that_of_the_table(visit, language, width, script):
    page = visit(f"/{language}/guides/", width=width, script=script)
    page.locator(f'a.button[href="/{language}/plan/"]').click()
    fill_in(page)
    page.locator("button[name=go]").press("Enter")
    page.wait_for_selector(".plan-lines")

    assert shown(page.content().encode()) == told(language)

    page.locator("button[value='register-address.you']").press("Enter")
    page.wait_for_selector("#done")
    assert page.locator("#done .is-done").count() == 1
    page.locator("a[href='#errand-work-permit']").first.click()
    assert page.locator("#errand-work-permit[open]").count() == int(script)
    if script:
        page.wait_for_function("localStorage.plan?.includes('done=register-address.you')")
        ticked = page.url.partition("#")[0]
        page.goto(page.url.partition("/plan/")[0] + "/plan/")
        page.locator("[data-plan-open]").click()
        assert page.url == ticked
        page.locator("[data-plan-forget]").click()
        assert page.evaluate("localStorage.getItem('plan')") is None


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_foreign_programs_read_the_same_days_in_the_calendar(full_portal, language):
    client = Client()
    address = client.get(f"/{language}/plan/", TOLD).headers["Location"]
    file = client.get(address.replace("/dates/", "/plan.ics")).content.decode()
    again = client.get(address.replace("/dates/", "/plan.ics")).content.decode()
    entries = icalendar.Calendar.from_ical(file).walk("VEVENT")
    order, brackets = (1, "{} ({})") if language == "en" else (-1, "{}（{}）")
    days = sorted(
        (day, brackets.format(" ".join(TITLES[what][::order]), WORDS[language][who]))
        for day, who, what, _go_by in TABLE
    )

    ours = [(e.decoded("dtstart").isoformat(), str(e["summary"])) for e in entries]
    assert sorted(ours) == days
    theirs = vobject.readOne(file).vevent_list
    assert sorted((e.dtstart.value.isoformat(), e.summary.value) for e in theirs) == days
    third = ics.Calendar(file).events
    assert sorted((e.begin.date().isoformat(), e.name) for e in third) == days
    assert all(event.alarms for event in third)
    assert len({str(entry["uid"]) for entry in entries}) == len(TABLE)
    assert [e["uid"] for e in icalendar.Calendar.from_ical(again).walk("VEVENT")] == [
        entry["uid"] for entry in entries
    ]
    permit = entries[-1].walk("VALARM")
    assert {alarm.decoded("trigger") for alarm in permit} == {
        dt.timedelta(hours=9, days=-days) for days in (30, 45, 90)
    }
