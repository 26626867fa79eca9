"""An editor's week at the desk, in Chinese: translate, correct, submit, be returned, submit
again; a publisher approves."""

import re

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from portal.base.rights import Role
from portal.models import Duty
from portal.publishing.review import provide
from portal.search import index
from services.models import Apartment
from tests.factories import make_apartment, make_community, make_user, publish

pytestmark = pytest.mark.browser

EDIT = "/desk/apartments/edit/{}/"


@pytest.fixture
def window(open_page, live_portal, settings):
    """Open a window of somebody who has signed in, with a role in a community."""
    settings.DESK_SECOND_FACTOR = False

    def window(name, role, community):
        user = make_user(name=name, is_staff=True)
        UserProfile.objects.create(user=user, preferred_language="zh-hans")
        Duty.objects.create(user=user, role=role, community=community)
        client = Client()
        client.force_login(user)
        page = open_page(language="zh-CN")
        key = client.cookies[project.SESSION_COOKIE_NAME].value
        cookie = {"name": project.SESSION_COOKIE_NAME, "value": key, "url": live_portal}
        page.context.add_cookies([cookie])
        return page

    return window


@pytest.fixture
def home(live_portal):
    """A home whose Chinese text is behind the English one."""
    provide([Apartment])
    home = make_apartment(
        community=make_community(),
        name_zh_hans="河畔公寓",
        rent_min=5000,
        rent_as_of="2026",
    )
    index.refresh(home)
    home.summary_en = "With a pool."
    publish(home, note="There is a pool now. 现有泳池。", stated_in=["en"])
    cache.clear()
    return home


def press(page, label: str) -> None:
    """Press a button under the form, which may stand in the menu beside the first."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name=label).click()


def saved(page) -> None:
    """Wait until the draft has saved itself."""
    expect(page.locator("#w-autosave-indicator")).to_contain_text("已保存")


def facts(page) -> None:
    page.get_by_role("tab", name="事实信息").click()


def public(open_page) -> str:
    page = open_page(language="zh-CN", script=False)
    page.goto(f"/zh-hans/apartments/{Apartment.objects.get().slug}/")
    return page.locator("main").text_content()


def test_an_editors_week(home, window, open_page):
    editor = window("小李", Role.EDITOR, home.community)
    publisher = window("王主任", Role.PUBLISHER, home.community)
    edit = EDIT.format(home.pk)
    assert "本页中文内容尚未更新" in public(open_page)

    # The outdated text is marked; it is translated and the rent corrected in one go.
    editor.goto(edit)
    expect(editor.locator(".standing")).to_contain_text("已过时")
    editor.get_by_label("简介 (中文) · 已过时").fill("带泳池。")
    facts(editor)
    editor.locator("[name=rent_min]").fill("6000")
    # The draft saves itself.
    saved(editor)
    press(editor, "提交审核")
    answer(editor, "租金调整为6000元。", "The rent is now ¥6,000.", "提交审核")
    assert "5000" in public(open_page).replace(",", "")

    # The publisher returns it, the editor submits it again, and it is approved.
    publisher.goto(edit)
    press(publisher, "附意见退回")
    publisher.locator(".modal-body textarea, dialog textarea").fill("请注明户型。")
    with publisher.expect_navigation():
        publisher.locator(".modal-body [type=submit]").click()
    editor.goto(edit)
    expect(editor.locator(".standing")).to_contain_text("请注明户型。")
    editor.get_by_label("简介 (中文)").fill("一居室，带泳池。")
    saved(editor)
    press(editor, "重新提交")
    answer(editor, "租金调整为6000元。", "The rent is now ¥6,000.", "提交审核")
    publisher.goto(edit)
    press(publisher, re.compile("通过"))
    publisher.wait_for_url("**/desk/apartments/")
    shown = public(open_page)
    assert "本页中文内容尚未更新" not in shown
    assert "一居室，带泳池。" in shown
    assert "租金调整为6000元。" in shown


def answer(page, chinese: str, english: str, button: str) -> None:
    """Say that the meaning changed, that both texts state it, and what readers shall know."""
    page.locator("[name=is_change][value='1']").check()
    for language in ("en", "zh-hans"):
        page.locator(f"[name=stated_in][value={language}]").check()
    page.locator("[name=note_zh_hans]").fill(chinese)
    page.locator("[name=note_en]").fill(english)
    page.get_by_role("button", name=button).click()
    page.wait_for_url("**/desk/apartments/")
