"""Two versions of a record beside each other, field by field."""

from dataclasses import dataclass

from django.utils.text import capfirst
from wagtail.admin.compare import FieldComparison
from wagtail.admin.panels import Panel

from portal.base.fields import shown
from portal.base.languages import field_label


@dataclass(frozen=True)
class Difference:
    """One field that two versions do not have in common; `name` is empty for a part's."""

    label: str
    before: str
    after: str
    name: str = ""


def comparisons(panel: Panel, request, before, after) -> list:
    """Return Wagtail's comparisons of what differs, each named as the form names it."""
    bound = panel.get_bound_panel(instance=after, request=request, form=None)
    pairs = [compare(before, after) for compare in bound.get_comparison()]
    found = [pair for pair in pairs if pair.has_changed()]
    for pair in found:
        _name(pair, type(after))
    return found


def differences(panel: Panel, request, before, after) -> list[Difference]:
    """List what differs with the text of both versions; parts are numbered."""
    found = []
    for pair in comparisons(panel, request, before, after):
        if pair.is_child_relation:
            found += _of_parts(pair)
        else:
            found.append(
                Difference(
                    pair.field_label(),
                    shown(before, pair.field.name),
                    shown(after, pair.field.name),
                    pair.field.name,
                )
            )
    # A form writes an empty text where a column holds nothing.
    return [each for each in found if each.before != each.after]


def _of_parts(pair) -> list[Difference]:
    thing = capfirst(pair.field.related_model._meta.verbose_name)
    found = []
    for number, child in enumerate(pair.get_child_comparisons(), start=1):
        for field in child.get_field_comparisons():
            if not (child.obj_a and child.obj_b) or field.has_changed():
                name = field.field.name
                before = shown(child.obj_a, name) if child.obj_a else ""
                after = shown(child.obj_b, name) if child.obj_b else ""
                found.append(
                    Difference(f"{thing} {number}: {field.field_label()}", before, after)
                )
    return found


def _name(pair, model) -> None:
    """Name a column "Name (中文)": Wagtail would call it "Name [zh-hans]"."""
    if pair.is_child_relation:
        pair.get_child_comparison = _naming(pair.get_child_comparison)
    elif isinstance(pair, FieldComparison):
        label = field_label(model, pair.field.name)
        pair.field_label = lambda: label


def _naming(get_child_comparison):
    def named(before, after):
        child = get_child_comparison(before, after)
        get_field_comparisons = child.get_field_comparisons

        def get_named():
            fields = get_field_comparisons()
            for field in fields:
                _name(field, child.model)
            return fields

        child.get_field_comparisons = get_named
        return child

    return named
