"""Where this portal runs, who runs it, and what lies under its maps."""

from pathlib import Path
from urllib.parse import urlsplit

from portal import env

BASE_DIR = Path(__file__).resolve().parents[2]

# --- The place we run in ------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY")
# The address people see, without a slash at its end; mails and feeds are built on it.
SITE_ROOT = env.url("SITE_ROOT", schemes=("http", "https")).rstrip("/")
SITE_HOST = urlsplit(SITE_ROOT).hostname
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", SITE_HOST)
# Where uploads and collected static files lie.
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(BASE_DIR / "media")))
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
# Set by the local runner alone: the folder whose mails /mailbox/ shows.
MAILBOX_DIR = env.text("MAILBOX_DIR", "")
# Set by the local runner alone, over a database of its own: events and accounts that are
# not real may be made.
DEMONSTRATION = env.flag("DEMONSTRATION", default=False)

# --- Who runs this ------------------------------------------------------------

OPERATOR = {
    "name_en": env.text("OPERATOR_NAME_EN", ""),
    "name_zh_hans": env.text("OPERATOR_NAME_ZH_HANS", ""),
    "address_en": env.text("OPERATOR_ADDRESS_EN", ""),
    "address_zh_hans": env.text("OPERATOR_ADDRESS_ZH_HANS", ""),
    "email": env.text("OPERATOR_EMAIL", ""),
    "phone": env.text("OPERATOR_PHONE", ""),
    # True only where a public authority runs the site; every page says which it is.
    "official": env.flag("OPERATOR_IS_OFFICIAL", default=False),
    # Whether all data lie in mainland China; the privacy notice says so, or does not.
    "data_in_china": env.flag("OPERATOR_DATA_IN_CHINA", default=False),
    "icp_number": env.text("ICP_NUMBER", ""),
    "police_number": env.text("POLICE_NUMBER", ""),
}

# --- The map --------------------------------------------------------------------

# The ground is drawn from our own metro lines. An operator may lay tiles under it; those of
# Chinese providers are in GCJ-02, and whatever the map draws is then moved there.
MAP_TILES = {
    "url": env.tiles("MAP_TILES_URL"),
    "datum": env.one_of("MAP_TILES_DATUM", "wgs84", choices=("wgs84", "gcj02")),
    "credit": env.text("MAP_TILES_CREDIT", ""),
}
