"""manage.py load_content [DIR]: fill the portal from the content pack."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from portal.content.loader import PACK, Outcome, PackIsFaulty, load, read_and_check


class Command(BaseCommand):
    help = (
        "Load a content pack (YAML files, see portal/content/pack/SCHEMA.md): check all of "
        "it, report every fault and write nothing, or bring all of it in at once. Records "
        "that staff have edited since are left alone and named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=PACK, help="default: the portal's own pack"
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="replace what staff have edited, too"
        )

    def handle(self, *, folder: Path, overwrite: bool, **options) -> None:
        try:
            prepared = read_and_check(folder)
        except PackIsFaulty as error:
            for fault in error.faults:
                self.stderr.write(str(fault))
            raise CommandError(f"Nothing was loaded: {error}.") from None
        with tqdm(total=len(prepared), unit=" records", disable=None) as bar:
            outcome = load(prepared, overwrite=overwrite, progress=bar.update)
        self._report(outcome)

    def _report(self, outcome: Outcome) -> None:
        for name in outcome.left_alone:
            self.stdout.write(f"left alone, staff have changed it: {name}")
        if outcome.created or outcome.changed:
            self.stdout.write(
                f"{len(outcome.created)} records loaded, {len(outcome.changed)} changed, "
                f"{len(outcome.unchanged)} unchanged."
            )
        else:
            self.stdout.write(f"Nothing to do: {len(outcome.unchanged)} records unchanged.")
