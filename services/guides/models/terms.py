"""The glossary."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from portal.base.languages import current, localized
from portal.base.sorting import sort_key


class Term(models.Model):
    """A word that a newcomer meets, with how to say it."""

    kind = "glossary"
    name_field = "term"
    prominence = 0.0
    over_at = None

    term = models.CharField(_("term"), max_length=120)
    pinyin = models.CharField(_("pinyin"), max_length=160)
    note = models.TextField(_("note"))

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("glossary terms")
        constraints = [
            models.UniqueConstraint(fields=["term_en"], name="one_term_per_english_word")
        ]

    def __str__(self):
        return self.term_zh_hans

    @property
    def slug(self) -> str:
        """Where it stands on the page of the glossary."""
        return slugify(self.term_en)

    @property
    def found_as(self) -> "Term":
        """Whose search entry changes with it."""
        return self

    def search_names(self) -> list[str]:
        """Other names that it goes by: none."""
        return []

    def search_summary(self, language: str) -> str:
        """What it means."""
        return localized(self, "note", language)

    def search_text(self, language: str) -> str:
        """Nothing but the word and its meaning."""
        return ""

    @property
    def sort_key(self) -> str:
        """What a reader looks it up by: the English word, or the pinyin without tones."""
        return sort_key(self.term_en if current() == "en" else self.pinyin, "en")

    @property
    def letter(self) -> str:
        """The heading that it stands under; what begins with a figure stands under 0–9."""
        first = self.sort_key[:1].upper()
        return first if first.isalpha() else "0–9"
