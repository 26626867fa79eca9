"""An editor's week at the desk, in Chinese, in a browser: translate, correct, submit, be
returned, submit again; work beside somebody else; put a page on the calendar; withdraw one at
once; bring two hundred rows back changed. The guide for staff shows pictures of it."""

import csv
import datetime as dt
import io
import re

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from portal.base.rights import Role
from portal.exchange import actions as imports
from portal.models import Duty
from portal.publishing.review import provide
from portal.publishing.tasks import apply_schedule
from portal.search import index
from services.models import Apartment, Guide
from tests import browser
from tests.factories import make_apartment, make_community, make_guide, make_user, publish
from tests.portal.desk.pictures import Pictures, named

pytestmark = pytest.mark.browser

EDIT = "/desk/apartments/edit/{}/"
LIST = "/desk/apartments/"
IMPORT = "/desk/apartments/import/"
ROWS, CHANGED = 200, 12
# Wagtail begins to look for changes two seconds after a form has opened, and says so.
WATCHED = """
document.addEventListener("w-unsaved:watch-edits", () => {
  document.documentElement.dataset.watched = "yes";
});
"""
# The desk's pages are the heaviest of all, and its drafts save themselves.
PATIENCE = 60_000  # milliseconds


@pytest.fixture
def window(open_page, live_portal, settings):
    """Open a window of somebody who has signed in, with a role in a community."""
    settings.DESK_SECOND_FACTOR = False
    expect.set_options(timeout=PATIENCE)

    def window(name, role, community):
        user = make_user(name=name, is_staff=True)
        UserProfile.objects.create(user=user, preferred_language="zh-hans")
        Duty.objects.create(user=user, role=role, community=community)
        client = Client()
        client.force_login(user)
        page = open_page(language="zh-CN", width=1100)
        page.set_default_timeout(PATIENCE)
        page.add_init_script(WATCHED)
        key = client.cookies[project.SESSION_COOKIE_NAME].value
        cookie = {"name": project.SESSION_COOKIE_NAME, "value": key, "url": live_portal}
        page.context.add_cookies([cookie])
        return page

    yield window
    expect.set_options(timeout=browser.PATIENCE)


@pytest.fixture
def home(live_portal):
    """A home whose Chinese text is behind the English one."""
    provide([Apartment, Guide])
    home = make_apartment(
        slug="riverside",
        community=make_community(name_zh_hans="望京国际人才社区", name_en="Wangjing Community"),
        name_zh_hans="河畔公寓",
        name_en="Riverside Apartments",
        summary_zh_hans="距地铁站步行可达的人才公寓。",
        summary_en="Talent flats within a walk of the metro.",
        rent_min=5000,
        rent_as_of="2026",
        phone="010-6470 0000",
    )
    index.refresh(home)
    home.summary_en = "Talent flats within a walk of the metro, with a pool."
    publish(home, note="There is a pool now. 现有泳池。", stated_in=["en"])
    cache.clear()
    return home


def test_an_editors_week(home, window, open_page, monkeypatch):
    editor = window("小李", Role.EDITOR, home.community)
    publisher = window("王主任", Role.PUBLISHER, home.community)
    office = window("张处", Role.CITY_OFFICE, None)
    show = Pictures()

    monday_a_rent_and_a_translation(home, editor, open_page, show)
    tuesday_returned_and_approved(home, editor, publisher, open_page, show)
    wednesday_two_people_at_once(home, editor, publisher, open_page, show)
    thursday_a_guide_at_its_minute(office, open_page, monkeypatch, show)
    friday_two_hundred_rows(home, publisher, show)
    friday_evening_withdrawn_at_once(home, publisher, open_page, show)

    open_page.faults[:] = [fault for fault in open_page.faults if "400" not in fault]
    for language in ("zh", "en"):
        assert named(language) == show.made


def press(page, label: str | re.Pattern) -> None:
    """Press a button under the form, which may stand in the menu beside the first."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name=label).click()


def saved(page) -> None:
    """Wait until the draft has saved itself."""
    autosave(page, "saved")


def autosave(page, state: str) -> None:
    indicator = page.locator("#w-autosave-indicator")
    expect(indicator).to_have_attribute("data-w-autosave-state-value", state)


def open_form(page, address: str) -> None:
    """Open a form and wait until the desk watches what is typed into it."""
    page.goto(address)
    expect(page.locator("html[data-watched]")).to_have_count(1)


def tab(page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def public(open_page, path: str = "/zh-hans/apartments/riverside/") -> str:
    page = open_page(language="zh-CN", script=False)
    page.goto(path)
    shown = page.locator("main").text_content()
    page.context.close()
    return shown


def answer(page, chinese: str, english: str, button: str | re.Pattern) -> None:
    """Say that the meaning changed, that both texts state it, and what readers shall know."""
    page.locator("[name=is_change][value='1']").check()
    for language in ("en", "zh-hans"):
        page.locator(f"[name=stated_in][value={language}]").check()
    page.locator("[name=note_zh_hans]").fill(chinese)
    page.locator("[name=note_en]").fill(english)
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def monday_a_rent_and_a_translation(home, editor, open_page, show) -> None:
    """The outdated text is marked; it is translated, and the rent corrected in one go."""
    assert "本页中文内容尚未更新" in public(open_page)
    editor.goto("/desk/")
    show(editor, "board", part="#main")
    editor.goto(LIST)
    show(editor, "list", part="#main")
    editor.goto(EDIT.format(home.pk))
    expect(editor.locator(".standing")).to_contain_text("已过时")
    show(editor, "form")
    open_form(editor, EDIT.format(home.pk))
    editor.get_by_label("简介 (中文) · 已过时").fill("距地铁站步行可达的人才公寓，带泳池。")
    tab(editor, "事实信息")
    editor.locator("[name=rent_min]").fill("6000")
    saved(editor)
    press(editor, "提交审核")
    show(editor, "meaning", part="#main")
    answer(editor, "租金调整为6000元。", "The rent is now ¥6,000.", "提交审核")
    assert "6000" not in public(open_page).replace(",", "")


def tuesday_returned_and_approved(home, editor, publisher, open_page, show) -> None:
    """The publisher returns it, the editor submits it again, and it is approved."""
    edit = EDIT.format(home.pk)
    publisher.goto(edit)
    press(publisher, "附意见退回")
    publisher.locator(".modal-body textarea, dialog textarea").fill("请注明户型。")
    with publisher.expect_navigation():
        publisher.locator(".modal-body [type=submit]").click()
    editor.goto(edit)
    show(editor, "returned")
    open_form(editor, edit)
    expect(editor.locator(".standing")).to_contain_text("请注明户型。")
    editor.get_by_label("简介 (中文)").fill("距地铁站步行可达的一居室，带泳池。")
    saved(editor)
    press(editor, "重新提交")
    answer(editor, "租金调整为6000元。", "The rent is now ¥6,000.", "提交审核")
    publisher.goto(edit)
    press(publisher, re.compile("通过"))
    publisher.wait_for_url(f"**{LIST}")
    shown = public(open_page)
    assert "本页中文内容尚未更新" not in shown
    assert "一居室，带泳池。" in shown
    assert "租金调整为6000元。" in shown


def wednesday_two_people_at_once(home, editor, publisher, open_page, show) -> None:
    """Both have the form open. Who saves second is told, sees both, and loses nothing."""
    edit = EDIT.format(home.pk)
    open_form(editor, edit)
    open_form(publisher, edit)
    tab(publisher, "事实信息")
    publisher.locator("[name=phone]").fill("010-6470 1111")
    saved(publisher)

    editor.get_by_label("地址 (中文)").fill("朝阳区河荫路1号")
    autosave(editor, "paused")
    dialog = editor.locator("#w-save-confirmation-dialog")
    expect(dialog).to_contain_text("王主任保存了新版本")
    editor.locator("footer button[type=submit]").first.click()
    expect(dialog.get_by_text("两个版本")).to_be_visible()
    with editor.expect_navigation():
        dialog.get_by_role("button", name="保存草稿").click()
    expect(editor.locator("section.collision")).to_contain_text("电话")
    show(editor, "two-versions", part="#main", again=False)
    with editor.expect_navigation():
        editor.locator("footer button[type=submit]").first.click()

    newest = Apartment.objects.get().get_latest_revision_as_object()
    assert newest.address_zh_hans == "朝阳区河荫路1号"
    assert newest.phone == "010-6470 1111"


def thursday_a_guide_at_its_minute(office, open_page, monkeypatch, show) -> None:
    """A guide on the calendar is not there a minute before its time, and is there at it."""
    guide = make_guide(
        slug="moving-in", title_zh_hans="入住登记", title_en="Moving in", live=False
    )
    guide.save_revision()
    address = "/zh-hans/guides/moving-in/"
    at = timezone.localtime().replace(second=0, microsecond=0) + dt.timedelta(hours=2)
    open_form(office, f"/desk/guides/edit/{guide.pk}/")
    tab(office, "网址与时间")
    office.locator("[name=go_live_at]").fill(f"{at:%Y-%m-%d %H:%M}")
    office.keyboard.press("Escape")
    saved(office)
    show(office, "schedule", again=False)
    office.get_by_role("tabpanel").get_by_role("button", name="定时发布").click()
    office.wait_for_url("**/desk/guides/")
    expect(office.locator("main")).to_contain_text("定时")

    for minutes, status in ((-1, 404), (0, 200)):
        moment = at + dt.timedelta(minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        apply_schedule()
        page = open_page(language="zh-CN", script=False)
        assert page.goto(address).status == status
    monkeypatch.undo()
    open_page.faults[:] = [fault for fault in open_page.faults if address not in fault]
    expect(page.locator("h1")).to_contain_text("入住登记")


def friday_two_hundred_rows(home, publisher, show) -> None:
    """A list is taken along, comes back with three faults, is mended, applied and undone."""
    for n in range(1, ROWS):
        make_apartment(
            community=home.community,
            slug=f"house-{n:03}",
            name_zh_hans=f"望京{n}号院",
            name_en=f"{n} Wangjing Court",
            rent_min=4000,
            rent_as_of="2025",
        )
    publisher.goto(IMPORT)
    with publisher.expect_download() as download:
        publisher.get_by_role("link", name="CSV").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file)
    slug, rent = heading.index("网址"), heading.index("最低租金")
    rent_date, district = heading.index("租金数据日期"), heading.index("城区")
    rows.sort(key=lambda row: row[slug])
    for row in rows[:CHANGED]:
        row[rent], row[rent_date] = "4500", "2026"
    good = [list(row) for row in rows]
    rows[3][rent], rows[7][district], rows[9][slug] = "四千五", "望京区", "nowhere"

    upload(publisher, heading, rows)
    told = publisher.locator("table.import tbody tr")
    expect(told).to_have_count(3)
    expect(publisher.locator("table.import")).to_contain_text("“四千五”不是整数")
    show(publisher, "import-faults", part="#main")
    upload(publisher, heading, good)
    expect(publisher.locator("main")).to_contain_text(f"将改动 {CHANGED} 行")
    show(publisher, "import", part="#main")
    answer(publisher, "租金已更新。", "Rents are brought up to date.", re.compile("发布"))
    worked(publisher)
    expect(publisher.locator("main")).to_contain_text(f"已写入 {CHANGED} 行")
    raised = Apartment.objects.filter(rent_min=4500)
    assert raised.count() == CHANGED

    publisher.get_by_text("撤销本次导入").click()
    answer(publisher, "租金更正。", "The rents are corrected.", "全部撤销")
    worked(publisher)
    expect(publisher.locator("main")).to_contain_text("已恢复原样")
    assert raised.count() == 0


def upload(page, heading: list[str], rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([heading, *rows])
    content = text.getvalue().encode("utf-8-sig")
    page.goto(IMPORT)
    file = {"name": "租金.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("[type=file]").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="检查文件").click()
    worked(page)


def worked(page) -> None:
    """Let the worker do what the page waits for; the page notices by itself."""
    expect(page.locator("progress")).to_be_visible()
    imports.work()
    expect(page.locator("progress")).to_have_count(0)


def friday_evening_withdrawn_at_once(home, publisher, open_page, show) -> None:
    """One click takes a page off the site."""
    publisher.goto(EDIT.format(home.pk))
    show(publisher, "standing", part=".standing")
    with publisher.expect_navigation():
        publisher.get_by_role("button", name="立即撤下").click()
    page = open_page(language="zh-CN", script=False)
    assert page.goto("/zh-hans/apartments/riverside/").status in {404, 410}
    open_page.faults[:] = [fault for fault in open_page.faults if "riverside" not in fault]
