"""What is followed beside single pages: a topic, which several pages belong to."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation

from portal.base.languages import CODES
from portal.publishing.actions import publishable_models

KIND = "topics"


@dataclass(frozen=True)
class Topic:
    """A topic, with what templates ask of any page that is followed."""

    slug: str
    title_en: str
    title_zh_hans: str
    list_name: str
    kind = KIND
    object_pk = None

    @property
    def group(self) -> str:
        """What the search entries of its pages name among their `groups`."""
        return f"{KIND}/{self.slug}"

    def get_absolute_url(self) -> str:
        return f"{reverse(self.list_name)}#{self.slug}"


def find(slug: str) -> Topic | None:
    """Return a topic by its code; nothing for what is none."""
    for model in publishable_models():
        # Only what says what it belongs to can be followed by it.
        if hasattr(model, "groups") and slug in model.Topic:
            return Topic(slug, *_titles(model.Topic(slug)), list_name=f"{model.kind}:index")
    return None


def of_group(group: str) -> Topic | None:
    """Return the topic that search entries name so."""
    return find(group.removeprefix(f"{KIND}/"))


def _titles(topic) -> list[str]:
    titles = []
    for code in CODES:
        with translation.override(code):
            titles.append(str(topic.label))
    return titles
