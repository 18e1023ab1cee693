"""Uploads as their reader sees them: how far each is, and what became of it."""

from typing import NamedTuple
from urllib.parse import urlencode

from ui.language import _, ngettext, number
from ui.web.browsing.asked import article_address
from ui.web.uploading.desk import Desk
from ui.web.uploading.progress import progress_of
from ui.web.uploading.results import (
    ADDED,
    DOUBT,
    HIDDEN,
    KEPT,
    OLDER,
    REJECTED,
    REMOVED,
    UNCHANGED,
    UPDATED,
    Line,
    Result,
)
from ui.web.uploading.upload import ENDED, State, Upload

_LISTED = 100
_LINKED = 50
_LONGEST_LINK = 6_000
_GOING = (State.COMING, State.WAITING, State.READING)


class Shown(NamedTuple):
    """One upload, told."""

    id: str
    state: str
    going: bool
    ended: bool
    title: str
    said: str
    short: str
    detail: str
    part: float | None
    groups: list["Group"]
    table: bool
    link: str
    link_said: str
    questions: tuple[str, ...]
    looking: bool


class Group(NamedTuple):
    """Articles of which the same became, or files."""

    kind: str
    heading: str
    lines: list[tuple[str, str, str]]  # title or file, address, why
    more: str
    opened: bool


def told(desk: Desk, reader: str) -> list[Shown]:
    """All uploads of a reader, the newest first."""
    return [_shown(desk, each) for each in desk.of(reader)]


def _shown(desk: Desk, upload: Upload) -> Shown:
    result = upload.result
    part, detail = progress_of(upload)
    link, link_said = _link(result) if result else ("", "")
    return Shown(
        id=upload.id,
        state=upload.state.value,
        going=upload.state in _GOING,
        ended=upload.state in ENDED,
        title=_title(upload),
        said=_said(desk, upload),
        short=_short(upload, part),
        detail=detail,
        part=part,
        groups=_groups(result) if result else [],
        table=bool(result and result.lines),
        link=link,
        link_said=link_said,
        questions=upload.questions or (),
        looking=upload.questions is None,
    )


def _title(upload: Upload) -> str:
    if upload.address:
        return upload.address
    count = max(upload.announced, len(upload.files) + len(upload.refused))
    names = [each.name for each in upload.files.values()]
    if count == 1 and names:
        return names[0]
    return ngettext("%(num)s file", "%(num)s files", count)


def _said(desk: Desk, upload: Upload) -> str:
    """Where it stands, in a sentence."""
    if upload.broken_off:
        return _("Nothing more of it comes. What has come can be read.")
    if upload.state is State.COMING:
        return _("Files are being sent.")
    if upload.state is State.WAITING:
        before = desk.before(upload)
        if not before:
            return _("It is read in a moment.")
        return ngettext(
            "%(num)s upload is read before it.", "%(num)s uploads are read before it.", before
        )
    if upload.state is State.READING:
        if upload.stop.is_set():
            return _("Stopping: what is finished stays.")
        return _("Fetching and reading.") if upload.address else _("Articles are being read.")
    if upload.state in (State.FAILED, State.BUSY):
        return _(upload.said)
    counts = _counts(upload.result) if upload.result else ""
    if upload.state is State.STOPPED:
        return " ".join(filter(None, (_("Stopped. What was finished stays."), counts)))
    return counts or _("There was nothing to read.")


def _counts(result: Result) -> str:
    said = [
        ngettext("%(num)s article added", "%(num)s articles added", len(result.of(ADDED))),
        _some("%(num)s changed", result, UPDATED),
        _some("%(num)s unchanged", result, UNCHANGED),
        _some("%(num)s kept as they are", result, KEPT),
        _some("%(num)s of older versions", result, OLDER),
        _some("%(num)s left out", result, REMOVED),
        _some("%(num)s not shown here", result, HIDDEN),
        _some("%(num)s rejected", result, REJECTED),
    ]
    return ", ".join(filter(None, said)) + "."


def _some(said: str, result: Result, kind: str) -> str:
    count = len(result.of(kind))
    return _(said, num=number(count)) if count else ""


def _short(upload: Upload, part: float | None) -> str:
    """What the button that opens all this says meanwhile; "" for its usual words."""
    if upload.state not in _GOING or upload.broken_off:
        return ""
    if part is None:
        return _("Adding …")
    return _("Adding: %(percent)s %%", percent=number(min(99, int(100 * part))))


def _groups(result: Result) -> list[Group]:
    headings = {
        ADDED: _("Added"),
        UPDATED: _("Changed"),
        REJECTED: _("Rejected"),
        KEPT: _("Kept as they are"),
        DOUBT: _("In doubt"),
        OLDER: _("Older versions"),
        REMOVED: _("Left out"),
        HIDDEN: _("Not shown here"),
        UNCHANGED: _("Unchanged"),
    }
    groups = []
    for kind, heading in headings.items():
        lines = result.of(kind)
        if not lines:
            continue
        left = len(lines) - _LISTED
        more = ngettext(
            "and %(num)s more, which the table has", "and %(num)s more, which the table has", left
        )
        heading = f"{heading} ({number(len(lines))})"
        listed = [_told(each) for each in lines[:_LISTED]]
        groups.append(Group(kind, heading, listed, more if left > 0 else "", kind == REJECTED))
    return groups


def _told(line: Line) -> tuple[str, str, str]:
    # What has no title here is no article that could be opened.
    address = article_address(line.id) if line.title else ""
    return line.title or line.origin or line.id or _("a file"), address, _(line.why)


def _link(result: Result) -> tuple[str, str]:
    """The archive's page with the articles that are new, as many as its address can name."""
    chosen: list[str] = []
    for key in result.fresh[:_LINKED]:
        if len(urlencode([("article", each) for each in (*chosen, key)])) > _LONGEST_LINK:
            break
        chosen.append(key)
    if not chosen:
        return "", ""
    query = urlencode([("article", each) for each in chosen], errors="replace")
    if len(chosen) < len(result.fresh):
        said = ngettext(
            "See the first %(num)s of them in the archive",
            "See the first %(num)s of them in the archive",
            len(chosen),
        )
    else:
        said = _("See them in the archive")
    return f"archive?{query}", said
