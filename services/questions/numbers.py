"""A number as somebody types it."""

import re
import unicodedata
from decimal import Decimal

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from portal.base.errors import Refusal
from portal.facts.models import Fact, Unit
from portal.facts.stated import Stated

HOURS_A_DAY = 24
HIGHEST = 999_999_999
_PLAIN = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")


class NotAnAnswer(Refusal):
    """What was given is no answer to the question; the message says what would be one."""


def read(text: str, *, low: int = 0, most: int | None = None) -> Decimal:
    """Read a number from `low` to `most`, or raise NotAnAnswer in plain words.

    Figures of Chinese keyboards and commas between thousands are understood; "2,5" is
    not, since one reader means 2.5 and another 25.
    """
    written = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    if not written:
        raise NotAnAnswer(_("Please write a number."))
    if re.fullmatch(r"-\s*[\d,.]+", written):
        raise NotAnAnswer(_("Please write a number that is not below zero."))
    if not _PLAIN.fullmatch(written):
        raise NotAnAnswer(_("Please write the number in figures alone, such as 12 or 350000."))
    most = HIGHEST if most is None else most
    whole = written.replace(",", "").partition(".")[0].lstrip("0")
    if len(whole) > len(str(HIGHEST)) or Decimal(written.replace(",", "")) > most:
        raise NotAnAnswer(
            _("Please check the number: the highest that makes sense here is %(most)s.")
            % {"most": figures(most)}
        )
    number = Decimal(written.replace(",", ""))
    if number < low:
        raise NotAnAnswer(
            _("This begins at %(low)s: nothing is stated for less.") % {"low": figures(low)}
        )
    return number


def is_countable(fact: Fact) -> bool:
    """Whether numbers that people type can be compared with what a fact says."""
    return fact.kind in {Fact.Kind.MONEY, Fact.Kind.COUNT, Fact.Kind.AGE, Fact.Kind.PERIOD}


def of_fact(stated: Stated) -> int | None:
    """Return the number that a fact says; of a period its whole days, if it has any.

    What is counted in months or years is no number of days.
    """
    if not is_countable(stated.fact):
        return None
    number, unit = stated.period
    if stated.fact.kind != Fact.Kind.PERIOD or unit == Unit.DAYS:
        return number
    return number // HOURS_A_DAY if unit == Unit.HOURS else None


def plain(number: Decimal) -> str:
    """Write a number as it stands in an address: one spelling for each."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else str(int(number))


def figures(number: Decimal | int) -> str:
    """Write a number for people: 350,000."""
    return intcomma(plain(Decimal(number)), use_l10n=False)
