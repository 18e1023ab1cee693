"""Other systems are measured as ours is: functions of a text, llama-index's engines."""

from dataclasses import dataclass

import pytest
from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.llms.types import CompletionResponse, LLMMetadata
from llama_index.core.llms import CustomLLM
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.schema import NodeRelationship, NodeWithScore, RelatedNodeInfo, TextNode

from evals.adapters import LlamaIndexEngine, LlamaIndexRetriever, TextEngine, article_named
from evals.benchmarks.beside_llama_index import embedding
from evals.question_sets.questions import Gold, Question
from evals.runs.running import evaluate
from index.articles import Article
from index.errors import NoSuchArticle

TEXTS = {
    "news/peru": "Peru held a vote.\n\nLima is the capital of Peru.\nIt lies on the coast.",
    "news/chile": "Santiago is the capital of Chile. It lies inland, far from the coast.",
}
CAPITAL = Question(
    id="capital",
    question="What is the capital of Peru?",
    answerable=True,
    kind="fact",
    answers=("Lima",),
    gold=(Gold("peru.txt", "Lima is the capital of Peru"),),
)
OFF = Question(id="off", question="Who won?", answerable=False, kind="off-topic")


@dataclass(frozen=True)
class Stored:
    article: Article


class Shelf:
    """Articles by a part of their id or by a file name."""

    def article(self, name):
        found = [key for key in TEXTS if name.removesuffix(".txt") in key]
        if len(found) != 1:
            raise NoSuchArticle(f"{len(found)} articles answer to {name!r}.")
        return Stored(Article(found[0], f"On {found[0]}", TEXTS[found[0]], publisher="PEN"))


class Says(CustomLLM):
    """A language model that always says the same."""

    said: str

    @property
    def metadata(self):
        return LLMMetadata()

    def complete(self, prompt, formatted=False, **kwargs):
        return CompletionResponse(text=self.said)

    def stream_complete(self, prompt, formatted=False, **kwargs):
        yield CompletionResponse(text=self.said, delta=self.said)


@pytest.fixture
def index(hash_embedder):
    """llama-index's own index, with its own splitter, over the articles."""
    documents = [Document(text=text, id_=key) for key, text in TEXTS.items()]
    return VectorStoreIndex.from_documents(documents, embed_model=embedding(hash_embedder))


def row_of(engine, question=CAPITAL, **options):
    (row,) = evaluate(engine, [question], **options).rows
    return row


def node(text, **fields):
    return TextNode(text=text, **fields)


class Finds:
    """A retriever that finds these nodes."""

    def __init__(self, *nodes):
        self.nodes = nodes

    def retrieve(self, question):
        return [NodeWithScore(node=each) for each in self.nodes]


# A function of a text


def test_a_text_is_measured_by_what_it_says():
    row = row_of(TextEngine(lambda question: "It is Lima.\nThat lies on the coast."))
    assert row.answered and row.reason is None
    assert row.sentences == ("It is Lima.", "That lies on the coast.")
    assert row.measures["contains_first"] == 1.0
    assert row.measures["citation_recall"] == row.measures["RR"] == 0.0
    assert row.citations == row.retrieved == ()


def test_a_text_is_a_refusal_where_it_is_blank_or_as_the_person_says():
    assert row_of(TextEngine(lambda question: " \n"), OFF).refused

    def ask(question):
        return "I don't know."

    assert not row_of(TextEngine(ask), OFF).refused
    row = row_of(TextEngine(ask, refused=lambda text: "don't know" in text), OFF)
    assert row.refused and row.reason == row.text == "I don't know." and not row.sentences


def test_what_the_function_raises_is_told_in_the_row():
    def ask(question):
        raise TimeoutError("no answer in 30 s")

    assert row_of(TextEngine(ask)).error == "TimeoutError: no answer in 30 s"


# llama-index's retriever


def test_a_retriever_answers_with_its_best_passage(index):
    engine = LlamaIndexRetriever(index.as_retriever(similarity_top_k=2), archive=Shelf())
    answer = engine.query(CAPITAL.question)
    assert [each.article_id for each in answer.passages] == ["news/peru", "news/chile"]
    assert answer.passages[0].score > answer.passages[1].score > 0
    assert answer.text == "Peru held a vote. [1] Lima is the capital of Peru. [1] " + (
        "It lies on the coast. [1]"
    )
    (citation,) = answer.citations
    assert (citation.title, citation.publisher) == ("On news/peru", "PEN")
    assert TEXTS["news/peru"][citation.start : citation.end] == citation.quote
    measures = row_of(engine).measures
    assert measures["RR"] == measures["citation_recall"] == measures["contains"] == 1.0
    assert measures["contains_first"] == 0.0


def test_a_retriever_that_finds_nothing_refuses():
    row = row_of(LlamaIndexRetriever(Finds()), OFF)
    assert row.refused and row.reason == "it said nothing"


def test_passages_are_placed_by_their_words_where_the_nodes_have_none_or_wrong_places():
    text = TEXTS["news/peru"]
    named = {"metadata": {"article_id": "peru"}}
    found = LlamaIndexRetriever(
        Finds(
            node("It lies on the coast.", **named),
            # A splitter may join lines, and tell the place of another one.
            node("vote. Lima is", start_char_idx=3, end_char_idx=16, **named),
        ),
        archive=Shelf(),
    )
    first, second = found.query("?").passages
    assert (first.start, first.end) == (text.index("It lies"), len(text))
    assert second.text == "vote.\n\nLima is" == text[second.start : second.end]


def test_of_words_that_stand_twice_the_place_next_to_the_node_s_is_taken(monkeypatch):
    monkeypatch.setitem(TEXTS, "news/twice", "Goal! One nil. Goal! Two nil.")
    named = {"metadata": {"article_id": "twice"}}
    found = LlamaIndexRetriever(
        Finds(node("Goal!", start_char_idx=14, **named), node("Goal!", **named)), archive=Shelf()
    )
    assert [each.start for each in found.query("?").passages] == [15, 0]


def test_words_that_are_not_the_article_s_are_an_error_of_the_question():
    found = Finds(node("Quito is in Peru.", metadata={"article_id": "peru"}))
    row = row_of(LlamaIndexRetriever(found, archive=Shelf()))
    assert row.error is not None and "do not stand in 'news/peru'" in row.error
    assert row.measures["RR"] == 0.0


def test_an_article_that_the_archive_does_not_hold_is_an_error_of_the_question():
    found = Finds(node("Quito.", metadata={"article_id": "ecuador"}))
    error = row_of(LlamaIndexRetriever(found, archive=Shelf())).error
    assert error is not None and error.startswith("NoSuchArticle")


def test_without_an_archive_quotes_are_compared_as_text():
    metadata = {"article_id": "peru.txt", "title": "Peru", "published": "2024-05-01"}
    found = Finds(node("Lima is the capital of Peru.", metadata=metadata, start_char_idx=900))
    row = row_of(LlamaIndexRetriever(found))
    assert row.error is None and row.measures["citation_recall"] == 1.0
    (passage,) = row.passages
    assert (passage.title, passage.published) == ("Peru", "2024-05-01")
    assert (passage.start, passage.end) == (900, 928)


def test_an_article_is_named_by_metadata_then_by_the_document_or_as_the_person_says():
    document = {NodeRelationship.SOURCE: RelatedNodeInfo(node_id="peru.txt")}
    assert article_named(node("", relationships=document)) == "peru.txt"
    both = node("", relationships=document, metadata={"article_id": "other"})
    assert article_named(both) == "other"
    with pytest.raises(ValueError, match="no article_id in its metadata and no document"):
        article_named(node(""))
    told = LlamaIndexRetriever(
        Finds(node("Lima", metadata={"file_name": "peru.txt"})),
        archive=Shelf(),
        article=lambda found: found.metadata["file_name"],
    )
    assert told.query("?").passages[0].article_id == "news/peru"


# llama-index's query engine


def test_a_query_engine_cites_its_source_nodes_after_each_sentence(index):
    llm = Says(said="It is Lima. It lies on the coast.")
    engine = LlamaIndexEngine(index.as_query_engine(llm=llm), archive=Shelf())
    row = row_of(engine)
    assert row.sentences == ("It is Lima.", "It lies on the coast.")
    assert row.markers == ((1, 2), (1, 2))
    assert [each.article_id for each in row.citations] == ["news/peru", "news/chile"]
    assert row.measures["contains_first"] == row.measures["citation_recall"] == 1.0
    assert row.measures["citation_precision"] == 0.5


def test_streamed_responses_are_read_to_their_end(index):
    streaming = index.as_query_engine(llm=Says(said="It is Lima."), streaming=True)
    assert LlamaIndexEngine(streaming).query("Lima?").sentences[0].text == "It is Lima."


def test_a_query_engine_refuses_by_saying_nothing_or_as_the_person_says(index, hash_embedder):
    nothing = LlamaIndexEngine(index.as_query_engine(llm=Says(said=" ")))
    assert row_of(nothing, OFF).refused
    empty = VectorStoreIndex([], embed_model=embedding(hash_embedder))
    row = row_of(LlamaIndexEngine(empty.as_query_engine(llm=Says(said="Lima"))), OFF)
    assert row.refused and row.reason == "Empty Response"
    unknown = index.as_query_engine(llm=Says(said="No idea."))
    assert row_of(LlamaIndexEngine(unknown, refused=lambda text: "idea" in text), OFF).refused


def test_markers_say_which_sentence_rests_on_which_node(index):
    said = "It lies inland [2]. Lima is it. [1, 2] [1] Santiago [7] is not."
    engine = CitationQueryEngine.from_args(index, llm=Says(said=said))
    row = row_of(LlamaIndexEngine(engine, archive=Shelf(), markers=True))
    assert row.error is None
    assert row.sentences == ("It lies inland.", "Lima is it.", "Santiago is not.")
    # Numbered by first appearance, as in our own answers; [7] is no node.
    assert row.markers == ((1,), (2, 1), ())
    assert [each.article_id for each in row.citations] == ["news/chile", "news/peru"]
    assert row.text == "It lies inland. [1] Lima is it. [2][1] Santiago is not."


def test_a_marker_that_begins_a_line_is_of_the_sentence_behind_it(index):
    engine = index.as_query_engine(llm=Says(said="[1] It is Lima.\n[2] It was Cusco."))
    answer = LlamaIndexEngine(engine, markers=True).query("Lima?")
    found = [(each.text, each.citations) for each in answer.sentences]
    assert found == [("It is Lima.", (1,)), ("It was Cusco.", (2,))]
