"""What the pages of events do in a real browser beyond what they say without script."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.factories import make_date

pytestmark = pytest.mark.browser


def test_a_reader_elsewhere_sees_their_own_hour_beside_beijing_s(open_page):
    starts = dt.datetime(2032, 3, 1, 19, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    address = make_date(starts_at=starts).event.get_absolute_url()

    abroad = open_page(address, zone="Europe/Berlin")
    expect(abroad.locator(".when__yours")).to_contain_text("12:00 by your clock")
    in_beijing = open_page(address)
    in_beijing.wait_for_load_state("networkidle")
    expect(in_beijing.locator(".when__yours")).to_have_count(0)
