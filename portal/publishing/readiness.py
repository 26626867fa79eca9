"""Whether a draft may become public: whole in both languages, without faults, looked at."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import NotRegistered, translator

from portal.base.errors import Refusal
from portal.base.languages import CODES, field_label, localized, suffix


class NotReady(Refusal):
    """A text that the public needs is missing in one of the languages."""


class Faulty(Refusal):
    """A draft is whole in both languages, but would lead its readers astray."""


class FourEyes(Refusal):
    """Nobody but its author has looked at a draft of a community that wants two people."""


def refuse_unready(draft, user) -> None:
    """Refuse what must not become public as it is, or by this person.

    Raises NotReady when a required text is missing in either language, or its picture is not
    complete or another community's; Faulty when its kind finds a fault in it; FourEyes when a
    second person is wanted. Where the clock publishes, `user` is none: it had a person's word
    before.
    """
    if missing := draft.missing_translations():
        raise NotReady(
            _("Not published: readers need both languages. Still missing: %(fields)s.")
            % {"fields": _(", ").join(missing)}
        )
    if draft.picture and (missing := draft.picture.missing()):
        raise NotReady(
            _("Not published: its picture “%(picture)s” still lacks: %(fields)s.")
            % {"picture": draft.picture, "fields": _(", ").join(missing)}
        )
    if _shows_a_foreign_picture(draft):
        raise NotReady(_("Not published: its picture belongs to another community."))
    if faults := draft.faults():
        told = {"faults": " ".join(faults)}
        raise Faulty(_("Not published, readers would be lost. %(faults)s") % told)
    if user and draft.is_alone_with(user):
        raise FourEyes(_("Not published: a second person looks here first. Please submit it."))


def refuse_foreign_picture(thing) -> None:
    """Refuse a picture of another community at its field: that one may change it unasked."""
    if _shows_a_foreign_picture(thing):
        words = _(
            "This picture is another community's. Choose one of your own or a shared one."
        )
        raise ValidationError({"picture": words})


def _shows_a_foreign_picture(thing) -> bool:
    picture = thing.picture
    return picture is not None and picture.community_id not in {None, thing.community_key}


def missing_texts(thing) -> list[str]:
    """Name the texts, its children's too, that a thing lacks in either language."""
    missing = _missing(thing, dict.fromkeys(CODES, thing.required_in_every_language))
    for relation in get_all_child_relations(type(thing)):
        required = _required_texts(relation.related_model)
        children = getattr(thing, relation.get_accessor_name()).all()
        for number, child in enumerate(children if required else (), start=1):
            named = capfirst(relation.related_model._meta.verbose_name)
            missing += [f"{named} {number}: {text}" for text in _missing(child, required)]
    return missing


def _required_texts(model: type[models.Model]) -> dict[str, tuple[str, ...]]:
    """Return the texts of a child record that must be there, by language."""
    try:
        return translator.get_options_for_model(model).required_languages or {}
    except NotRegistered:
        return {}


def _missing(thing: models.Model, required: dict[str, tuple[str, ...]]) -> list[str]:
    return [
        field_label(type(thing), f"{field}_{suffix(language)}")
        for language in CODES
        for field in required.get(language, ())
        if not localized(thing, field, language).strip()
    ]
