"""Our templates as they are sent: without the indentation, which is for those who read them."""

import re

from django.template import Origin
from django.template.loaders import filesystem

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Loader(filesystem.Loader):
    """Loads a page's template without its indentation, up to a seventh of a page.

    Lines stay lines, so that an error is reported where it stands; plain text (mails,
    the worker) stays as it is.
    """

    def get_contents(self, origin: Origin) -> str:
        text = super().get_contents(origin)
        return _INDENTATION.sub("", text) if origin.name.endswith(".html") else text
