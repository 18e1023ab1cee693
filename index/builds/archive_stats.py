"""What an archive holds, in numbers."""

from dataclasses import dataclass

from index.builds.builds import Build
from index.filters import Filters
from index.models.exported import why_torch


@dataclass(frozen=True, slots=True)
class ArchiveStats:
    """What an archive holds.

    `publishers`, `sections`, `kinds` and `languages` are (name, articles), most first; `first` and
    `last` are ISO dates; `copies` counts articles whose text another one has too; `bytes` is the
    size on disk;
    `vectors` is where they are, "folder" or a server's address; `torch` says why a question loads
    the model through torch, which takes seconds, and is empty where it does not; `claimed` are
    those of `publishers` that some articles have from their own text only, with how many.
    """

    articles: int
    copies: int
    publishers: tuple[tuple[str, int], ...]
    sections: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    undated: int
    chunks: int
    model: str
    bytes: int
    vectors: str
    torch: str
    claimed: tuple[tuple[str, int], ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()

    @property
    def unnamed(self) -> int:
        """How many articles name no publisher."""
        return self.articles - sum(count for _, count in self.publishers)


def archive_stats(build: Build, filters: Filters) -> ArchiveStats:
    """What a build holds of what passes the filters; the size is of the whole."""
    articles = build.catalog.articles
    fingerprint = build.manifest["fingerprint"]
    coverage = articles.coverage(filters)
    return ArchiveStats(
        articles=coverage["articles"],
        copies=coverage["copies"],
        publishers=tuple(articles.publishers(filters)),
        sections=tuple(articles.sections(filters)),
        first=coverage["first"],
        last=coverage["last"],
        undated=coverage["undated"],
        chunks=coverage["chunks"],
        model=build.manifest["model"],
        bytes=build.place.size(),
        vectors=build.where_vectors_are,
        torch=why_torch(build.home.models(fingerprint), fingerprint),
        claimed=tuple(articles.claimed(filters).items()),
        kinds=tuple(articles.kinds(filters)),
        languages=tuple(articles.languages(filters)),
    )
