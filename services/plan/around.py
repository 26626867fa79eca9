"""What goes with the days: guides and checklists, and places of one's community."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from communities.directory.models import Community
from communities.programme.models import Platform
from portal.facts.stated import facts_on
from portal.facts.texts import filled
from portal.places.models import Place
from portal.search.geometry import distance_from
from services.guides.models import Guide
from services.hospitals.models import Hospital
from services.journeys.models import Journey
from services.plan.answers import Answers, Relation, Route

EACH = 3  # places of a sort that a plan names

# Guides of things without a day, by what makes them one's own.
FOR_EVERYBODY = ("mobile-number", "bank-account-and-mobile-payment", "seeing-a-doctor")
FOR_WORK = ("social-insurance", "individual-income-tax")
FOR_PET = ("bringing-pets",)
FOR_DRIVERS = ("driving-licence",)
FOR_CHILDREN = ("choosing-a-school",)
# Journeys of which a plan holds every step, since few of those have a day.
CHANGING_JOBS, LEAVING = "change-jobs", "leave-beijing"
# Journeys that go with an arrival; the days of their steps are in the plan.
ARRIVING, WITH_FAMILY = "move-for-work", "bring-your-family"
# At this age one goes to school no more.
GROWN_UP = 18


def errands(answers: Answers) -> list[str]:
    """Return the slugs of guides that are for them, though no deadline says so."""
    if answers.you.leaves:
        return []
    wanted = [*FOR_PET] if answers.pet else []
    if any(_goes_to_school(each) for each in answers.relatives):
        wanted += FOR_CHILDREN
    if answers.is_arriving:
        wanted += FOR_EVERYBODY if answers.you.route != Route.VISIT else ()
        wanted += FOR_WORK if answers.you.route == Route.WORK else ()
    return [*wanted, *FOR_DRIVERS] if answers.licence else wanted


def _goes_to_school(person) -> bool:
    is_child = person.relation == Relation.CHILD
    return is_child and (person.age is None or person.age < GROWN_UP)


@dataclass(frozen=True)
class Checklist:
    """A journey whose every step can be ticked off."""

    journey: Journey
    done: frozenset[str]

    @property
    def rows(self) -> list[dict]:
        """Each step with its name in the plan, and whether it is done."""
        keys = {
            step: f"{self.journey.slug}-{step.key}.step" for step in self.journey.steps.all()
        }
        return [
            {"step": step, "key": key, "is_done": key in self.done}
            for step, key in keys.items()
        ]


def journeys(answers: Answers) -> tuple[list[Checklist], list[Journey]]:
    """Return the journeys whose every step is theirs, and those that go along with theirs,
    in three queries at most."""
    you = answers.you
    whole = {LEAVING} if you.leaves else {CHANGING_JOBS} if you.job_ends else set()
    comes_to_work = answers.is_arriving and you.route == Route.WORK
    brings_family = answers.relatives and not answers.is_ending
    beside = {ARRIVING} if comes_to_work else set()
    beside |= {WITH_FAMILY} if brings_family else set()
    found = Journey.objects.published().filter(slug__in=whole | beside).order_by("position")
    if whole:
        found = found.prefetch_related("steps__guide")
    return (
        [Checklist(each, answers.done) for each in found if each.slug in whole],
        [each for each in found if each.slug in beside],
    )


def guides(slugs: Iterable[str]) -> dict[str, Guide]:
    """Return the public ones of these guides with their papers, in three queries."""
    rows = Guide.objects.published().filter(slug__in=slugs).prefetch_related("papers")
    facts = facts_on(timezone.localdate())
    return {guide.slug: filled(guide, facts) for guide in rows}


def community(slug: str) -> Community | None:
    """Return the chosen community, if the public may see it."""
    return Community.objects.published().filter(slug=slug).first() if slug else None


def service_points(chosen: Community) -> list[Platform]:
    """Return the community's service sites, nearest to its middle first."""
    sites = (Platform.Kind.SERVICE_SITE, Platform.Kind.MANSION)
    return _nearest(Platform.objects.published().filter(platform_kind__in=sites), chosen)


def doctors(chosen: Community) -> list[Hospital]:
    """Return the community's own hospitals and clinics, nearest to its middle first."""
    return _nearest(Hospital.objects.published(), chosen)


def places(chosen: Community) -> list[Place]:
    """Return where one has to find one's way to: the community, its sites, its doctors."""
    return [chosen, *service_points(chosen), *doctors(chosen)]


def _nearest(places, chosen: Community) -> list[Place]:
    own = places.filter(community=chosen).defer("sources")
    if not chosen.has_position:
        return list(own.order_by("slug")[:EACH])
    distance = distance_from(chosen.latitude, chosen.longitude)
    return list(own.order_by(distance.asc(nulls_last=True), "slug")[:EACH])
