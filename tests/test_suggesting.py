"""Questions made from sentences: well formed, with the words that answer, or none at all."""

import pytest
from conftest import HashEmbedder
from hostile import FOLDER

from index import Archive, Article, StoredArticle, ingest, ingest_path
from qa.english.verbs import BASES
from qa.suggesting.clear import LONGEST_QUESTION
from qa.suggesting.forming import candidates


def stored(text: str) -> StoredArticle:
    return StoredArticle(Article("a", "A title", text), 1, (), "", None, None)


def made(text: str) -> dict[str, str]:
    return {each.question: each.expected for each in candidates(stored(text))}


@pytest.mark.parametrize(
    ("sentence", "questions"),
    [
        (
            "Mayor Ada Thorne opened the harbour of Ultima on 3 May 2023.",
            {
                "Who opened the harbour of Ultima on 3 May 2023?": "Ada Thorne",
                "When did Ada Thorne open the harbour of Ultima?": "3 May 2023",
            },
        ),
        (
            "Foreign Minister Bo Marsh, who met the president of Norland, Ira Melk, said little.",
            {"Who met the president of Norland?": "Bo Marsh"},
        ),
        (
            "Last month, China became the first country to name an ambassador to Kabul.",
            {"Which country became the first to name an ambassador to Kabul?": "China"},
        ),
        (
            "The Harbour Bank of Norland was founded by Ada Thorne in 1911 after the flood.",
            {"When was the Harbour Bank of Norland founded by Ada Thorne?": "1911"},
        ),
        (
            "More than 300 workers from Gull Point were evacuated by boat on Friday.",
            {"How many workers from Gull Point were evacuated by boat?": "300"},
        ),
        (
            "Ada Thorne met Bo Marsh in Lisbon on Saturday.",
            {
                "Where did Ada Thorne meet Bo Marsh?": "Lisbon",
                "Who met Bo Marsh in Lisbon?": "Ada Thorne",
            },
        ),
        (
            "The Norland index fell 1.2 percent to 8,410 in early trading.",
            {"By how much did the Norland index fall to 8,410 in early trading?": "1.2 percent"},
        ),
        (
            "The bridge was opened by Tajik Foreign Minister Sirojiddin Muhriddin, officials said.",
            {"Who is the Tajik foreign minister?": "Sirojiddin Muhriddin"},
        ),
        (
            "Nothing will change, said Ada Thorne, the chief executive of Gull Ferries, on Monday.",
            {"Who is the chief executive of Gull Ferries?": "Ada Thorne"},
        ),
        (
            "Ada Thorne said on Monday that the talks with Norland would go on.",
            {},
        ),
        (
            "Ada Thorne said the talks with South Korea would go on.",
            {"What did Ada Thorne say about South Korea?": ""},
        ),
    ],
)
def test_a_sentence_makes_these_questions(sentence, questions):
    found = made(sentence)
    for question, expected in questions.items():
        assert found.get(question) == expected, found


@pytest.mark.parametrize(
    "sentence",
    [
        "He met Bo Marsh in Lisbon on Saturday.",
        "They opened the harbour of Ultima in May 2023.",
        "The trial of Ada Thorne opened the debate on rules.",
        "He was met by the South Korean President Ira Melk.",
        "Ada Thorne was expected to open the harbour of Ultima.",
        "Ada Thorne called Bo Marsh “a liar” in Lisbon.",
        "Ada Thorne opened it in Lisbon.",
        "Did Ada Thorne open the harbour of Ultima?",
        "Former Foreign Minister Bo Marsh is well.",
        "Ada Thorne told the group that the deal was dead.",
        "THE HARBOUR OPENED",
        "Ada Thorne asked the court on Oct. 5 to rule.",
        "Ada Thorne reached out to Gull Ferries for comment.",
    ],
)
def test_what_is_not_plain_makes_none(sentence):
    assert made(sentence) == {}


def test_a_former_holder_of_an_office_holds_none():
    assert made("The then Norwegian Foreign Minister Bo Marsh said no to Norway.") == {}
    assert made("The former French President Ira Melk said no to Norway.") == {}


def test_questions_know_their_sentences():
    text = "It rained all day in the town.\n\nAda Thorne met Bo Marsh in Lisbon on Saturday.\n"
    for each in candidates(stored(text)):
        assert text[each.start : each.end] == "Ada Thorne met Bo Marsh in Lisbon on Saturday."


def test_verbs_have_their_base():
    told = {"met": "meet", "opened": "open", "carried": "carry", "planned": "plan", "died": "die"}
    assert {past: BASES[past] for past in told} == told
    assert BASES["travelled"] == BASES["traveled"] == "travel" and BASES["vetoed"] == "veto"


def test_hostile_articles_make_no_question_with_markup_or_of_any_length(tmp_path):
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        ingest_path(FOLDER, archive)
        articles = archive.catalog.articles.newest(100)
        assert len(articles) >= 30
        for each in (found for one in articles for found in candidates(one)):
            assert each.question.endswith("?") and len(each.question) <= LONGEST_QUESTION
            assert "<" not in each.question and "\n" not in each.question


def test_no_text_breaks_it(tmp_path):
    texts = [
        "",
        ".",
        "A.",
        "a" * 5000,
        "Ada " * 500,
        "🦀 " * 50 + ".",
        "١٢٣ مرحبا.",
        "\x00A b.\x07",
    ]
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        kept = [Article(str(n), "t", text) for n, text in enumerate(texts) if text.strip()]
        ingest(kept, archive)
    for text in texts:
        assert isinstance(made(text), dict)
