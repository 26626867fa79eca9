"""Every page of the first day: it answers, it is whole, valid, and in one language."""

import re
from urllib.parse import urlsplit

import html5lib
import pytest
from bs4 import BeautifulSoup, Comment
from django.apps import apps
from django.test import Client

from portal.base import catalogues
from portal.publishing.models import Publishable

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("full portal, used")]

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
SMALL_WORD = re.compile(r"(?<![\w.])[a-z]{3,}(?![\w.])")
COUNTS = {
    "communities": 8,
    "apartments": 65,
    "schools": 32,
    "hospitals": 36,
    "guides": 28,
    "platforms": 39,
    "projects": 36,
    "series": 16,
    "scenarios": 9,
}


@pytest.fixture(scope="module")
def paths(full_portal):
    """Every address of the sitemap."""
    listed = re.findall("<loc>(.*?)</loc>", Client().get("/sitemap.xml").content.decode())
    return sorted({urlsplit(address).path for address in listed})


def station_of(path: str) -> str:
    """The part of an address that names a metro station, or nothing."""
    return path.partition("/metro/")[2]


@pytest.fixture(scope="module")
def pages(paths):
    """Every page with its HTML; of the metro's stations every twentieth is enough."""
    client = Client()
    stations = sorted({station_of(path) for path in paths} - {""})
    left_out = set(stations) - set(stations[::20])
    read = [path for path in paths if station_of(path) not in left_out]
    answers = {path: client.get(path) for path in read}
    assert {path: a.status_code for path, a in answers.items() if a.status_code != 200} == {}
    assert {path for path, answer in answers.items() if answer.cookies} == set()
    return {path: answer.content.decode() for path, answer in answers.items()}


@pytest.fixture(scope="module")
def soups(pages):
    """Every page taken apart: that takes longer than making it."""
    return {path: BeautifulSoup(html, "html.parser") for path, html in pages.items()}


def test_both_languages_have_the_same_addresses(paths):
    english = {path.removeprefix("/en") for path in paths if path.startswith("/en/")}
    chinese = {path.removeprefix("/zh-hans") for path in paths if path.startswith("/zh-hans/")}

    assert english == chinese
    assert len(english) * 2 == len(paths)


@pytest.mark.parametrize(("kind", "number"), COUNTS.items())
def test_every_record_of_the_pack_has_its_page_and_its_sources(soups, kind, number):
    model = next(m for m in apps.get_models() if issubclass(m, Publishable) and m.kind == kind)
    records = list(model.objects.published())
    assert len(records) == number
    for record in records:
        for language in ("en", "zh-hans"):
            path = f"/{language}/{record.get_absolute_url().split('/', 2)[2]}"
            text = soups[path].main.get_text(" ", strip=True)
            assert all(source.value["title"] in text for source in record.sources), path
            assert getattr(record, f"{record.name_field}_en") in text
            assert getattr(record, f"{record.name_field}_zh_hans") in text


def test_every_page_is_valid_html(pages):
    faults = {}
    for path, html in pages.items():
        parser = html5lib.HTMLParser(strict=False)
        tree = parser.parse(html)
        found = [code for _position, code, _data in parser.errors]
        ids = [node.get("id") for node in tree.iter() if node.get("id")]
        found += [f"id twice: {name}" for name in set(ids) if ids.count(name) > 1]
        if found:
            faults[path] = found
    assert faults == {}


@pytest.fixture(scope="module")
def texts(soups):
    """The texts of each page that are not marked as being in another language."""
    return {path: unmarked_texts(soup) for path, soup in soups.items()}


def unmarked_texts(soup: BeautifulSoup) -> set[str]:
    page_language = soup.html["lang"].split("-")[0].lower()

    def is_unmarked(tag) -> bool:
        marked = tag if tag.has_attr("lang") else tag.find_parent(lang=True)
        return marked["lang"].lower().split("-")[0] == page_language

    found = {
        node
        for node in soup.body.find_all(string=True)
        if not isinstance(node, Comment)
        and node.parent.name not in ("script", "style", "template")
        and is_unmarked(node.parent)
    }
    for name in ("aria-label", "alt", "title", "placeholder"):
        found |= {
            tag[name] for tag in soup.body.find_all(attrs={name: True}) if is_unmarked(tag)
        }
    return {" ".join(text.split()) for text in found} - {""}


def test_english_pages_show_chinese_only_where_it_is_marked(texts):
    unmarked = {
        path: found
        for path, here in texts.items()
        if path.startswith("/en/") and (found := sorted(filter(CHINESE.search, here)))
    }

    assert unmarked == {}


def test_chinese_pages_show_no_english_text_of_the_interface(texts):
    english = {
        text
        for message in catalogues.read()
        if message.id
        for text in (message.id if isinstance(message.id, tuple) else (message.id,))
        if LATIN_WORD.search(text) and text not in message.string
    }
    left = {
        path: found
        for path, here in texts.items()
        if path.startswith("/zh-hans/") and (found := sorted(here & english))
    }

    assert left == {}


def test_no_sentence_is_the_same_in_both_languages(texts):
    left = {}
    for path, here in texts.items():
        english = texts.get(path.replace("/zh-hans/", "/en/", 1), set())
        if path.startswith("/zh-hans/") and (found := sorted(filter(is_prose, here & english))):
            left[path] = found
    assert left == {}


def is_prose(text: str) -> bool:
    """Tell words from addresses, telephone numbers and names in capitals."""
    is_address = "://" in text or "@" in text or text.startswith("+")
    return not is_address and len(SMALL_WORD.findall(text)) > 1
