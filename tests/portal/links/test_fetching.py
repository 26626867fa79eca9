"""What is found where a link leads, and where the checker will not be led."""

import pytest

from portal.links import fetching
from portal.links.fetching import is_public, look
from portal.links.reasons import ADVICE, Reason, Verdict

ANSWERS = {
    "status/200": (Verdict.FINE, ""),
    "get_only": (Verdict.FINE, ""),
    "no_head": (Verdict.FINE, ""),
    "passing": (Verdict.FINE, ""),
    "lasting": (Verdict.MOVED, ""),
    # Where one step of several is for the time being, the address stays the right one.
    "mixed": (Verdict.FINE, ""),
    "status/401": (Verdict.CLOSED, Reason.ROBOTS),
    "status/403": (Verdict.CLOSED, Reason.ROBOTS),
    "status/412": (Verdict.CLOSED, Reason.ROBOTS),
    "status/429": (Verdict.CLOSED, Reason.ROBOTS),
    "status/521": (Verdict.CLOSED, Reason.ROBOTS),
    "status/999": (Verdict.CLOSED, Reason.ROBOTS),
    "status/404": (Verdict.FAILING, Reason.GONE),
    "status/410": (Verdict.FAILING, Reason.GONE),
    "to_gone": (Verdict.FAILING, Reason.GONE),
    "status/500": (Verdict.FAILING, Reason.ERROR),
    "status/503": (Verdict.FAILING, Reason.ERROR),
    "round": (Verdict.FAILING, Reason.ROUND),
    "rubbish": (Verdict.FAILING, Reason.NO_ANSWER),
    "inward": (Verdict.FAILING, Reason.PRIVATE),
    "to_file": (Verdict.FAILING, Reason.NO_ADDRESS),
    "to_rubbish": (Verdict.FAILING, Reason.NO_ADDRESS),
}


@pytest.mark.parametrize("path", ANSWERS)
def test_each_answer_is_told_for_what_it_is(path, site):
    answer = look(site.url(path))

    assert (answer.verdict, answer.reason) == ANSWERS[path]
    assert bool(answer.leads_to) == (answer.verdict == Verdict.MOVED)


def test_a_site_that_keeps_us_waiting_is_left(site, monkeypatch):
    monkeypatch.setattr(fetching, "TIMEOUT", 0.2)

    assert look(site.url("slow")).reason == Reason.NO_ANSWER


def test_a_site_that_never_comes_to_an_end_is_left(site, monkeypatch):
    monkeypatch.setattr(fetching, "LONGEST", 0.3)

    assert look(site.url("dripping")).reason == Reason.NO_ANSWER


def test_a_new_address_is_told_in_letters_that_can_be_kept(site):
    leads_to = site.url("status/200?%E5%9C%B0%E5%9D%80=%00")

    assert look(site.url("in_chinese")) == fetching.Answer(
        Verdict.MOVED, status=200, leads_to=leads_to
    )


def test_it_asks_with_head_and_with_get_only_where_that_fails(site):
    look(site.url("status/200"))
    look(site.url("get_only"))

    assert site.asked == [("HEAD", "/status/200"), ("HEAD", "/get_only"), ("GET", "/get_only")]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:8000/", Reason.PRIVATE),
        ("http://localhost/", Reason.PRIVATE),
        ("http://10.0.0.1/", Reason.PRIVATE),
        ("http://192.168.1.1/", Reason.PRIVATE),
        ("http://169.254.169.254/latest/meta-data/", Reason.PRIVATE),
        ("http://[::1]/", Reason.PRIVATE),
        ("http://[::ffff:127.0.0.1]/", Reason.PRIVATE),
        ("http://0x7f000001/", Reason.PRIVATE),
        ("http://2130706433/", Reason.PRIVATE),
        ("http://no-such-host.invalid/", Reason.NO_HOST),
        ("https://somebody@example.org/", Reason.NO_ADDRESS),
        ("ftp://example.org/", Reason.NO_ADDRESS),
        ("http:///nothing", Reason.NO_ADDRESS),
        ("http://[broken/", Reason.NO_ADDRESS),
    ],
)
def test_it_goes_into_no_private_network_and_to_no_other_door(url, reason):
    assert look(url) == fetching.Answer(Verdict.FAILING, reason)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 (an address that is asked about)
        ("224.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::8.8.8.8", True),
        ("64:ff9b::10.0.0.1", False),
        ("::127.0.0.1", False),
        ("fec0::1", False),
    ],
)
def test_only_the_open_internet_is_public(address, public):
    assert is_public(address) == public


def test_every_reason_has_its_advice():
    assert set(ADVICE) == set(Reason) - {Reason.NONE}
