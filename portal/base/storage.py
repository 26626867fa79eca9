"""Static files with hashed names, and each stylesheet in one piece."""

import posixpath
import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'@import url\("(?P<url>[^"]+)"\) layer\((?P<layer>[\w.-]+)\);\n?')
_URL = re.compile(r'url\("(?P<url>(?![a-z]+:|[/#])[^"]+)"\)')
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


class HouseStorage(CompressedManifestStaticFilesStorage):
    """Folds what a stylesheet imports into it, so that a reader fetches one file.

    `@import url("x.css") layer(y);` becomes `@layer y { … }` with the addresses in it
    made right; comments go. While developing, the imports work as they stand.
    """

    def post_process(self, paths, dry_run=False, **options):
        folded = {
            name: (_Folded(paths), name) if name.endswith(".css") else source
            for name, source in paths.items()
        }
        yield from super().post_process(folded, dry_run=dry_run, **options)


class _Folded:
    """Opens stylesheets with their imports in place; stands in for a storage."""

    def __init__(self, paths: dict):
        self.paths = paths

    def open(self, name: str) -> ContentFile:
        return ContentFile(_COMMENT.sub("", self.read(name)).encode(), name=name)

    def read(self, name: str) -> str:
        storage, path = self.paths[name]
        with storage.open(path) as file:
            text = file.read().decode()
        return _IMPORT.sub(lambda match: self._layer(name, **match.groupdict()), text)

    def _layer(self, importer: str, url: str, layer: str) -> str:
        folder = posixpath.dirname(importer)
        imported = posixpath.normpath(posixpath.join(folder, url))

        def moved(match: re.Match) -> str:
            target = posixpath.join(posixpath.dirname(imported), match["url"])
            return f'url("{posixpath.relpath(target, folder)}")'

        return f"@layer {layer} {{\n{_URL.sub(moved, self.read(imported))}}}\n"
