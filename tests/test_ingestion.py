"""Articles into an archive: only what is new is embedded, nothing is mixed up or lost."""

import json
import time

import numpy as np
import pytest
from conftest import HashEmbedder

import index.ingesting.batch
import index.ingesting.embedded
from index import Archive, Article, Span, ingest, ingest_path
from index.articles import Rejected
from index.errors import ArchiveError, ArticleError
from index.prose.words import words

pytestmark = pytest.mark.usefixtures("store_is_searched")

BOILERPLATE = "Sign up for our newsletter to get the news in your inbox.\n\nADVERTISEMENT\n"


class CountingEmbedder(HashEmbedder):
    """Remembers what it embedded."""

    def __init__(self):
        self.texts: list[str] = []
        self.calls = 0

    def embed(self, texts):
        self.calls += 1
        self.texts.extend(texts)
        return super().embed(texts)


class QuickEmbedder(HashEmbedder):
    """Looks at the length of a text only; for long ones."""

    def embed(self, texts):
        return np.eye(self.dimensions, dtype=np.float32)[[len(t) % self.dimensions for t in texts]]

    def tokenize(self, text):
        return text.split()


def article(key, text="The border was closed.", **fields):
    return Article(id=key, title=fields.pop("title", f"Title {key}"), text=text, **fields)


@pytest.fixture
def counting():
    return CountingEmbedder()


@pytest.fixture
def archive(somewhere, counting):
    with Archive.create(somewhere(), embedder=counting) as made:
        yield made


def by_words(archive, text):
    hits = archive.catalog.chunks.search_words([word.stem for word in words(text)])
    return [
        archive.catalog.chunks.by_id([hit.chunk_id])[hit.chunk_id][1].article.id for hit in hits
    ]


def by_vectors(archive, text, least=0.4):
    hits = [hit for hit in archive.search_vectors(text) if hit.score > least]
    return [
        archive.catalog.chunks.by_id([hit.chunk_id])[hit.chunk_id][1].article.id for hit in hits
    ]


def check_whole(archive):
    """Every chunk that can be found has its vector, and no other vector is there."""
    assert archive.catalog._db.rows("SELECT 1 FROM revisions WHERE state = 'pending'") == []
    assert archive.catalog.garbage() == []
    ids = {row["id"] for row in archive.catalog._db.rows("SELECT id FROM chunks")}
    assert set(archive.vectors.id_page(0)) == ids and archive.vectors.count() == len(ids)
    assert archive.vectors.known(sorted(ids)) == ids
    assert len(ids) == archive.catalog.chunks.count()


def write(folder, **texts):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def stories(count):
    return {f"s{n}": f"Story number{n} tells of harbour{n}.\n\nMore of it." for n in range(count)}


# The same, changed, and back again


def test_what_is_unchanged_is_not_embedded_again(archive, counting):
    articles = [article(f"a{n}", f"The border number{n}.") for n in range(5)]
    report = ingest(articles, archive)
    assert report.added == ("a0", "a1", "a2", "a3", "a4") and report.chunks == 5
    assert len(counting.texts) == 5
    again = ingest([*articles, article("a5")], archive)
    assert again.unchanged == report.added and again.added == ("a5",) and again.chunks == 1
    assert counting.texts[5:] == ["Title a5\nThe border was closed."]


def test_changed_content_is_a_new_revision_and_the_old_is_only_history(archive):
    ingest([article("a", "The zeppelin landed."), article("b", "The ship sank.")], archive)
    report = ingest([article("a", "The balloon burst."), article("b", "The ship sank.")], archive)
    assert (report.updated, report.unchanged) == (("a",), ("b",))
    assert archive.article("a").revision == 2
    assert by_words(archive, "zeppelin") == [] and by_vectors(archive, "zeppelin landed") == []
    assert by_words(archive, "balloon") == by_vectors(archive, "balloon burst") == ["a"]
    assert archive.catalog.chunks.document_frequencies(["zeppelin"]) == {"zeppelin": 0}
    kept = archive.catalog._db.rows(
        "SELECT number, state, text FROM revisions WHERE article_id='a'"
    )
    assert [tuple(row) for row in kept] == [
        (1, "superseded", "The zeppelin landed."),
        (2, "ready", "The balloon burst."),
    ]
    check_whole(archive)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Another"},
        {"publisher": "Daily"},
        {"published": "2023"},
        {"authors": ("Jane Doe",)},
        {"section": "world"},
    ],
)
def test_every_field_that_is_shown_makes_a_revision(archive, fields):
    ingest([article("a", origin="here")], archive)
    assert ingest([article("a", origin="there")], archive).unchanged == ("a",)
    assert ingest([article("a", **fields)], archive).updated == ("a",)


def test_content_that_comes_back_is_found_again(archive):
    for text in ("The zeppelin landed.", "The balloon burst.", "The zeppelin landed."):
        ingest([article("a", text)], archive)
    assert archive.article("a").revision == 3
    assert by_words(archive, "zeppelin") == by_vectors(archive, "zeppelin landed") == ["a"]
    assert by_words(archive, "balloon") == []
    check_whole(archive)


def test_an_article_that_was_removed_can_come_back_as_it_was(archive):
    ingest([article("a", "The zeppelin landed.")], archive)
    archive.remove("a")
    assert ingest([article("a", "The zeppelin landed.")], archive, restore=True).added == ("a",)
    assert by_words(archive, "zeppelin") == by_vectors(archive, "zeppelin landed") == ["a"]
    check_whole(archive)


def test_a_copy_is_kept_and_linked_until_the_original_goes(archive):
    ingest([article("first"), article("second", title="Title first"), article("third")], archive)
    assert [archive.article(key).copy_of for key in ("first", "second", "third")] == [
        None, "first", "first",
    ]  # fmt: skip
    assert archive.stats().copies == 2
    archive.remove("first")
    assert archive.article("second").copy_of is None
    assert archive.article("third").copy_of == "second"
    ingest([article("second", "It changed.")], archive)
    assert archive.article("third").copy_of is None
    assert sorted(by_words(archive, "border")) == ["third"]


# What cannot be taken


def test_an_id_that_comes_twice_in_a_run_is_rejected_with_both_places(archive):
    report = ingest(
        [
            article("a", "The zeppelin landed.", origin="one.jsonl:1"),
            article("a", "The balloon burst.", origin="one.jsonl:7"),
        ],
        archive,
    )
    assert report.added == ("a",)
    (rejected,) = report.rejected
    assert rejected.origin == "one.jsonl:7"
    assert rejected.reason.startswith("the id 'a' came earlier in this run, from one.jsonl:1. Give")
    assert by_words(archive, "zeppelin balloon") == ["a"] and archive.article("a").revision == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "has no text. Leave it out"),
        ({"text": " \n\t"}, "has no text. Leave it out"),
        ({"key": ""}, "has no id. Give it one"),
        ({"text": "a\0b"}, "holds a NUL"),
        ({"publisher": "P" * 10_000_000}, "its publisher has 10,000,000 characters, more than 300"),
        ({"title": "T" * 1001}, "its title has 1,001 characters, more than 1,000. Shorten it"),
        ({"authors": ("Ada", "B" * 301)}, "its author has 301 characters"),
        ({"authors": ("Ada",) * 201}, "it names 201 authors, more than 200. Cut the list"),
        ({"title": "\ud83d"}, "half of a surrogate pair. Take that out"),
        ({"authors": ("\ud83d",)}, "half of a surrogate pair"),
        ({"published": "May 3"}, "date of publication cannot be read .*'May 3'.* Write YYYY-MM-DD"),
        ({"published": "2023-02-30"}, "date of publication cannot be read"),
    ],
)
def test_what_cannot_be_stored_is_rejected_and_the_rest_goes_on(archive, fields, said):
    values = dict(fields)  # of both kinds of archives
    bad = article(values.pop("key", "bad"), **values)
    report = ingest([article("a"), bad, article("b", "Other words.")], archive)
    assert report.added == ("a", "b")
    assert len(report.rejected) == 1
    with pytest.raises(AssertionError, match=said):
        raise AssertionError(report.rejected[0].reason)
    check_whole(archive)


def test_what_the_formats_rejected_is_reported_as_it_is(archive):
    rejected = Rejected("a.pdf", "Dateline reads .txt")
    assert ingest([rejected, article("a")], archive).rejected == (rejected,)


def test_an_article_that_is_nothing_but_boilerplate_is_kept_and_never_found(archive):
    report = ingest([article("a", BOILERPLATE, title="Zeppelin"), article("b")], archive)
    assert report.added == ("a", "b") and report.chunks == 1
    assert archive.article("a").article.text == BOILERPLATE
    assert by_words(archive, "newsletter zeppelin") == []
    assert ingest([article("a", BOILERPLATE, title="Zeppelin")], archive).unchanged == ("a",)
    only = ingest([article("c", BOILERPLATE)], archive)
    assert only.added == ("c",) and only.chunks == 0
    archive.remove("a")
    check_whole(archive)


# Batches


def test_articles_become_findable_a_batch_at_a_time(archive, counting, monkeypatch):
    monkeypatch.setattr(index.ingesting.batch, "BATCH_CHUNKS", 4)
    seen = []

    def several():
        for n in range(10):
            seen.append(archive.catalog.chunks.count())
            yield article(f"a{n}", f"The border number{n}.")

    report = ingest(several(), archive)
    assert seen == [0, 0, 0, 0, 4, 4, 4, 4, 8, 8]
    assert len(report.added) == report.chunks == 10 and counting.calls == 3
    for n in range(10):
        assert by_words(archive, f"number{n}") == [f"a{n}"]
        assert by_vectors(archive, f"Title a{n} The border number{n}.", 0.99) == [f"a{n}"]
    check_whole(archive)


def test_articles_without_chunks_are_finished_in_batches_too(archive, monkeypatch):
    monkeypatch.setattr(index.ingesting.batch, "BATCH_CHUNKS", 4)
    seen = []

    def several():
        for n in range(9):
            seen.append(archive.stats().articles)
            yield article(f"a{n}", BOILERPLATE)

    ingest(several(), archive)
    assert seen == [0, 0, 0, 0, 4, 4, 4, 4, 8]


def test_chunks_of_one_batch_keep_their_own_vectors(archive, monkeypatch):
    monkeypatch.setattr(index.ingesting.batch, "BATCH_CHUNKS", 50)
    lengths = (1, 40, 3, 25, 2)
    texts = [
        " ".join(f"Word{n}x{m} stands here alone." for m in range(60 * k))
        for n, k in enumerate(lengths)
    ]
    ingest([article(f"a{n}", text) for n, text in enumerate(texts)], archive)
    for stored in archive.catalog.articles.all():
        rows = archive.catalog._db.rows(
            "SELECT chunks.id, first, last, vector FROM chunks JOIN chunk_vectors ON "
            "chunk_row = chunks.rowid WHERE revision_row = (SELECT rowid FROM revisions "
            "WHERE article_id = ?) ORDER BY first",
            (stored.article.id,),
        )
        for row in rows:
            text = f"{stored.article.title}\n{stored.article.text[row['first'] : row['last']]}"
            expected = archive.embedder.embed([text])[0]
            assert np.allclose(np.frombuffer(row["vector"], dtype="<f4"), expected, atol=1e-6)
            assert archive.search_vectors(text, top_k=1)[0].chunk_id == row["id"]
    check_whole(archive)


def test_a_source_that_breaks_off_leaves_what_was_finished(archive, monkeypatch):
    monkeypatch.setattr(index.ingesting.batch, "BATCH_CHUNKS", 3)

    def breaking():
        yield from (article(f"a{n}", f"The border number{n}.") for n in range(7))
        raise OSError("the disk was pulled out")

    with pytest.raises(OSError, match="pulled out"):
        ingest(breaking(), archive)
    assert sorted(by_words(archive, "border")) == [f"a{n}" for n in range(6)]
    check_whole(archive)
    report = ingest((article(f"a{n}", f"The border number{n}.") for n in range(7)), archive)
    assert (len(report.unchanged), report.added) == (6, ("a6",))


@pytest.mark.parametrize("point", ["embed", "add_pending", "upsert", "make_ready"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_a_run_that_fails_anywhere_can_be_run_again_at_once(archive, monkeypatch, point, error):
    """Not only by another process: the chat page and tests keep the archive open."""
    ingest([article("a", "The zeppelin landed."), article("b", "The ship sank.")], archive)
    if point == "add_pending" and archive.catalog.is_shared:
        point = "enqueue"
    owner = {"embed": archive.embedder, "upsert": archive.vectors}.get(point, archive.catalog)
    real = getattr(type(owner), point)

    def failing(*arguments):
        real(owner, *arguments)
        raise error

    changed = [article("a", "The balloon burst."), article("c", "The train left.")]
    with monkeypatch.context() as patched:
        patched.setattr(owner, point, failing)
        with pytest.raises(error):
            ingest(changed, archive)
    assert by_words(archive, "ship") == by_vectors(archive, "The ship sank")[:1] == ["b"]
    if point != "make_ready":
        assert by_words(archive, "zeppelin balloon train") == ["a"]
    report = ingest([article("d", "Another matter.")], archive)
    assert report.added == ("d",)
    check_whole(archive)
    ingest(changed, archive)
    assert by_words(archive, "balloon") == by_vectors(archive, "The balloon burst")[:1] == ["a"]
    assert by_words(archive, "zeppelin") == []
    check_whole(archive)


def steps(told):
    """How far it was each time, once where only more was read."""
    return list(dict.fromkeys((each.articles, each.chunks) for each in told))


def test_progress_is_told_whenever_there_is_some(archive, monkeypatch):
    monkeypatch.setattr(index.ingesting.batch, "BATCH_CHUNKS", 2)
    told = []
    articles = [article("a"), article("b", "Two."), article("a"), article("c", "Three.")]
    ingest(articles, archive, total=4, on_progress=told.append)
    assert steps(told) == [(0, 0), (0, 2), (2, 2), (3, 2), (3, 3), (4, 3)]
    assert {p.total for p in told} == {4}


def test_a_large_batch_is_embedded_in_parts_of_one_length(archive, counting, monkeypatch):
    monkeypatch.setattr(index.ingesting.embedded, "AT_ONCE", 3)
    told = []
    texts = ["Rain. " * n for n in (5, 1, 4, 2, 3)]
    articles = [article(f"a{n}", text, title="Rain") for n, text in enumerate(texts)]
    ingest(articles, archive, on_progress=told.append)
    assert [text.count("Rain.") for text in counting.texts] == [5, 4, 3, 2, 1]
    assert steps(told) == [(0, 0), (0, 3), (0, 5), (5, 5)]


def test_of_a_folder_progress_knows_how_many_there_are(archive, tmp_path):
    folder = write(tmp_path / "news", **stories(3))
    (folder / "x.jsonl").write_text('{"text": "One."}\n{"text": 5}\n')
    told = []
    ingest_path(folder, archive, on_progress=told.append)
    assert {p.total for p in told} == {5}
    assert told[-1].articles == 5


def test_writing_wants_an_archive_that_is_open_for_it(archive, tmp_path, counting):
    with Archive.open(archive.path, embedder=counting) as reader:
        with pytest.raises(ArchiveError, match="open for reading"):
            ingest_path(write(tmp_path / "in", a="One."), reader)


# Folders


def test_a_folder_is_brought_up_to_date(archive, tmp_path, counting):
    folder = write(tmp_path / "news", **stories(3))
    (folder / "more").mkdir()
    records = [{"id": "r1", "text": "The zeppelin landed."}, {"text": "The balloon burst."}]
    (folder / "more" / "x.jsonl").write_text("\n".join(map(json.dumps, records)))
    report = ingest_path(folder, archive)
    assert report.added == ("r1", "more/x.jsonl#L2", "s0.txt", "s1.txt", "s2.txt")
    embedded = len(counting.texts)
    write(folder, s1="It is another story.", s9="It is a new story.")
    again = ingest_path(folder, archive)
    assert (again.added, again.updated) == (("s9.txt",), ("s1.txt",))
    assert again.unchanged == ("r1", "more/x.jsonl#L2", "s0.txt", "s2.txt")
    assert len(counting.texts) == embedded + 2
    assert by_words(archive, "harbour1") == [] and by_words(archive, "harbour2") == ["s2.txt"]


def test_a_file_alone_has_the_id_it_has_in_its_folder(archive, tmp_path):
    folder = write(tmp_path / "news", **stories(2))
    assert ingest_path(folder / "s0.txt", archive).added == ("s0.txt",)
    report = ingest_path(folder, archive)
    assert (report.unchanged, report.added) == (("s0.txt",), ("s1.txt",))
    assert ingest_path(folder / "s0.txt", archive, prune=True).missing == ()


def test_what_has_vanished_stays_and_is_told(archive, tmp_path):
    folder = write(tmp_path / "news", **stories(3))
    other = write(tmp_path / "other", o="Another folder's story.")
    ingest_path(folder, archive)
    ingest_path(other, archive)
    (folder / "s1.txt").unlink()
    report = ingest_path(folder, archive)
    assert (report.missing, report.pruned) == (("s1.txt",), ())
    assert by_words(archive, "harbour1") == ["s1.txt"]


def test_pruning_removes_what_has_vanished_from_this_folder_and_lists_it(archive, tmp_path):
    folder = write(tmp_path / "news", **stories(3))
    other = write(tmp_path / "other", o="Another folder's story.")
    ingest_path(folder, archive)
    ingest_path(other, archive)
    ingest([article("by hand")], archive)
    (folder / "s1.txt").unlink()
    report = ingest_path(folder, archive, prune=True)
    assert report.missing == report.pruned == ("s1.txt",)
    assert by_words(archive, "harbour1") == []
    assert [stored.article.id for stored in archive.catalog.articles.all()] == [
        "by hand", "o.txt", "s0.txt", "s2.txt",
    ]  # fmt: skip
    check_whole(archive)


def test_pruning_is_refused_when_something_could_not_be_read(archive, tmp_path):
    folder = write(tmp_path / "news", **stories(3))
    ingest_path(folder, archive)
    (folder / "s1.txt").unlink()
    (folder / "s2.txt").write_bytes(b"\xff\xfe broken")
    with pytest.raises(ArticleError, match="Nothing was pruned: 1 file .*UTF-8.* one by one"):
        ingest_path(folder, archive, prune=True)
    assert archive.stats().articles == 3
    # A file that is there but cannot be read has not vanished.
    assert ingest_path(folder, archive).missing == ("s1.txt",)


def test_pruning_is_refused_when_the_folder_is_empty(archive, tmp_path):
    folder = write(tmp_path / "news", **stories(2))
    ingest_path(folder, archive)
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(ArticleError, match="no article left in .* a disk is not mounted"):
        ingest_path(folder, archive, prune=True)
    assert archive.stats().articles == 2


def test_folders_with_the_same_file_names_do_not_overwrite_each_other(archive, tmp_path, counting):
    folders = [tmp_path / "a" / "news", tmp_path / "b" / "news", tmp_path / "c" / "news"]
    expected = {"x.txt": "alpha", "news/x.txt": "beta", "c/news/x.txt": "gamma"}
    for folder, name in zip(folders, expected.values(), strict=True):
        write(folder, x=f"The story of {name} is told here.")
    for round_ in range(3):
        for n, folder in enumerate(folders):
            report = ingest_path(folder, archive, prune=round_ > 0)
            assert (report.added if round_ == 0 else report.unchanged) == (list(expected)[n],)
            assert report.updated == report.missing == report.rejected == ()
    assert len(counting.texts) == 3
    for key, name in expected.items():
        assert by_words(archive, name) == [key]
    write(folders[1], x="The story of delta is told here.")
    assert ingest_path(folders[1], archive).updated == ("news/x.txt",)
    assert ingest_path(folders[0], archive).unchanged == ("x.txt",)


@pytest.mark.parametrize("linked", ["folder", "file"])
def test_links_are_named_by_where_they_stand_not_by_where_they_point(archive, tmp_path, linked):
    write(tmp_path / "a" / "news", x="The story of alpha is told here.")
    store = write(tmp_path / "store" / "news", x="The story of beta is told here.")
    second = tmp_path / "second" / "news"
    second.parent.mkdir()
    if linked == "folder":
        second.symlink_to(store)
    else:
        second.mkdir()
        (second / "x.txt").symlink_to(store / "x.txt")
    ingest_path(tmp_path / "a" / "news", archive)
    for _ in range(2):
        ingest_path(second, archive, follow_links=True)
    assert by_words(archive, "alpha") == ["x.txt"] and by_words(archive, "beta") == ["news/x.txt"]


def test_lines_of_files_with_the_same_name_do_not_overwrite_each_other(archive, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.jsonl").write_text(json.dumps({"text": f"The story of {name}ly."}))
    for _ in range(2):
        ingest_path(tmp_path / "one", archive)
        ingest_path(tmp_path / "two", archive)
    assert by_words(archive, "onely") == ["x.jsonl#L1"]
    assert by_words(archive, "twoly") == ["two/x.jsonl#L1"]


def test_a_longer_id_never_takes_that_of_another_file(archive, tmp_path):
    write(tmp_path / "a" / "m", x="The story of alpha is told here.")
    both = write(tmp_path / "b" / "m", x="The story of beta is told here.")
    write(both / "m", x="The story of gamma is told here.")
    ingest_path(tmp_path / "a" / "m", archive)
    for _ in range(2):
        report = ingest_path(both, archive)
        assert report.rejected == () and len(report.added + report.unchanged) == 2
    assert [len(by_words(archive, name)) for name in ("alpha", "beta", "gamma")] == [1, 1, 1]
    assert archive.stats().articles == 3


def test_an_article_with_an_address_is_the_same_from_any_folder(archive, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        record = {"url": "https://example.org/a", "text": "The zeppelin landed."}
        (tmp_path / name / "x.jsonl").write_text(json.dumps(record))
    ingest_path(tmp_path / "one", archive)
    assert ingest_path(tmp_path / "two", archive).unchanged == ("https://example.org/a",)
    assert archive.stats().articles == 1


def test_a_folder_that_was_moved_is_unchanged(archive, tmp_path, counting):
    folder = write(tmp_path / "old", **stories(3))
    ingest_path(folder, archive)
    embedded = len(counting.texts)
    folder.rename(tmp_path / "new")
    report = ingest_path(tmp_path / "new", archive, prune=True)
    assert report.unchanged == ("s0.txt", "s1.txt", "s2.txt") and report.missing == ()
    assert len(counting.texts) == embedded
    assert archive.article("s0.txt").article.origin == str(tmp_path / "new" / "s0.txt")
    (tmp_path / "new" / "s2.txt").unlink()
    assert ingest_path(tmp_path / "new", archive, prune=True).pruned == ("s2.txt",)


def test_a_folder_reached_by_a_link_or_a_relative_path_is_the_same_folder(
    archive, tmp_path, monkeypatch
):
    folder = write(tmp_path / "news", **stories(2))
    (tmp_path / "link").symlink_to(folder)
    ingest_path(folder, archive)
    write(folder, s0="It is another story.")
    monkeypatch.chdir(tmp_path)
    assert ingest_path("link", archive).updated == ("s0.txt",)
    write(folder, s0="It is a third story.")
    assert ingest_path("news", archive).updated == ("s0.txt",)


def test_a_path_that_is_not_there_is_said(archive, tmp_path):
    with pytest.raises(ArticleError, match="no file or folder at .*check the path"):
        ingest_path(tmp_path / "nowhere", archive)


# Sizes


def test_an_article_of_two_million_letters_is_taken(archive):
    archive._embedder = QuickEmbedder()
    sentence = "The minister number{} met his guest by the river on a day in May. "
    text = "".join(sentence.format(n) for n in range(30_000))
    assert len(text) > 2_000_000
    began = time.perf_counter()
    report = ingest([article("huge", text, title="Huge")], archive)
    assert report.chunks > 2000
    assert by_words(archive, "number29999") == ["huge"]
    hits = archive.catalog.chunks.search_words(["number29999", "guest"], top_k=50)
    assert len(archive.catalog.chunks.by_id([hit.chunk_id for hit in hits])) == 50
    ingest([article("huge", "Short.", title="Huge")], archive)
    assert by_words(archive, "number29999") == []
    assert time.perf_counter() - began < 60


def test_twice_as_many_articles_take_no_more_than_twice_the_queries(archive, monkeypatch):
    """Bookkeeping grows with the articles, not with their square; most have no chunk."""
    counted = []
    real = archive.catalog._db.rows
    monkeypatch.setattr(archive.catalog._db, "rows", lambda *a: counted.append(1) or real(*a))
    costs = []
    for count in (500, 1000):
        counted.clear()
        articles = [article(f"{count}-{n}", BOILERPLATE) for n in range(count)]
        ingest(articles, archive)
        ingest(articles, archive)
        costs.append(len(counted))
    assert costs[1] < 2.2 * costs[0]


def test_captions_that_the_source_marks_have_chunks_of_their_own(archive):
    text = "The zeppelin landed.\n\nA balloon bursts in 1931.\n\nNobody was hurt."
    start = text.index("A balloon")
    caption = Span(start, text.index("\n\nNobody"))
    ingest([article("a", text, captions=(caption,))], archive)
    assert archive.article("a").boilerplate == (caption,)
    (hit,) = archive.catalog.chunks.search_words(["balloon"])
    chunk, _ = archive.catalog.chunks.by_id([hit.chunk_id])[hit.chunk_id]
    assert (chunk.start, chunk.end) == caption and by_words(archive, "zeppelin") == ["a"]
