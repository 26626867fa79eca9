"""The content pack, file by file: which field of a record fills which field of a model.

Types, choices, limits and which texts are demanded come from the models. Only what a
model cannot know is said here. pack/SCHEMA.md explains the same to people who write.
"""

from dataclasses import dataclass, field

from django.db.models import Model

from communities.directory.models import Community, Landmark
from communities.events.models import Edition, EventSeries
from communities.programme.models import Indicator, Platform, Project, Scenario
from portal.content.shapes import Flag, Lines, Listed, Shape, Station, Text, Whole, WithCommas
from portal.facts.models import Fact, FactValue
from portal.places.models import MetroLine, MetroStation, MetroTransfer
from portal.search.models import SearchAlias, SearchSynonym
from services.apartments.models import Apartment
from services.guides.models import (
    Deadline,
    Guide,
    OfficialLink,
    Paper,
    PointsRule,
    Step,
    Term,
)
from services.hospitals.models import Hospital
from services.journeys.models import Journey, JourneyStep
from services.questions.models import Answer, Case, Outcome, Question, QuestionSet
from services.schools.models import School


@dataclass(frozen=True, eq=False)
class Child:
    """Rows that belong to a record: the steps of a guide, the landmarks of a community."""

    model: type[Model]
    # Record's field → model's field, both without the language at their end.
    fields: dict[str, str]
    shapes: dict[str, Shape] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Kind(Child):
    """The records of one file (or of a folder with one record a file)."""

    file: str = ""
    key: tuple[str, ...] = ("slug",)
    # Record's field → the related manager's name and what its records look like.
    children: dict[str, tuple[str, Child]] = field(default_factory=dict)
    # A reference names its target by the slug, unless another field is given here.
    by: dict[str, str] = field(default_factory=dict)


def named(names: str, **renamed: str) -> dict[str, str]:
    """Map fields that have the same name on both sides, and those that do not."""
    return {name: name for name in names.split()} | renamed


PUBLISHED = "slug sources reviewed_on"
PLACE = (
    f"{PUBLISHED} name summary district address latitude longitude position_precision"
    " coordinates_from nearest_metro metro_note phone email website wechat languages"
)
TRAINS = Listed(
    {"from": Station(), "time": Text()}, {"towards": Station(), "direction": Text()}
)

# In this order: what others refer to comes first.
KINDS = (
    Kind(SearchSynonym, named("slug words"), file="search_synonyms"),
    Kind(
        SearchAlias,
        named("kind slug name"),
        file="search_aliases",
        key=("kind", "slug", "name"),
    ),
    Kind(
        MetroLine,
        named(
            "slug name sign colour loop express as_of branches segments first_train last_train"
            " headway_peak_seconds"
        ),
        file="metro_lines",
        shapes={
            "branches": Listed(Listed(Station())),
            "segments": Listed(
                {"from": Station(), "to": Station(), "metres": Whole(), "seconds": Whole()},
                {"one_way": Flag()},
            ),
            "first_train": TRAINS,
            "last_train": TRAINS,
        },
    ),
    Kind(
        MetroStation,
        named("slug name also_en latitude longitude lines"),
        file="metro",
        by={"lines": "sign"},
    ),
    Kind(
        MetroTransfer,
        named(
            "station to_station from_line to_line seconds seconds_range metres steps"
            " out_of_station"
        ),
        file="metro_transfers",
        key=("station", "from_line", "to_line", "to_station"),
    ),
    Kind(
        Community,
        named(f"{PLACE} short_name stage batch lattice description strengths industries"),
        file="communities",
        shapes={"strengths": Lines(), "industries": Lines()},
        children={"landmarks": ("landmarks", Child(Landmark, named("name kind")))},
    ),
    Kind(
        Scenario,
        named(f"{PUBLISHED} number name summary"),
        file="scenarios",
        children={
            "indicators": (
                "indicators",
                Child(Indicator, named("code name level binding", parent="parent_code")),
            )
        },
    ),
    Kind(
        Platform,
        named(f"{PLACE} community operator opened opening_hours hours", kind="platform_kind"),
        file="platforms",
    ),
    Kind(
        Project,
        named(
            f"{PUBLISHED} name summary community lead_department responsible_entity location"
            " started status list_name",
            kind="project_kind",
        ),
        file="projects",
    ),
    Kind(
        EventSeries,
        named(f"{PUBLISHED} name summary organiser first_held usual_month venue"),
        file="event_series",
        children={
            "editions": (
                "editions",
                Child(Edition, named("year first_day last_day dates_note place figures")),
            )
        },
    ),
    Kind(
        Apartment,
        named(
            f"{PLACE} community operator bedrooms rent_min rent_max rent_as_of area_min"
            " area_max furnished pets minimum_lease_months registration_support eligibility"
            " amenities deposit_months rent_includes",
            kind="apartment_kind",
        ),
        file="apartments",
    ),
    Kind(
        School,
        named(
            f"{PLACE} community stages age_min age_max curricula languages_of_instruction"
            " tuition_min tuition_max tuition_year accepts founded students students_year"
            " boarding accreditations"
        ),
        file="schools",
        shapes={"accreditations": WithCommas()},
    ),
    Kind(
        Hospital,
        named(
            f"{PLACE} community ownership emergency_24h appointment_phone appointment_url"
            " departments direct_billing insurers opening_hours hours",
            kind="hospital_kind",
        ),
        file="hospitals",
        shapes={"insurers": Lines()},
    ),
    Kind(
        Fact,
        named("slug name kind sources checked_on review_due"),
        file="facts",
        children={
            "values": (
                "values",
                Child(FactValue, named("valid_from valid_until number unit date phone text")),
            )
        },
    ),
    Kind(
        Guide,
        named(
            f"{PUBLISHED} topic title summary who authority legal_basis effective_from fee"
            " processing_time where related"
        ),
        file="guides",
        children={
            "steps": ("steps", Child(Step, named("title body"))),
            "documents": ("papers", Child(Paper, named("name note"))),
            "official_links": ("official_links", Child(OfficialLink, named("url label"))),
        },
    ),
    Kind(
        Journey,
        named(f"{PUBLISHED} position title summary who"),
        file="journeys",
        children={
            "steps": (
                "steps",
                Child(
                    JourneyStep,
                    named("key title guide note who where papers cost time after"),
                ),
            )
        },
    ),
    Kind(
        Deadline,
        named("slug guide title clock direction fact firm applies_to age_from age_to opens"),
        file="deadlines",
    ),
    Kind(
        PointsRule,
        named("slug position name maximum bands choices"),
        file="work_permit_points",
        shapes={
            "bands": Listed(
                {"from": Whole(), "points": Whole()},
                {"to": Whole(), "then_each_year": Whole()},
            ),
            "choices": Listed(
                {"slug": Text(), "name_en": Text(), "name_zh_hans": Text(), "points": Whole()}
            ),
        },
    ),
    Kind(
        QuestionSet,
        named(f"{PUBLISHED} title summary not_covered guides"),
        file="questions",
        children={
            "questions": (
                "questions",
                Child(Question, named("slug kind text hint unit most rule looks_at")),
            ),
            "answers": (
                "answers",
                Child(Answer, named("question slug text low high above through goes_to")),
            ),
            "outcomes": (
                "outcomes",
                Child(Outcome, named("slug title text not_covered guides")),
            ),
            "cases": ("cases", Child(Case, named("given outcome"))),
        },
    ),
    Kind(Term, named("term pinyin note"), file="glossary", key=("term_en",)),
)
