"""Questions to suggest: made from the archive's own sentences, each tried before it is shown."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from index import Filters, StoredArticle
from index.prose.language import ENGLISH
from index.prose.words import content_words
from qa.answers import Answer
from qa.engine import QueryEngine
from qa.english.naming import names
from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.short_answers import agree
from qa.suggesting.forming import Candidate, candidates

# How many articles are looked through, newest first.
ARTICLES = 60
# The most first questions that are put to the engine, each about a second of two cores.
TRIES = 24
# The most that are read beside their own sentence alone, a fifth of a second each.
SKIMMED = 60
SKIMMED_AFTER = 8
# How probable it must be that an answer is right; more where only its sentence was read.
LEAST_SURE = 0.75
LEAST_SURE_ALONE = 0.8
# Two questions that share more than so many of their words are on one thing.
SAME_THING = 0.5
# The sentence must stand in one of so many passages that are found first.
FOUND = 2
# After an answer, how many other articles of its topic are looked through.
OF_TOPIC = 4
MOST_OF_OTHERS = 2

_NO_REPORTS = ("opinion", "letter", "satire")
_KINDS = ("which", "holder", "when", "who", "how many", "where", "how much", "said")


def suggested_questions(
    engine: QueryEngine, count: int = 4, *, go_on: Callable[[], bool] = lambda: True
) -> tuple[str, ...]:
    """Questions that the archive answers rightly, of several kinds, at most `count`.

    Each was made from a sentence together with the words that answer, was put to the engine, and
    was answered from that sentence with these words. They come from as many articles as there are.
    No language model is asked. `go_on` is asked before each question is put; when it says no, that
    is all.
    """
    engine = engine.without_model()
    found = engine.archive.catalog.articles.newest(ARTICLES, engine.filters)
    left = [each for stored in found if not stored.copy_of for each in _candidates(stored)]
    chosen: list[Candidate] = []
    skimmed = tried = 0
    while left and len(chosen) < count and skimmed < SKIMMED and tried < TRIES and go_on():
        candidate = min(left, key=lambda each: _turn(each, chosen))
        left.remove(candidate)
        if any(_same_thing(candidate, each) for each in chosen):
            continue
        skimmed += 1
        if _promises(engine, candidate, engine.filters):
            tried += 1
            if _is_right(engine.query(candidate.question), candidate):
                chosen.append(candidate)
    return tuple(each.question for each in chosen)


def follow_ups(
    engine: QueryEngine,
    answer: Answer,
    filters: Filters | None = None,
    count: int = 3,
    *,
    but: Sequence[str] = (),
    go_on: Callable[[], bool] = lambda: True,
) -> tuple[str, ...]:
    """Questions to ask after an answer: on its articles and others of its topic, at most `count`.

    Each was made from a sentence that was not cited, which is found first for it and by itself
    answers it with the words that should. None is the question that was asked, nor on what was
    just said; after small talk there are none.

    Args:
        engine: What answers; no language model of it is asked.
        answer: What was answered, or refused.
        filters: The limits under which it was.
        count: The most.
        but: Questions of the conversation that need not be asked again.
        go_on: Asked before each question is tried; when it says no, that is all.
    """
    if answer.remark or count < 1:
        return ()
    engine = engine.without_model()
    chosen: list[Candidate] = []
    known = (answer.question, answer.standalone_question, *but)
    skimmed = 0
    for candidate in _after(engine, answer, filters):
        if len(chosen) >= count or skimmed >= SKIMMED_AFTER or not go_on():
            break
        if any(alike(candidate.question, each) for each in known):
            continue
        if any(_same_thing(candidate, each) for each in chosen):
            continue
        skimmed += 1
        if _promises(engine, candidate, filters, found=1):
            chosen.append(candidate)
    return tuple(each.question for each in chosen)


def alike(one: str, other: str) -> bool:
    """Whether two questions share most of the words of the shorter one."""
    a, b = ({word.stem for word in content_words(each)} for each in (one, other))
    return len(a & b) > SAME_THING * max(1, min(len(a), len(b)))


def _candidates(stored: StoredArticle) -> tuple[Candidate, ...]:
    """Those of a report in English; what others say need not be so."""
    article = stored.article
    if article.kind in _NO_REPORTS or article.language not in (None, ENGLISH):
        return ()
    return candidates(stored)


def _turn(candidate: Candidate, chosen: Sequence[Candidate]) -> tuple[int, int, int]:
    """Whose turn it is: an article's and a kind's that were chosen least, then the surest kind."""
    articles = Counter(each.article_id for each in chosen)
    kinds = Counter(each.kind for each in chosen)
    return articles[candidate.article_id], kinds[candidate.kind], _KINDS.index(candidate.kind)


def _same_thing(one: Candidate, other: Candidate) -> bool:
    if one.article_id == other.article_id and one.start == other.start:
        return True
    if one.expected and other.expected and agree(one.expected, other.expected):
        return True
    return alike(one.question, other.question)


def _after(engine: QueryEngine, answer: Answer, filters: Filters | None) -> Iterator[Candidate]:
    """What may be asked after an answer: what stands nearest to the quotes, then other articles."""
    cited = {each.article_id: each.start for each in reversed(answer.cited)}
    for stored in _stored(engine, cited):
        place = cited[stored.article.id]
        near = sorted(_candidates(stored), key=lambda each: (abs(each.start - place), each.start))
        yield from (each for each in near if _is_new(each, answer))
    near_by = engine.retrieve(answer.standalone_question, filters=filters)
    others = dict.fromkeys(each.article_id for each in near_by if each.article_id not in cited)
    known = _names(answer)
    for stored in _stored(engine, list(others)[:OF_TOPIC]):
        found = sorted(_candidates(stored), key=lambda each: (_KINDS.index(each.kind), each.start))
        of_topic = (
            each for each in found if not answer.answered or known & _names_in(each.question)
        )
        yield from islice((each for each in of_topic if _is_new(each, answer)), MOST_OF_OTHERS)


def _names(answer: Answer) -> frozenset[str]:
    """The names of the question, its answer and the titles of what it cites."""
    said = [answer.standalone_question, *(each.text for each in answer.sentences)]
    return frozenset().union(*map(_names_in, [*said, *(each.title for each in answer.cited)]))


def _names_in(text: str) -> frozenset[str]:
    return frozenset(part for name in names(text) for part in name.parts)


def _stored(engine: QueryEngine, article_ids: Iterable[str]) -> list[StoredArticle]:
    articles = engine.archive.catalog.articles
    found = (articles.passing(each, engine.filters) for each in article_ids)
    return [each for each in found if each]


def _is_new(candidate: Candidate, answer: Answer) -> bool:
    """Whether a question asks for something else than what was just said."""
    if any(_holds(each.article_id, each.start, each.end, candidate) for each in answer.cited):
        return False
    short = answer.short.text if answer.short else ""
    return not (short and candidate.expected and agree(short, candidate.expected))


def _is_right(answer: Answer, candidate: Candidate) -> bool:
    """Whether a question was answered surely, from its sentence, with the words that should."""
    if not answer.answered or (answer.confidence or 0.0) < LEAST_SURE or answer.alternatives:
        return False
    first = [c for c in answer.citations if c.number in answer.sentences[0].citations]
    if not any(_holds(c.article_id, c.start, c.end, candidate) for c in first):
        return False
    if not candidate.expected:
        return answer.short is None
    return answer.short is not None and agree(answer.short.text, candidate.expected)


def _holds(article_id: str, start: int, end: int, candidate: Candidate) -> bool:
    """Whether a quote is of the sentence that a question was made from."""
    return article_id == candidate.article_id and start < candidate.end and candidate.start < end


def _promises(
    engine: QueryEngine, candidate: Candidate, filters: Filters | None, *, found: int = FOUND
) -> bool:
    """Whether a question is answered as it should be by its sentence alone, which is found first.

    A tenth of the work of a whole answer, in which other sentences are read too.
    """
    for passage in engine.retrieve(candidate.question, filters=filters, top_k=FOUND)[:found]:
        inside = passage.start <= candidate.start and candidate.end <= passage.end
        if passage.article_id == candidate.article_id and inside:
            return _answers(engine, candidate, _alone(passage, candidate.start, candidate.end))
    return False


def _alone(passage: Passage, start: int, end: int) -> Passage:
    text = passage.text[start - passage.start : end - passage.start]
    return replace(passage, text=text, start=start, end=end)


def _answers(engine: QueryEngine, candidate: Candidate, passage: Passage) -> bool:
    drafts = list(engine.answerer.answer(analyse(candidate.question), [passage]))
    if not drafts or (drafts[-1].confidence or 0.0) < LEAST_SURE_ALONE:
        return False
    short = drafts[-1].short
    if not candidate.expected:
        return short is None
    return short is not None and agree(short.text, candidate.expected)
