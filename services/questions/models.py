"""Which one am I? Questions that lead to a route, as rows that staff edit and try."""

import datetime as dt
from copy import copy

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable

from portal.base.languages import localized
from portal.base.markdown import plain
from portal.facts.models import Fact
from portal.facts.stated import Stated, facts_on
from portal.facts.texts import ShowsFacts, StatesFacts, filled, searched
from portal.publishing.models import Publishable, PublishableQuerySet
from services.guides.models import Guide, PointsRule
from services.questions import checking, numbers
from services.questions.flow import Flow

CODE = RegexValidator(
    r"^[a-z0-9-]+$", _("Small letters, digits and hyphens only, such as “long-stay”.")
)


def code(label, **options) -> models.CharField:
    """Build a field for the short name by which the rows of one set name each other."""
    return models.CharField(label, max_length=40, validators=[CODE], **options)


class QuestionSetQuerySet(PublishableQuerySet):
    def for_cards(self):
        """What a list of them shows, in one query, in the same order in both languages."""
        names = ("title_en", "title_zh_hans", "summary_en", "summary_zh_hans")
        return self.only("slug", *names).order_by("slug")


class QuestionSet(ShowsFacts, StatesFacts, Publishable):
    """One decision, such as which visa: its questions, where they lead, and test cases.

    The rows name each other by codes, so that a draft is whole in itself.
    """

    kind = "questions"
    name_field = "title"
    # It leads to guides; who asks in words wants those first.
    prominence = -0.5
    required_in_every_language = ("title", "summary", "not_covered")
    fact_texts = ("not_covered",)
    texts_without_facts = ("title", "summary")

    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("summary"))
    not_covered = models.TextField(
        _("what it does not cover"), help_text=_("Stands on the first page and every result.")
    )
    guides = ParentalManyToManyField(
        Guide,
        verbose_name=_("guides that lead to it"),
        related_name="question_sets",
        blank=True,
    )

    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        # Readers meet it, too: in search results and above feedback.
        verbose_name = _("set of guided questions")
        verbose_name_plural = _("guided questions")

    @cached_property
    def flow(self) -> Flow:
        """The way through it, as the rows stand in memory and the facts today."""
        return self._flow(self.facts)

    def _flow(self, facts: dict[str, Stated]) -> Flow:
        return Flow(
            list(self.questions.all().select_related("rule")),
            [answer.as_stated(facts) for answer in self.answers.all()],
            list(self.outcomes.all()),
        )

    @cached_property
    def facts(self) -> dict[str, Stated]:
        """How every fact stands today."""
        return facts_on(timezone.localdate())

    def faults(self) -> list[str]:
        """Name every place where somebody would be lost, and every test case that fails."""
        return self._faults(self.flow)

    def faults_on(self, day: dt.date) -> list[str]:
        """Do the same by what the facts will say on a day."""
        return self._faults(self._flow(facts_on(day)))

    def _faults(self, flow: Flow) -> list[str]:
        known = set(Guide.objects.published().values_list("slug", flat=True))
        return checking.faults(flow, list(self.cases.all()), known)

    def stating(self) -> list:
        """Its questions, answers and outcomes; deadlines belong to their guides."""
        return [self, *self.questions.all(), *self.answers.all(), *self.outcomes.all()]

    @property
    def named_guides(self) -> set[str]:
        """Name every guide that a result leads to."""
        return {slug for outcome in self.outcomes.all() for slug in outcome.guides}

    def search_text(self, language: str) -> str:
        texts = [localized(each, "text", language) for each in self.questions.all()]
        for outcome in self.outcomes.all():
            texts.append(localized(outcome, "title", language))
            texts.append(plain(localized(outcome, "text", language)))
        return searched("\n".join(texts), language)


class Question(StatesFacts, Orderable):
    """One thing that is asked, on a page of its own. The first one is asked first."""

    fact_texts = ("hint",)
    texts_without_facts = ("text", "unit")

    class Kind(models.TextChoices):
        CHOICE = "choice", _("one of several answers")
        YES_NO = "yes_no", _("yes or no")
        NUMBER = "number", _("a number")
        POINTS = "points", _("points, by a rule of the points table")
        DECIDED = "decided", _("not asked: decided by an earlier number, or the points so far")

    question_set = ParentalKey(QuestionSet, on_delete=models.CASCADE, related_name="questions")
    slug = code(pgettext_lazy("of a question", "code"))
    kind = models.CharField(_("kind of answer"), max_length=8, choices=Kind)
    text = models.CharField(_("question"), max_length=200)
    hint = models.TextField(_("hint"), blank=True, help_text=_("Markdown."))
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    most = models.PositiveIntegerField(
        _("highest number that makes sense"), null=True, blank=True
    )
    rule = models.ForeignKey(
        PointsRule,
        verbose_name=_("points rule"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    looks_at = code(
        _("decided by"),
        blank=True,
        help_text=_("The code of an earlier question; empty means the points so far."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return self.text_zh_hans or self.slug


class Answer(StatesFacts, Orderable):
    """One answer, or one band of numbers, and where it leads.

    Where a fact is the end of a band, the fact is named in the place of a number, so that
    its change reaches the band.
    """

    fact_texts = ("text",)

    question_set = ParentalKey(QuestionSet, on_delete=models.CASCADE, related_name="answers")
    question = code(_("code of the question"))
    slug = code(pgettext_lazy("of an answer", "code"))
    text = models.CharField(_("answer"), max_length=300, blank=True)
    # A band holds its lower end and not its upper end.
    low = models.PositiveIntegerField(_("from"), null=True, blank=True)
    high = models.PositiveIntegerField(_("to under"), null=True, blank=True)
    above = code(
        _("from above the fact"),
        blank=True,
        help_text=_("The name of a fact: the band begins above its number."),
    )
    through = code(
        _("up to the fact"),
        blank=True,
        help_text=_("The name of a fact: its number is the last of the band."),
    )
    goes_to = code(_("leads to"), help_text=_("The code of a question or an outcome."))

    class Meta(Orderable.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self):
        return self.text_zh_hans or f"{self.question} · {self.slug}"

    @property
    def edges(self) -> list[str]:
        """The facts that are ends of its band."""
        return [name for name in (self.above, self.through) if name]

    def own_facts(self) -> list[str]:
        return [*super().own_facts(), *self.edges]

    def as_stated(self, facts: dict[str, Stated]) -> "Answer":
        """Return a copy as it stands with what the facts say; it must not be saved."""
        stated = filled(copy(self), facts)
        for edge, name in (("low", self.above), ("high", self.through)):
            number = numbers.of_fact(facts[name]) if name in facts else None
            if number is not None:
                setattr(stated, edge, number + 1)
        return stated

    def clean(self):
        """Refuse what is no fact that numbers can be compared with."""
        super().clean()
        kept = {fact.slug: fact for fact in Fact.objects.filter(slug__in=self.edges)}
        faults = {}
        for field, number in (("above", self.low), ("through", self.high)):
            name = getattr(self, field)
            if name and number is not None:
                faults[field] = _("Give a number or a fact, not both.")
            elif name and not (name in kept and numbers.is_countable(kept[name])):
                told = {"name": name}
                faults[field] = _("There is no fact “%(name)s” that is a number.") % told
        if faults:
            raise ValidationError(faults)


class Outcome(StatesFacts, Orderable):
    """What follows, and which guides say how."""

    fact_texts = ("text", "not_covered")
    texts_without_facts = ("title",)

    question_set = ParentalKey(QuestionSet, on_delete=models.CASCADE, related_name="outcomes")
    slug = code(pgettext_lazy("of an outcome", "code"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), help_text=_("Markdown."))
    not_covered = models.TextField(_("what it does not cover"), blank=True)
    guides = ArrayField(
        models.SlugField(max_length=120),
        verbose_name=_("guides"),
        default=list,
        blank=True,
        help_text=_("The last parts of the guides’ addresses, with commas between them."),
    )

    class Meta(Orderable.Meta):
        verbose_name = pgettext_lazy("of questions", "outcome")
        verbose_name_plural = pgettext_lazy("of questions", "outcomes")

    def __str__(self):
        return self.title_zh_hans or self.slug


class Case(Orderable):
    """Answers that somebody has thought through by hand, and where they must lead."""

    question_set = ParentalKey(QuestionSet, on_delete=models.CASCADE, related_name="cases")
    given = models.CharField(
        _("answers in order"),
        max_length=300,
        help_text=_("Codes of answers, or numbers, with blanks between them."),
    )
    outcome = code(_("code of the outcome"))

    class Meta(Orderable.Meta):
        verbose_name = _("test case")
        verbose_name_plural = _("test cases")

    def __str__(self):
        return f"{self.given} → {self.outcome}"
