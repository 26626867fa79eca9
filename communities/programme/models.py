"""The city's programme: nine scenarios, projects and tasks, platforms and sites."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from communities.directory.models import Community
from portal.base.dated import HOURS, PHONE
from portal.base.fields import PartialDateField, stated
from portal.places.models import Opening, Place
from portal.publishing.models import Publishable, PublishableQuerySet


class Scenario(Publishable):
    """One of the nine fields of life that the Guidelines of 2020 plan for."""

    kind = "scenarios"
    required_in_every_language = ("name", "summary")

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    summary = models.TextField(_("summary"))

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ["number"]


class Indicator(Orderable):
    """A yardstick of a scenario, medium or minor, binding or expected."""

    class Level(models.TextChoices):
        MEDIUM = "medium", _("medium")
        MINOR = "minor", _("minor")

    scenario = ParentalKey(Scenario, on_delete=models.CASCADE, related_name="indicators")
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=200)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    parent_code = models.CharField(_("part of"), max_length=20, blank=True)
    binding = models.BooleanField(
        _("binding"), null=True, blank=True, help_text=_("No means expected.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(fields=["scenario", "code"], name="one_indicator_per_code")
        ]

    def __str__(self):
        return f"{self.code} {self.name_zh_hans}"


_WHOLE_FIRST = (
    Case(When(indicator=None, then=Value(0)), default=Value(1)),
    "indicator__sort_order",
    "indicator__code",
)


class ScoreQuerySet(models.QuerySet):
    def standing(self):
        """The newest score of each community for each scenario and each indicator."""
        same = ("community_id", "scenario_id", "indicator_id")
        newest = Score.objects.order_by(*same, "-scored_on").distinct(*same)
        return self.filter(pk__in=newest.values("pk"))

    def public(self):
        """Those of communities and scenarios that readers see."""
        return self.filter(community__live=True, scenario__live=True)

    def of_scenario(self, scenario):
        """Those of one scenario, as a whole first, in the order of the city's lists."""
        found = self.filter(scenario=scenario).select_related("community", "indicator")
        return found.order_by(*_WHOLE_FIRST, "community__batch", "community_id")

    def of_community(self, community):
        """Those of one community, scenario by scenario, each as a whole first."""
        found = self.filter(community=community).select_related("scenario", "indicator")
        return found.order_by("scenario__number", *_WHOLE_FIRST)


class Score(models.Model):
    """How far a community has come in a scenario, or by one of its indicators.

    The city's office gives it, with the evidence; an older one stays beside a newer one.
    """

    community = models.ForeignKey(
        Community,
        verbose_name=_("community"),
        on_delete=models.PROTECT,
        related_name="scores",
    )
    scenario = models.ForeignKey(
        Scenario,
        verbose_name=_("scenario"),
        on_delete=models.PROTECT,
        related_name="scores",
    )
    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("indicator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="scores",
        help_text=_("Left empty: the scenario as a whole."),
    )
    points = models.PositiveSmallIntegerField(
        _("score"),
        validators=[MaxValueValidator(100)],
        help_text=_("From 0 (nothing is there yet) to 100 (everything is)."),
    )
    scored_on = models.DateField(
        _("as of"), default=timezone.localdate, help_text=_("The day that the score is of.")
    )
    evidence = models.TextField(
        _("evidence"), help_text=_("What the score rests on, as readers will see it.")
    )
    source_title = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["-scored_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "scenario", "indicator", "scored_on"],
                nulls_distinct=False,
                name="one_score_a_day",
                violation_error_message=_(
                    "There is a score of this community for this and for the same day already."
                ),
            ),
            models.CheckConstraint(condition=Q(points__lte=100), name="score_is_at_most_100"),
        ]

    def __str__(self):
        return f"{self.community} · {self.indicator or self.scenario} · {self.scored_on}"

    def clean(self):
        """Take no indicator of another scenario."""
        if self.indicator_id and self.indicator.scenario_id != self.scenario_id:
            raise ValidationError(
                {"indicator": _("This indicator belongs to another scenario.")}
            )


class ProjectQuerySet(PublishableQuerySet):
    def for_cards(self):
        """Everything that a list says of each, what is planned before what is done."""
        return self.select_related("community").defer("sources").order_by(_progress(), "slug")


def _progress() -> Case:
    """Number the states of a project in their order."""
    steps = enumerate(Project.Status)
    return Case(*(When(status=status, then=Value(number)) for number, status in steps))


class Project(Publishable):
    """A key construction project or a tangible task of the programme."""

    kind = "projects"
    prominence = -0.3
    required_in_every_language = ("name", "summary")

    class Kind(models.TextChoices):
        PLANNING = "planning", _("Planning")
        CONSTRUCTION = "construction", _("Construction")
        IMPROVEMENT = "improvement", _("Improvement")
        EVENT = "event", _("Event")

    class Status(models.TextChoices):
        ISSUED = "issued", _("Issued")
        SIGNED = "signed", _("Signed")
        UNDER_WAY = "under_way", _("Under way")
        UNDER_CONSTRUCTION = "under_construction", _("Under construction")
        COMPLETED = "completed", _("Completed")
        IN_USE = "in_use", _("In use")
        HELD = "held", _("Held")

    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("summary"))
    project_kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    community = models.ForeignKey(
        Community,
        verbose_name=_("community"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
    )
    lead_department = models.CharField(_("lead department"), max_length=200, blank=True)
    responsible_entity = models.CharField(_("carried out by"), max_length=200, blank=True)
    location = models.CharField(_("location"), max_length=200, blank=True)
    started = PartialDateField(_("started"))
    status = models.CharField(_("status"), max_length=20, choices=Status)
    list_name = models.CharField(_("on the list"), max_length=200, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("key project")
        verbose_name_plural = _("key projects")


class PlatformQuerySet(PublishableQuerySet):
    def for_cards(self):
        """Everything that a list says of each, in one query."""
        return self.select_related("community").defer("sources").order_by("slug")

    def for_page(self):
        """Everything that the page of one says of it."""
        page = super().for_page().select_related("community", "nearest_metro")
        return page.prefetch_related("nearest_metro__lines")


class Platform(Opening, Publishable, Place):
    """A talent platform, demonstration block or service site."""

    kind = "platforms"
    required_in_every_language = ("name", "summary")
    dated_facts = (PHONE, HOURS)

    class Kind(models.TextChoices):
        WORKSTATION = "workstation", _("Workstation")
        INSTITUTE = "institute", _("Research institute")
        INNOVATION_CENTRE = "innovation_centre", _("Innovation centre")
        DEMONSTRATION_BLOCK = "demonstration_block", _("Demonstration block")
        SERVICE_SITE = "service_site", _("Service site")
        MANSION = "mansion", _("Talent mansion")
        APP = "app", _("App")
        FORUM = "forum", _("Forum")

    platform_kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    community = models.ForeignKey(
        Community,
        verbose_name=_("community"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="platforms",
    )
    operator = models.CharField(_("run by"), max_length=200, blank=True)
    opened = PartialDateField(_("opened"))

    objects = PlatformQuerySet.as_manager()

    class Meta(Place.Meta):
        verbose_name = _("platform or service site")
        verbose_name_plural = _("platforms and service sites")

    @classmethod
    def nowhere(cls):
        return Q(platform_kind__in=[cls.Kind.APP, cls.Kind.FORUM])

    def search_text(self, language):
        return "\n".join(stated(self, ("platform_kind", "operator", "address"), language))
