"""A question and an archive to a cited answer: knows nothing about screens or question sets."""

from qa.answers import Answer, Citation, Passage, Searched, Sentence, Turn
from qa.engine import QueryEngine
from qa.retrieval import Retriever

__all__ = [
    "Answer",
    "Citation",
    "Passage",
    "QueryEngine",
    "Retriever",
    "Searched",
    "Sentence",
    "Turn",
]
