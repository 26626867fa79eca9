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

pytestmark = pytest.mark.django_db

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
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
def pages(full_portal):
    """Every address of the sitemap with its HTML."""
    client = Client()
    listed = re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    paths = sorted({urlsplit(address).path for address in listed})
    answers = {path: client.get(path) for path in paths}
    assert {path: a.status_code for path, a in answers.items() if a.status_code != 200} == {}
    assert {path for path, answer in answers.items() if answer.cookies} == set()
    return {path: answer.content.decode() for path, answer in answers.items()}


def test_both_languages_have_the_same_addresses(pages):
    english = {path.removeprefix("/en") for path in pages if path.startswith("/en/")}
    chinese = {path.removeprefix("/zh-hans") for path in pages if path.startswith("/zh-hans/")}

    assert english == chinese
    assert len(english) * 2 == len(pages)


@pytest.mark.parametrize(("kind", "number"), COUNTS.items())
def test_every_record_of_the_pack_has_its_page_and_its_sources(pages, kind, number):
    model = next(m for m in apps.get_models() if issubclass(m, Publishable) and m.kind == kind)
    records = list(model.objects.published())
    assert len(records) == number
    for record in records:
        for language in ("en", "zh-hans"):
            path = f"/{language}/{record.get_absolute_url().split('/', 2)[2]}"
            text = BeautifulSoup(pages[path], "html5lib").main.get_text(" ", strip=True)
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


def interface_texts(html: str) -> set[str]:
    """Every text of a page that is not marked as being in another language."""
    soup = BeautifulSoup(html, "html5lib")
    page_language = soup.html["lang"].split("-")[0].lower()
    texts = set()
    for node in soup.body.find_all(string=True):
        if isinstance(node, Comment) or node.find_parent(["script", "style", "template"]):
            continue
        marked = node.find_parent(lang=True)
        if marked["lang"].split("-")[0].lower() == page_language and node.strip():
            texts.add(" ".join(node.split()))
    for tag in soup.find_all(True):
        for name in ("aria-label", "alt", "title", "placeholder"):
            marked = tag if tag.has_attr("lang") else tag.find_parent(lang=True)
            if (
                tag.get(name)
                and marked
                and marked["lang"].split("-")[0].lower() == page_language
            ):
                texts.add(" ".join(tag[name].split()))
    return texts


def test_english_pages_show_chinese_only_where_it_is_marked(pages):
    unmarked = {
        path: found
        for path, html in pages.items()
        if path.startswith("/en/")
        and (found := sorted(t for t in interface_texts(html) if CHINESE.search(t)))
    }

    assert unmarked == {}


def test_chinese_pages_show_no_english_text_of_the_interface(pages):
    catalogue = catalogues.read()
    english = {
        text
        for message in catalogue
        if message.id
        for text in (message.id if isinstance(message.id, tuple) else (message.id,))
        if LATIN_WORD.search(text) and text not in message.string
    }
    left = {
        path: found
        for path, html in pages.items()
        if path.startswith("/zh-hans/") and (found := sorted(interface_texts(html) & english))
    }

    assert left == {}


def test_no_text_of_the_interface_is_the_same_in_both_languages(pages):
    same_in_both = {
        text
        for message in catalogues.read()
        if message.id and message.id == message.string
        for text in [message.id]
    }
    left = {}
    for path, html in pages.items():
        if path.startswith("/zh-hans/"):
            english = interface_texts(pages[path.replace("/zh-hans", "/en", 1)])
            shared = {t for t in interface_texts(html) & english if LATIN_WORD.search(t)}
            if found := sorted(shared - same_in_both):
                left[path] = found
    assert left == {}
