"""The guide for staff, at the desk: in the reader's language, with every picture it names."""

import pytest
from bs4 import BeautifulSoup
from wagtail.users.models import UserProfile

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "A guide to the desk"), ("zh-hans", "工作台使用手册")]
)
def test_the_guide_is_in_the_readers_language_and_shows_its_pictures(
    desk, administrator, language, heading
):
    UserProfile.objects.create(user=administrator, preferred_language=language)

    response = desk.get("/desk/guide/")

    page = BeautifulSoup(response.content, "html.parser").select_one("main")
    assert heading in page.h1.text
    assert len(page.select("article h2")) == 4
    pictures = [f"/desk/guide/{each['src']}" for each in page.select("article img")]
    assert {desk.get(each).headers["Content-Type"] for each in pictures} == {"image/png"}
    assert desk.get("/desk/guide/en/none.png").status_code == 404
