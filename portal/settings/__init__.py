"""Settings of the portal. Every value that differs between places comes from the
environment (docs/configuration.md lists them); the defaults are the safe ones.

One module for each matter; whatever is written in capitals there is a setting.
"""

from portal.settings.background import *
from portal.settings.core import *
from portal.settings.desk import *
from portal.settings.place import *
from portal.settings.security import *
