"""Addresses under which one page is found: what differs, and makes no other article. Pure.

The schemes http and https, "www.", hosts for phones and for AMP, endings that only choose how a
page is laid out, and parameters that only tell where a reader came from. A parameter that may
choose another article stays, and so does all of a path that is not known to choose a layout.
"""

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

from index.formats.fields.urls import normalised_url

_HOSTS = ("www", "amp", "m", "mobile", "mobil", "touch", "wap")
_ENDING = re.compile(r"(?:/index\.(?:html?|php|aspx?)|[./]amp)$", re.I)
_AMP_PAGE = re.compile(r"\.amp(\.html?)$", re.I)
_IN_FRONT = re.compile(r"^/amp(?=/.)", re.I)
# Where a reader came from; these name no page. The names are those of analytics programs, of
# newsletters and of networks that add one of their own to what they link to.
_TRACKING = re.compile(
    r"(?:utm_\w*|hsa_\w*|at_\w*|ns_\w*|mc_[ce]id|pk_\w*|mtm_\w*|wt\.?_?mc\w*|wt_\w*|vero_\w*|oly_\w*"
    r"|_hs\w*|__twitter_impression|__s|_ga|_gl|[a-z]{1,3}clid|gclsrc|dclid|igshid|igsh|yclid|msclkid"
    r"|s_cid|s_kwcid|cmp|cmpid|cmp_id|icid|ocid|smid|smtyp|xtor|spm|ito|taid|guccounter|guce_\w*"
    r"|ref_?src|ref_?url|referrer|referer|traffic_source|tracking\w*|campaign\w*|mkt_tok|trk\w*"
    r"|share|shared|sharetype|share_\w*|amp|amp_\w*|outputtype|print|rss|ncid|sref)",
    re.I,
)
# These may name a page too, by a number; a word is the name of where it was linked from.
_WORDED = re.compile(r"(?:ref|src|source|via|partner|feature|output|mode|view)=(?!\d+$)", re.I)


def page_key(key: str) -> str:
    """What all ways to write one page's address have in common; another id is what it is."""
    plain = normalised_url(key)
    if plain is None:
        return key
    parts = urlsplit(plain)
    path = _path(unquote(parts.path))
    kept = sorted(unquote(part) for part in parts.query.split("&") if part and _tells(part))
    return f"//{_host(parts.netloc)}{quote(path)}" + (f"?{'&'.join(kept)}" if kept else "")


def is_address(key: str) -> bool:
    """Whether an article's id is its address."""
    return normalised_url(key) is not None


def _host(host: str) -> str:
    """The host without labels that choose a layout: "en.m.gull.example" is "en.gull.example"."""
    labels = host.split(".")
    # The last two are the site's own: "m.example" is a site.
    return ".".join([*(each for each in labels[:-2] if each not in _HOSTS), *labels[-2:]])


def _path(path: str) -> str:
    path = unicodedata.normalize("NFC", "/".join(["", *filter(None, path.split("/"))]))
    return _ENDING.sub("", _AMP_PAGE.sub(r"\1", _IN_FRONT.sub("", path))).rstrip("/")


def _tells(part: str) -> bool:
    name = unquote(part.partition("=")[0])
    return not (_TRACKING.fullmatch(name) or _WORDED.match(part))
