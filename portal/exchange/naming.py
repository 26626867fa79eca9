"""The addresses of new rows: one for each, that leads nowhere yet."""

from django.utils.functional import cached_property
from django.utils.text import slugify

from portal.addresses.models import FormerAddress
from portal.base.languages import localized
from portal.publishing.models import Publishable
from portal.search import texts


class FreeAddresses:
    def __init__(self, model: type[Publishable]):
        self.model = model

    def find(self, thing: Publishable, given) -> str:
        """Make an address of a thing's name that neither `given` nor the database has."""
        name = localized(thing, self.model.name_field, "en") or "-".join(
            texts.pinyin(str(thing))
        )
        stem = slugify(name)[:100] or self.model.kind
        slug, n = stem, 1
        while slug in given or self._is_taken(slug):
            n += 1
            slug = f"{stem}-{n}"
        return slug

    def _is_taken(self, slug: str) -> bool:
        return slug in self._former or self.model._base_manager.filter(slug=slug).exists()

    @cached_property
    def _former(self) -> set[str]:
        """Where old links lead to others, as to what an import made that was undone."""
        former = FormerAddress.objects.filter(kind=self.model.kind)
        return set(former.values_list("slug", flat=True))
