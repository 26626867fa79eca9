"""Which sources a reader may be sent to."""

from urllib.parse import urlsplit

# Authorities, universities, and the press and reference works that the portal relies on.
TRUSTED = (
    "gov.cn",
    "edu.cn",
    "gov",
    "edu",
    "people.cn",
    "people.com.cn",
    "chinadaily.com.cn",
    "xinhuanet.com",
    "news.cn",
    "cri.cn",
    "ecns.cn",
    "china.org.cn",
    "wikipedia.org",
    # Embassies in Beijing whose addresses do not end in .gov.
    "gov.uk",
    "gc.ca",
    "gov.au",
    "diplo.de",
    "ambafrance.org",
)


def is_trusted(url: str, website: str = "") -> bool:
    """Tell whether a source may be shown as a link.

    It may if its host belongs to a trusted domain, or is the record's own website.
    """
    host = _host(url)
    if not host:
        return False
    own = _host(website)
    return host == own or any(
        host == domain or host.endswith(f".{domain}") for domain in TRUSTED
    )


def _host(url: str) -> str:
    """Return the host of a web address without "www.", or nothing for any other address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"}:
        return ""
    return (parts.hostname or "").removeprefix("www.")
