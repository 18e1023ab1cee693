"""Near-copies of a wire story are one story, whichever come, change and go."""

import random
from itertools import permutations

import pytest
from test_signatures import prose

from index import Archive, Article, Filters, ingest
from index.prose.words import words

WIRE = prose(1, 300)


def article(key, text=WIRE, **fields):
    return Article(id=key, title=fields.pop("title", f"Title {key}"), text=text, **fields)


def cut(text, share=0.7):
    return " ".join(text.split()[: int(len(text.split()) * share)])


def chain():
    """Five articles, each near to the next only: two thirds and more of it stand there."""
    found = []
    for n in range(5):
        part = prose(50, 800).split()[n * 100 : n * 100 + 400]
        found.append(article(f"link-{n}", " ".join(part)))
    return found


@pytest.fixture
def archive(somewhere, hash_embedder):
    with Archive.create(somewhere(), embedder=hash_embedder) as made:
        yield made


def stories(archive):
    """The stories of more than one article, as sets of ids."""
    rows = archive.catalog._db.rows(
        "SELECT story, article_id FROM revisions WHERE state = 'ready' ORDER BY article_id"
    )
    assert all(row["story"] is not None for row in rows)
    by_story = {}
    for row in rows:
        by_story.setdefault(row["story"], set()).add(row["article_id"])
    return sorted(sorted(ids) for ids in by_story.values() if len(ids) > 1)


def members(archive, *ids, filters=Filters()):  # noqa: B008
    found = archive.catalog.articles.story_members(ids, filters)
    return {key: [member.article_id for member in of_key] for key, of_key in found.items()}


def test_near_copies_are_one_story_and_stay_articles_of_their_own(archive):
    ingest(
        [
            article("wire", published="2023-05-02"),
            article("other", prose(2, 300)),
            article("paper", f"KABUL (AP) - {cut(WIRE)} A zeppelin was seen.", title="Another"),
        ],
        archive,
    )
    assert stories(archive) == [["paper", "wire"]]
    assert archive.stats().copies == 1
    (hit,) = archive.catalog.chunks.search_words([word.stem for word in words("zeppelin")])
    assert archive.catalog.chunks.by_id([hit.chunk_id])[hit.chunk_id][1].article.id == "paper"


def test_a_copy_is_of_the_earliest_published_then_of_the_first_indexed(archive):
    ingest(
        [
            article("undated"),
            article("late", published="2023-05-03"),
            article("early", published="2023-05-02"),
            article("as-early", published="2023-05-02"),
            article("some-day", published="2023"),
        ],
        archive,
    )
    assert archive.article("early").copy_of is None
    for key in ("undated", "late", "as-early", "some-day"):
        assert archive.article(key).copy_of == "early"
    assert members(archive, "late") == {"late": ["early", "as-early", "some-day", "undated"]}


def test_short_articles_are_copies_only_with_the_same_text(archive):
    ingest(
        [article(key, text) for key, text in (("a", "It rains."), ("b", "It rains!"))],
        archive,
    )
    assert stories(archive) == []
    ingest([article("c", "It rains.")], archive)
    assert stories(archive) == [["a", "c"]]


@pytest.mark.parametrize("change", ["removed", "revised"])
def test_the_story_stays_with_the_others_when_its_first_article_goes(archive, change):
    ingest([article("first"), article("second"), article("third", cut(WIRE))], archive)
    if change == "removed":
        archive.remove("first")
    else:
        ingest([article("first", prose(9, 300))], archive)
    assert stories(archive) == [["second", "third"]]
    assert archive.article("second").copy_of is None
    assert archive.article("third").copy_of == "second"
    ingest([article("first")], archive, restore=True)
    assert stories(archive) == [["first", "second", "third"]]


def test_a_revision_that_is_still_a_copy_stays_in_its_story(archive):
    ingest([article("first"), article("second")], archive)
    report = ingest([article("first", WIRE + " The toll was corrected to nine.")], archive)
    assert report.updated == ("first",)
    assert stories(archive) == [["first", "second"]]


def test_stories_do_not_depend_on_the_order_in_which_articles_come(tmp_path, hash_embedder):
    articles = [*chain()[:3], article("wire"), article("cut", cut(WIRE))]
    expected = [["cut", "wire"], ["link-0", "link-1", "link-2"]]
    orders = list(permutations(articles))
    for n, order in enumerate(random.Random(0).sample(orders, 12)):
        with Archive.create(tmp_path / str(n), embedder=hash_embedder) as archive:
            for one in order if n % 2 else [order]:
                ingest([one] if n % 2 else one, archive)
            assert stories(archive) == expected


def test_articles_that_one_linked_come_apart_when_it_goes(archive):
    ingest(chain(), archive)
    assert stories(archive) == [[f"link-{n}" for n in range(5)]]
    archive.remove("link-2")
    assert stories(archive) == [["link-0", "link-1"], ["link-3", "link-4"]]
    assert archive.article("link-3").copy_of is None
    ingest([chain()[2]], archive, restore=True)
    assert stories(archive) == [[f"link-{n}" for n in range(5)]]


def test_a_revision_that_is_not_ready_is_in_no_story(archive, monkeypatch):
    ingest([article("first")], archive)

    def stopped(article_ids):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(archive.catalog, "make_ready", stopped)
        with pytest.raises(KeyboardInterrupt):
            ingest([article("second")], archive)
    assert stories(archive) == [] and members(archive, "first", "second") == {}
    ingest([article("third")], archive)
    # Where several processes index, what one has left unfinished waits for the next.
    finished = ["second"] if archive.catalog.is_shared else []
    assert stories(archive) == [["first", *finished, "third"]]


def test_of_an_article_that_was_removed_no_band_stays(archive):
    ingest([article("first"), article("second", prose(3, 300))], archive)
    archive.remove("first")
    ingest([article("second", prose(4, 300))], archive)
    archive.remove("second")
    assert archive.catalog._db.rows("SELECT * FROM story_bands") == []


def test_many_copies_of_one_text_are_one_story(archive):
    ingest([article(f"stub-{n:03}", WIRE) for n in range(120)], archive)
    assert len(*stories(archive)) == 120
    archive.remove_all([f"stub-{n:03}" for n in range(60)])
    assert len(*stories(archive)) == 60 and archive.stats().copies == 59


def test_the_members_of_a_story_are_those_that_pass_the_filters(archive):
    ingest(
        [
            article("a", publisher="Daily", published="2023-05-01", url="https://example.org/a"),
            article("b", publisher="Weekly", published="2023-05-02"),
            article("c", publisher="Daily", published="2023-05-03"),
            article("alone", prose(2, 300), publisher="Daily"),
        ],
        archive,
    )
    assert members(archive, "a", "b", "alone", "none") == {"a": ["b", "c"], "b": ["a", "c"]}
    daily = Filters(publishers=("Daily",))
    assert members(archive, "a", "b", filters=daily) == {"a": ["c"], "b": ["a", "c"]}
    assert archive.stats(daily).copies == 1
    ((member, _),) = archive.catalog.articles.story_members(["b"], Filters()).values()
    assert (member.title, member.publisher, member.published, member.url) == (
        "Title a", "Daily", "2023-05-01", "https://example.org/a",
    )  # fmt: skip
