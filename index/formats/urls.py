"""One form for the addresses under which the same article is found."""

import re
from urllib.parse import urlsplit, urlunsplit

_TRACKING = re.compile(r"(?:utm_[^=]*|fbclid|gclid)(?:=|$)", re.IGNORECASE)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def normalised_url(url: str) -> str | None:
    """Return `url` in its one form, or None if it is no web address.

    Scheme and host are in lower case; a default port, a fragment, the parameters that only
    track (`utm_*`, `fbclid`, `gclid`) and slashes at the end of the path are gone; the rest
    stays in its order. Normalising again changes nothing.
    """
    if re.search(r"\s", url.strip()):
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host:
        return None
    login, at, place = parts.netloc.rpartition("@")
    place = place.lower().removesuffix(_DEFAULT_PORTS[scheme]).removesuffix(":")
    kept = [part for part in parts.query.split("&") if part and not _TRACKING.match(part)]
    return urlunsplit((scheme, login + at + place, parts.path.rstrip("/"), "&".join(kept), ""))
