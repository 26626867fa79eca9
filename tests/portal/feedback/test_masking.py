"""What belongs to a person is hidden; what belongs to a place stays."""

import pytest

from portal.feedback.masking import HIDDEN, masked


@pytest.mark.parametrize(
    "text",
    [
        "write to ada.lovelace@example.org",
        "我的手机 13800138000",
        "call +86 138-0013-8000",
        "my number at home is +44 20 7946 0958",
        "passport E12345678",
        "护照号AB1234567",
        "身份证 11010519491231002X",
        "card 6222 0212 3456 7890 123",
    ],
)
def test_what_belongs_to_a_person_is_hidden(text):
    hidden = masked(text)

    assert HIDDEN in hidden
    assert sum(sign.isdigit() for sign in hidden) == 0
    assert "@" not in hidden


@pytest.mark.parametrize(
    "text",
    [
        "The desk is now at 010-6437 6688, extension 2.",
        "热线12367，也可拨打+86 10 6437 6688",
        "The fee is 1,500 yuan since 2026-11-01, not 400.",
        "朝阳区望京街10号院3号楼，邮编100102，1502室",
        "Line 15, exit B; open 8:30-17:30",
        "GB2312-1980 says otherwise",
    ],
)
def test_what_belongs_to_a_place_stays(text):
    assert masked(text) == text


def test_a_remark_about_a_contact_keeps_contacts_but_no_papers():
    text = "Right: 13800138000, desk@example.org. I am "

    assert masked(f"{text}E12345678", contacts_stay=True) == text + HIDDEN
