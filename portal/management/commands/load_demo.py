"""manage.py load_demo: fill a local portal with demonstration events and accounts."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.content.demonstration.loader import load


class Command(BaseCommand):
    help = (
        "Make demonstration events, sign-ups and staff accounts, where they are not there "
        "yet. Works only in a portal that `manage.py up` started with a database of its own."
    )

    def handle(self, **options) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "Demonstration data goes only into the embedded database of `manage.py up`."
            )
        events, accounts = load()
        self.stdout.write(f"{events} demonstration events and {accounts} accounts made.")
