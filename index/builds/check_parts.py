"""The parts of an archive's check: what is wrong in each, in a sentence with what to do."""

from collections.abc import Iterator, Sequence
from contextlib import closing

from index.builds.agreement import disagreement, patiently
from index.builds.builds import Build, check_embedder
from index.builds.catalog_check import damaged_among, faulty_articles
from index.builds.words_check import wrong_words
from index.errors import ArchiveBusy, ArchiveError, DatelineError, ModelError, Remedy
from index.mending import mendable
from index.models.embedding import SentenceTransformerEmbedder
from index.models.exported import load_export

# A glance looks through files up to this size, and at so many articles.
GLANCE_BYTES = 32_000_000
GLANCE_ARTICLES = 50
_NAMED = 5


def catalogue(build: Build) -> Iterator[DatelineError]:
    """What the database itself finds wrong in the catalogue."""
    return _faults(build, quick=False)


def small_catalogue(build: Build) -> Iterator[DatelineError]:
    """The same without what takes long, and nothing of a large one."""
    if build.home.catalogue_bytes() <= GLANCE_BYTES:
        yield from _faults(build, quick=True)


def articles(build: Build) -> Iterator[DatelineError]:
    """Articles that are not as they were stored, and what was made of them."""
    with closing(build.home.open_database()) as db:
        found = faulty_articles(db)
    if found.damaged:
        yield _damaged(build, found.damaged)
    if found.derived:
        yield _to_rebuild(
            build,
            f"What was made of {_named(found.derived)} in {build.home.catalogue} is not what "
            "was stored: passages, their vectors, or what tells copies.",
        )


def some_articles(build: Build) -> Iterator[DatelineError]:
    """Some articles that are not as they were stored."""
    with closing(build.home.open_database()) as db:
        found = damaged_among(db, GLANCE_ARTICLES)
    if found:
        yield _damaged(build, found)


def words(build: Build) -> Iterator[DatelineError]:
    """A full-text index that does not hold the articles' words."""
    file = build.home.catalogue
    with closing(build.home.open_database()) as db:
        try:
            wrong = wrong_words(db)
        except ArchiveError as error:
            said = f"cannot be read ({error.__cause__ or error})"
            yield _to_mend(build, f"The full-text index in {file} {said}.", "it is")
            return
    if wrong.other:  # Made anew from passages that are damaged, it would hide that.
        yield _to_rebuild(
            build,
            f"The full-text index in {file} holds other words of {wrong.other:,} passages than "
            "these have: it is damaged, or what tells where they stand in their articles.",
        )
    elif wrong.broken:
        said = f"contradicts itself at {wrong.broken:,} places"
        yield _to_mend(build, f"The full-text index in {file} {said}.", "it is")


def vectors(build: Build) -> Iterator[DatelineError]:
    """Vectors in the store that are not the catalogue's."""
    patiently(build.vectors.inspect)
    if not build.vectors.can_be_opened():
        return  # Its files are what was written: more can be known only by who may write there.
    found = disagreement(build)
    if found.differing and "vectors" not in build.manifest:
        # The folder's files are what was written; of the catalogue's vectors nothing tells that.
        yield _to_rebuild(
            build,
            f"The vectors of {len(found.differing):,} passages in {build.home.catalogue} are "
            "not those that were stored.",
        )
        found = found._replace(differing=[])
    if any(found):
        yield _to_mend(
            build,
            f"Where the vectors of {build.folder} are searched, {len(found.missing):,} are "
            f"missing, {len(found.differing):,} are others and {len(found.extra):,} are too many.",
            "they are",
        )


def small_folder(build: Build) -> Iterator[DatelineError]:
    """A folder of vectors whose files are not what was written; nothing of a large one."""
    if "vectors" not in build.manifest and build.home.vectors_bytes() <= GLANCE_BYTES:
        try:
            build.vectors.inspect()
        except ArchiveBusy:
            return
        except ArchiveError as error:
            yield error


def model(build: Build) -> Iterator[DatelineError]:
    """An embedding model that is not the one that the archive was built with, or is damaged."""
    fingerprint = build.manifest["fingerprint"]
    try:
        load_export(build.home.models(fingerprint), fingerprint)
    except ModelError as error:
        yield error
    try:
        check_embedder(build, SentenceTransformerEmbedder(build.manifest["model"]))
    except DatelineError as error:
        yield error


def unreadable(build: Build, error: DatelineError) -> DatelineError:
    """What to do about a part that cannot even be read; the error may advise to check."""
    return _to_rebuild(
        build,
        f"{build.home.catalogue} cannot be read through ({error.__cause__ or error}).",
    )


def _faults(build: Build, *, quick: bool) -> Iterator[DatelineError]:
    file = build.home.catalogue
    with closing(build.home.open_database()) as db:
        faults = db.faults(quick=quick)
    if faults:
        yield _to_rebuild(build, f"{file} is damaged ({' '.join(faults[0].split())}).")


def _damaged(build: Build, ids: Sequence[str]) -> DatelineError:
    return mendable(
        ArchiveError,
        f"In {build.home.catalogue} {_named(ids)} is not as it "
        "was stored: its text or another field is damaged.",
        "Index its source again, or remove it; or restore the archive from a copy.",
        build.folder,
        Remedy.WRITE_ONCE,
    )


def _to_mend(build: Build, said: str, they_are: str) -> DatelineError:
    return mendable(
        ArchiveError,
        said,
        f"Index or remove something once: {they_are} made anew from the catalogue.",
        build.folder,
        Remedy.WRITE_ONCE,
    )


def _to_rebuild(build: Build, said: str) -> DatelineError:
    return mendable(
        ArchiveError,
        said,
        "Rebuild the archive: all but the articles is made anew. If they cannot be read either, "
        "restore it from a copy, or delete its folder and index the articles again.",
        build.folder,
        Remedy.REBUILD,
        archive=build.folder,
    )


def _named(ids: Sequence[str]) -> str:
    """Some articles, by their ids."""
    some = ", ".join(f"'{each}'" for each in ids[:_NAMED])
    if len(ids) == 1:
        return f"the article {some}"
    more = f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else ""
    return f"each of the articles {some}{more}"
