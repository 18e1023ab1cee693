"""Stories: near-copies of one wire story stay articles of their own, and are known as one story.

Ready revisions whose signatures are near (`index.prose.signatures.NEAR`) are linked, and a story is
what hangs together by links. So it depends on which articles are ready, not on the order in
which they came, and stays with the others when one of them goes. Its number is the smallest row
of its members. `join` and `leave` are to be called within a transaction.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from index.articles import ArticleRef
from index.database import Database, Row
from index.errors import ArchiveError
from index.filters import Filters
from index.prose.signatures import BANDS, NEAR, Signature, band_keys, from_bytes, overlaps
from index.storage.schema import filter_sql
from index.storage.stored import article_ref

# Of the articles that share a band only so many, the earliest, are compared with a new one: a
# thousand copies of one text share them all.
MOST_A_BAND = 50

_READY = (
    "SELECT rowid, story, signature FROM revisions WHERE state = 'ready' AND article_id IN "
    "(SELECT value FROM texts(?)) ORDER BY rowid"
)
_OF_BAND = (
    "SELECT revision_row FROM (SELECT revision_row FROM story_bands WHERE band = ? "
    "ORDER BY revision_row LIMIT ?) AS band_{}"
)


def story_members(
    db: Database, article_ids: Sequence[str], filters: Filters
) -> dict[str, tuple[ArticleRef, ...]]:
    """For each article the others of its story that pass the filters, earliest first."""
    where, values = filter_sql(filters)
    rows = db.rows(
        "SELECT asked.article_id AS asked_id, members.* FROM texts(?) AS wanted "
        "CROSS JOIN revisions AS asked ON asked.article_id = wanted.value "
        "JOIN (SELECT article_id, title, publisher, published, url, publisher_claimed, kind, "
        "story, last_day, rowid AS member FROM revisions "
        f"WHERE story IS NOT NULL AND {where}) AS members "
        "ON members.story = asked.story WHERE asked.state = 'ready' "
        "AND members.member != asked.rowid "
        "ORDER BY members.last_day = 0, members.last_day, members.member",
        (list(article_ids), *values),
    )
    found: dict[str, list[ArticleRef]] = {}
    for row in rows:
        found.setdefault(row["asked_id"], []).append(article_ref(row))
    return {article_id: tuple(members) for article_id, members in found.items()}


def join(db: Database, article_ids: Sequence[str]) -> None:
    """Puts articles that have become ready into their stories; two may become one by that."""
    for row in db.rows(_READY, (list(article_ids),)):
        (signature,) = from_bytes([row["signature"]])
        keys = band_keys(signature)
        near = _near(db, signature, keys)
        story = min([row["rowid"], *near])
        db.run("UPDATE revisions SET story = ? WHERE rowid = ?", (story, row["rowid"]))
        for other in near - {story}:
            db.run("UPDATE revisions SET story = ? WHERE story = ?", (story, other))
        db.run_many("INSERT INTO story_bands VALUES (?, ?)", ((key, row["rowid"]) for key in keys))


def leave(db: Database, article_ids: Sequence[str]) -> None:
    """Takes articles, where they are ready, out of their stories; the others stay together."""
    leaving = db.rows(_READY, (list(article_ids),))
    for row in leaving:
        _leave_bands(db, row)
        db.run("UPDATE revisions SET story = NULL WHERE rowid = ?", (row["rowid"],))
    for story in {row["story"] for row in leaving}:
        _regroup(db, story)


def _leave_bands(db: Database, row: Row) -> None:
    """Deletes the bands of an article; where its signature is damaged by going through all."""
    try:
        keys = list(band_keys(*from_bytes([row["signature"]])))
    except ArchiveError:
        keys = []
    deleted = db.run(
        "DELETE FROM story_bands WHERE (band, revision_row) IN (SELECT value, ? FROM numbers(?))",
        (row["rowid"], keys),
    )
    if deleted < BANDS:
        db.run("DELETE FROM story_bands WHERE revision_row = ?", (row["rowid"],))


def _near(db: Database, signature: Signature, keys: Sequence[int]) -> set[int]:
    """The stories of ready articles that the signature is near to."""
    # Each band by itself: of a correlated subquery PostgreSQL makes one look for each row.
    some = " UNION ALL ".join(_OF_BAND.format(n) for n in range(len(keys)))
    rows = db.rows(
        f"SELECT story, signature FROM revisions WHERE rowid IN ({some})",
        [value for key in keys for value in (key, MOST_A_BAND)],
    )
    near = overlaps(signature, from_bytes(row["signature"] for row in rows)) >= NEAR
    return {row["story"] for row, is_near in zip(rows, near, strict=True) if is_near}


def _regroup(db: Database, story: int) -> None:
    """Gives what is left of a story its number, or where a link has gone several."""
    members = db.rows("SELECT rowid, signature FROM revisions WHERE story = ?", (story,))
    by_signature: dict[bytes, list[int]] = {}
    for row in members:
        by_signature.setdefault(row["signature"], []).append(row["rowid"])
    copies = list(by_signature.values())
    for linked in _linked(list(by_signature)):
        rows = [row for n in linked for row in copies[n]]
        db.run(
            "UPDATE revisions SET story = ? WHERE rowid IN (SELECT value FROM numbers(?))",
            (min(rows), rows),
        )


def _linked(signatures: Sequence[bytes]) -> Iterator[list[int]]:
    """The numbers of those that hang together by links, group by group."""
    matrix = from_bytes(signatures)
    left = np.arange(len(signatures))
    while len(left):
        group, reached = [], [left[0]]
        left = left[1:]
        while reached:
            one = reached.pop()
            group.append(int(one))
            near = overlaps(matrix[one], matrix[left]) >= NEAR
            reached.extend(left[near])
            left = left[~near]
        yield group
