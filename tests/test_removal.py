"""Removal: an article's words leave every file of the archive."""

import os
import struct
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, ingest
from index.errors import NoSuchArticle
from index.prose.words import stem
from index.vector_stores.folder_sums import write_sums

pytestmark = pytest.mark.usefixtures("store_is_searched")

# Words that no other word here begins like: the full-text index stores what differs.
SECRET = ("Quillfeather", "Zanzibarian", "xylophonists")
OLD_SECRET = ("Yttriumgate", "Kwashiorkori")


def article(key, text, **fields):
    return Article(id=key, title=fields.pop("title", f"Title {key}"), text=text, **fields)


def others():
    return [
        article(f"other-{n}", f"The harbour number{n} was quiet. " * 30, publisher="Daily")
        for n in range(40)
    ]


def secret(words=SECRET, **fields):
    return article(
        "quillfeather/affair.txt",
        f"It was {words[0]} who met the {words[1]} envoy. " * 40 + f"Then {words[-1]} played.",
        title=f"The {words[0]} affair",
        publisher="Quillfeather Gazette",
        authors=("Quillfeather Correspondent",),
        url="https://example.org/quillfeather",
        origin="/data/quillfeather/affair.txt",
        **fields,
    )


@pytest.fixture
def archive(tmp_path):
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as made:
        ingest([*others()[:20], secret(), *others()[20:]], made)
        yield made


def files_with(archive, *words):
    """Names of the archive's files in whose bytes a word stands, in any case, or its stem."""
    spellings = {spelling for word in words for spelling in (word.lower(), stem(word))}
    return {
        name
        for parent, _, names in os.walk(archive.path)
        for name in names
        for content in [Path(parent, name).read_bytes().lower()]
        if any(spelling.encode() in content for spelling in spellings)
    }


def test_the_words_stand_in_the_files_before(archive):
    """Else the other tests would look for what is never there."""
    assert files_with(archive, *SECRET)
    assert files_with(archive, "harbour")


def test_a_removed_articles_words_are_in_no_file_while_the_archive_is_open(archive):
    assert archive.remove("quillfeather") == "quillfeather/affair.txt"
    assert files_with(archive, *SECRET) == set()


def test_a_removed_articles_words_are_in_no_file_after_closing(archive):
    archive.remove("affair.txt")
    archive.close()
    assert files_with(archive, *SECRET) == set()


def test_what_was_in_memory_is_in_no_file_of_the_vectors(archive):
    (header,) = archive.path.glob("**/header.bin")
    lengths = header.with_name("length.bin")
    lengths.write_bytes(b"quillfeather".ljust(lengths.stat().st_size, b"x"))
    write_sums(header.parents[1], 0)
    count = struct.unpack_from("<i3Q", header.read_bytes())[3]
    unused = lengths.read_bytes()[4 * count :]
    assert unused and not any(unused)


def test_the_words_of_superseded_revisions_go_too(archive):
    for words in (OLD_SECRET, SECRET):
        ingest([secret(words)], archive)
    assert archive.article("affair.txt").revision == 3
    assert files_with(archive, *OLD_SECRET)
    archive.remove("affair.txt")
    assert files_with(archive, *SECRET, *OLD_SECRET) == set()


def test_the_words_go_while_a_reader_has_the_archive_open(archive):
    with Archive.open(archive.path, embedder=HashEmbedder()) as reader:
        reading = reader.catalog.articles.all()
        next(reading)
        assert reader.search_vectors("quay", top_k=2)
        assert reader.catalog.chunks.search_words([stem("Quillfeather")])
        archive.remove("affair.txt")
        assert files_with(archive, *SECRET) == set()
        assert reader.catalog.chunks.search_words([stem("Quillfeather")]) == []
        assert all(stored.article.id.startswith("other") for stored in reading)
    assert files_with(archive, *SECRET) == set()


def test_the_words_go_from_a_run_that_was_never_finished(archive, monkeypatch):
    def fail(*_):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(archive.catalog, "make_ready", fail)
        with pytest.raises(RuntimeError):
            ingest([secret(OLD_SECRET)], archive)
    assert files_with(archive, *OLD_SECRET)
    archive.remove("affair.txt")
    assert files_with(archive, *SECRET, *OLD_SECRET) == set()
    ids = [row[0] for row in archive.catalog._db.rows("SELECT id FROM chunks")]
    with archive.vectors._reading() as collection:
        assert set(collection.get(include=[])["ids"]) == set(ids)


def test_the_others_stay_findable(archive):
    archive.remove("affair.txt")
    assert archive.stats().articles == 40
    for n in range(40):
        (hit,) = archive.catalog.chunks.search_words([f"number{n}"])
        assert (
            archive.catalog.chunks.by_id([hit.chunk_id])[hit.chunk_id][1].article.id == f"other-{n}"
        )
        nearest = archive.search_vectors(
            f"Title other-{n} The harbour number{n} was quiet.", top_k=1
        )
        assert nearest[0].chunk_id == hit.chunk_id
    assert archive.catalog.chunks.document_frequencies(["harbour"]) == {"harbour": 40}


def test_removing_twice_says_so(archive):
    archive.remove("affair.txt")
    with pytest.raises(NoSuchArticle, match="No article .* is called 'affair.txt'"):
        archive.remove("affair.txt")
    with pytest.raises(NoSuchArticle, match="may mean 40 articles"):
        archive.remove("other")
    assert archive.stats().articles == 40


def test_the_last_article_can_be_removed(tmp_path):
    with Archive.create(tmp_path / "one", embedder=HashEmbedder()) as archive:
        ingest([secret()], archive)
        archive.remove("affair.txt")
        assert files_with(archive, *SECRET) == set()
        assert (
            archive.catalog.chunks.search_words(["harbour"])
            == archive.search_vectors("harbour")
            == []
        )
        assert ingest([secret()], archive, restore=True).added == ("quillfeather/affair.txt",)
        assert archive.catalog.chunks.search_words([stem("Quillfeather")])


def test_a_removal_whose_rewriting_was_kept_off_is_finished_later(archive, monkeypatch):
    def fail(*_):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(archive.catalog, "scrub", fail)
        with pytest.raises(RuntimeError):
            archive.remove("affair.txt")
    archive.close()
    assert files_with(archive, *SECRET)
    with Archive.open(archive.path, writing=True, embedder=HashEmbedder()) as again:
        assert files_with(again, *SECRET) == set()
