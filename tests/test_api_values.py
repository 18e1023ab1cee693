"""What the API says it takes and gives is what the library takes and gives."""

import json
from dataclasses import fields

import jsonschema
import pytest
from programs import QUESTION
from pydantic import ValidationError

from index import Article, Filters
from qa.answers import Answer
from ui.api.values import NOT_TOLD, Ask, Limits, SentArticle, answer_schema


def test_limits_are_the_library_s_own():
    named = {each.name for each in fields(Filters)} - {"as_of"}
    assert set(Limits.model_fields) == named
    assert Limits().filters() == Filters()
    sent = {
        "publishers": ["A", "B"],
        "published_from": "2024-01-01",
        "published_to": "2024-12-31",
        "undated": True,
        "kinds": ["news"],
    }
    made = Limits.model_validate(sent).filters()
    assert made.publishers == ("A", "B") and made.published_from.year == 2024
    assert hash(made)


def test_an_article_may_say_what_articles_have():
    own = {each.name for each in fields(Article)}
    assert set(SentArticle.model_fields) <= own
    # These are found out by who indexes, not said.
    assert own - set(SentArticle.model_fields) == {
        "captions", "origin", "moment", "crawled", "provenance"
    }  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [QUESTION, "Which spices belong in a biryani?", "How many articles are there?", "Hello!"],
)
def test_every_answer_is_of_the_form_that_is_described(seeds_engine, question):
    told = seeds_engine.query(question).to_dict()
    schema = json.loads(json.dumps(answer_schema()).replace("#/components/schemas/", "#/$defs/"))
    jsonschema.validate(told, schema)
    named = {each.name for each in fields(Answer)} - set(NOT_TOLD)
    assert set(schema["properties"]) == set(told) == named


def test_a_name_that_is_not_known_is_refused():
    with pytest.raises(ValidationError):
        Ask.model_validate({"question": "Who?", "filter": {}})
