"""The few tags and filters that the whole house uses."""

from django import template

from portal.base import languages, markdown

register = template.Library()


@register.filter
def here(thing, field: str) -> str:
    """Read a field in the page's language, without fallback: {{ place|here:"name" }}."""
    return languages.localized(thing, field, languages.current())


@register.filter
def there(thing, field: str) -> str:
    """Read a field in the other language: {{ place|there:"name" }}."""
    return languages.localized(thing, field, languages.other())


@register.filter
def in_language(thing, spec: str) -> str:
    """Read a field in a named language: {{ place|in_language:"address zh-hans" }}."""
    field, language = spec.split()
    return languages.localized(thing, field, language)


@register.filter(name="markdown")
def render_markdown(text: str) -> str:
    """Turn staff's Markdown into safe HTML."""
    return markdown.render(text)
