"""The record: who did what to which thing, and who read or took along personal data.

It is Wagtail's own log, so that every history shows it, with three differences: an entry
knows the community of its thing, holds no name of a guest, and never changes again
(communities/record/triggers.py).
"""

from django.utils.text import capfirst
from wagtail.models import ModelLogEntry
from wagtail.models.audit_log import ModelLogEntryManager
from wagtail.permissions import policy_registry

from communities.record import words
from portal.accounts.models import User
from portal.base import personal
from portal.base.policy import ScopedPolicy
from portal.base.rights import Role
from portal.publishing.together import put_off

# In the place of a guest's name, and of that of a whole list; one has to stand there.
NAMELESS = "–"


class AuditManager(ModelLogEntryManager):
    """Writes entries; for a list that was read, the thing is one of its kind with key 0."""

    def log_action(self, instance, action, **kwargs):
        data = kwargs.pop("data", None) or {}
        policy = policy_registry.get_by_type(type(instance), fallback=False)
        if instance.pk and isinstance(policy, ScopedPolicy):
            community = policy.community_of(instance)
            data |= {"community": community} if community else {}
        return super().log_action(instance, action, data=data, **kwargs)

    def create(self, **fields):
        """Write an entry; where many records are written together, so are their entries."""
        entry = self.model(**fields)
        if put_off(_write, entry):
            entry.full_clean()
        else:
            entry.save(force_insert=True)
        return entry

    def get_instance_title(self, instance):
        if not instance.pk:
            return NAMELESS
        # Names of staff stand beside what was done by them and to them.
        if instance._meta.label in personal.REGISTER and not isinstance(instance, User):
            return NAMELESS
        return super().get_instance_title(instance)


def _write(entries: list["AuditEntry"]) -> None:
    AuditEntry.objects.bulk_create(entries, batch_size=1000)


class AuditEntry(ModelLogEntry):
    """One entry of the record, which nothing changes or deletes."""

    objects = AuditManager()

    class Meta:
        proxy = True
        verbose_name = words.ENTRY
        verbose_name_plural = words.ENTRIES

    def __str__(self):
        return self.sentence

    def full_clean(self, exclude=None, **options):
        """Ask the database neither for the thing, nor who did it, nor the version: whoever
        writes an entry has them in hand."""
        in_hand = {"content_type", "user", "revision"}
        super().full_clean(exclude=in_hand | set(exclude or ()), **options)

    @property
    def item(self) -> str:
        """What it was done to; a guest has a number here, not a name."""
        model = self.content_type and self.content_type.model_class()
        if model is None:
            return self.label
        if self.object_id == "0":
            return capfirst(model._meta.verbose_name_plural)
        if self.label == NAMELESS:
            return f"{capfirst(model._meta.verbose_name)} {self.object_id}"
        role = self.data.get("role")
        return f"{self.label} · {Role(role).label}" if role in Role else self.label

    @property
    def sentence(self) -> str:
        """The entry in the reader's language."""
        return words.sentence(self.action, who=self.user_display_name, item=self.item)
