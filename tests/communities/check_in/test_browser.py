"""The door in a real browser: with script off, and with the network gone for a while."""

import pytest
import segno
from playwright.sync_api import expect

from communities.check_in.models import Arrival
from communities.events.models import SignUp
from tests.browser import PATIENCE
from tests.factories import make_date, make_door_link, make_sign_up

pytestmark = pytest.mark.browser


@pytest.fixture
def address(live_portal):
    """The path of a door at which Ada and a party of three are expected."""
    date = make_date()
    make_sign_up(date=date, name="Ada Lovelace")
    make_sign_up(date=date, name="王小明", party_size=3)
    return f"/en/check-in/{make_door_link(date=date).token}/"


def test_without_script_one_searches_and_presses_a_button(open_page, address):
    page = open_page(address, width=360, script=False)

    page.get_by_label("Name, pinyin, email or code").fill("wxm")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Check in: 王小明").click()

    expect(page.get_by_text("王小明 is in.")).to_be_visible()
    expect(page.get_by_text("In: 3 of 4")).to_be_visible()


def test_a_scan_waits_on_the_phone_until_the_network_is_back(open_page, address):
    page = open_page(f"{address}camera/", width=360)
    code = page.get_by_label("Code below the QR code")
    ada = code_of("Ada Lovelace")

    page.context.set_offline(True)
    code.fill(ada)
    code.press("Enter")
    expect(page.get_by_text("Waiting for the network: 1")).to_be_visible()
    assert Arrival.objects.count() == 0
    page.context.set_offline(False)

    expect(page.get_by_text("Ada Lovelace is in.")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("In: 1 of 4")).to_be_visible()
    code.fill(ada)
    code.press("Enter")
    expect(page.get_by_text("Ada Lovelace: Already in at")).to_be_visible()
    assert Arrival.objects.get().sign_up.name == "Ada Lovelace"
    open_page.faults.clear()  # the browser notes that it was offline


def test_a_code_before_the_camera_lets_its_party_in(open_page, address):
    page = open_page(width=360)
    letter = f"https://testserver/en/events/places/{SignUp.objects.first().token}/"
    squares = [list(row) for row in segno.make(letter, micro=False).matrix_iter(4, 4)]
    page.add_init_script(f"const squares = {squares};" + CAMERA)
    page.goto(f"{address}camera/")

    page.get_by_role("button", name="Start the camera").click()

    expect(page.get_by_text("Ada Lovelace is in.")).to_be_visible(timeout=PATIENCE)


# No machine that runs tests has a camera: a drawing of the code takes its place.
CAMERA = """
navigator.mediaDevices.getUserMedia = async () => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = squares.length;
  const paper = canvas.getContext("2d");
  setInterval(() => squares.forEach((row, y) => row.forEach((dark, x) => {
    paper.fillStyle = dark ? "#000" : "#fff";
    paper.fillRect(x, y, 1, 1);
  })), 100);
  return canvas.captureStream();
};
"""


def code_of(name: str) -> str:
    return SignUp.objects.get(name=name).code
