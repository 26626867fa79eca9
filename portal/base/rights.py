"""Who may do what at the desk: the table itself. docs/permissions.md tells it in words.

A member of staff holds duties: a role in a community, or the city's office. A role has a
level in each area of the desk, once for the things of a community and once for what
belongs to none. What is not in the table is not allowed; administrators may do everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, TextChoices
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """What somebody is at the desk, beside administrator."""

    EDITOR = "editor", pgettext_lazy("role", "Editor")
    PUBLISHER = "publisher", pgettext_lazy("role", "Publisher")
    ORGANISER = "organiser", pgettext_lazy("role", "Event organiser")
    HELPER = "helper", pgettext_lazy("role", "Helper")
    TRANSLATOR = "translator", pgettext_lazy("role", "Translator")
    CITY_OFFICE = "city_office", pgettext_lazy("role", "City office")

    @classmethod
    def of_a_community(cls) -> list["Role"]:
        """Every role that is held in one community; the city's office is held in all."""
        return [role for role in cls if role is not cls.CITY_OFFICE]


class Area(StrEnum):
    """A part of the desk in which a role has one level."""

    COMMUNITY = "community"
    LISTINGS = "listings"
    PICTURES = "pictures"
    EVENTS = "events"
    DATES = "dates"
    SIGN_UPS = "sign_ups"
    DOORS = "doors"
    SERIES = "series"
    GUIDES = "guides"
    PROGRAMME = "programme"
    SCORES = "scores"
    METRO = "metro"
    SEARCH = "search"
    MAIL = "mail"
    FEEDBACK = "feedback"
    STAFF = "staff"
    DUTIES = "duties"
    AUDIT = "audit"
    LINKS = "links"


_READ = frozenset({"view"})
_CHANGE = _READ | {"change"}
_DRAFT = _CHANGE | {"add"}
_TEND = _CHANGE | {"publish", "lock", "unlock"}
_PUBLISH = _DRAFT | _TEND | {"delete"}


class Level(StrEnum):
    """How far somebody may go; the actions are those that Wagtail asks about."""

    READ = "read"
    CHANGE = "change"  # what is there already
    DRAFT = "draft"  # and new things
    TEND = "tend"  # change and publish what is there, but neither add nor delete
    PUBLISH = "publish"

    @property
    def actions(self) -> frozenset[str]:
        return _ACTIONS[self]


_ACTIONS = {
    Level.READ: _READ,
    Level.CHANGE: _CHANGE,
    Level.DRAFT: _DRAFT,
    Level.TEND: _TEND,
    Level.PUBLISH: _PUBLISH,
}

Table = dict[Area, dict[Role, Level]]

_EVERYBODY_READS = dict.fromkeys(Role, Level.READ)

# Of one's own community; the city's office: of every community.
OF_A_COMMUNITY: Table = {
    Area.COMMUNITY: {
        Role.EDITOR: Level.CHANGE,
        Role.PUBLISHER: Level.TEND,
        Role.TRANSLATOR: Level.CHANGE,
        Role.CITY_OFFICE: Level.READ,
    },
    Area.LISTINGS: {
        Role.EDITOR: Level.DRAFT,
        Role.PUBLISHER: Level.PUBLISH,
        Role.TRANSLATOR: Level.CHANGE,
        Role.CITY_OFFICE: Level.READ,
    },
    # What readers see already, only who may publish changes (portal/pictures/forms.py).
    Area.PICTURES: {
        Role.EDITOR: Level.DRAFT,
        Role.PUBLISHER: Level.PUBLISH,
        Role.ORGANISER: Level.PUBLISH,
        Role.HELPER: Level.READ,
        Role.TRANSLATOR: Level.CHANGE,
        Role.CITY_OFFICE: Level.READ,
    },
    Area.EVENTS: {
        Role.EDITOR: Level.DRAFT,
        Role.PUBLISHER: Level.PUBLISH,
        Role.ORGANISER: Level.PUBLISH,
        Role.HELPER: Level.READ,
        Role.TRANSLATOR: Level.CHANGE,
        Role.CITY_OFFICE: Level.READ,
    },
    # What has no draft is public when it is saved: only who may publish writes it.
    Area.DATES: _EVERYBODY_READS
    | {Role.PUBLISHER: Level.PUBLISH, Role.ORGANISER: Level.PUBLISH},
    Area.SIGN_UPS: {Role.PUBLISHER: Level.CHANGE, Role.ORGANISER: Level.CHANGE},
    Area.DOORS: {
        Role.PUBLISHER: Level.PUBLISH,
        Role.ORGANISER: Level.PUBLISH,
        Role.HELPER: Level.READ,
    },
    Area.FEEDBACK: {
        Role.EDITOR: Level.CHANGE,
        Role.PUBLISHER: Level.CHANGE,
        Role.CITY_OFFICE: Level.READ,
    },
    # Given by the city's office; those whose community it is read what is said of it.
    Area.SCORES: {
        Role.EDITOR: Level.READ,
        Role.PUBLISHER: Level.READ,
        Role.CITY_OFFICE: Level.PUBLISH,
    },
    # Who works here: a publisher says who still does, an administrator lets people in.
    Area.DUTIES: {Role.PUBLISHER: Level.CHANGE, Role.CITY_OFFICE: Level.READ},
    Area.AUDIT: {Role.PUBLISHER: Level.READ, Role.CITY_OFFICE: Level.READ},
    # What it changes asks for the right to the record itself, too (portal/links/actions.py).
    Area.LINKS: {
        Role.EDITOR: Level.CHANGE,
        Role.PUBLISHER: Level.CHANGE,
        Role.ORGANISER: Level.CHANGE,
        Role.TRANSLATOR: Level.READ,
        Role.CITY_OFFICE: Level.READ,
    },
}

# Of what belongs to no community.
OF_NONE: Table = {
    Area.LISTINGS: {Role.CITY_OFFICE: Level.PUBLISH},
    Area.PICTURES: _EVERYBODY_READS | {Role.CITY_OFFICE: Level.PUBLISH},
    Area.SERIES: _EVERYBODY_READS | {Role.CITY_OFFICE: Level.PUBLISH},
    Area.GUIDES: {Role.CITY_OFFICE: Level.PUBLISH},
    Area.PROGRAMME: {Role.CITY_OFFICE: Level.PUBLISH},
    Area.METRO: _EVERYBODY_READS,
    Area.SEARCH: {Role.CITY_OFFICE: Level.PUBLISH},
    Area.FEEDBACK: {Role.CITY_OFFICE: Level.CHANGE},
    Area.LINKS: {Role.CITY_OFFICE: Level.CHANGE},
    Area.AUDIT: {Role.CITY_OFFICE: Level.READ},
}


def allows(table: Table, area: Area, role: Role, action: str) -> bool:
    """Whether a role may do something with what the table speaks of."""
    level = table.get(area, {}).get(role)
    return level is not None and action in level.actions


def roles_that_may(table: Table, area: Area, actions: Iterable[str]) -> list[Role]:
    """Every role that may do one of some things with what the table speaks of."""
    return [role for role in Role if any(allows(table, area, role, each) for each in actions)]


NOTHING = Q(pk__in=())
# Not an empty Q: that one vanishes beside an "or".
ANYTHING = ~NOTHING


@dataclass(frozen=True)
class Scope:
    """Whose things somebody may do something with: those of some communities or of every
    one, and, if `shared`, those of none."""

    communities: frozenset[int] = frozenset()
    everywhere: bool = False
    shared: bool = False

    def __bool__(self):
        return bool(self.communities or self.everywhere or self.shared)

    def __contains__(self, community: int | None):
        if community is None:
            return self.shared
        return self.everywhere or community in self.communities

    def among(self, path: str) -> Q:
        """Ask for the things of this scope; `path` leads from a thing to its community,
        and is empty for kinds that belong to none."""
        if self.everywhere and self.shared:
            return ANYTHING
        if not path:
            return ANYTHING if self.shared else NOTHING
        of_none = Q(**{f"{path}__isnull": True})
        theirs = ~of_none if self.everywhere else Q(**{f"{path}__in": self.communities})
        return theirs | of_none if self.shared else theirs


EVERYTHING = Scope(everywhere=True, shared=True)
