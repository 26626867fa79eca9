"""Markdown that staff write, as HTML that is safe to show."""

import re
from collections.abc import Callable

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

_parser = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "a", "h3", "h4", "blockquote", "code"} | {
    "table", "thead", "tbody", "tr", "th", "td"
}  # fmt: skip


def render(text: str) -> SafeString:
    """Turn Markdown into HTML with a small set of tags; links leave without a referrer."""
    return mark_safe(  # noqa: S308 (cleaned on the line below)
        nh3.clean(
            _parser.render(text or ""),
            tags=_TAGS,
            attributes={"a": {"href"}, "th": {"align"}, "td": {"align"}},
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="noopener noreferrer",
        )
    )


def plain(text: str) -> str:
    """Return the words of a Markdown text without its signs, each paragraph a line."""
    lines = (_words(token) for token in _parser.parse(text or "") if token.type == "inline")
    return "\n".join(lines)


def _words(inline: Token) -> str:
    return "".join(
        part.content if part.content else " " if part.type.endswith("break") else ""
        for part in inline.children
    )


def parse(text: str) -> SyntaxTreeNode:
    """Return the parts of a Markdown text, for what is not HTML."""
    return SyntaxTreeNode(_parser.parse(text))


def blocks(text: str) -> list[str]:
    """Return the paragraphs, lists and tables of a Markdown text, each as Markdown."""
    lines = (text or "").splitlines()
    tops = [token.map for token in _parser.parse(text or "") if token.level == 0 and token.map]
    return ["\n".join(lines[first:last]) for first, last in tops]


_TAG = re.compile(r"(<[^>]*>)")


def in_words(html: str, change: Callable[[str], str]) -> SafeString:
    """Change the words of what `render` has made, outside its tags and its links."""
    is_link, parts = False, []
    for part in _TAG.split(html):
        if part.startswith("<"):
            is_link = part.startswith("<a ") or (is_link and part != "</a>")
        parts.append(part if part.startswith("<") or is_link else change(part))
    return mark_safe("".join(parts))  # noqa: S308 (`change` answers for what it adds)
