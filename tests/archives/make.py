"""Makes a small archive by the version of Dateline that is imported: run it in that version's tree.

    git worktree add /tmp/then COMMIT && cd /tmp/then
    PYTHONPATH=.:tests python THIS/tests/archives/make.py /tmp/archive
    tar -cJf THIS/tests/archives/schema-N.tar.xz -C /tmp archive

The archives here were made so, at the last commit of each version of the catalogue's tables.
"""

import sys
from pathlib import Path

from conftest import HashEmbedder

from index import Archive, Article, ingest

WIRE = (
    "The ferry Aurora ran aground off Port Ley on Monday, the coast guard said. All 41 people on "
    "board were taken off by two lifeboats before noon. Captain Ilse Brandt said the fog had come "
    "within minutes. The ferry company Ley Lines has suspended its service until Friday, and a "
    "commission is to look into the cause. Divers found a tear of three metres in the hull. "
) * 2


def story(n: int, edition: str = "") -> Article:
    """One of several articles with words of its own."""
    text = " ".join(
        f"Inspector{n} of district{n % 3}{edition} counted cranes{n}x{m}{edition} near the quay."
        for m in range(8)
    )
    return Article(
        id=f"notes/story-{n}.txt",
        title=f"Cranes of quay {n}{edition}",
        text=text,
        publisher=f"Paper {n % 2}" if n else None,
        published=None if n == 3 else f"2024-05-0{n + 1}",
        authors=("Ann Roe", "Łukasz Nowak"),
        url=f"https://paper.example/{n}" if n % 2 else None,
        section="Harbour",
        origin=f"/news/notes/story-{n}.txt",
        provenance={"publisher": "the line '© 2024 Paper 0'"} if n == 2 else {},
    )


def wire(name: str, day: str) -> Article:
    """A copy of the wire story."""
    return Article(
        id=name, title="Ferry Aurora runs aground", text=WIRE, publisher=name, published=day
    )


def main(path: Path) -> None:
    """Makes the archive, with an earlier revision and near-copies, and removes an article."""
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest([story(n, "early") for n in (0, 1)], archive, root="/news")
        ingest([story(n) for n in range(6)], archive, root="/news")
        ingest([wire("Harbour News", "2024-05-07"), wire("Ley Post", "2024-05-08")], archive)
        archive.remove("notes/story-5.txt")


main(Path(sys.argv[1]))
