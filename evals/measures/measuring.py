"""Which measures apply to a question, and their values for an answer to it."""

from collections.abc import Sequence

from evals.measures.answer_measures import (
    article_cited,
    citation_precision,
    citation_recall,
    contains,
    exact_match,
    token_f1,
)
from evals.measures.choosing import choice_made
from evals.measures.retrieval_measures import retrieval_measures
from evals.measures.support_measures import support_precision, support_recall, supports
from evals.question_sets.questions import Question
from qa.answers import Answer


def measured(question: Question, answer: Answer | None) -> dict[str, float]:
    """The measures that apply to the question, which it alone decides; see docs/question-sets.md.

    They are zero where there is nothing to measure: for a refusal, which counts by what it had
    retrieved all the same, and for no answer at all, as when the question raised.
    """
    values: dict[str, float] = {}
    given = answer if answer is not None and answer.answered else None
    if question.gold:
        values |= retrieval_measures(retrieved(answer), _grades(question))
        values |= _of_citations(question, given)
    if question.answerable:
        values |= _of_support(given)
    if question.answers:
        values |= _of_words(question, given)
    if question.answers and question.choices:
        values["choice"] = float(chosen(question.choices, given) in question.answers)
    return values


def retrieved(answer: Answer | None) -> tuple[str, ...]:
    """The ids of the articles that were retrieved, best first, each once."""
    passages = answer.passages if answer is not None else ()
    return tuple(dict.fromkeys(passage.article_id for passage in passages))


def shortest_said(answer: Answer) -> str:
    """What `EM` and `F1` compare: the short answer, without one the first sentence, or nothing."""
    if answer.short:
        return answer.short.text
    return answer.sentences[0].text if answer.sentences else ""


def chosen(choices: Sequence[str], answer: Answer | None) -> str | None:
    """The choice that an answer comes to; None without an answer, or when it comes to none."""
    if answer is None or not answer.answered or not choices:
        return None
    sentences = [sentence.text for sentence in answer.sentences]
    quotes = [citation.quote for citation in answer.citations]
    return choice_made(
        [shortest_said(answer), *sentences[:1], " ".join(sentences), " ".join(quotes)], choices
    )


def _grades(question: Question) -> dict[str, int]:
    """The grade of each gold article: the best of those that its quotes have."""
    grades: dict[str, int] = {}
    for each in question.gold:
        grades[each.article] = max(each.grade, grades.get(each.article, 0))
    return grades


def _of_citations(question: Question, given: Answer | None) -> dict[str, float]:
    citations = given.citations if given else ()
    cited = {citation.article_id for citation in citations}
    articles = {each.article for each in question.gold}
    values = {"article_cited": article_cited(cited, articles, every=question.all)}
    if all(each.quote for each in question.gold):
        recall = citation_recall(citations, question.gold, every=question.all)
        values["citation_precision"] = citation_precision(citations, question.gold)
        values["citation_recall"] = recall
    return values


def _of_support(given: Answer | None) -> dict[str, float]:
    if given is None:
        return {"support_precision": 0.0, "support_recall": 0.0}
    bears = supports(given.passages)
    return {
        "support_precision": support_precision(given.sentences, given.citations, bears),
        "support_recall": support_recall(given.sentences, given.citations, bears),
    }


def _of_words(question: Question, given: Answer | None) -> dict[str, float]:
    said = [sentence.text for sentence in given.sentences] if given else []
    shortest = shortest_said(given) if given else ""
    first, anywhere = " ".join(said[:1]), " ".join(said)
    return {
        "contains_first": contains(first, question.answers, every=question.all),
        "contains": contains(anywhere, question.answers, every=question.all),
        "EM": exact_match(shortest, question.answers, every=question.all) if said else 0.0,
        "F1": token_f1(shortest, question.answers, every=question.all) if said else 0.0,
    }
