"""What is no question about the articles gets a reply and no search; other languages are told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, ingest
from index.prose.language import UNTOLD, language_asked
from qa import QueryEngine, Turn
from qa.talk.remarks import Remark, remark_in
from ui.terminal.printing import answer_text
from ui.web.exchanges.conversation import Exchange
from ui.web.showing.rendering import render_conversation


@pytest.fixture
def engine(tmp_path: Path, hash_embedder: HashEmbedder) -> Iterator[QueryEngine]:
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        ingest(
            [
                Article("tolls", "Tolls rise", "Tolls on the Ley rise on Monday, the town said.",
                        publisher="Gull", published="2024-05-03"),
                Article("bacs", "Fin de la grève des bacs", language="fr", publisher="Mouette",
                        text="La grève des bacs a pris fin vendredi après onze jours, a dit le "
                        "port. Les voyageurs ont attendu des heures sur les quais."),
            ],
            archive,
        )  # fmt: skip
        yield QueryEngine(archive)


@pytest.mark.parametrize(
    ("said", "remark"),
    [
        ("Hi!", Remark.GREETING),
        ("good evening, Dateline", Remark.GREETING),
        ("Thanks a lot.", Remark.THANKS),
        ("Thanks, that's all I needed.", Remark.THANKS),
        ("That was very helpful", Remark.THANKS),
        ("Nothing else, thank you", Remark.THANKS),
        ("That is all the mayor said?", None),
        ("See you tomorrow", Remark.FAREWELL),
        ("HELP", Remark.HELP),
        ("What kind of questions can I ask?", Remark.HELP),
        ("Who are you?", Remark.WHO),
        ("What’s in here?", Remark.CONTENTS),
        ("Could you summarise the articles for me, please?", Remark.CONTENTS),
        ("what articles do you have", Remark.CONTENTS),
        ("what have you got in here?", Remark.CONTENTS),
        ("What's stored in this archive?", Remark.CONTENTS),
        ("What have you got on the dam?", None),
        ("What is kept in the cellar?", None),
        ("hi, who is mayor of Ley?", None),
        ("What did the mayor say about thanks?", None),
        ("What is the archive of the town about?", None),
        ("Help for Ley", None),
        ("What is new in Ley?", None),
        ("hello " * 60, None),
    ],
)
def test_a_remark_is_taken_only_where_all_of_it_is_understood(
    said: str, remark: Remark | None
) -> None:
    assert remark_in(said) is remark


def test_after_an_answer_it_is_what_was_answered() -> None:
    assert remark_in("summarise it") is Remark.CONTENTS
    assert remark_in("summarise it", follows=True) is None


def test_a_greeting_is_greeted_and_nothing_is_searched(engine: QueryEngine) -> None:
    answer = engine.query("Hello there")
    assert answer.answered and answer.remark == "greeting" and not answer.citations
    assert answer.text.startswith("Hello. The archive holds 2 articles from 2 publishers, 3 May")
    assert not answer.passages and answer.confidence is None
    assert "Searched" not in answer_text(answer)


def test_what_is_in_it_names_the_articles_and_lists_them(engine: QueryEngine) -> None:
    answer = engine.query("What is in here?", [Turn("Hi", "Hello.")])
    assert [each.article_id for each in answer.listed] == ["tolls", "bacs"]
    assert answer.text.endswith(
        "They are listed here, the newest first; ask about anything in them."
    )
    page = render_conversation((Exchange("What is in here?", answer),))
    assert "Tolls rise" in page and "Searched" not in page and "Not right" not in page


def test_a_remark_is_no_turn_that_a_follow_up_takes_up(engine: QueryEngine) -> None:
    history = [Turn("What rises on the Ley?", "Tolls."), Turn("Thanks", "You are welcome.")]
    whole = engine.query("And when?", history).standalone_question
    assert whole == engine.query("And when?", history[:1]).standalone_question


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Combien de jours a duré la grève ?", "fr"),
        ("Wie viel kostet die Brücke?", "de"),
        ("¿Por qué dimitió el alcalde?", "es"),
        ("谁是市长？", "zh"),
        ("Кто стал главой?", UNTOLD),
        ("Who is the mayor of San José de la Ley?", "en"),
        ("Emmanuel Macron?", None),
    ],
)
def test_the_language_of_a_question_is_told_by_few_words(
    question: str, language: str | None
) -> None:
    assert language_asked(question) == language


def test_what_was_found_for_a_question_in_another_language_is_shown(engine: QueryEngine) -> None:
    answer = engine.query("Combien de jours a duré la grève des bacs ?")
    assert answer.answered and "onze jours" in answer.text
    assert (
        answer.citations[0].quote
        in "La grève des bacs a pris fin vendredi après onze jours, a dit le port."
    )
    assert "seems to be in French, and English is what is read best" in (answer.note or "")


def test_of_articles_in_english_no_sentence_is_near_to_it(engine: QueryEngine) -> None:
    answer = engine.query("Quand est-ce que les tarifs du pont de Ley montent ?")
    assert not any(each.article_id == "tolls" for each in answer.citations)
    assert "seems to be in French, and English is what is read best" in (answer.note or "")


def test_a_refusal_says_where_the_nearest_article_is_in_another_language(
    engine: QueryEngine,
) -> None:
    answer = engine.query("Who ordered grève vendredi bacs?")
    assert not answer.answered and answer.nearest and answer.nearest.article_id == "bacs"
    assert (answer.reason or "").endswith("It is in French, and English is what is read best.")
