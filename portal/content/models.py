"""What the loader of the content pack remembers."""

from django.db import models


class ContentRecord(models.Model):
    """A record of the pack as it was last loaded, so that the loader can tell two things:
    whether the record has changed since, and whether staff have changed its row since.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    # Of the record as it stood in the pack, and of its row as it was written.
    digest = models.CharField(max_length=64)
    row_digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_memory_per_record")
        ]

    def __str__(self):
        return f"{self.kind}/{self.key}"
