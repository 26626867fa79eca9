"""Whom somebody at the door looks for, and whom they let in."""

import re
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from communities.events.models import SignUp
from portal.search.texts import pinyin

# What the QR code holds ends with the token of the place; a hand types its beginning; a
# button names the place by its number, for who helps must not learn the key to it.
NUMBER = re.compile(r"#([0-9]{1,18})")
TOKEN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
HAN = re.compile(r"[\u3400-\u9fff]+")


def matching(places: list[SignUp], asked: str) -> list[SignUp]:
    """Those whose name, pinyin, e-mail address or code holds what was typed."""
    words = asked.casefold().replace(" ", "")
    return [place for place in places if any(words in text for text in _readings(place))]


def _readings(place: SignUp) -> list[str]:
    name = place.name.casefold()
    sounds = [syllable for run in HAN.findall(name) for syllable in pinyin(run)]
    initials = "".join(syllable[0] for syllable in sounds)
    spelt = ["".join(sounds), initials] if sounds else []
    return [name.replace(" ", ""), place.email.casefold(), place.code, *spelt]


class ArrivalForm(forms.Form):
    """One tap or scan: which place of the date, and a nonce that makes repeating harmless."""

    place = forms.CharField(max_length=500)
    nonce = forms.UUIDField()

    def __init__(self, *arguments, places: QuerySet, **options):
        super().__init__(*arguments, **options)
        self.places = places

    def clean_place(self) -> SignUp:
        """Find the place by its number behind a "#", by its token, in a QR code's address or
        alone, or by the 8 signs that stand under the code."""
        asked = self.cleaned_data["place"].strip()
        if number := NUMBER.fullmatch(asked):
            found = self.places.filter(pk=number[1]).first()
        elif token := TOKEN.search(asked):
            found = self.places.filter(token=UUID(token[0])).first()
        else:
            code = asked.replace("-", "").lower()
            found = next((p for p in self.places if p.code == code), None)
        if found is None:
            raise forms.ValidationError("not of this date", code="unknown")
        return found
