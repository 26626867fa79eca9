"""Both languages or not at all: the catalogue is complete and says what the code says."""

import re
from pathlib import Path

import pytest
import wagtail
from babel.messages import pofile
from django.conf import settings
from django.utils import translation

from portal.base import catalogues

# In one process: the catalogues are read once for all of these tests.
pytestmark = pytest.mark.xdist_group("languages")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


@pytest.fixture(scope="module")
def in_code():
    """Every message of the code as (context, id)."""
    return {
        (context, message[0] if isinstance(message, tuple) else message)
        for _file, message, _comments, context in catalogues._messages()
    }


@pytest.fixture(scope="module")
def catalogue():
    return catalogues.read()


def key(message):
    return message.context, message.id[0] if isinstance(message.id, tuple) else message.id


def test_the_catalogue_has_exactly_the_messages_of_the_code(in_code, catalogue):
    assert {key(message) for message in catalogue if message.id} == in_code


def test_every_message_has_a_certain_chinese_text(catalogue):
    assert [message.id for message in catalogues.untranslated(catalogue)] == []


def assert_placeholders_survive(catalogue):
    for message in catalogue:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = {m.group() for m in PLACEHOLDER.finditer(ids[-1])}
        for text in filter(None, strings):
            assert {m.group() for m in PLACEHOLDER.finditer(text)} == wanted, message.id


def test_placeholders_survive_translation(catalogue):
    assert_placeholders_survive(catalogue)


@pytest.fixture(scope="module", params=["django", "djangojs"])
def mended(request):
    """What we say in the place of Wagtail and allauth, and every message of theirs."""
    ours = Path(settings.LOCALE_PATHS[1]) / "zh_Hans" / "LC_MESSAGES" / f"{request.param}.po"
    packages = Path(wagtail.__file__).parents[1]
    theirs = [
        file
        for package in ("wagtail", "allauth")
        for file in (packages / package).rglob(f"locale/en/LC_MESSAGES/{request.param}.po")
    ]
    catalogues = (pofile.read_po(file.open("rb")) for file in theirs)
    return (
        pofile.read_po(ours.open("rb"), locale="zh_Hans"),
        {(message.context, message.id) for catalogue in catalogues for message in catalogue},
    )


def test_what_we_say_for_wagtail_is_still_asked_for(mended):
    ours, theirs = mended
    assert {(message.context, message.id) for message in ours} - theirs == set()


def test_what_we_say_for_wagtail_is_certain_and_whole(mended):
    ours, _theirs = mended
    assert catalogues.untranslated(ours) == []
    assert_placeholders_survive(ours)


def test_the_desk_speaks_chinese_where_wagtail_does_not():
    with translation.override("zh-hans"):
        assert translation.gettext("Autosave is paused") == "自动保存已暂停"


def test_our_words_do_not_change_what_others_say():
    """A word without a context is also Wagtail's and allauth's: theirs must mean the same."""
    packages = Path(wagtail.__file__).parents[1]
    theirs = {}
    for folder in ("wagtail", "wagtail/admin", "wagtail/snippets", "wagtail/users", "allauth"):
        with (packages / folder / "locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
            theirs |= {key(message): message.string for message in pofile.read_po(file)}
    ours = {key(message): message.string for message in catalogues.read() if message.string}
    shared = ours.keys() & theirs.keys()
    differing = {at[1] for at in shared if at[1] and ours[at] != theirs[at]}
    # These mean the same in other words.
    same = {
        "All", "App", "Email address", "Name", "name", "Next", "Phone", "Previous",
        "Sign in with a passkey", "Yes, delete it",
    }  # fmt: skip
    assert differing - same == set()
