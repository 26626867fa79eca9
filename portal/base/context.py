"""What every template may ask for."""

from django.conf import settings

from portal.base import languages


def site(request) -> dict:
    """Name the operator, the other language and the local runner's mailbox."""
    operator = settings.OPERATOR
    language = languages.suffix(languages.current())
    return {
        "operator": operator,
        "operator_name": operator[f"name_{language}"],
        "operator_address": operator[f"address_{language}"],
        "other_language": languages.other(),
        "site_root": settings.SITE_ROOT,
        "mailbox": bool(settings.MAILBOX_DIR),
    }
