"""What an organiser asks those who sign up for an event."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from communities.events.models.events import Event
from portal.base.languages import CODES, current, localized


class Question(Orderable):
    """One question to everybody who signs up, with the reason why it is asked."""

    class Kind(models.TextChoices):
        TEXT = "text", _("a text")
        NUMBER = "number", _("a number")
        CHOICE = "choice", _("one choice")
        CHOICES = "choices", _("several choices")

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind, default=Kind.TEXT)
    required = models.BooleanField(_("must be answered"), default=False)
    label = models.CharField(_("question"), max_length=200)
    why = models.CharField(
        _("why we ask"), max_length=300, help_text=_("Guests read it below the question.")
    )
    options = models.TextField(
        _("choices"),
        blank=True,
        help_text=_("One a line, in the same order in both languages."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return localized(self, "label", current())

    @property
    def key(self) -> str:
        """The name of its answer among the answers of a sign-up."""
        return str(self.pk)

    @property
    def offers_choices(self) -> bool:
        return self.kind in {self.Kind.CHOICE, self.Kind.CHOICES}

    def choices(self, language: str | None = None) -> list[tuple[str, str]]:
        """What can be chosen: the English words, which are kept, and those to show."""
        shown = self._lines(language or current())
        return list(zip(self._lines("en"), shown, strict=False))

    def said(self, answer, language: str | None = None) -> str:
        """An answer in the words of a language; one whose choice is gone, as it was given."""
        if not self.offers_choices:
            return str(answer)
        words = dict(self.choices(language))
        chosen = answer if isinstance(answer, list) else [answer]
        return gettext(", ").join(words.get(one, one) for one in chosen)

    def clean(self):
        """A choice is the same line in both languages, so both need the same lines."""
        if not self.offers_choices:
            return
        english, chinese = (self._lines(code) for code in CODES)
        if len(english) < 2 or len(english) != len(chinese):
            fault = _("Write at least two choices, and as many in each language.")
        elif len(set(english)) < len(english):
            fault = _("No choice may stand there twice.")
        else:
            return
        raise ValidationError({"options_en": fault, "options_zh_hans": fault})

    def _lines(self, language: str) -> list[str]:
        lines = localized(self, "options", language).splitlines()
        return [line.strip() for line in lines if line.strip()]
