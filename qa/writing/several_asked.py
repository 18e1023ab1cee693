"""Questions for several things: which other sentences give one more of them. Pure."""

import re
from collections.abc import Sequence

from index.prose.words import stem
from qa.citations import DraftEvidence, DraftStatement, Quote
from qa.english.quantities import quantities
from qa.evidence import Form, Standing
from qa.questions.analysis import AT_LENGTH, AnswerType, Question
from qa.reading.candidates import Candidate
from qa.reading.confidence import confidence
from qa.reading.short_answers import LEAST_READ, agree, words_of
from qa.suggesting.people import person_in

# The most sentences that are given.
MOST_SENTENCES = 5
# Another thing is given from this probability on, and one of the kind of the first, a person like
# a person or so many per cent like so many, from this one on.
LEAST_FURTHER, LEAST_OF_A_KIND = 0.45, 0.3
# What "each" asks for of others comes no more than so much behind the first.
MOST_BEHIND = 12.0
_LISTS = re.compile(r", | and ")
_OF_EACH = re.compile(
    r"\bhow (?:many|much) (?P<counted>[\w’'-]+)\b.{0,80}?\b(?:each|every)\b", re.I
)


def with_further(
    question: Question, chosen: Sequence[Candidate], found: Sequence[Candidate]
) -> list[Candidate]:
    """The sentences chosen for one thing, and those for the others where several are asked for.

    Args:
        question: What is asked.
        chosen: The sentences that answer it, best first.
        found: All that were found, best first.
    """
    if not _asks_for_several(question):
        return list(chosen)
    of_each = _of_each(question, chosen[0], found)
    return [chosen[0], *of_each] if of_each else [*chosen, *_further(question, chosen, found)]


def listed(question: Question, chosen: Sequence[Candidate]) -> DraftEvidence | None:
    """What each sentence gives where several things are asked for; None where one is."""
    if not question.several or question.manifold:
        return None
    giving = [each for each in chosen if each.read >= LEAST_READ and words_of(each).text]
    statements = tuple(statement(each, Standing.ANSWERS) for each in giving)
    return DraftEvidence(Form.LIST, statements) if statements else None


def statement(candidate: Candidate, standing: Standing) -> DraftStatement:
    """What a sentence says to a question, on the day of its article."""
    quote = Quote.of(candidate.passage, candidate.span)
    return DraftStatement(words_of(candidate), quote, standing, first=candidate.passage.published)


def _asks_for_several(question: Question) -> bool:
    return question.several and not question.manifold and question.answer_type not in AT_LENGTH


def _of_each(question: Question, first: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """What the first one's article counts of the same: how many seats each other party has."""
    asked = _OF_EACH.search(question.text)
    if not asked or question.answer_type is not AnswerType.NUMBER:
        return []
    counted = stem(asked["counted"])
    others = [
        each
        for each in found
        if each is not first
        and each.best is not None
        and each.score >= first.score - MOST_BEHIND
        and each.passage.article_id == first.passage.article_id
        and any(counted in number.nouns for number in quantities(each.text))
    ]
    return sorted(others[: MOST_SENTENCES - 1], key=_place)


def _place(candidate: Candidate) -> int:
    return candidate.passage.start + candidate.span.start


def _further(
    question: Question, chosen: Sequence[Candidate], found: Sequence[Candidate]
) -> list[Candidate]:
    """Each other answer that is likely."""
    if chosen[0].best and _LISTS.search(words_of(chosen[0]).text):
        return []  # The best sentence lists them itself.
    kept: list[Candidate] = []
    for each in found:
        known = [*chosen, *kept]
        if len(known) >= MOST_SENTENCES or each in known or each.read < LEAST_READ:
            continue
        said = words_of(each).text
        # One sentence may give several of them.
        new = not any(agree(said, words_of(k).text) or said in k.text for k in known if k.best)
        alike = chosen[0].best and _are_of_a_kind(said, words_of(chosen[0]).text)
        least = LEAST_OF_A_KIND if alike else LEAST_FURTHER
        if new and said and confidence(question, (each,)) >= least:
            kept.append(each)
    return kept


def _are_of_a_kind(one: str, other: str) -> bool:
    """Whether two answers are both people, or amounts in one unit."""
    if person_in(one) and person_in(other):
        return True
    units = [{each.unit for each in quantities(text)} for text in (one, other)]
    return bool(units[0] & units[1] - {None})
