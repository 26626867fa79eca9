"""The register of personal data: what is kept of people, why, how long, and how it goes.

Everything that shows, hands out or erases personal data goes by this list, and
`tests/portal/base/test_personal.py` fails for a field that stands in none of its parts. Each
app has its part in a file of its own.
"""

from django.db.models import Model, QuerySet

from portal.base.personal import communities, portal, services
from portal.base.personal.fields import STAYS, Personal

# Personal fields by model.
REGISTER: dict[str, dict[str, Personal]] = (
    communities.REGISTER | portal.REGISTER | services.REGISTER
)

# What the same tables hold besides: nothing of it says anything about a person.
IMPERSONAL: dict[str, set[str]] = (
    communities.IMPERSONAL | portal.IMPERSONAL | services.IMPERSONAL
)

# Tables that hold what is written for the public, or counts. In them only what could
# point at a person needs a word: contacts are those of institutions, and names of staff
# stand beside what they have done.
PUBLIC: set[str] = communities.PUBLIC | portal.PUBLIC | services.PUBLIC
# Pictures for readers, drawn anew when they come: nothing of a phone or its place stays.
PUBLIC_FILES = {"file"}
PUBLIC_CONTACTS = {"email", "phone", "wechat", "contact_email", "appointment_phone"}
STAFF_AT_WORK = {"locked_by", "confirmed_by", "owner", "user", "by"}


def of(model: type[Model]) -> dict[str, Personal]:
    """Return the personal fields of a model."""
    return REGISTER[model._meta.label]


def erase(rows: QuerySet) -> int:
    """Erase what is personal in the rows; the rows stay, so that counts do. Count them."""
    gone = {
        name: field.erased
        for name, field in of(rows.model).items()
        if field.erased is not STAYS
    }
    return rows.update(**gone)
