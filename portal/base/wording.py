"""Money, distances and lists as people write them."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _


def money(low, high="") -> str:
    """Write yuan: {{ fee|money }}, or a range: {{ rent_min|money:rent_max }}.

    A range that lacks one end says so ("from", "up to"); one that lacks both is empty.
    """
    if low is None and high in (None, ""):
        return ""
    if low is None:
        return _("up to ¥%(amount)s") % {"amount": intcomma(high, use_l10n=False)}
    amount = intcomma(low, use_l10n=False)
    if high is None:
        return _("from ¥%(amount)s") % {"amount": amount}
    if high in ("", low):
        return f"¥{amount}"
    return f"¥{amount}–{intcomma(high, use_l10n=False)}"


def metres(distance) -> str:
    """Write a distance: metres below a kilometre, rounded to ten; kilometres above."""
    if distance is None:
        return ""
    rounded = round(distance / 10) * 10
    if rounded < 1000:
        return _("%(distance)d m") % {"distance": rounded}
    return _("%(distance)s km") % {"distance": f"{distance / 1000:.1f}"}


def after_label(text, label) -> str:
    """Write what is said of a field behind its label: {{ error|after_label:field.label }}.

    A label that asks keeps its own mark.
    """
    told = {"label": label, "text": text}
    if str(label).endswith(("?", "？")):
        return _("%(label)s %(text)s") % told
    return _("%(label)s: %(text)s") % told


def lines(text: str) -> list[str]:
    """Split a text that has one thing on each line; empty lines do not count."""
    return [line.strip() for line in text.splitlines() if line.strip()]
