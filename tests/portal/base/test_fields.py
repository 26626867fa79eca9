"""Names of people as they are, and nothing that could do harm in a mail."""

import pytest
from django.core.exceptions import ValidationError

from portal.base.fields import PersonNameField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王", "王"),
        ("J.R.R. St.John-Smith Jr.", "J.R.R. St.John-Smith Jr."),
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("José\r\nBcc: x", "José Bcc: x"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("Null\x00Byte", "NullByte"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_a_name_keeps_what_can_be_seen(typed, kept):
    assert PersonNameField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "see http://evil.example",
        "www.evil.example",
        "HTTPS//x",
        "Win at evil.com today",
        "ｗｉｎ．ｃｏｍ/x",
        "win。cn",
        "ada@evil.example",
    ],
)
def test_a_web_address_is_no_name(typed):
    with pytest.raises(ValidationError, match="without a web address"):
        PersonNameField().clean(typed)
