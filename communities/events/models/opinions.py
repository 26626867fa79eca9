"""What guests thought of a date, without who thought it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communities.events.models.dates import EventDate


class Opinion(models.Model):
    """How many guests gave one answer about a date.

    Counts and nothing else: there is no row, no time and no order that would lead from
    an answer to a person.
    """

    class Answer(models.TextChoices):
        YES = "yes", pgettext_lazy("worth the time", "Yes, very much")
        MOSTLY = "mostly", pgettext_lazy("worth the time", "Mostly")
        HARDLY = "hardly", pgettext_lazy("worth the time", "Hardly")
        NO = "no", pgettext_lazy("worth the time", "No")

    date = models.ForeignKey(
        EventDate, verbose_name=_("date"), on_delete=models.CASCADE, related_name="opinions"
    )
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    count = models.PositiveIntegerField(_("how many"), default=0)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        constraints = [
            models.UniqueConstraint(
                fields=["date", "answer"], name="one_count_for_each_answer_about_a_date"
            )
        ]

    def __str__(self):
        return f"{self.date} · {self.get_answer_display()}: {self.count}"
