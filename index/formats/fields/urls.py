"""One form for the addresses under which the same article is found, and one for people to read."""

import re
import unicodedata
from urllib.parse import SplitResult, urlsplit, urlunsplit

from index.prose.invisible import visible
from index.prose.names import is_lookalike

_TRACKING = re.compile(r"(?:utm_[^=]*|fbclid|gclid)(?:=|$)", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
# A browser takes a backslash for a slash, and so another host than urlsplit does.
_IN_NO_ADDRESS = re.compile(r"[\s\\]")
_IP6 = re.compile(r"[0-9a-f:.]+")
_IN_HOST = ".-_\u200c\u200d"


def normalised_url(url: str) -> str | None:
    """Return `url` in its one form, or None if it is no web address.

    Scheme and host are in lower case; a user part, a default port, a fragment, the parameters that
    only track (`utm_*`, `fbclid`, `gclid`) and slashes at the end of the path are gone; the rest
    stays in its order. Normalising again changes nothing. What browsers may read otherwise than
    this is no address: blanks, backslashes, characters that show nothing, hosts of odd characters.
    """
    parts = _split(url)
    if parts is None:
        return None
    kept = [part for part in parts.query.split("&") if part and not _TRACKING.match(part)]
    place = _host(parts) + _port(parts)
    return urlunsplit((parts.scheme, place, parts.path.rstrip("/"), "&".join(kept), ""))


def shown_url(url: str) -> str | None:
    """Return a web address as a person should read it, None if it is none.

    It begins with the host that it leads to: without a user part, and where a part of the host's
    name looks like another one (`index.prose.names.is_lookalike`) that in Punycode (RFC 3492).
    """
    parts = _split(url)
    if parts is None:
        return None
    host = ".".join(map(_shown_label, _host(parts).split(".")))
    return urlunsplit(parts._replace(netloc=host + _port(parts)))


def without_user(url: str) -> str:
    """Return a web address without what stands before an "@" in the place of its host."""
    parts = _split(url)
    if parts is None or "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _split(url: str) -> SplitResult | None:
    """The parts of a web address; None where it is none."""
    url = url.strip()
    if _IN_NO_ADDRESS.search(url) or visible(url) != url:
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        return None
    parts = parts._replace(scheme=parts.scheme.lower())
    return parts if parts.scheme in _DEFAULT_PORTS and _is_host(_host(parts)) else None


def _host(parts: SplitResult) -> str:
    """The host as a browser looks it up, before Punycode: full-width letters are plain ones."""
    host = parts.hostname or ""
    if "[" in parts.netloc:
        return f"[{host}]"
    return unicodedata.normalize("NFKC", host).lower().replace("。", ".")


def _is_host(host: str) -> bool:
    if host.startswith("["):
        return bool(_IP6.fullmatch(host[1:-1]))
    return bool(host.strip(".")) and all(
        each.isalnum() or each in _IN_HOST or unicodedata.category(each)[0] == "M" for each in host
    )


def _port(parts: SplitResult) -> str:
    port = parts.port
    return "" if port is None or port == _DEFAULT_PORTS[parts.scheme] else f":{port}"


def _shown_label(label: str) -> str:
    return f"xn--{label.encode('punycode').decode()}" if is_lookalike(label) else label
