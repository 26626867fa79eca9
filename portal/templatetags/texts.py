"""What is put into texts that staff write: facts by name, and words to explain."""

from django import template

from portal.facts.texts import fill

register = template.Library()


@register.filter
def mark_words(html: str, words) -> str:
    """Mark the words that a page explains, each where it comes first."""
    return words.mark(html)


@register.filter
def with_facts(text: str, facts: dict) -> str:
    """Put named facts into a text: {{ guide|here:"fee"|with_facts:facts }}."""
    return fill(text, facts)
