"""manage.py note_bounce: takes in the report of a mail that came back."""

import sys

from django.core.management.base import BaseCommand

from portal.outbox import bounces


class Command(BaseCommand):
    help = "Read one returned mail from standard input and mark the mail that it is about."

    def handle(self, **options) -> None:
        number = bounces.note(sys.stdin.buffer.read())
        self.stdout.write(f"{number} mails marked as come back.")
