"""Which chunks are about a topic: those that have its words, and those that are like them.

A report after the first calls people by their last names and leaves out what everybody knows. So
chunks that have nearly all of the topic's words are its core, and others that have its names count
where they are near the core's mean (pseudo-relevance feedback, Rocchio 1971).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index import Archive
from index.prose.captions import is_caption
from index.prose.words import stems, words
from qa.english.naming import names
from qa.finding.retrieval import ChunkCandidate
from qa.questions.analysis import Question
from qa.suggesting.people import person_in

# A core has this share of the rarity of the topic's words; a word that nothing has is a rare one.
CORE = 0.9
OF_CORE = 5
# The least cosine with the core's mean: of what has all names of the topic, and where it has none.
NEAR_CORE, NEAR_CORE_UNNAMED = 0.6, 0.72
# Where there is no core: the least cosine of what has all names with the topic itself, and where it
# has none, shares of the words with the cosine that each wants.
NAMED_COSINE = 0.55
UNNAMED = ((0.7, 0.45), (0.6, 0.6))


def by_last_names(topic: Question) -> Question:
    """A topic that calls people by their last names, as an article does after the first time."""
    first = {
        part for name in names(topic.text) if person_in(name.text) for part in stems(name.text)[:-1]
    }
    kept = tuple(word for word in topic.terms if word.stem not in first)
    return replace(topic, terms=kept or topic.terms)


def about_topic(
    topic: Question,
    candidates: Sequence[ChunkCandidate],
    archive: Archive,
    elsewhere: Sequence[ChunkCandidate] = (),
) -> list[ChunkCandidate]:
    """Those of the candidates that are about a topic, in their order; captions are not.

    Args:
        topic: By last names.
        candidates: What was found for it.
        archive: Whose vectors they have.
        elsewhere: What else was found for it, of which its core may be.
    """
    named = frozenset(
        word.text.casefold() for name in names(topic.text) for word in words(name.text)[-1:]
    )
    found = [each for each in candidates if not is_caption(each.chunk, each.stored.article)]
    core = [each for each in (*found, *elsewhere) if each.features["covered"] >= CORE]
    if not core:
        return [each for each in found if _is_about(each, named)]
    nearness = _nearness(core, found, archive)
    least = NEAR_CORE if named else NEAR_CORE_UNNAMED
    return [
        each
        for each, near in zip(found, nearness, strict=True)
        if each.features["covered"] >= CORE
        or (near >= least and (not named or _has_all(named, each)))
    ]


def _is_about(candidate: ChunkCandidate, named: frozenset[str]) -> bool:
    cosine, covered = candidate.features["cosine"], candidate.features["covered"]
    if named:
        return _has_all(named, candidate) and cosine >= NAMED_COSINE
    return any(covered >= share and cosine >= least for share, least in UNNAMED)


def _nearness(
    core: Sequence[ChunkCandidate], found: Sequence[ChunkCandidate], archive: Archive
) -> list[float]:
    """The cosine of each candidate's vector and the mean of the core's best ones."""
    best = sorted(core, key=lambda each: -each.features["cosine"])[:OF_CORE]
    ids = dict.fromkeys(each.chunk.id for each in (*found, *best))
    vectors = archive.catalog.chunks.vectors_of(list(ids))
    mean = np.mean([vectors[each.chunk.id] for each in best if each.chunk.id in vectors], axis=0)
    mean = mean / np.linalg.norm(mean)
    held = (vectors.get(each.chunk.id) for each in found)
    return [0.0 if each is None else float(each @ mean) for each in held]


def _has_all(named: frozenset[str], candidate: ChunkCandidate) -> bool:
    """Whether a chunk or its headline has all of some names."""
    text = f"{candidate.stored.article.title} {candidate.chunk.text}"
    return named <= {re.sub(r"[’']s?$", "", word.text.casefold()) for word in words(text)}
