"""Which fields exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from portal.facts.models import Fact, FactValue
from portal.places.models import MetroLine, MetroStation
from portal.publishing.history import MeaningAnswer, MeaningChange


def both(*fields: str) -> dict[str, tuple[str, ...]]:
    """Require the fields in either language."""
    return {"en": fields, "zh-hans": fields}


@register(MetroStation)
class MetroStationTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = both("name")


@register(MetroLine)
class MetroLineTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = both("name")


@register(Fact)
class FactTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = both("name")


@register(FactValue)
class FactValueTranslation(TranslationOptions):
    fields = ("text",)


class PlaceTranslation(TranslationOptions):
    """What every place has in both languages; its kinds add their own."""

    fields = ("name", "summary", "address", "metro_note")
    required_languages = both("name", "summary")


@register([MeaningAnswer, MeaningChange])
class NoteTranslation(TranslationOptions):
    fields = ("note",)
