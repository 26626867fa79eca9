"""What `manage.py check --deploy` says of the sign-in."""

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def second_factor_is_asked_for(app_configs, **kwargs) -> list[Warning]:
    """Warn of a server on which a password alone opens the desk."""
    if settings.DESK_SECOND_FACTOR:
        return []
    return [
        Warning(
            "DESK_SECOND_FACTOR is false: a password alone opens the desk, and all the "
            "personal data there.",
            hint="Leave it out of the environment.",
            id="portal.W001",
        )
    ]
