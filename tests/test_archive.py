"""An archive: made, opened, refused; searched under filters; looked at."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from calendar import monthrange
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import HashEmbedder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import index.builds.embedders
from index import Archive, Article, Filters, ingest
from index.archive import exists
from index.errors import (
    ArchiveBusy,
    ArchiveError,
    ArchiveNotFound,
    IndexMismatch,
    NoSuchArticle,
    Remedy,
)
from index.layout import CATALOG_FILE
from index.prose.words import words
from index.storage.catalog import Catalog
from index.storage.schema import SCHEMA_VERSION

pytestmark = pytest.mark.usefixtures("store_is_searched")

PUBLISHERS = ("Daily", "Weekly", "Ünïon", None)
DATES = (None, "2022", "2023", "2023-05", "2023-05-07", "2023-06", "2024-02-29")


def article(key, text="The border was closed.", **fields):
    return Article(id=key, title=fields.pop("title", f"Title {key}"), text=text, **fields)


def all_kinds():
    """An article for each publisher and each kind of date, all of them about the border."""
    return [
        article(
            f"{published or 'undated'}/{publisher or 'nobody'}.txt",
            f"The border between the villages was closed again, wrote reporter {n}.",
            publisher=publisher,
            published=published,
        )
        for n, (published, publisher) in enumerate((d, p) for d in DATES for p in PUBLISHERS)
    ]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "archive"


@pytest.fixture
def archive(path, hash_embedder):
    with Archive.create(path, embedder=hash_embedder) as made:
        yield made


@pytest.fixture(scope="module")
def kinds(tmp_path_factory, hash_embedder):
    path = tmp_path_factory.mktemp("kinds") / "archive"
    with Archive.create(path, embedder=hash_embedder) as made:
        ingest(all_kinds(), made)
        yield made


def found_ids(archive, hits, **named):
    return [
        archive.catalog.chunks.by_id([hit.chunk_id])[hit.chunk_id][1].article.id for hit in hits
    ]


def stems(text):
    return [word.stem for word in words(text)]


# Made and opened


def test_an_archive_remembers_how_it_was_built(archive):
    assert archive.catalog.manifest() == {
        "schema_version": str(SCHEMA_VERSION),
        "generation": "0",
        "model": "hash",
        "fingerprint": "hash-1",
        "chunk_tokens": "200",
        "overlap_tokens": "40",
    }


def test_where_no_archive_is_it_is_said_to_make_one(path, tmp_path):
    with pytest.raises(ArchiveNotFound, match=f"no archive in {path}. Make one of some") as missing:
        Archive.open(path)
    assert missing.value.remedy is Remedy.MAKE_ARCHIVE
    assert missing.value.details == {"archive": path}
    assert not exists(path) and not path.exists()
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveNotFound):
        Archive.open(tmp_path / "file")
    with pytest.raises(ArchiveError, match="cannot be made: .* Give another place"):
        Archive.create(tmp_path / "file", embedder=HashEmbedder())


def test_an_archive_is_not_made_twice(archive, path, hash_embedder):
    archive.close()
    with pytest.raises(ArchiveError, match="There is an archive in .* already. Open it"):
        Archive.create(path, embedder=hash_embedder)


def test_another_model_is_refused_with_what_to_run(archive, path, monkeypatch):
    archive.close()
    other = HashEmbedder()
    other.fingerprint = "hash-2"
    for writing in (False, True):
        with pytest.raises(IndexMismatch, match=r"built with 'hash' \(hash-1\), not ") as refused:
            Archive.open(path, writing=writing, embedder=other)
        assert refused.value.remedy is Remedy.REBUILD_WITH_MODEL
    with pytest.raises(IndexMismatch, match="was built with 'hash'"):
        # The same name may hide other weights: the model that is loaded later is checked too.
        opened = Archive.open(path)
        monkeypatch.setattr(
            index.builds.embedders, "SentenceTransformerEmbedder", lambda name: other
        )
        try:
            opened.search_vectors("border")
        finally:
            opened.close()
    Archive.open(path, writing=True).close()  # the refused ones let go of the writer's place


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("schema_version", "999", "by another version of Dateline .schema 999, this one has"),
        ("chunk_tokens", "150", "chunks of 150 tokens overlapping by 40, this version makes 200"),
        ("overlap_tokens", "0", "chunks of 200 tokens overlapping by 0, this version makes 200"),
    ],
)
def test_an_archive_built_otherwise_is_refused_with_what_to_run(archive, path, name, value, said):
    archive.close()
    edit(path, "UPDATE manifest SET value = ? WHERE name = ?", value, name)
    with pytest.raises(IndexMismatch, match=f"{said}.*Rebuild it") as refused:
        Archive.open(path, writing=True)
    assert refused.value.remedy is Remedy.REBUILD


def edit(path, statement, *values):
    db = sqlite3.connect(path / CATALOG_FILE)
    db.execute(statement, values)
    db.commit()
    db.close()


@pytest.mark.parametrize(
    "content",
    [b"not a database, but long enough to be one " * 200, b"SQLite format 3\0" + b"\xff" * 9000],
)
def test_a_catalogue_that_is_no_database_is_told_so(path, content):
    path.mkdir()
    (path / CATALOG_FILE).write_bytes(content)
    for attempt in (Archive.open, Archive.create, exists):
        with pytest.raises(ArchiveError, match="is not a catalogue that can be read"):
            attempt(path)


def test_a_database_of_another_program_is_told_so(path):
    path.mkdir()
    edit(path, "CREATE TABLE manifest (name, value)")
    assert not exists(path)
    edit(path, "INSERT INTO manifest VALUES ('app', 'browser')")
    with pytest.raises(ArchiveError, match="no catalogue of Dateline's. Give another place"):
        Archive.open(path)


def test_a_making_that_was_cut_short_is_no_archive_and_can_be_made_again(
    path, hash_embedder, monkeypatch
):
    def fail(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Catalog, "create", fail)
        with pytest.raises(KeyboardInterrupt):
            Archive.create(path, embedder=hash_embedder)
    with pytest.raises(ArchiveNotFound):
        Archive.open(path)
    with Archive.create(path, embedder=hash_embedder) as made:
        ingest([article("a")], made)
        assert made.search_vectors("border")


def test_a_path_with_blanks_and_letters_of_all_kinds_works_from_any_folder(
    tmp_path, hash_embedder, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    with Archive.create("ein Archiv/ñ 新聞 #1?%20&x=1", embedder=hash_embedder) as made:
        monkeypatch.chdir("/")
        ingest([article("a")], made)
        assert (
            len(made.search_vectors("border"))
            == len(made.catalog.chunks.search_words(["border"]))
            == 1
        )
    monkeypatch.chdir(tmp_path)
    with Archive.open(Path("ein Archiv/ñ 新聞 #1?%20&x=1"), embedder=hash_embedder) as opened:
        monkeypatch.chdir("/")
        assert len(opened.search_vectors("border")) == 1
        assert opened.stats().bytes > 10_000
    assert sorted(os.listdir(tmp_path)) == ["ein Archiv"]


# One writer, any number of readers


def test_a_second_writer_is_refused_while_readers_go_on(archive, path, hash_embedder):
    ingest([article("a")], archive)
    with pytest.raises(ArchiveBusy, match="written to by another process. Wait .* questions can"):
        Archive.open(path, writing=True, embedder=hash_embedder)
    with Archive.open(path, embedder=hash_embedder) as reader:
        assert (
            len(reader.catalog.chunks.search_words(["border"]))
            == len(reader.search_vectors("border"))
            == 1
        )
        with pytest.raises(ArchiveError, match="open for reading. Open it with .*writing=True"):
            reader.remove("a")
        with pytest.raises(ArchiveError, match="open for reading"):
            ingest([article("b")], reader)
    archive.close()
    Archive.open(path, writing=True).close()


def test_a_writer_in_another_process_is_refused_too(archive, path):
    code = "import sys; from index import Archive; Archive.open(sys.argv[1], writing=True)"
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 1 and "ArchiveBusy" in run.stderr


def test_a_writer_closed_by_another_thread_leaves_its_place(archive, path):
    thread = threading.Thread(target=archive.close)
    thread.start()
    thread.join()
    Archive.open(path, writing=True).close()


def test_an_archive_that_was_closed_says_so(archive):
    archive.close()
    with pytest.raises(ArchiveError, match="was closed. Open it again"):
        archive.catalog.chunks.search_words(["border"])


def test_a_full_disk_is_a_sentence_and_what_was_finished_stays(archive):
    ingest([article("a")], archive)
    archive.catalog._db.run("PRAGMA max_page_count = 60")
    with pytest.raises(ArchiveError, match="no room left for .* run the same command again"):
        ingest([article("b", "Many words of the border. " * 15_000)], archive)
    archive.catalog._db.run("PRAGMA max_page_count = 1000000")
    assert [hit.score > 0 for hit in archive.catalog.chunks.search_words(["border"])] == [True]
    assert ingest([article("a"), article("b")], archive).added == ("b",)


def test_a_catalogue_held_by_another_program_is_a_sentence(archive, path, monkeypatch):
    holder = sqlite3.connect(path / CATALOG_FILE, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    archive.catalog._db.run("PRAGMA busy_timeout = 50")
    with pytest.raises(ArchiveError, match="held by another program .* Close that program"):
        ingest([article("a")], archive)
    holder.execute("ROLLBACK")
    holder.close()
    assert ingest([article("a")], archive).added == ("a",)


READ_ONLY = """
import os, sys
sys.path[:0] = sys.argv[2:4]
import chromadb
from conftest import HashEmbedder
from index import Archive
from index.errors import ArchiveError
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
assert not os.access(sys.argv[1], os.W_OK)
with Archive.open(sys.argv[1], embedder=HashEmbedder()) as archive:
    by_words = archive.catalog.chunks.search_words(["border"])
    print(len(by_words), len(archive.search_vectors("border")))
    print(archive.stats().articles, archive.article("a").article.id)
try:
    Archive.open(sys.argv[1], writing=True)
except ArchiveError as error:
    print(error)
"""


@pytest.fixture
def public_folder(tmp_path_factory):
    """A folder that another user can reach: pytest's own are closed."""
    folder = tmp_path_factory.mktemp("public")
    for parent in (folder, *folder.parents):
        if parent.stat().st_uid != os.getuid() or parent == Path("/"):
            break
        if not parent.stat().st_mode & 0o005:
            parent.chmod(0o755)
    yield folder
    for one in (folder, *folder.rglob("*")):
        one.chmod(0o755)


@pytest.mark.parametrize("state", ["closed", "held by a writer"])
def test_a_folder_that_is_read_only_can_be_read(public_folder, hash_embedder, state):
    path = public_folder / "archive"
    archive = Archive.create(path, embedder=hash_embedder)
    ingest([article("a"), article("b")], archive)
    if state == "closed":
        archive.close()
    for one in path.rglob("*"):
        one.chmod(0o555 if one.is_dir() else 0o444)
    path.chmod(0o555)
    here = Path(__file__).parent
    run = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(path), str(here), str(here.parent)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    archive.close()
    assert run.returncode == 0, run.stderr
    counts, looked, refused = run.stdout.splitlines()
    assert (counts, looked) == ("2 2", "2 a")
    assert "cannot be written to: Permission denied. Check its permissions" in refused


# Damage


def test_vectors_that_are_lost_are_answered_from_the_catalogue_and_made_anew(
    kinds, tmp_path, hash_embedder
):
    path = tmp_path / "copy"
    shutil.copytree(kinds.path, path, ignore=shutil.ignore_patterns("vectors", "*.lock"))
    question, filters = "border villages reporter", Filters(publishers=("Daily",))
    expected = found_ids(kinds, kinds.search_vectors(question, filters=filters, top_k=5))
    with Archive.open(path, embedder=hash_embedder) as reader:
        hits = reader.search_vectors(question, filters=filters, top_k=5)
        assert found_ids(reader, hits) == expected
        assert not reader.vectors.sound()
    with Archive.open(path, writing=True, embedder=hash_embedder) as writer:
        assert writer.vectors.sound()
        ids = [hit.chunk_id for hit in writer.catalog.chunks.search_words(["border"], top_k=100)]
        assert len(ids) == 28 and writer.vectors.known(ids) == set(ids)
        assert (
            found_ids(writer, writer.vectors.search(hash_embedder.embed([question])[0], filters, 5))
            == expected
        )


# Searched


def test_words_are_found_in_title_and_text_whatever_their_form(archive):
    ingest(
        [
            article("title", "Nothing else is told.", title="Recognising new rulers"),
            article("text", "They were recognised in May.", title="Other"),
            article("none", "The recipe wants two eggs.", title="Eggs"),
        ],
        archive,
    )
    hits = archive.catalog.chunks.search_words(stems("recognises"))
    assert found_ids(archive, hits) == ["title", "text"]
    assert hits[0].score > hits[1].score > 0
    assert archive.catalog.chunks.document_frequencies(stems("recognises")) == {"recognis": 2}
    assert archive.catalog.chunks.count() == 3


def test_the_more_of_the_words_the_better(archive):
    ingest(
        [
            article("one", "The border is long.", title="A"),
            article("both", "The border is violent.", title="B"),
            article("neither", "The recipe is short.", title="C"),
        ],
        archive,
    )
    assert found_ids(archive, archive.catalog.chunks.search_words(stems("border violent"))) == [
        "both",
        "one",
    ]
    assert found_ids(
        archive, archive.catalog.chunks.search_words(stems("border violent"), top_k=1)
    ) == ["both"]


QUERIES = [
    "what's", '"', '""', "NEAR(a b)", "*", "bor*", "^border", "title:border", "-", "a AND", "😀",
    "\0", "a\0b", "(", "{border villages}", "½", "ﷺ", "ℕ", "' OR 1=1 --", "", "\ud83d",
]  # fmt: skip


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(QUERIES) | st.text(), max_size=6))
def test_no_text_is_an_error_to_the_word_search(kinds, texts):
    assert len(kinds.catalog.chunks.search_words([*texts, "border"], top_k=100)) == 28
    kinds.catalog.chunks.search_words(texts)
    kinds.catalog.chunks.search_words(stems(" ".join(texts)))
    for text in texts:
        kinds.catalog.chunks.document_frequencies([text])


def test_every_word_that_is_indexed_is_found_again(archive):
    odd = "naïve 1,000.5 co-op U.S. ½ ﷺ ℕ ⅷ straße ꭰꭱ Ჿ 第一次 e\u0301te\u0301 x² 𝔹arrels"
    odd += " ʰ 한국 ไทย हिन्दी"
    ingest([article("odd", odd), article("other", "Nothing.")], archive)
    for word in words(odd):
        assert found_ids(archive, archive.catalog.chunks.search_words([word.stem])) == ["odd"], word


days_ = st.dates(date(2021, 12, 30), date(2024, 3, 2)) | st.sampled_from(
    [date(2023, 5, 7), date(2023, 5, 31), date(2023, 12, 31), date(2022, 12, 31), date(2024, 2, 29)]
)
NAMES = st.sampled_from(["Daily", "Weekly", "Ünïon", "Nobody", "daily"])
IDS = st.sampled_from([a.id for a in all_kinds()] + ["none"])
FILTERS = st.builds(
    Filters,
    publishers=st.lists(NAMES, max_size=2).map(tuple),
    published_from=st.none() | days_,
    published_to=st.none() | days_,
    as_of=st.none() | days_,
    undated=st.booleans(),
    article_ids=st.lists(IDS, max_size=12).map(tuple),
)


def passes(article, filters):
    """The contract of `Filters`, told in another way than the program does."""
    if filters.publishers and article.publisher not in filters.publishers:
        return False
    if filters.article_ids and article.id not in filters.article_ids:
        return False
    if article.published is None:
        return filters.undated or not (filters.published_from or filters.published_to)
    year, month, day = (*map(int, article.published.split("-")), None, None)[:3]
    last_month = month or 12
    last = date(year, last_month, day or monthrange(year, last_month)[1])
    return (
        (filters.published_from is None or last >= filters.published_from)
        and (filters.published_to is None or last <= filters.published_to)
        and (filters.as_of is None or last <= filters.as_of)
    )


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(filters=FILTERS)
def test_no_filter_is_ever_broken_and_nothing_that_passes_is_lost(kinds, filters):
    expected = sorted(article.id for article in all_kinds() if passes(article, filters))
    by_words = kinds.catalog.chunks.search_words(["border"], filters=filters, top_k=100)
    by_vectors = kinds.search_vectors("border villages", filters=filters, top_k=100)
    exactly = kinds.catalog.chunks.search_vectors(kinds.embedder.embed(["border"])[0], filters, 100)
    for hits in (by_words, by_vectors, exactly):
        assert sorted(found_ids(kinds, hits)) == expected
    assert [stored.article.id for stored in kinds.catalog.articles.all(filters)] == expected
    stats = kinds.stats(filters)
    assert stats.articles == stats.chunks == len(expected)
    assert stats.undated == sum(key.startswith("undated") for key in expected)
    ids = [hit.chunk_id for hit in kinds.catalog.chunks.search_words(["border"], top_k=100)]
    assert len(kinds.catalog.chunks.by_id(ids, filters=filters)) == len(expected)


@pytest.mark.parametrize(
    ("as_of", "published"),
    [
        (date(2023, 5, 30), {"2022", "2023-05-07", "undated"}),
        (date(2023, 5, 31), {"2022", "2023-05-07", "2023-05", "undated"}),
        (date(2023, 12, 30), {"2022", "2023-05-07", "2023-05", "2023-06", "undated"}),
        (date(2023, 12, 31), {"2022", "2023-05-07", "2023-05", "2023-06", "2023", "undated"}),
        (date(2021, 1, 1), {"undated"}),
    ],
)
def test_on_the_day_of_a_question_nothing_that_may_be_later_is_found(kinds, as_of, published):
    for hits in (
        kinds.catalog.chunks.search_words(["border"], filters=Filters(as_of=as_of), top_k=100),
        kinds.search_vectors("border", filters=Filters(as_of=as_of), top_k=100),
    ):
        assert {key.split("/")[0] for key in found_ids(kinds, hits)} == published


def test_more_names_than_a_database_takes_values_are_filtered_by(kinds):
    many = (*(f"nobody-{n}" for n in range(300_000)), "2022/Daily.txt")
    filters = Filters(article_ids=many)
    assert found_ids(kinds, kinds.catalog.chunks.search_words(["border"], filters=filters)) == [
        "2022/Daily.txt"
    ]
    assert found_ids(kinds, kinds.search_vectors("border", filters=filters)) == ["2022/Daily.txt"]


def test_eight_threads_at_once_find_what_one_finds(kinds):
    expected = (
        kinds.catalog.chunks.search_words(["border"], top_k=9),
        kinds.search_vectors("border", top_k=9),
    )
    wrong: list[object] = []

    def work():
        try:
            for _ in range(15):
                found = (
                    kinds.catalog.chunks.search_words(["border"], top_k=9),
                    kinds.search_vectors("border", top_k=9),
                )
                if found != expected or len(list(kinds.catalog.articles.all())) != 28:
                    wrong.append(found)
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


# Looked at


def test_an_article_is_found_by_id_file_name_or_part(kinds, archive):
    assert kinds.article("2023/Daily.txt").article.id == "2023/Daily.txt"
    assert kinds.article("2024-02-29/W").article.id == "2024-02-29/Weekly.txt"
    ingest(
        [
            article("news/2023/a.txt"),
            article("news/b.txt"),
            article("b.txt.old", origin="/data/c d.jsonl:3"),
            article("https://example.org/100%_off?x=[1]"),
        ],
        archive,
    )
    assert archive.article("a.txt").article.id == "news/2023/a.txt"
    assert archive.article("b.txt").article.id == "news/b.txt"
    assert archive.article("/data/c d.jsonl:3").article.id == "b.txt.old"
    assert archive.article("100%_off?x=[1]").article.id == "https://example.org/100%_off?x=[1]"
    with pytest.raises(NoSuchArticle, match="called 'x%o'. Search for words of it") as missing:
        archive.article("x%o")
    assert missing.value.remedy is Remedy.SEARCH_NAME


def test_a_chunk_whose_article_is_replaced_while_it_is_looked_up_is_left_out(archive, monkeypatch):
    ingest([article("a", "The zeppelin landed.")], archive)
    (hit,) = archive.catalog.chunks.search_words(["zeppelin"])
    real = archive.catalog.chunks._chunk_rows

    def replaced_meanwhile(*arguments):
        rows = real(*arguments)
        ingest([article("a", "A ship.")], archive)
        return rows

    monkeypatch.setattr(archive.catalog.chunks, "_chunk_rows", replaced_meanwhile)
    assert archive.catalog.chunks.by_id([hit.chunk_id]) == {}


def test_a_name_that_may_mean_several_lists_them(kinds):
    with pytest.raises(
        NoSuchArticle, match=r"'2022/' may mean 4 articles: 2022/Daily.txt, .*\. Give"
    ):
        kinds.article("2022/")
    with pytest.raises(NoSuchArticle, match=r"may mean 7 articles: .*, \.\.\.\. Give more"):
        kinds.article("Daily.txt")
    for name in ("never", "never\udc80"):
        with pytest.raises(NoSuchArticle, match="No article .* is called 'never"):
            kinds.article(name)


def test_a_stored_article_is_the_one_that_was_given(archive):
    given_ = article(
        "a",
        "Zwölf 😀\r\nLines\tof\u2028text.\n\nThe post A border appeared first on Khaama Press.",
        publisher="Khaama Press",
        published="2023-05",
        authors=("Jane Doe", "John Roe"),
        url="https://example.org/a",
        section="world",
        language="en",
        origin="/data/a.txt",
        provenance={"title": "first line"},
    )
    ingest([given_], archive)
    stored = archive.article("a")
    assert stored.article == given_ and stored.revision == 1 and stored.copy_of is None
    assert [stored.article.text[a:b] for a, b in stored.boilerplate] == [
        "The post A border appeared first on Khaama Press."
    ]


def test_stats_count_what_there_is(archive, path):
    ingest(
        [
            article("a", publisher="Daily", published="2023-05-07"),
            article("b", publisher="Daily", published="2022"),
            article("c", "Another text.", publisher="Weekly"),
            article("d", "A third text. " * 200),
        ],
        archive,
    )
    stats = archive.stats()
    assert stats == replace(
        stats,
        articles=4,
        copies=1,
        publishers=(("Daily", 2), ("Weekly", 1)),
        first="2022",
        last="2023-05-07",
        undated=2,
        model="hash",
    )
    # 600 words at 160 new ones a chunk: 4 chunks, and one for each of the others.
    assert stats.chunks == archive.catalog.chunks.count() == 7
    archive.vectors.close()
    lasting = [f for f in path.rglob("*") if f.is_file() and not f.name.endswith("-shm")]
    assert stats.bytes == sum(file.stat().st_size for file in lasting) > 100_000
    assert archive.stats(Filters(publishers=("Weekly",))).articles == 1
    assert archive.stats(Filters(publishers=("Nobody",))).first is None


def test_an_empty_archive_can_be_asked_everything(archive):
    assert archive.catalog.chunks.search_words(["border"]) == archive.search_vectors("border") == []
    assert list(archive.catalog.articles.all()) == archive.catalog.articles.newest(3) == []
    assert archive.catalog.chunks.by_id(["x"]) == {} and archive.catalog.chunks.count() == 0
    assert archive.stats().articles == 0 and archive.stats().last is None


def test_the_newest_come_first_and_undated_last(kinds):
    newest = [stored.article.id for stored in kinds.catalog.articles.newest(28)]
    assert newest[:4] == [
        f"2024-02-29/{name}.txt" for name in ("Daily", "Weekly", "nobody", "Ünïon")
    ]
    assert all(key.startswith("undated") for key in newest[-4:])


def test_every_change_of_what_can_be_found_has_a_generation(archive):
    seen = [archive.catalog.generation()]
    ingest([article("a")], archive)
    seen.append(archive.catalog.generation())
    ingest([article("a", "Other words.")], archive)
    seen.append(archive.catalog.generation())
    archive.remove("a")
    seen.append(archive.catalog.generation())
    assert seen == sorted(set(seen))
    ingest([], archive)
    assert archive.catalog.generation() == seen[-1]
