"""A family saves two schools and a home, compares, sends the list to a second telephone,
shows a card to a driver; and has all of it where there is no network."""

from types import SimpleNamespace

import pytest

from portal.offline import views
from portal.search import index
from tests.factories import make_apartment, make_school, make_sign_up

pytestmark = pytest.mark.browser
WORDS = {
    "en": {"save": "Save", "compare": "Compare", "kept": "Saved on"},
    "zh-hans": {"save": "收藏", "compare": "对比", "kept": "保存于"},
}


@pytest.fixture
def things(transactional_db):
    """Two schools that differ, and a home."""
    where = {"address_en": "1 Anhua Street", "address_zh_hans": "安华街1号"}
    found = [
        make_school(age_min=3, boarding=False, **where),
        make_school(age_min=6, boarding=False, **where),
        make_apartment(**where),
    ]
    index.refresh_many(found)
    return found


def is_kept(page, path: str) -> None:
    """Wait until the browser has put a page aside."""
    page.evaluate(
        """async path => {
            while (!(await caches.match(path, {ignoreVary: true}))) {
                await new Promise(resolve => setTimeout(resolve, 50));
            }
        }""",
        path,
    )


def save(page, path: str, word: str) -> None:
    """Save a thing on its own page, with the keyboard."""
    page.goto(path)
    ribbon = page.locator(".banner .save")
    assert ribbon.get_attribute("aria-pressed") == "false"
    assert ribbon.get_attribute("aria-label").startswith(f"{word}: ")
    ribbon.focus()
    page.keyboard.press("Enter")
    assert ribbon.get_attribute("aria-pressed") == "true"
    is_kept(page, path)


def names_in(page, selector: str) -> str:
    return page.locator(selector).inner_text()


@pytest.mark.parametrize(("language", "width"), [("en", 360), ("zh-hans", 1280)])
def test_saving_comparing_sharing_and_going_without_a_network(
    open_page, things, language, width
):
    words, other = WORDS[language], "zh-hans" if language == "en" else "en"
    paths = [f"/{language}/{thing.get_absolute_url().split('/', 2)[2]}" for thing in things]
    names = [getattr(thing, f"name_{language.replace('-', '_')}") for thing in things]
    shortlist = f"/{language}/shortlist/?things=" + "~".join(
        f"{thing.kind}.{thing.slug}" for thing in things
    )
    page = open_page(width=width)
    for path in paths:
        save(page, path, words["save"])
    assert names_in(page, ".masthead__count") == "3"
    assert page.locator("body > [aria-live]").inner_text().endswith(("3.", "3 项。"))

    # The address of the list is enough to show it anywhere.
    page.locator(".masthead__shortlist").click()
    page.wait_for_url(f"**{shortlist}")
    is_kept(page, shortlist)
    page.get_by_role("button", name=words["compare"]).click()
    page.wait_for_url("**/schools/compare/?c=*&c=*")
    assert all(name in names_in(page, ".comparison thead") for name in names[:2])
    assert page.locator(".comparison__differs").count() == 1

    second = open_page(shortlist, width=width)
    assert second.locator(".shortlist__thing").count() == 3
    assert second.locator(".masthead__count").is_hidden()
    second.locator("[data-take]").click()
    second.locator(".masthead__count", has_text="3").wait_for()

    page.goto(paths[0])
    page.locator(".address a").click()
    page.wait_for_url("**/taxi/")
    is_kept(page, page.url)
    page.context.set_offline(True)
    for path in (paths[2], f"/{language}/shortlist/", shortlist, f"{paths[0]}taxi/"):
        page.goto(path)
        assert names_in(page, ".kept-mark").startswith(words["kept"])
    assert names_in(page, ".taxi__driver").split("\n")[0] == "请送我到这里"
    # It has its styles too, and speaks the other language.
    assert page.locator(".taxi__name").evaluate("e => getComputedStyle(e).fontWeight") == "700"
    page.locator(".taxi__ways a").last.click()
    page.wait_for_url(f"**/{other}/**/taxi/")
    assert names_in(page, ".kept-mark").startswith(WORDS[other]["kept"])

    page.goto(f"/{language}/guides/")
    page.locator("[data-kept-list] li").nth(4).wait_for()
    assert page.locator("[data-kept-list] li").count() == 5

    # With a network nothing is old; what is removed from the list is kept no longer.
    page.context.set_offline(False)
    page.goto(shortlist)
    assert page.locator(".kept-mark").count() == 0
    page.locator("[data-remove]").last.click()
    page.wait_for_url(lambda url: "apartments" not in url)
    assert page.evaluate("path => caches.match(path).then(Boolean)", paths[2]) is False
    open_page.faults.clear()  # a browser logs what it could not fetch


def test_a_browser_that_refuses_to_keep_anything_offers_no_button(open_page, things):
    page = open_page(things[0].get_absolute_url())
    assert page.locator(".save").count() > 0
    page.add_init_script(
        """Object.defineProperty(window, "localStorage", {
            get() { throw new DOMException("refused", "SecurityError"); },
        })"""
    )

    page.reload()
    assert page.locator(".save").count() == 0
    page.goto(f"/en/shortlist/?things=schools.{things[0].slug}")
    assert page.locator(".shortlist__thing").count() == 1
    assert page.locator("[data-take]:visible").count() == 0


def test_a_place_at_an_event_is_kept_only_when_its_owner_says_so(open_page, monkeypatch):
    path = make_sign_up().get_absolute_url()
    page = open_page(path, width=360)
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    )

    button = page.locator("[data-keep-here]")
    button.click()
    page.get_by_text("Saved on this phone. Remove it").wait_for()
    page.context.set_offline(True)
    page.reload()
    assert names_in(page, ".kept-mark").startswith("Saved on")
    page.context.set_offline(False)

    # After a release it is kept anew, with the new styles, and the old copy is gone.
    released = SimpleNamespace(manifest_hash="later")
    monkeypatch.setattr(views, "staticfiles_storage", released)
    page.reload()
    page.evaluate(
        """async () => {
            await (await navigator.serviceWorker.getRegistration()).update();
            while ((await caches.keys()).join() !== "kept-later") {
                await new Promise(resolve => setTimeout(resolve, 50));
            }
        }"""
    )
    is_kept(page, path)

    # It is none of the desk's business.
    page.goto("/accounts/login/")
    assert page.evaluate("navigator.serviceWorker.controller") is None

    page.goto(path)
    button.click()
    page.get_by_role("button", name="Save on this phone").wait_for()
    assert page.evaluate("caches.keys()") == []
    open_page.faults.clear()


def test_without_script_a_list_that_was_sent_can_be_read_and_compared(open_page, things):
    names = "~".join(f"{thing.kind}.{thing.slug}" for thing in things)
    page = open_page(f"/en/shortlist/?things={names}", width=360, script=False)

    assert page.locator(".save").count() == 0
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**/schools/compare/?c=*&c=*")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert things[1].name_en in names_in(page, ".comparison thead")
