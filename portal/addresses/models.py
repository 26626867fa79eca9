"""Addresses that pages once had, and what came in the place of pages that are gone."""

from django.apps import apps
from django.db import models
from django.utils import timezone


class OfRecordQuerySet(models.QuerySet):
    def of(self, thing):
        """Those of one record."""
        return self.filter(kind=thing.kind, object_pk=thing.pk)


class FormerAddress(models.Model):
    """An address under which readers knew a record: another now, or none, if it was withdrawn
    or deleted. It stays with the record, so that old links lead to it."""

    kind = models.CharField(max_length=20)
    slug = models.SlugField(max_length=120)
    object_pk = models.PositiveBigIntegerField()
    left_at = models.DateTimeField(default=timezone.now)

    objects = OfRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"], name="a_former_address_leads_to_one_record"
            )
        ]
        indexes = [models.Index(fields=["kind", "object_pk"])]

    def __str__(self):
        return f"{self.kind}/{self.slug}"


class Successor(models.Model):
    """What came in the place of a record that is not public any more, as staff chose it."""

    kind = models.CharField(max_length=20)
    object_pk = models.PositiveBigIntegerField()
    page_kind = models.CharField(max_length=20)
    page_pk = models.PositiveBigIntegerField()

    objects = OfRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_pk"], name="one_successor_a_record")
        ]

    def __str__(self):
        return f"{self.kind}/{self.object_pk} → {self.page_kind}/{self.page_pk}"


def with_pages() -> dict[str, type[models.Model]]:
    """Return every kind whose records have a page and can be withdrawn, by its word."""
    return {
        model.kind: model
        for model in apps.get_models()
        if hasattr(model, "kind") and hasattr(model, "url_name")
    }
