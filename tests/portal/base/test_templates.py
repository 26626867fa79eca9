"""Our templates as they are sent."""

from django.template import Engine

from portal.base.templates import Loader


def loaded(folder, name: str, text: str) -> str:
    """Return a template of a folder as it is given to Django."""
    (folder / name).write_text(text, encoding="utf-8")
    loader = Loader(Engine(), [str(folder)])
    return loader.get_contents(next(iter(loader.get_template_sources(name))))


def test_a_page_comes_without_its_indentation_and_line_by_line(tmp_path):
    text = "<ul>\n  {% for each in all %}\n\t<li>a  b</li>\n  {% endfor %}\n</ul>\n"

    assert loaded(tmp_path, "page.html", text) == (
        "<ul>\n{% for each in all %}\n<li>a  b</li>\n{% endfor %}\n</ul>\n"
    )


def test_plain_text_stays_as_it_is(tmp_path):
    assert loaded(tmp_path, "letter.txt", "one\n  two\n") == "one\n  two\n"
