"""Questions to the catalogue are told from all others, and answered from all articles."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from conftest import ROOT, HashEmbedder
from hypothesis import given
from hypothesis import strategies as st

from evals import read_questions
from index import Archive, Article, Filters, ingest
from qa import Answer, QueryEngine
from qa.catalogue.asked import CatalogueQuestion
from qa.catalogue.grammar import CatalogueKind
from qa.catalogue.parsing import catalogue_question
from qa.questions.analysis import analyse

COUNT, LIST, PUBLISHERS, FIRST, LAST, DATES, MENTIONS, AUTHORS = CatalogueKind
PUBLISHED_BY = ["Al Jazeera", "CNN", "edition.cnn.com", "Time", "bbc.co.uk", "The Week"]


def read(question: str) -> CatalogueQuestion | None:
    return catalogue_question(analyse(question), PUBLISHED_BY)


@pytest.mark.parametrize(
    ("question", "kind", "topic", "publishers"),
    [
        ("How many articles mention Wang Yi?", COUNT, ["Wang Yi"], []),
        ("how many articles mention wang yi", COUNT, ["wang", "yi"], []),
        ("How many articles are there about the border?", COUNT, ["border"], []),
        ("How many articles about the border are there?", COUNT, ["border"], []),
        ("How many articles are there?", COUNT, [], []),
        ("How many articles does the archive hold?", COUNT, [], []),
        ("How many articles did Al Jazeera publish?", COUNT, [], ["Al Jazeera"]),
        ("How many stories did CNN run on dams?", COUNT, ["dams"], ["CNN", "edition.cnn.com"]),
        ("How many articles about dams did the BBC publish?", COUNT, ["dams"], ["bbc.co.uk"]),
        ("How many Al Jazeera articles mention the US?", COUNT, ["US"], ["Al Jazeera"]),
        (
            "How many articles about Xi's visit are from Al Jazeera and the Week?",
            COUNT,
            ["Xi", "visit"],
            ["Al Jazeera", "The Week"],
        ),
        (
            "Could you tell me how many news articles about drones were published by Al Jazeera?",
            COUNT,
            ["drones"],
            ["Al Jazeera"],
        ),
        ("How many articles in Time mention being in time?", COUNT, ["time"], ["Time"]),
        ("What is the number of articles about COVID-19?", COUNT, ["COVID-19"], []),
        ('How many articles contain the word "surge"?', COUNT, ["surge"], []),
        ("List all articles about the Bank of England", LIST, ["Bank of England"], []),
        ('Which articles mention "out of order" and Rahmon?', LIST, ["out of order", "Rahmon"], []),
        ("Please show me the articles that mention China and that mention Peru.", LIST,
         ["China", "Peru"], []),
        ("Which article mentions Ling Ji?", LIST, ["Ling Ji"], []),
        ("What are the latest articles on the Taliban?", LAST, ["Taliban"], []),
        ("Which publishers are in the archive?", PUBLISHERS, [], []),
        ("Which publishers wrote about Wang Yi?", PUBLISHERS, ["Wang Yi"], []),
        ("Which publisher wrote the most about opium?", PUBLISHERS, ["opium"], []),
        ("How many outlets reported the dam collapse?", PUBLISHERS, ["dam", "collapse"], []),
        ("What is the first article on Wang Yi?", FIRST, ["Wang Yi"], []),
        ("What was the oldest article published by the BBC?", FIRST, [], ["bbc.co.uk"]),
        ("When was Wang Yi first mentioned?", FIRST, ["Wang Yi"], []),
        ("When were lenses first mentioned in the archive?", FIRST, ["lenses"], []),
        ("When did Al Jazeera first mention lenses?", FIRST, ["lenses"], ["Al Jazeera"]),
        ("What's the most recent article that mentions dams?", LAST, ["dams"], []),
        ("When was Wang Yi last mentioned in the news?", LAST, ["Wang Yi"], []),
        ("What dates does the archive cover?", DATES, [], []),
        ("How far back does the archive go?", DATES, [], []),
        ("How many pieces did the BBC carry on dams?", COUNT, ["dams"], ["bbc.co.uk"]),
        ("How many stories ran in Al Jazeera?", COUNT, [], ["Al Jazeera"]),
        ("What did CNN run on dams?", LIST, ["dams"], ["CNN", "edition.cnn.com"]),
        ("Is there anything from the Week on dams?", LIST, ["dams"], ["The Week"]),
        ("In how many of the articles does Wang Yi turn up?", COUNT, ["Wang Yi"], []),
    ],
)  # fmt: skip
def test_what_is_asked_of_the_catalogue_is_understood(
    question: str, kind: CatalogueKind, topic: list[str], publishers: list[str]
) -> None:
    asked = read(question)
    assert asked is not None
    assert asked.kind is kind
    assert [part.text for part in asked.topic] == topic
    assert list(asked.publishers) == publishers


@pytest.mark.parametrize(
    "question",
    [
        "How many people died?",
        "How many countries are there in the pact?",
        "How many articles does the constitution have?",
        "How many articles of the treaty mention war?",
        "How many articles in the treaty mention war?",
        "How many articles are there in the Universal Declaration?",
        "How many articles did Einstein publish in 1905?",
        "How many articles about the border were written by women?",
        "How many articles?",
        "How many stories does the tower have?",
        "How many stories are there?",
        "How many reports of abuse were filed?",
        "How many reports about abuse did the ministry receive?",
        "How many outlets does the chain have?",
        "How many newspapers are published in Kabul?",
        "Which article of the constitution protects speech?",
        "Which articles did the court strike down?",
        "Which newspaper first published the Pentagon Papers?",
        "Which newspaper did Murdoch buy?",
        "Which newspapers covered up the scandal?",
        "Which outlets were banned by the Taliban?",
        "Which media company owns CNN?",
        "Which countries are covered by the pact?",
        "What is the first article of the constitution about?",
        "What does the latest article about Wang Yi say?",
        "What did the articles say about Wang Yi?",
        "What is the latest on the Ukraine war?",
        "What was the first story about Sherlock Holmes?",
        "What is the last chance for peace?",
        "What years did the war cover?",
        "Who was the first president?",
        "Who wrote the first article about relativity?",
        "When was the virus first reported?",
        "When were lenses first mentioned?",
        "When was penicillin first mentioned by Fleming?",
        "When did Wang Yi first mention Peru?",
        "When was the archive last updated?",
        "List the five Central Asian states",
        "How many stories ran?",
        "How many pieces did Einstein publish in 1905?",
        "Is there anything from the moon on Earth?",
    ],
)
def test_every_other_question_goes_the_usual_way(question: str) -> None:
    assert read(question) is None


def test_no_question_on_the_seed_articles_is_taken_for_one_to_the_catalogue() -> None:
    questions = read_questions(ROOT / "evals" / "sets" / "seeds.jsonl")
    assert [each.question for each in questions if read(each.question)] == []


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    found = read(f"How many articles mention {text}?")
    assert found is None or found.topic


def test_an_endless_question_is_none_to_the_catalogue() -> None:
    assert read("How many articles mention " + "rain, " * 20 + "rain?") is not None
    assert read("How many articles mention " + "rain, " * 200 + "rain?") is None


# Answers

ARTICLES = [
    Article("old", "Dam planned", "A dam is planned at Pine Gorge. It will cost much.", "Daily",
            "2023-04-28"),
    Article("start", "Work begins", "Pine Gorge sees work on the dam begin.", "Daily",
            "2023-05-02"),
    Article("wire", "Gorge work", "Work at Pine Gorge began, the mayor told us. Rain fell.",
            "Herald", "2023-05-02"),
    Article("copy", "At the gorge", "Work at Pine Gorge began, the mayor told us. Rain fell.",
            "cnn.com", "2023-05-03"),
    Article("trees", "Trees", "A pine stood above the gorge. The US flag flew.", "Herald",
            "2023-06"),
    Article("undated", "Gorge", "Nobody knows when Pine Gorge was named.", None, None),
    Article("far", "Elsewhere", "The ferry to Lund was late. A port wants <b>tolls</b>.", None,
            "2023-05-20"),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryEngine]:
    path = tmp_path_factory.mktemp("counting") / "archive"
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest(ARTICLES, archive)
        yield QueryEngine(archive)


def listed(answer: Answer) -> list[str]:
    return [article.article_id for article in answer.listed]


def test_a_count_says_what_was_counted_lists_it_and_quotes_it(engine: QueryEngine) -> None:
    answer = engine.query("How many articles mention Pine Gorge?")
    assert answer.answered and answer.complete and answer.reason is None
    assert answer.text == (
        '5 articles mention "Pine Gorge", 1 of them a copy of another. [1][2][3][4]'
    )
    assert listed(answer) == ["copy", "start", "wire", "old", "undated"]
    assert [c.article_id for c in answer.citations] == ["copy", "start", "old", "undated"]
    texts = {article.id: article.text for article in ARTICLES}
    for citation in answer.citations:
        assert texts[citation.article_id][citation.start : citation.end] == citation.quote
        assert "Pine Gorge" in citation.quote


def test_words_may_stand_apart_where_they_are_no_name(engine: QueryEngine) -> None:
    assert "trees" in listed(engine.query("How many articles mention pine and gorge?"))
    assert listed(engine.query('List all articles about "the gorge"')) == ["trees", "copy"]


def test_a_country_is_no_pronoun(engine: QueryEngine) -> None:
    assert listed(engine.query("How many articles mention the US?")) == ["trees"]


def test_nothing_found_is_an_answer_that_cites_nothing(engine: QueryEngine) -> None:
    answer = engine.query("How many articles mention Donald Duck?")
    assert answer.answered
    assert answer.text == 'No article mentions "Donald Duck"; 7 articles were searched.'
    assert [sentence.text for sentence in answer.sentences] == [answer.text]
    assert answer.citations == answer.listed == ()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many articles did CNN publish?", "The archive holds 1 article from cnn.com."),
        (
            "Which publishers wrote about Pine Gorge?",
            '3 publishers have articles that mention "Pine Gorge": Daily (2), Herald (1), '
            "cnn.com (1); 1 article without a publisher. [1][2][3]",
        ),
        (
            "Which publishers are in the archive?",
            "The archive holds articles from 3 publishers: Daily (2), Herald (2), cnn.com (1); "
            "2 articles without a publisher.",
        ),
        (
            "What dates does the archive cover?",
            "The archive holds 7 articles, 28 April 2023 to June 2023, 1 undated.",
        ),
        (
            "What is the first article on Pine Gorge?",
            'The first dated article that mentions "Pine Gorge" is "Dam planned" (Daily, '
            "28 April 2023); 1 undated article that mentions it could not be placed. [1]",
        ),
        (
            "When did the Herald last mention the gorge?",
            'The last article from Herald that mentions "gorge" is "Trees" (Herald, June 2023). '
            "[1]",
        ),
        (
            "What is the oldest article that mentions work?",
            'The first articles that mention "work" are of 2 May 2023: "Work begins" (Daily); '
            '"Gorge work" (Herald). [1][2]',
        ),
        (
            "When was the latest article that mentions nobody published?",
            'There is no telling the last: 1 article that mentions "nobody" bears no date. [1]',
        ),
    ],
)
def test_each_kind_of_question_has_its_answer(
    engine: QueryEngine, question: str, text: str
) -> None:
    assert engine.query(question).text == text


def test_filters_and_the_day_asked_hold(engine: QueryEngine) -> None:
    question = "How many articles mention Pine Gorge?"
    day = engine.query(question, as_of=date(2023, 5, 2))
    assert listed(day) == ["start", "wire", "old", "undated"]
    may = Filters(published_from=date(2023, 5, 1), published_to=date(2023, 5, 31))
    answer = engine.query(question, filters=may)
    assert listed(answer) == ["copy", "start", "wire"]
    assert answer.text.startswith(
        '3 articles published from 1 May 2023 to 31 May 2023 mention "Pine Gorge", 1 of them a '
        "copy of another; 1 undated article that mentions it could not be placed."
    )
    assert answer.searched.articles == 4
    herald = engine.query(question, filters=Filters(publishers=("Herald",)))
    assert listed(herald) == ["wire"]
    assert engine.query("How many articles did the Daily publish?",
                        filters=Filters(publishers=("Herald",))).listed == ()  # fmt: skip


@pytest.mark.parametrize(
    ("question", "found", "text"),
    [
        ("How many articles did the Herald publish in May 2023?", ["wire"],
         "1 article from Herald published from 1 May 2023 to 31 May 2023"),
        ("How many articles were published on 2 May 2023?", ["start", "wire"],
         "2 articles published on 2 May 2023"),
        ("In April 2023, how many articles mentioned Pine Gorge?", ["old"],
         "1 article published from 1 April 2023 to 30 April 2023 mentions \"Pine Gorge\"; 1 "
         "undated article that mentions it could not be placed."),
        ("List all articles about Pine Gorge since 3 May 2023", ["copy"],
         "1 article published since 3 May 2023"),
        ("How many articles about Pine Gorge were published before May 2023?", ["old"],
         "1 article published until 30 April 2023"),
        ("What was the first article about Pine Gorge in May 2023?", ["start", "wire", "copy"],
         "2 May 2023"),
        ("How many articles mention Pine Gorge in 1999?", [], "No article published from"),
        ("How many articles were published in May 2031?", [], "no article published since"),
    ],
)  # fmt: skip
def test_words_of_time_say_which_articles_are_counted(
    engine: QueryEngine, question: str, found: list[str], text: str
) -> None:
    answer = engine.query(question, today=date(2023, 7, 1))
    assert text in answer.text
    assert sorted(listed(answer)) == sorted(found)


def test_the_answer_is_plain_json_with_what_it_lists(engine: QueryEngine) -> None:
    values = engine.query("List all articles about tolls").to_dict()
    assert json.loads(json.dumps(values)) == values
    assert values["listed"] == [
        {"article_id": "far", "title": "Elsewhere", "publisher": None, "published": "2023-05-20",
         "url": None, "publisher_claimed": False, "kind": None}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Bjørn Ræder", "Bjorn Raeder"),
        ("Bjorn Raeder", "Bjørn Ræder"),
        ("Michał Wójcik", "Michal Wojcik"),
        ("Strauß", "Strauss"),
        ("Işık", "Isik"),
        ("Đoković", "dokovic"),
        ("Zelenskyy", "Zelensky"),
    ],
)
def test_counts_do_not_see_marks_on_letters(
    hash_embedder: HashEmbedder, tmp_path_factory: pytest.TempPathFactory, name: str, asked: str
) -> None:
    path = tmp_path_factory.mktemp("marks") / "archive"
    with Archive.create(path, embedder=hash_embedder) as made:
        ingest(
            [
                Article("a", "A visit", f"The mayor met {name} on Monday.", publisher="Østlyset"),
                Article("b", "A storm", "Rain fell on Monday."),
            ],
            made,
        )
        answer = QueryEngine(made).query(f"How many articles mention {asked}?")
        assert answer.text.startswith("1 article mentions")
        answer = QueryEngine(made).query("How many articles did Ostlyset publish?")
        assert "holds 1 article from Østlyset" in answer.text
        named = QueryEngine(made).query(
            "How many articles are there?", filters=Filters(("ostlyset",))
        )
        assert "1 article" in named.text
