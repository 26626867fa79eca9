"""The city's programme: nine scenarios, projects and tasks, platforms and sites."""

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from communities.directory.models import Community
from portal.base.fields import PartialDateField
from portal.base.languages import localized
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
        return "\n".join(localized(self, field, language) for field in ("operator", "address"))
