"""Whether an archive is sound: all that it holds is held against what it was made of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from index.builds import check_parts
from index.builds.builds import Build
from index.builds.damage_note import VECTORS, WORDS, note_damage
from index.errors import ArchiveBusy, ArchiveError, DatelineError, Remedy
from index.filters import EVERYTHING
from index.models.embedding import Embedder

Look = Callable[[Build], Iterable[DatelineError]]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be.

    Attributes:
        part: Where: "catalogue", "articles", "words", "vectors" or "model".
        problem: What it is and what to do, as an error that is not raised.
    """

    part: str
    problem: DatelineError


@dataclass(frozen=True, slots=True)
class ArchiveCheck:
    """What a check has found.

    Attributes:
        articles: How many articles there are.
        chunks: How many chunks they have.
        findings: What is not as it should be; none where the archive is sound.
    """

    articles: int
    chunks: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def check_build(build: Build, given: Embedder | None = None) -> ArchiveCheck:
    """Looks through all of a build: a minute for some ten thousand articles, on a slow machine.

    What another process changes meanwhile is no damage. What the next writer can make anew is
    noted beside the catalogue for it, where the folder can be written to.

    Args:
        build: An open one.
        given: The embedding model, where the caller has one; otherwise the one that the build
            names is looked at too.

    Raises:
        ArchiveBusy: The vectors are being changed all the time.
    """
    parts: dict[str, Look] = {
        "catalogue": check_parts.catalogue,
        "articles": check_parts.articles,
        "words": check_parts.words,
        "vectors": check_parts.vectors,
    }
    if given is None:
        parts["model"] = check_parts.model
    found = _checked(build, parts)
    noted = {
        each.part
        for each in found.findings
        if each.part in (WORDS, VECTORS) and each.problem.remedy is Remedy.WRITE_ONCE
    }
    if noted:
        note_damage(build.home.notes, noted)
    return found


def glance(build: Build) -> ArchiveCheck:
    """Looks at what can be looked at in a moment: of a large archive at little."""
    return _checked(
        build,
        {
            "catalogue": check_parts.small_catalogue,
            "articles": check_parts.some_articles,
            "vectors": check_parts.small_folder,
        },
    )


def _checked(build: Build, parts: Mapping[str, Look]) -> ArchiveCheck:
    findings = [Finding(part, each) for part, look in parts.items() for each in _found(look, build)]
    try:
        coverage = build.catalog.articles.coverage(EVERYTHING)
        counts = (int(coverage["articles"]), int(coverage["chunks"]))
    except (ArchiveError, ValueError):
        counts = (0, 0)  # What the catalogue says is among the findings.
    return ArchiveCheck(*counts, tuple(findings))


def _found(look: Look, build: Build) -> list[DatelineError]:
    try:
        return list(look(build))
    except ArchiveBusy:
        raise
    except DatelineError as error:
        return [check_parts.unreadable(build, error) if error.remedy is Remedy.CHECK else error]
