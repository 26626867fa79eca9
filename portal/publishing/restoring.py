"""A version of a record as a record again; what belongs to its row never goes back."""

from collections.abc import Callable, Iterable

from django.db import models

# What Wagtail keeps in the row beside the bookkeeping of ours.
_OF_THE_ROW = ("latest_revision", "live_revision", "locked_by")


def restore(
    row: models.Model, content: dict, make: Callable[[dict], models.Model], *, as_it_is: bool
):
    """Make a record of a version's content; what its row keeps is read as it is now, or
    taken from the row at hand if that is as it is.

    Wagtail asks for every record that a version refers to whether it is still there. Those
    that the row itself refers to are, so they are not asked for.
    """
    of_row = {*row.bookkeeping, *_OF_THE_ROW}
    same = [
        field
        for field in references(row)
        if field.name not in of_row and content.get(field.name) == getattr(row, field.attname)
    ]
    left_out = of_row | {field.name for field in same}
    content = {name: said for name, said in content.items() if name not in left_out}
    pictures = row._meta.get_field("picture").related_model.objects
    picture = content.get("picture")
    if picture and not pictures.filter(pk=picture).exists():
        content["picture"] = None  # deleted since: old versions keep none
    restored = make(content)
    for field in same:
        setattr(restored, field.attname, getattr(row, field.attname))
    share(same, row, restored)
    names = (*row.bookkeeping, "live_revision")
    columns = [row._meta.get_field(name).attname for name in names]
    if as_it_is:
        kept = {column: getattr(row, column) for column in columns}
    else:
        kept = type(row)._base_manager.filter(pk=row.pk).values(*columns).first() or {}
    for column, value in kept.items():
        setattr(restored, column, value)
    return restored


def references(row: models.Model) -> list[models.ForeignKey]:
    """Return the fields by which a record refers to others."""
    return [field for field in row._meta.concrete_fields if field.many_to_one]


def share(fields: Iterable[models.ForeignKey], source, target) -> None:
    """Let a record know of what it refers to what another one knows of the same."""
    for field in fields:
        alike = getattr(source, field.attname) == getattr(target, field.attname)
        if alike and field.is_cached(source):
            field.set_cached_value(target, field.get_cached_value(source))
