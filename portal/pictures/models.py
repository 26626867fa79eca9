"""Pictures, with what a reader who does not see them is told, and whose they are."""

from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.base.languages import CODES, field_label, suffix
from portal.pictures import sizes

_DEEDS = "https://creativecommons.org/"


class Licence(models.TextChoices):
    """Why we may show a picture."""

    OWN = "own", pgettext_lazy("licence", "Our own picture")
    PERMISSION = "permission", pgettext_lazy("licence", "Shown with permission")
    CC0 = "cc0", "CC0 1.0"
    CC_BY = "cc_by", "CC BY 4.0"
    CC_BY_SA = "cc_by_sa", "CC BY-SA 4.0"


_DEED_OF = {
    Licence.CC0: f"{_DEEDS}publicdomain/zero/1.0/",
    Licence.CC_BY: f"{_DEEDS}licenses/by/4.0/",
    Licence.CC_BY_SA: f"{_DEEDS}licenses/by-sa/4.0/",
}


def _per_cent(label) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, default=50, validators=[MaxValueValidator(100)]
    )


class Picture(models.Model):
    """One picture of the library. It may be incomplete until something that shows it is
    published (`missing`)."""

    title = models.CharField(
        _("working title"),
        max_length=160,
        help_text=_("To find it again; readers do not see it."),
    )
    # By name: communities stand on pictures.
    community = models.ForeignKey(
        "communities.Community",
        verbose_name=_("community"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Whose it is. A picture of no community may be shown by every one."),
    )
    file = models.FileField(
        pgettext_lazy("of a picture", "file"),
        max_length=100,
        help_text=_(
            "JPEG, PNG, WebP or AVIF, at least 640 × 360 pixels, 10 MB at most. Where it was "
            "taken and whatever else hides in the file is thrown away."
        ),
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    # What portal/pictures/sizes.py made: [{"width", "height", "avif", "webp"}].
    sizes = models.JSONField(default=list, editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What is to be seen, for readers who do not see it: one sentence."),
    )
    credit = models.CharField(
        pgettext_lazy("of a picture", "credit"),
        max_length=200,
        blank=True,
        help_text=_("Whom to name beside it: the photographer, the office."),
    )
    licence = models.CharField(
        pgettext_lazy("of a picture", "licence"), max_length=12, choices=Licence, blank=True
    )
    source = models.URLField(
        _("where it comes from"),
        max_length=600,
        blank=True,
        help_text=_("The page that shows it and its licence."),
    )
    focus_x = _per_cent(_("focus, per cent from the left"))
    focus_y = _per_cent(_("focus, per cent from the top"))

    class Meta:
        # Its table stands with the communities, which stand on pictures.
        app_label = "communities"
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self):
        return self.title

    @property
    def deed(self) -> str:
        """Where its licence can be read; nothing for what has no public licence."""
        return _DEED_OF.get(self.licence, "")

    @property
    def default_size(self) -> dict:
        """The size that browsers take which know nothing of sizes, with its address."""
        middle = self.sizes[min(1, len(self.sizes) - 1)]
        return middle | {"url": default_storage.url(middle["webp"])}

    @property
    def thumbnail(self) -> str:
        """The address of its smallest size."""
        return default_storage.url(self.sizes[0]["webp"])

    @property
    def largest(self) -> str:
        """The address of its largest size."""
        return default_storage.url(self.sizes[-1]["webp"])

    @property
    def sets(self) -> list[tuple[str, str]]:
        """For each kind of file its type and all its sizes, as an img element names them."""
        return [
            (
                f"image/{ending}",
                ", ".join(
                    f"{default_storage.url(size[ending])} {size['width']}w"
                    for size in self.sizes
                ),
            )
            for ending, _kind, _options in sizes.KINDS
        ]

    @property
    def files(self) -> set[str]:
        """The names of all its files."""
        endings = [ending for ending, _kind, _options in sizes.KINDS]
        made = {size[ending] for size in self.sizes for ending in endings}
        return made | {self.file.name}

    def missing(self) -> list[str]:
        """Name what a reader must be told and nobody has written yet."""
        needed = [f"alt_{suffix(code)}" for code in CODES] + ["credit", "licence"]
        lacking = [field_label(type(self), name) for name in needed if not getattr(self, name)]
        if self.deed and not self.source:
            lacking.append(field_label(type(self), "source"))
        return lacking
