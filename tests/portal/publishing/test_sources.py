"""Which sources a reader is led to, and which are only named."""

import pytest

from portal.publishing.sources import is_trusted


@pytest.mark.parametrize(
    "url",
    [
        "https://www.gov.cn/zhengce/1.html",
        "https://gaj.beijing.gov.cn/x",
        "https://www.nia.gov.cn/",
        "https://en.wikipedia.org/wiki/Beijing",
        "http://www.pku.edu.cn/",
        "https://china.usembassy.gov/",
        "https://www.chinadaily.com.cn/a/1.html",
    ],
)
def test_authorities_universities_and_the_press_are_linked(url):
    assert is_trusted(url) is True


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.com/",
        "https://notgov.cn/",
        "https://gov.cn.example.com/",
        "https://example.com/gov.cn",
        "javascript:alert(1)//gov.cn",
        "https://[broken",
    ],
)
def test_everybody_else_is_only_named(url):
    assert is_trusted(url) is False


def test_a_records_own_website_is_linked_with_or_without_www():
    assert is_trusted("https://school.example/fees", "https://www.school.example/") is True
    assert is_trusted("https://blog.school.example/fees", "https://school.example") is False
