"""How well a sentence answers a question, as numbers that need no trained model."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import Span
from index.embedding import TokenVectors
from index.words import STOP_WORDS, Word, words
from qa.english.titles import Office
from qa.questions.analysis import AnswerType, Question
from qa.reading.office_match import office_held, offices_wanted

Floats = NDArray[np.float32]

FEATURES = (
    "cosine",  # question with sentence, mean of its tokens' vectors read in their passage
    "soft_mean",  # BERTScore-like: each term's nearest token in the sentence, weighted by rarity
    "soft_min",  # the worst-matched of the terms that weigh
    "exact_window",  # rarity-weighted share of the terms that stand in it or its two neighbours
    "type_present",  # something of the wanted type stands in it that the question lacks
    "type_absent",
    "is_question",
    "office",  # whether it names the office that is asked for, by its country: 1, 0 or -1
)

SHORTEST_ROOT = 5

_NUMBER = re.compile(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety|dozens?|hundreds?|thousands?|millions?|billions?|half|third|quarter|once|twice|one)\b)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:1[5-9]\d\d|20\d\d|\d{1,2}(?::\d\d)? ?[ap]\.?m\.?|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"Jan\.|Feb\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.|yesterday|today|tomorrow|tonight|"
    r"(?:last|next|this|earlier this|past|previous) (?:\w+ )?(?:year|month|week|decade|century|"
    r"spring|summer|autumn|fall|winter|January|February|March|April|May|June|July|August|September|"
    r"October|November|December)s?|(?:year|month|week|day|decade|hour)s? (?:ago|later|earlier))\b"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|from|to|near|of|into|across|outside|through|on)\s+(?:the\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Context:
    """A passage as features see it.

    Attributes:
        text: The passage.
        sentences: Its sentences, as offsets into `text`.
        tokens: Its tokens' vectors; offsets into `text`.
    """

    text: str
    sentences: tuple[Span, ...]
    tokens: TokenVectors


def sentence_features(
    question: Question,
    question_tokens: TokenVectors,
    contexts: Sequence[Context],
    rarities: Mapping[str, float],
) -> Floats:
    """A row of `FEATURES` for every sentence of every context, in order.

    Args:
        question: The question taken apart.
        question_tokens: Its tokens' vectors.
        contexts: The passages.
        rarities: For each stem of the question's terms, a weight above 0; rarer is higher.

    Returns:
        float32 of shape (sentences, len(FEATURES)).
    """
    terms = _term_vectors(question, question_tokens)
    wanted = offices_wanted(question.text)
    weights = np.array([rarities[word.stem] for word in question.terms], dtype=np.float32)
    weights /= weights.sum()
    whole = _unit(question_tokens.vectors.mean(axis=0))
    rows = [
        row
        for context in contexts
        for row in _context_rows(question, wanted, terms, weights, whole, context)
    ]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(FEATURES))


def _context_rows(
    question: Question,
    wanted: frozenset[Office],
    terms: Floats,
    weights: Floats,
    whole: Floats,
    context: Context,
) -> list[list[float]]:
    similarity = terms @ context.tokens.vectors.T  # (terms, tokens)
    starts = np.array([start for start, _ in context.tokens.offsets])
    sentence_words = [words(context.text[span.start : span.end]) for span in context.sentences]
    stems = [{word.stem for word in found} for found in sentence_words]
    rows = []
    for i, span in enumerate(context.sentences):
        inside = (starts >= span.start) & (starts < span.end)
        soft = (
            similarity[:, inside].max(axis=1) if inside.any() else np.zeros(len(terms), np.float32)
        )
        window = stems[i].union(*stems[max(0, i - 1) : i + 2])
        text = context.text[span.start : span.end]
        present = has_answer_of_type(question, text, sentence_words[i])
        rows.append(
            [
                _cosine(whole, context.tokens.vectors[inside]),
                float(weights @ soft),
                _weighted_min(soft, weights),
                _coverage(question, weights, window),
                float(present is True),
                float(present is False),
                float(text.rstrip("\"'”’ ").endswith("?")),
                office_held(wanted, text),
            ]
        )
    return rows


def has_answer_of_type(question: Question, text: str, found: Sequence[Word]) -> bool | None:
    """Whether a sentence holds something of the wanted type that the question lacks.

    None when the question wants no type that can be recognised.
    """
    asked = question.stems
    if question.answer_type is AnswerType.NUMBER:
        return any(w.stem not in asked and _NUMBER.search(w.text) for w in found)
    if question.answer_type is AnswerType.TIME:
        spans = [match.group().casefold() for match in _TIME.finditer(text)]
        return any(span not in question.text.casefold() for span in spans)
    if question.answer_type in (AnswerType.PERSON, AnswerType.NAME, AnswerType.PLACE):
        return any(
            _is_new_name(word, text, asked)
            and (
                question.answer_type is not AnswerType.PLACE
                or _PLACE_BEFORE.search(text[: word.start])
                or word.start == 0
            )
            for word in found
        )
    return None


def _is_new_name(word: Word, text: str, asked: frozenset[str]) -> bool:
    return (
        word.text[0].isupper()
        and word.stem not in asked
        and word.text.casefold() not in STOP_WORDS
        and not _TIME.fullmatch(word.text)
    )


def _term_vectors(question: Question, tokens: TokenVectors) -> Floats:
    """One vector a term: the mean of its tokens' vectors, of length 1."""
    starts = np.array([start for start, _ in tokens.offsets])
    vectors = []
    for word in question.terms:
        inside = (starts >= word.start) & (starts < word.end)
        chosen = tokens.vectors[inside] if inside.any() else tokens.vectors
        vectors.append(_unit(chosen.mean(axis=0)))
    return np.array(vectors, dtype=np.float32)


def _coverage(question: Question, weights: Floats, stems: set[str]) -> float:
    covered = np.array([_stands(question, word.stem, stems) for word in question.terms])
    return float(weights @ covered)


def _stands(question: Question, stem: str, stems: set[str]) -> bool:
    """Whether a term is among the stems; a name also as its adjective or its land.

    "Tajik" stands for "Tajikistan", "Russian" for "Russia": one begins with the other.
    """
    if stem in stems:
        return True
    return stem in question.names and any(
        min(len(stem), len(other)) >= SHORTEST_ROOT
        and (other.startswith(stem) or stem.startswith(other))
        for other in stems
    )


def _weighted_min(soft: Floats, weights: Floats) -> float:
    """The worst-matched of the terms that weigh at least half of the average."""
    heavy = weights >= 0.5 / len(weights)
    return float(soft[heavy].min())


def _cosine(whole: Floats, vectors: Floats) -> float:
    return float(whole @ _unit(vectors.mean(axis=0))) if len(vectors) else 0.0


def _unit(vector: Floats) -> Floats:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
