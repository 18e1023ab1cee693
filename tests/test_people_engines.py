"""Somebody's own engine knows of nothing that they may not see, and shares all else."""

import pytest

from index import Filters
from index.errors import FilterError
from qa import QueryEngine
from ui.people.engines import Engines
from ui.people.person import ANYBODY, Person, Scope

QUESTION = "How many articles are there?"


def somebody(**limits):
    return Person("ada", frozenset({Scope.READ}), Filters(**limits))


@pytest.fixture
def publishers(seeds_engine):
    return [name for name, _ in seeds_engine.archive.catalog.articles.publishers(Filters())]


def test_who_may_see_everything_has_the_engine_itself(seeds_engine):
    assert Engines(seeds_engine).of(ANYBODY) is seeds_engine


def test_an_engine_of_ones_own_knows_of_nothing_else(seeds_engine, publishers):
    own = Engines(seeds_engine).of(somebody(publishers=(publishers[0],)))
    passages = own.retrieve("Who met whom?", top_k=50)
    assert {each.publisher for each in passages} == {publishers[0]}
    assert own.query(QUESTION).searched.publishers == (publishers[0],)
    assert seeds_engine.query(QUESTION).searched.publishers == tuple(publishers)


def test_it_shares_what_takes_long_to_make(seeds_engine, publishers):
    own = Engines(seeds_engine).of(somebody(publishers=(publishers[0],)))
    assert isinstance(own, QueryEngine)
    assert (own.answerer, own.retriever.archive, own.archive) == (
        seeds_engine.answerer,
        seeds_engine.retriever.archive,
        seeds_engine.archive,
    )


def test_what_is_asked_for_beyond_it_is_refused(seeds_engine, publishers):
    own = Engines(seeds_engine).of(somebody(publishers=(publishers[0],)))
    with pytest.raises(FilterError):
        own.query(QUESTION, filters=Filters(publishers=(publishers[1],)))
