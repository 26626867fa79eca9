"""The rows that records stand for: built, found, compared, and written in bulk."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.utils import timezone
from wagtail.blocks import StreamValue

from portal.content import checks
from portal.content.checks import Prepared
from portal.content.records import Kind
from portal.content.spots import Reference
from portal.publishing.models import Publishable

# What the loader sets on everything it makes public, beside the record's own fields.
_PUBLISHING = (
    "live",
    "has_unpublished_changes",
    "expired",
    "first_published_at",
    "last_published_at",
    "meaning_version",
    "answered_version_en",
    "answered_version_zh_hans",
    "meaning_changed_on",
)


@dataclass
class Row:
    """A row with its children in order and the keys of its many-to-many rows."""

    instance: models.Model
    children: dict[str, list[models.Model]] = field(default_factory=dict)
    many: dict[str, list[int]] = field(default_factory=dict)


class Rows:
    """The rows of one kind: as the records want them, and as they are."""

    def __init__(self, kind: Kind, prepared: list[Prepared]):
        self.kind = kind
        self.prepared = {one.key: one for one in prepared}
        self.columns = [each for each in checks.columns(kind) if not each.many_to_many]
        self.many = [each for each in checks.columns(kind) if each.many_to_many]
        self.relations = dict(kind.children.values())
        self._primary_keys = self._resolve(
            value
            for one in prepared
            for values in (one.values, *(row for rows in one.children.values() for row in rows))
            for value in values.values()
        )
        self.wanted = {one.key: self._build(one) for one in prepared}
        self.existing = self._find()

    # --- Finding --------------------------------------------------------------

    def _find(self) -> dict[str, Row]:
        """Return the rows that are there, under the keys of the records."""
        rows = self.kind.model._base_manager.all()
        if len(self.kind.key) == 1:
            rows = rows.filter(**{f"{self.kind.key[0]}__in": list(self.wanted)})
        if issubclass(self.kind.model, Publishable):
            rows = rows.select_related("latest_revision")
        there = {self._identity(instance): Row(instance) for instance in rows}
        found = {
            key: there[identity]
            for key, row in self.wanted.items()
            if (identity := self._identity(row.instance)) in there
        }
        self._hang_on(found.values())
        return found

    def _hang_on(self, rows: Iterable[Row]) -> None:
        """Fetch the children and the many-to-many rows of all rows, a query for each sort."""
        by_pk = {row.instance.pk: row for row in rows}
        for relation, child in self.relations.items():
            parent = self._parent(relation).attname
            children = defaultdict(list)
            of_these = child.model._base_manager.filter(**{f"{parent}__in": by_pk})
            for instance in of_these.order_by(*_order(child.model), "pk"):
                children[getattr(instance, parent)].append(instance)
            for pk, row in by_pk.items():
                row.children[relation] = children[pk]
        for column in self.many:
            near, far, through = self._through(column)
            targets = defaultdict(list)
            links = through._base_manager.filter(**{f"{near}__in": by_pk})
            for pk, target in links.values_list(near, far):
                targets[pk].append(target)
            for pk, row in by_pk.items():
                row.many[column.name] = targets[pk]

    def _identity(self, instance: models.Model) -> tuple:
        field_of = self.kind.model._meta.get_field
        return tuple(getattr(instance, field_of(name).attname) for name in self.kind.key)

    def _parent(self, relation: str) -> models.ForeignKey:
        return self.kind.model._meta.get_field(relation).field

    def _through(self, column) -> tuple[str, str, type[models.Model]]:
        return (
            f"{column.m2m_field_name()}_id",
            f"{column.m2m_reverse_field_name()}_id",
            column.remote_field.through,
        )

    # --- Building -------------------------------------------------------------

    def _build(self, one: Prepared) -> Row:
        row = Row(self._instance(self.kind.model, self.columns, one.values))
        for relation, child in self.relations.items():
            columns = checks.columns(child)
            row.children[relation] = [
                self._instance(
                    child.model, columns, values, **dict.fromkeys(_order(child.model), number)
                )
                for number, values in enumerate(one.children[relation])
            ]
        return row

    def _instance(self, model, columns, values: dict, **more) -> models.Model:
        """Make a row; what a record does not state is as empty as the model makes it."""
        for column in columns:
            value = values.get(column.name)
            if isinstance(value, Reference):
                more[column.attname] = self._primary_keys[value]
            elif value is not None:
                more[column.name] = value
            elif isinstance(column, models.CharField | models.TextField):
                more[column.name] = ""
        return model(**more)

    def _resolve(self, values: Iterable) -> dict[Reference, int]:
        wanted = defaultdict(set)
        for value in values:
            if isinstance(value, Reference):
                wanted[value.model, value.by].add(value.value)
        return {
            Reference(model, by, name): pk
            for (model, by), names in wanted.items()
            for name, pk in model._base_manager.filter(**{f"{by}__in": names}).values_list(
                by, "pk"
            )
        }

    # --- Comparing ------------------------------------------------------------

    def digest(self, row: Row) -> str:
        """Return a fingerprint of everything that staff could have changed."""
        shown = {column.name: self._plain(row.instance, column) for column in self.columns}
        for relation, child in self.relations.items():
            shown[relation] = [
                {column.name: self._plain(each, column) for column in checks.columns(child)}
                for each in row.children[relation]
            ]
        for name, primary_keys in row.many.items():
            shown[name] = sorted(primary_keys)
        if isinstance(row.instance, Publishable):
            staffs = ("live", "confirmed_on", "facts_confirmed")
            shown |= {name: getattr(row.instance, name) for name in staffs}
        return checks.digest(shown)

    @staticmethod
    def _plain(instance: models.Model, column: models.Field):
        value = getattr(instance, column.attname)
        if isinstance(value, StreamValue):
            return [
                {name: part for name, part in block["value"].items() if part}
                for block in value.raw_data
            ]
        return None if value == "" else value

    # --- Writing --------------------------------------------------------------

    def write(self, keys: list[str]) -> list[models.Model]:
        """Write the wanted rows of these records over what is there, and return them."""
        if not keys:
            return []
        instances = [self.wanted[key].instance for key in keys]
        if issubclass(self.kind.model, Publishable):
            for key in keys:
                self._publish(self.wanted[key].instance, self.existing.get(key))
        self.kind.model._base_manager.bulk_create(
            instances,
            update_conflicts=True,
            unique_fields=self.kind.key,
            update_fields=self._written(),
        )
        for relation in self.relations:
            self._write_children(relation, keys)
        for column in self.many:
            self._write_many(column, keys)
        self._renew_revisions(keys)
        return instances

    def _written(self) -> list[str]:
        names = {column.name for column in self.columns}
        names |= checks.translated_fields(self.kind.model) & set(self.kind.fields.values())
        if issubclass(self.kind.model, Publishable):
            names |= set(_PUBLISHING)
        # A record that is nothing but its key has nothing to change; SQL wants some column.
        return sorted(names - set(self.kind.key)) or list(self.kind.key)

    @staticmethod
    def _publish(instance: Publishable, existing: Row | None) -> None:
        now = timezone.now()
        instance.live, instance.has_unpublished_changes = True, False
        instance.first_published_at = instance.last_published_at = now
        instance.meaning_changed_on = timezone.localdate(now)
        if existing:
            before = existing.instance
            instance.first_published_at = before.first_published_at
            instance.meaning_version = before.meaning_version + 1
            instance.answered_version_en = instance.meaning_version
            instance.answered_version_zh_hans = instance.meaning_version

    def _write_children(self, relation: str, keys: list[str]) -> None:
        parent = self._parent(relation)
        rows = [self.wanted[key] for key in keys]
        model = self.relations[relation].model
        model._base_manager.filter(
            **{f"{parent.name}__in": [row.instance.pk for row in rows]}
        ).delete()
        for row in rows:
            for child in row.children[relation]:
                setattr(child, parent.attname, row.instance.pk)
        model._base_manager.bulk_create(
            [child for row in rows for child in row.children[relation]]
        )

    def _write_many(self, column, keys: list[str]) -> None:
        near, far, through = self._through(column)
        references = {key: self.prepared[key].many.get(column.name, []) for key in keys}
        primary_keys = self._resolve(each for many in references.values() for each in many)
        owners = {key: self.wanted[key].instance.pk for key in keys}
        through._base_manager.filter(**{f"{near}__in": list(owners.values())}).delete()
        for key, many in references.items():
            self.wanted[key].many[column.name] = [primary_keys[each] for each in many]
        through._base_manager.bulk_create(
            through(**{near: owners[key], far: target})
            for key in keys
            for target in self.wanted[key].many[column.name]
        )

    def _renew_revisions(self, keys: list[str]) -> None:
        """Where the desk knows the row already, its editor must start from the new text."""
        for key in keys:
            existing = self.existing.get(key)
            if existing and getattr(existing.instance, "latest_revision_id", None):
                row = self.kind.model._base_manager.get(pk=existing.instance.pk)
                row.live_revision = row.save_revision(clean=False, changed=False)
                row.save(update_fields=["live_revision"])


def _order(model: type[models.Model]) -> list[str]:
    """The column that keeps the children in the order of the pack, if they have one."""
    return [field.name for field in model._meta.fields if field.name == "sort_order"]
