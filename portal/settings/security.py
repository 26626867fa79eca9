"""What browsers are told to insist on, and what our pages may load."""

from urllib.parse import urlsplit

from portal import env
from portal.settings.place import MAP_TILES, SITE_ROOT

_tiles = urlsplit(MAP_TILES["url"])
_tile_hosts = [f"https://{_tiles.netloc}"] if _tiles.netloc else []
_https = SITE_ROOT.startswith("https://")
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000) if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD", default=True)
# The proxy in front must set this header itself and drop what a visitor sends.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # it ends with the browser, as the privacy notice says
CSRF_TRUSTED_ORIGINS = [SITE_ROOT]
X_FRAME_OPTIONS = "DENY"  # Wagtail's preview and the mailbox say otherwise for themselves
# No page asks anything of another host (but for the operator's map tiles, if any), or
# holds script or style of its own.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", *_tile_hosts],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "frame-ancestors": ["'self'"],
        "form-action": ["'self'"],
    }
}
# What Wagtail's own pages need on top of that, still from no other host.
DESK_CONTENT_POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
}
