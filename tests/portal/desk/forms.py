"""Fills a form of the desk in as a browser would, script apart."""

from bs4 import BeautifulSoup

# Wagtail's editor of lists of blocks is made by script; without blocks it says only this.
NO_SOURCES = {"sources-count": "0"}


def filled(response, **answers) -> dict[str, str | list[str]]:
    """Return what the form on a page would post, with some answers changed."""
    form = BeautifulSoup(response.content, "html.parser").select_one("form[data-edit-form]")
    values = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        for value in _values(field):
            values.setdefault(field["name"], []).append(value)
    return values | NO_SOURCES | answers


def _values(field) -> list[str]:
    if field.name == "textarea":
        return [field.text.removeprefix("\n")]
    if field.name == "select":
        chosen = [option["value"] for option in field.select("option[selected]")]
        return chosen or ([] if field.has_attr("multiple") else [""])
    if field["type"] in {"checkbox", "radio"} and not field.has_attr("checked"):
        return []
    if field["type"] == "submit":
        return []
    return [field.get("value", "")]


def messages(response) -> list[str]:
    """Return what the page says in its messages."""
    page = BeautifulSoup(response.content, "html.parser")
    return [" ".join(each.get_text(" ").split()) for each in page.select(".messages li")]


def answer(desk, response, *, note: str = "", stated_in=("en", "zh-hans")):
    """Answer the question that saving has led to; with a note the meaning has changed."""
    assert "/meaning/" in response.url, "nothing was asked"
    answers = {"is_change": int(bool(note)), "stated_in": stated_in}
    notes = {"note_en": note, "note_zh_hans": note}
    then = {"then": response.url.partition("then=")[2]}
    return desk.post(response.url, answers | notes | then, follow=True)
