"""Other systems behind `Engine`'s one method, so that a question set measures them as it does ours.

    from evals import TextEngine, evaluate, read_questions
    run = evaluate(TextEngine(ask), read_questions("my-set.jsonl"), archive=archive)

Each question is asked by itself: what was said before it and the day as of which it is asked are
not passed on, for neither a function of a text nor a llama-index query engine takes them.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from evals.question_sets.questions import Articles, places_of
from index import Span
from index.prose.sentences import sentence_spans
from qa.answers import Answer, Searched, Turn
from qa.citations import DraftSentence, Quote, marked_text, number
from qa.markers import marked_sentences
from qa.passages import Passage

if TYPE_CHECKING:
    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.schema import BaseNode, NodeWithScore

ArticleOf = Callable[["BaseNode"], str]

_UNKNOWN = Searched(articles=0, publishers=(), first=None, last=None, undated=0)
# What CitationQueryEngine writes before each of its source nodes.
_SOURCE = re.compile(r"\ASource \d+:\n")


def blank(text: str) -> bool:
    """Whether there is nothing in a text."""
    return not text.strip()


def empty_response(text: str) -> bool:
    """Whether a text is blank, or what llama-index says when it found no node."""
    return blank(text) or text.strip() == "Empty Response"


def article_named(node: "BaseNode") -> str:
    """The article of a node: its metadata's "article_id", else the id of the node's document.

    Raises:
        ValueError: It has neither.
    """
    named = node.metadata.get("article_id") or (node.source_node and node.source_node.node_id)
    if not named:
        raise ValueError(
            f"Node {node.node_id} has no article_id in its metadata and no document; say by "
            "article=... what its article is called."
        )
    return str(named)


class TextEngine:
    """A function from a question to the text of an answer; it retrieves and cites nothing."""

    def __init__(
        self, answer: Callable[[str], str], *, refused: Callable[[str], bool] = blank
    ) -> None:
        """Takes the function, and what tells a refusal's text from an answer's."""
        self._answer = answer
        self._refused = refused

    def query(
        self, question: str, history: Sequence[Turn] = (), as_of: date | None = None
    ) -> Answer:
        """What the function says to the question."""
        text = self._answer(question)
        return _answer(question, text, _drafts(text), refused=self._refused(text))


class LlamaIndexEngine:
    """A llama-index query engine: its source nodes are what was retrieved and what is cited.

    A response does not say which sentence rests on which node, so each sentence cites them all.
    With `markers` the text has them ("... [1]"), as `CitationQueryEngine` asks of its model: a
    sentence then cites what it marks, and a marker without a node cites nothing.
    """

    def __init__(
        self,
        engine: "BaseQueryEngine",
        *,
        archive: Articles | None = None,
        article: ArticleOf = article_named,
        refused: Callable[[str], bool] = empty_response,
        markers: bool = False,
    ) -> None:
        """Takes the query engine, and how its responses are read.

        Args:
            engine: The query engine.
            archive: Where its articles are looked up: passages and quotes get the article's
                name and their exact place in it, and gold is looked up there too. Without it,
                gold must name articles as `article` does, and quotes are compared as text.
            article: A node's article: an id, a unique part of one or a file name.
            refused: Whether a response's text is a refusal.
            markers: Whether the text has markers of its source nodes, counted from 1.
        """
        self.archive = archive
        self._engine = engine
        self._article = article
        self._refused = refused
        self._markers = markers

    def query(
        self, question: str, history: Sequence[Turn] = (), as_of: date | None = None
    ) -> Answer:
        """The query engine's response.

        Raises:
            ValueError: A node names no article, or its words do not stand in its article.
            NoSuchArticle: The archive does not hold a node's article.
        """
        response = self._engine.query(question)
        text = _text(response)
        passages = _passages(response.source_nodes, self._article, self.archive)
        drafts = (_marked_drafts if self._markers else _drafts)(text, passages)
        return _answer(question, text, drafts, passages, refused=self._refused(text))


class LlamaIndexRetriever:
    """A llama-index retriever without any answerer: the best passage, word for word, is the answer.

    It is refused only when nothing was retrieved. How well it finds is what there is to compare;
    how well it says it, only beside answers that are taken from passages too.
    """

    def __init__(
        self,
        retriever: "BaseRetriever",
        *,
        archive: Articles | None = None,
        article: ArticleOf = article_named,
    ) -> None:
        """Takes the retriever, and `archive` and `article` as `LlamaIndexEngine` does."""
        self.archive = archive
        self._retriever = retriever
        self._article = article

    def query(
        self, question: str, history: Sequence[Turn] = (), as_of: date | None = None
    ) -> Answer:
        """The best passage, with all that were retrieved.

        Raises:
            ValueError: A node names no article, or its words do not stand in its article.
            NoSuchArticle: The archive does not hold a node's article.
        """
        passages = _passages(self._retriever.retrieve(question), self._article, self.archive)
        text = passages[0].text if passages else ""
        return _answer(question, text, _drafts(text, passages[:1]), passages, refused=not passages)


def _answer(
    question: str,
    text: str,
    drafts: Sequence[DraftSentence],
    passages: tuple[Passage, ...] = (),
    *,
    refused: bool,
) -> Answer:
    sentences, citations = number(() if refused else drafts)
    return Answer(
        question=question,
        standalone_question=question,
        answered=not refused,
        text=text if refused else marked_text(sentences),
        sentences=sentences,
        citations=citations,
        reason=(text.strip() or "it said nothing") if refused else None,
        confidence=None,
        searched=_UNKNOWN,
        passages=passages,
    )


def _drafts(text: str, passages: Sequence[Passage] = ()) -> list[DraftSentence]:
    """The sentences of a text, each resting on all of the passages."""
    quotes = tuple(map(_whole, passages))
    return [DraftSentence(text[start:end], quotes) for start, end in sentence_spans(text)]


def _marked_drafts(text: str, passages: Sequence[Passage]) -> list[DraftSentence]:
    """The sentences without their markers, each resting on the passages that it marks."""
    return [
        DraftSentence(
            each.text,
            tuple(_whole(passages[n - 1]) for n in each.numbers if 1 <= n <= len(passages)),
        )
        for each in marked_sentences(text)
    ]


def _whole(passage: Passage) -> Quote:
    return Quote.of(passage, Span(0, len(passage.text)))


def _text(response: object) -> str:
    """A response's text; `str` of one that is empty would be "None"."""
    whole = getattr(response, "get_response", None)
    return str(getattr(whole() if whole else response, "response", None) or "")


def _passages(
    nodes: Sequence["NodeWithScore"], article: ArticleOf, archive: Articles | None
) -> tuple[Passage, ...]:
    return tuple(_passage(each, article(each.node), archive) for each in nodes)


def _passage(found: "NodeWithScore", named: str, archive: Articles | None) -> Passage:
    """A node as a passage; its score is 0 where it has none."""
    node, of = found.node, found.node.metadata
    text = _SOURCE.sub("", node.get_content())
    start = getattr(node, "start_char_idx", None) or 0
    end = start + len(text)
    stored = archive.article(named).article if archive is not None else None
    if stored:
        places = places_of(text, stored.text)
        if not places:
            raise ValueError(
                f"The words of node {node.node_id} do not stand in {stored.id!r}; give llama-index "
                "the articles' own text, or no archive, and quotes are compared as text."
            )
        start, end = min(places, key=lambda place: abs(place.start - start))
    return Passage(
        chunk_id=node.node_id,
        article_id=stored.id if stored else named,
        title=stored.title if stored else str(of.get("title", "")),
        publisher=stored.publisher if stored else of.get("publisher"),
        published=stored.published if stored else of.get("published"),
        url=stored.url if stored else of.get("url"),
        text=stored.text[start:end] if stored else text,
        start=start,
        end=end,
        score=found.score or 0.0,
    )
