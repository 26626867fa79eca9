"""`manage.py catalogues extract|compile`: the Chinese texts of the interface."""

from django.core.management.base import BaseCommand

from portal.base import catalogues


class Command(BaseCommand):
    help = "Extract the interface's messages into locale/, or compile them (no gettext needed)."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["extract", "compile"])

    def handle(self, *args, what, **options):
        if what == "compile":
            written = catalogues.compile_all()
            self.stdout.write(f"Compiled {len(written)} catalogue(s).")
            return
        missing = catalogues.untranslated(catalogues.update())
        for message in missing:
            self.stdout.write(
                f"  {message.id!r} ({', '.join(f for f, _ in message.locations)})"
            )
        self.stdout.write(f"{len(missing)} message(s) without a Chinese text.")
