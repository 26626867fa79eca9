"""Both languages or not at all: the catalogue is complete and says what the code says."""

import re

import pytest

from portal.base import catalogues

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


def test_placeholders_survive_translation(catalogue):
    for message in catalogue:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = {m.group() for m in PLACEHOLDER.finditer(ids[-1])}
        for text in filter(None, strings):
            assert {m.group() for m in PLACEHOLDER.finditer(text)} == wanted, message.id
