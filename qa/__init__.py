"""A question and an archive to a cited answer: knows nothing about screens or question sets."""

from qa.answers import Answer, Searched, Sentence, Turn
from qa.engine import QueryEngine
from qa.faults import Fault, FaultKind
from qa.finding.retrieval import Retriever
from qa.passages import Citation, Passage
from qa.support import Support, check, check_cited

__all__ = [
    "Answer",
    "Citation",
    "Fault",
    "FaultKind",
    "Passage",
    "QueryEngine",
    "Retriever",
    "Searched",
    "Sentence",
    "Support",
    "Turn",
    "check",
    "check_cited",
]
