"""An archive in PostgreSQL finds, counts and answers just what one in a folder does."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from conftest import ROOT, SEEDS, HashEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st
from postgres import Server
from test_filters_hold import FILTERS, random_articles

from evals import read_questions
from index import Archive, Filters, ingest, ingest_path
from index.filters import EVERYTHING
from index.prose.words import STOP_WORDS, stems
from index.storage.browsing import DATED, NAMED, Sorting
from index.storage.phrases import Phrase
from index.storage.tallies import Wanted
from qa import QueryEngine

QUESTIONS = read_questions(ROOT / "evals" / "sets" / "seeds.jsonl")
FOUND = st.sampled_from(
    sorted({stem for path in SEEDS.iterdir() for stem in stems(path.read_text("utf-8"))})
)
STEMS = st.lists(FOUND | st.sampled_from(["zeppelin", "x" * 900, "what's", 'a"b', "", "\0"]),
                 min_size=1, max_size=12)  # fmt: skip
SOME = st.builds(
    Filters,
    as_of=st.sampled_from([None, date(2000, 1, 1)]),
    languages=st.sampled_from([(), ("en",), ("(not named)",)]),
    publishers=st.sampled_from([(), ("PEN (claimed)",), ("PEN",), ("IBTimes (claimed)", "PEN")]),
)


@pytest.fixture(scope="module")
def pair(
    tmp_path_factory: pytest.TempPathFactory, postgres: Server, hash_embedder: HashEmbedder
) -> Iterator[tuple[Archive, Archive]]:
    """The seeds and some made-up articles, in a folder and in PostgreSQL."""
    made = []
    for path in (tmp_path_factory.mktemp("pair") / "archive", postgres.new_address()):
        archive = Archive.create(path, embedder=hash_embedder)
        ingest_path(SEEDS, archive)
        ingest(random_articles(random.Random(1)), archive)
        made.append(archive)
    yield made[0], made[1]
    for archive in made:
        archive.close()


@settings(max_examples=200, deadline=None)
@given(wanted=STEMS, filters=SOME, top_k=st.sampled_from([1, 5, 200]))
def test_the_same_words_find_the_same_chunks_with_the_same_scores(pair, wanted, filters, top_k):
    one, other = ((a.catalog.chunks.search_words(wanted, filters, top_k)) for a in pair)
    assert one == other
    frequencies = [a.catalog.chunks.document_frequencies(wanted) for a in pair]
    assert frequencies[0] == frequencies[1]


@settings(max_examples=100, deadline=None)
@given(filters=FILTERS)
def test_all_filters_let_the_same_chunks_pass(pair, filters):
    wanted = stems("the harbour bridge was opened by a minister")
    hits = [a.catalog.chunks.search_words(wanted, filters, 500) for a in pair]
    assert hits[0] == hits[1]
    near = [a.search_vectors("harbour bridge", filters=filters, top_k=20) for a in pair]
    assert [hit.chunk_id for hit in near[0]] == [hit.chunk_id for hit in near[1]]
    scores = [[hit.score for hit in hits] for hits in near]
    assert scores[0] == pytest.approx(scores[1], abs=1e-6)
    coverage = [tuple(a.catalog.articles.coverage(filters)) for a in pair]
    assert coverage[0] == coverage[1]


TYPED = st.lists(
    st.sampled_from(["bord", "border ", '"foreign minister" ', "minist", "the ", "US ", "tajik",
                     '"of the" ', "a", "governm", "国", '"']),
    max_size=4,
).map("".join)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(typed=TYPED, order=st.sampled_from(Sorting))
def test_what_is_typed_finds_the_same_pages_in_the_same_order(pair, typed, order):
    without = dict.fromkeys((*NAMED, DATED), EVERYTHING)
    pages = [
        a.catalog.browsing.browsed(EVERYTHING, without, typed, order=order, first=1, top_k=40)
        for a in pair
    ]
    assert pages[0] == replace(pages[1], page=pages[0].page)
    assert [each.id for each in pages[0].page] == [each.id for each in pages[1].page]


@settings(max_examples=100, deadline=None)
@given(
    runs=st.lists(st.lists(FOUND, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3),
    written=st.sampled_from(["", "US", "Afghanistan", "U.S."]),
)
def test_the_same_is_counted(pair, runs, written):
    phrase = Phrase(runs[0], written, tuple(runs[1:]))
    for wanted in (
        Wanted((phrase,)),
        Wanted(without=((phrase,),)),
        Wanted((Phrase(("the",)),), authors=("Hart", "Nobody")),
    ):
        tallies = [a.catalog.tallies.tally(EVERYTHING, wanted) for a in pair]
        assert tallies[0] == tallies[1]
        listed = [a.catalog.tallies.headings(EVERYTHING, wanted, top_k=90) for a in pair]
        assert listed[0] == listed[1]
        counts = [a.catalog.mentions.count(EVERYTHING, wanted, phrase) for a in pair]
        assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["Muhridin", "Tadjikistan", "Wang", "Hart", "Quil", "ß", "\0"])
def test_names_have_the_same_other_spellings(pair, name):
    near = [a.catalog.spellings.near(name) for a in pair]
    assert near[0] == near[1]


@pytest.mark.parametrize("name", ["a0", "A01", "000", ".txt", "seeds", "%", "_", "\0", "\ud800"])
def test_names_mean_the_same_articles(pair, name):
    ids = [a.catalog.articles.matching_ids(name, EVERYTHING) for a in pair]
    assert ids[0] == ids[1]
    held = [a.catalog.articles.held("publishers", [name, "PEN", "PEN (claimed)"]) for a in pair]
    assert held[0] == held[1]


def test_all_that_is_known_of_articles_is_the_same(pair):
    for ask in (
        lambda articles: [*articles.listed()],
        lambda articles: [*articles.all()],
        lambda articles: articles.authors(EVERYTHING),
        lambda articles: articles.publishers(EVERYTHING),
        lambda articles: articles.claimed(EVERYTHING),
        lambda articles: articles.sections(EVERYTHING),
        lambda articles: articles.languages(EVERYTHING),
        lambda articles: articles.known(),
        lambda articles: articles.newest(9),
        lambda articles: articles.newest_day(EVERYTHING),
        lambda articles: articles.story_members([*articles.known()]),
    ):
        one, other = (ask(archive.catalog.articles) for archive in pair)
        assert one == other


def test_questions_of_the_seeds_have_the_same_answer(pair):
    one, other = map(QueryEngine, pair)
    for asked in QUESTIONS[::6]:
        answers = [engine.query(asked.question).to_dict() for engine in (one, other)]
        for each in answers:
            each.pop("seconds", None)
        assert answers[0] == answers[1], asked.question


def test_stop_words_alone_find_the_same(pair):
    for word in sorted(STOP_WORDS):
        hits = [a.catalog.chunks.search_words(stems(word)) for a in pair]
        assert hits[0] == hits[1]
