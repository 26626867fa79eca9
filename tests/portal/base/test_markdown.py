"""Markdown is words for a search, HTML for a reader."""

from portal.base.markdown import plain


def test_words_come_without_signs_each_paragraph_a_line():
    text = "Call *one*\nof **these**:\n\n- [110](tel:110) police\n- `119` fire & smoke"

    assert plain(text) == "Call one of these:\n110 police\n119 fire & smoke"
    assert plain("") == ""
