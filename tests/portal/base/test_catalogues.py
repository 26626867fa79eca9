"""The catalogue tool reads what Django's own tools would, without gettext."""

from portal.base import catalogues


def found_in(template: str) -> list:
    return list(catalogues._in_template(template, "page.html"))


def test_plain_contextual_and_filtered_strings_are_found():
    template = """
    <p>{% translate "One's home" %} text (with brackets)</p>
    {% translate "May" context "month" %} {{ _("A fact")|title }}
    {% include "x.html" with term=_("Rent") only %}
    """

    assert found_in(template) == [
        ("One's home", None),
        ("May", "month"),
        ("A fact", None),
        ("Rent", None),
    ]


def test_blocks_are_trimmed_and_plurals_kept_together():
    template = """{% blocktranslate count n=places trimmed %}
        {{ n }} place
    {% plural %}
        {{ n }} places
    {% endblocktranslate %}"""

    assert found_in(template) == [(("%(n)s place", "%(n)s places"), None)]
