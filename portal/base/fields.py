"""Form and model fields that more than one feature needs."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Func
from django.db.models.functions import Lower, Trim
from django.utils import formats, timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.fields import StreamField

from portal.base.languages import join, localized


class ChoiceArrayField(ArrayField):
    """Several of a fixed set of choices, edited as a column of checkboxes."""

    def formfield(self, **kwargs):
        return forms.TypedMultipleChoiceField(
            **{
                "choices": self.base_field.choices,
                "coerce": self.base_field.to_python,
                "empty_value": [],
                "required": not self.blank,
                "label": capfirst(self.verbose_name),
                "help_text": self.help_text,
                "widget": forms.CheckboxSelectMultiple,
            }
        )


def several(choices, *, max_length: int = 32, **options) -> ChoiceArrayField:
    """Build a field that holds several values of a TextChoices class, none by default."""
    base = models.CharField(max_length=max_length, choices=choices)
    return ChoiceArrayField(base, default=list, blank=True, **options)


def stated(thing: models.Model, names: Iterable[str], language: str) -> list[str]:
    """Return the words for what a record states in some of its fields, in a language.

    Choices by their names, a yes by the name of its field; a no and what is not stated
    have no words.
    """
    with translation.override(language):
        return [str(word) for name in names for word in _words_for(thing, name, language)]


def _words_for(thing: models.Model, name: str, language: str) -> list:
    value, field = getattr(thing, name), thing._meta.get_field(name)
    if isinstance(field, ChoiceArrayField):
        labels = dict(field.base_field.choices)
        return [labels[each] for each in value]
    if isinstance(field, models.BooleanField):
        return [field.verbose_name] if value else []
    if field.choices:
        return [dict(field.choices)[value]] if value else []
    return [localized(thing, name, language)] if hasattr(thing, f"{name}_en") else [value]


def shown(thing: models.Model, name: str) -> str:
    """Write what a record has in a field as staff know it: choices and other records by
    their names, moments by our clock, nothing as an empty text."""
    field, value = thing._meta.get_field(name), getattr(thing, name)
    if display := getattr(thing, f"get_{name}_display", None):
        value = display()
    elif isinstance(field, ChoiceArrayField):
        labels = dict(field.base_field.choices)
        value = [labels.get(each, each) for each in value or ()]
    elif isinstance(field, models.ManyToManyField):
        value = value.all()
    elif isinstance(field, StreamField):
        return "\n".join(_said(block.value) for block in value)
    if isinstance(value, bool):
        return pgettext("a fact", "Yes") if value else pgettext("a fact", "No")
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value)
    if isinstance(value, str) or not isinstance(value, Iterable):
        return "" if value is None else str(formats.localize(value))
    return join(map(str, value))


def _said(parts: dict) -> str:
    return " · ".join(str(formats.localize(part)) for part in parts.values() if part)


PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class PartialDateField(models.CharField):
    """A date as exact as its source: "2020", "2020-10" or "2020-10-15"."""

    default_validators = [
        RegexValidator(
            rf"^{PARTIAL_DATE.pattern}$",
            _("Write a year, a month or a day: 2020, 2020-10 or 2020-10-15."),
        )
    ]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        example = _("A year, a month or a day: 2020, 2020-10 or 2020-10-15.")
        return super().formfield(**{"help_text": self.help_text or example} | kwargs)


def validate_school_year(value: str) -> None:
    """Accept "2022-2023" and nothing else; the second year follows the first."""
    match = re.fullmatch(r"(\d{4})-(\d{4})", value)
    if not match or int(match[2]) != int(match[1]) + 1:
        raise ValidationError(_("Write a school year as 2022-2023."))


class LevelledEmailField(forms.EmailField):
    """An address as Chinese keyboards type it too: full-width letters become plain ones."""

    widget = forms.EmailInput(attrs={"autocomplete": "email"})
    default_error_messages = {
        "required": _("Please tell us your email address."),
        "invalid": _("Please write an email address such as name@example.com."),
    }

    def to_python(self, value):
        return super().to_python(unicodedata.normalize("NFKC", value or ""))


class PersonNameField(forms.CharField):
    """One full name in any script. It goes into mails to an address that somebody typed:
    signs that cannot be seen, line breaks among them, are dropped, web addresses refused.
    """

    widget = forms.TextInput(attrs={"autocomplete": "name"})
    default_error_messages = {
        "required": _("Please tell us your name."),
        "web_address": _("Please write a name here, without a web address."),
    }
    # Persian and Indian scripts write names with these two.
    _joiners = "\u200c\u200d"
    # Mail programs make links of bare names, too; "J.R. Smith" and "St.John" are none.
    _web_address = re.compile(
        r"://|@|\bwww\.|\bhttps?\b|\w\.(?:com|net|org|info|biz|cn|io|top|xyz|site|ru)\b",
        re.IGNORECASE,
    )

    def to_python(self, value):
        visible = (
            sign
            for sign in unicodedata.normalize("NFC", value or "")
            if sign in self._joiners or sign.isspace() or unicodedata.category(sign)[0] != "C"
        )
        return super().to_python(" ".join("".join(visible).split()))

    def validate(self, value):
        super().validate(value)
        # The dots of other scripts are dots to a mail program.
        plain = unicodedata.normalize("NFKC", value).replace("\u3002", ".")
        if self._web_address.search(plain):
            raise ValidationError(self.error_messages["web_address"], code="web_address")


class TrapField(forms.CharField):
    """Shown to nobody: people leave it empty, robots fill it in."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    default_error_messages = {"robot": _("This field must stay empty.")}

    def __init__(self, **options):
        super().__init__(**{"required": False, "label": _("Leave this empty")} | options)

    def validate(self, value):
        super().validate(value)
        if value:
            raise ValidationError(self.error_messages["robot"], code="robot")


def email_key(address):
    """One spelling for each mailbox: full-width letters, blanks and capitals levelled.

    An expression, so that the stored key and what is compared with it are made by the
    same hand, the database's.
    """
    level = Func(address, function="normalize", template="%(function)s(%(expressions)s, NFKC)")
    return Lower(Trim(level))
