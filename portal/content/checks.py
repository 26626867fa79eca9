"""Checks records against the models and makes ready what is to be written."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from django.db import models
from modeltranslation.fields import TranslationField

from portal.base.languages import CODES, suffix
from portal.content.records import Child, Kind
from portal.content.shapes import Shape, shape_of
from portal.content.spots import Reference, Spot


@dataclass
class Prepared:
    """A checked record: the values of its row, its children's, and its references."""

    kind: Kind
    key: str
    digest: str
    values: dict = field(default_factory=dict)
    children: dict[str, list[dict]] = field(default_factory=dict)
    many: dict[str, list[Reference]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How people are told of it."""
        return f"{self.kind.file}/{self.key}"


@dataclass(frozen=True)
class Target:
    """A field of a record and the column that it fills."""

    column: models.Field
    shape: Shape
    demanded: bool
    # The same text in the other language, if the field is translated.
    twin: str = ""


def prepare(records: list[tuple[Kind, str, dict]], spot: Spot) -> list[Prepared]:
    """Check all records; the faults are left in the spot."""
    prepared = [_record(kind, record, spot.in_file(file)) for kind, file, record in records]
    _check_repetitions(prepared, records, spot)
    _check_references(prepared, spot)
    return prepared


def columns(child: Child) -> list[models.Field]:
    """Return the columns that a kind's records fill, one for each language."""
    return [target.column for target in _targets(child).values()]


def translated_fields(model: type[models.Model]) -> set[str]:
    """Return the names of the fields that a model has in both languages."""
    return {
        column.translated_field.name
        for column in model._meta.concrete_fields
        if isinstance(column, TranslationField)
    }


@cache
def _targets(child: Child) -> dict[str, Target]:
    found = {}
    translated = translated_fields(child.model)
    for name, field_name in child.fields.items():
        column = child.model._meta.get_field(field_name)
        shape = child.shapes.get(name)
        if field_name in translated:
            for code, other in (CODES, CODES[::-1]):
                own = child.model._meta.get_field(f"{field_name}_{suffix(code)}")
                found[f"{name}_{suffix(code)}"] = Target(
                    own, shape or shape_of(own), not column.blank, f"{name}_{suffix(other)}"
                )
        else:
            by = getattr(child, "by", {}).get(name, "slug")
            found[name] = Target(column, shape or shape_of(column, by), _is_demanded(column))
    return found


def _is_demanded(column: models.Field) -> bool:
    if column.name == "sources":  # the desk lets a draft be without, the pack does not
        return True
    return not (column.blank or column.null or column.has_default() or column.many_to_many)


def _record(kind: Kind, record: dict, spot: Spot) -> Prepared:
    key = "/".join(str(record[name]) for name in kind.key if record.get(name))
    spot = replace(spot, record=key or "a record without a name")
    prepared = Prepared(kind, key, digest(record))
    before = len(spot.faults)
    own = {name: value for name, value in record.items() if name not in kind.children}
    values = _values(own, _targets(kind), spot)
    for name, (relation, child) in kind.children.items():
        prepared.children[relation] = _children(record.get(name), child, spot.at(name))
    for column, value in values.items():
        target = prepared.many if column.many_to_many else prepared.values
        target[column.name] = value
    if len(spot.faults) == before:
        _check_constraints(kind.model, prepared.values, spot)
    return prepared


def _children(rows, child: Child, spot: Spot) -> list[dict]:
    if rows is None:
        return []
    if not isinstance(rows, list):
        spot.fault(f"must be a list, not {rows!r}")
        return []
    children = []
    for number, row in enumerate(rows):
        here = spot.at(number)
        if isinstance(row, dict):
            values = _values(row, _targets(child), here)
            children.append({column.name: value for column, value in values.items()})
        else:
            here.fault(f"must have named fields, not be {row!r}")
    return children


def _values(record: dict, targets: dict[str, Target], spot: Spot) -> dict[models.Field, object]:
    for name in record.keys() - targets.keys():
        spot.at(name).fault("is not a known field")
    values = {}
    for name, target in targets.items():
        here = spot.at(name)
        value = record.get(name)
        if value is not None:
            values[target.column] = target.shape.read(value, here)
        elif target.twin and record.get(target.twin) is not None:
            here.fault(f"is missing, though {target.twin} is there")
        elif target.demanded:
            here.fault("is missing")
    return values


def _check_constraints(model, values: dict, spot: Spot) -> None:
    instance = model(
        **{name: value for name, value in values.items() if not isinstance(value, Reference)}
    )
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            # Asked of the database, like Django's own validation, but of the named columns
            # only: there are sixty others, and a thousand records.
            against = {
                name: models.Value(getattr(instance, name), model._meta.get_field(name))
                for name in constraint.condition.referenced_base_fields
            }
            if not constraint.condition.check(against):
                spot.fault(f"breaks the rule “{constraint.name.replace('_', ' ')}”")


def _check_repetitions(prepared: list[Prepared], records, spot: Spot) -> None:
    """Keys and unique columns may stand once only."""
    seen = {}
    for one, (kind, file, _record) in zip(prepared, records, strict=True):
        here = replace(spot.in_file(file), record=one.key)
        if seen.setdefault((kind.file, one.key), one) is not one:
            here.fault("stands twice")
            continue
        for column in kind.model._meta.concrete_fields:
            value = one.values.get(column.name)
            if column.unique and column.name not in kind.key and value is not None:
                other = seen.setdefault((kind.file, column.name, value), one)
                if other is not one:
                    here.at(column.name).fault(f"{value!r} is taken by {other.key}")


def _check_references(prepared: list[Prepared], spot: Spot) -> None:
    """What a record points at must be in the pack or in the portal already."""
    known = {}
    for here, reference in spot.references:
        model, by = reference.model, reference.by
        if (model, by) not in known:
            known[model, by] = set(model.objects.values_list(by, flat=True)) | set(
                _in_pack(prepared, model, by)
            )
        if reference.value not in known[model, by]:
            here.fault(f"there is no {model._meta.verbose_name} {reference.value!r}")


def _in_pack(prepared: list[Prepared], model, by: str) -> Iterator[str]:
    return (one.values.get(by) for one in prepared if one.kind.model is model)


def digest(value) -> str:
    """Return a fingerprint of plain data; the order of fields does not matter."""
    text = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
