"""Questions on speech: which they are, and what is answered."""

from pathlib import Path

import pytest

from index import Archive, ingest_path
from qa import QueryEngine
from qa.questions.analysis import analyse
from qa.quotations.reading import quotations
from qa.said.matching import speaker_match, words_match
from qa.said.sayings import about, said_by
from qa.said.who_said import SaidKind, SaidQuestion, said_question

MILL = """Mill of Westport to close

“The wheel is broken,” said Nora Blake, who owns the mill. “We cannot mend it.”

Baker Piet Vos was angry. “They knew for years,” he said. “Nobody lifted a finger for us.”

“She rang me and said, ‘You get no more flour,’ and that was that,” Vos said.

Governor Lena Marsh called the closure “a blow to the valley”. She promised that the state would
pay for a new wheel. Her deputy, Owen Tate, criticised the owner for her silence.

“It breaks my heart to see it go,” said another baker, who asked not to be named.
"""


@pytest.fixture(scope="module")
def mill(tmp_path_factory, embedder):
    home = tmp_path_factory.mktemp("mill")
    (home / "articles").mkdir()
    Path(home / "articles" / "mill.txt").write_text(MILL, encoding="utf-8")
    with Archive.create(home / "archive", embedder=embedder) as archive:
        ingest_path(home / "articles", archive)
        yield QueryEngine(archive)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who said “Nobody lifted a finger for us”?", "Piet Vos"),
        ('Who said "nobody lifted a finger"?', "Piet Vos"),
        ("“We cannot mend it” - who said that?", "Nora Blake"),
        ("Who said 'You get no more flour'?", "Nora Blake"),
        ("Who said that it breaks the heart to see it go?", "another baker"),
        ("Who called the closure a blow to the valley?", "Lena Marsh"),
        ("Who criticised the owner?", "Owen Tate"),
    ],
)
def test_who_said_it_is_answered_with_the_name_as_it_stands(mill, question, short):
    answer = mill.query(question)
    assert answer.short is not None and answer.short.text == short


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("What did Piet Vos say?", "knew for years", "wheel"),
        ("What did the governor say?", "blow to the valley", "silence"),
        ("What did Nora Blake say about the wheel?", "wheel is broken", "flour"),
    ],
)
def test_what_somebody_said_is_told_in_the_articles_own_sentences(mill, question, told, not_told):
    answer = mill.query(question)
    assert told in answer.text and not_told not in answer.text


def test_every_quote_is_a_part_of_its_article(mill):
    answer = mill.query("What did Piet Vos say?")
    assert answer.citations
    for citation in answer.citations:
        text = mill.archive.article(citation.article_id).article.text
        assert text[citation.start : citation.end] == citation.quote


def test_of_another_with_the_same_surname_nothing_is_told(mill):
    assert "knew for years" not in mill.query("What did Anna Vos say?").text


class Sure:
    """Readers that take everything to be on what is asked."""

    @property
    def fast(self):
        return self

    strong = fast

    def judge(self, pairs):
        return [2.0 for _ in pairs]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is Ida Berg's position on recognising the guild?", []),
        ("What is Ida Berg's position on the guild?", ["the guild must mend the pier"]),
        ("What did Ida Berg say on recognising the guild?", ["the guild must mend the pier"]),
    ],
)
def test_a_position_is_quoted_only_where_all_that_it_is_on_is_named(question, told):
    """Else the article's own words may tell it, which are read like any others."""
    asked = said_question(question)
    text = "Minister Ida Berg said that the guild must mend the pier."
    found = said_by(asked, ["berg"], lambda _: text)
    kept = about(asked, analyse(question), found, Sure())
    assert [each.words.removeprefix("that ").rstrip(".") for each in kept] == told


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Who said “Wait here”?", SaidQuestion(SaidKind.SPEAKER, "Wait here", True)),
        ("Whose words are 'wait here'?", SaidQuestion(SaidKind.SPEAKER, "wait here", True)),
        ("Who said that it is late?", SaidQuestion(SaidKind.SPEAKER, "it is late")),
        ("Who praised the plan?", SaidQuestion(SaidKind.SPEAKER, "the plan", verb="praise")),
        (
            "Which minister said the border is safe?",
            SaidQuestion(SaidKind.SPEAKER, "the border is safe", speaker="minister"),
        ),
        (
            "What did the governor say about the wheel?",
            SaidQuestion(SaidKind.WORDS, speaker="governor", about="wheel"),
        ),
        ("What has Ann Lowe said?", SaidQuestion(SaidKind.WORDS, speaker="Ann Lowe")),
        (
            "Did Ann Lowe say anything about the oven?",
            SaidQuestion(SaidKind.WORDS, speaker="Ann Lowe", about="oven"),
        ),
        (
            "What was Ann Lowe's reaction to the vote?",
            SaidQuestion(SaidKind.WORDS, speaker="Ann Lowe", about="vote"),
        ),
        (
            "What is Ann Lowe's position on the vote?",
            SaidQuestion(SaidKind.WORDS, speaker="Ann Lowe", about="vote", held=True),
        ),
        (
            "How did police describe the driver?",
            SaidQuestion(SaidKind.WORDS, verb="describe", speaker="police", about="driver"),
        ),
        (
            "Quotes from Ann Lowe about the oven",
            SaidQuestion(SaidKind.WORDS, speaker="Ann Lowe", about="oven"),
        ),
    ],
)
def test_a_question_on_speech_is_taken_apart(text, asked):
    assert said_question(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Who is the mayor?",
        "Who attacked the hotel?",
        "When did Ann Lowe say it?",
        "Why did Ann Lowe say that?",
        "What did the report say?",
        "What does the law say about noise?",
        "What does the Gull say about noise?",
        "What does the Harbour Times say?",
        "What does HTN say?",
        "How many people did the minister say died?",
        "What did he say?",
        "What did Ann Lowe say was needed?",
        "Which virus is not meant by the word “flurona” that was said so often?",
        "Which country announced a ban on plastic?",
    ],
)
def test_other_questions_are_left_to_others(text):
    assert said_question(text, ["Gull", "The Harbour Times", "Harbour Town News"]) is None


@pytest.mark.parametrize(
    ("asked", "said", "matches"),
    [
        ("Nobody lifted a finger", "nobody lifted a finger,", True),
        ("nobody has lifted a finger for us", "Nobody lifted a finger for us", True),
        ("it is late", "It is not late", False),
        ("the hall is cold tonight", "The oven is out", False),
    ],
)
def test_words_match_in_other_marks_and_capitals_and_slightly_misquoted(asked, said, matches):
    question = SaidQuestion(SaidKind.SPEAKER, asked, quoted=True)
    assert (words_match(question, said) > 0) is matches


@pytest.mark.parametrize(
    ("asked", "matches"),
    [
        ("Blake", True),
        ("Nora Blake", True),
        ("Ms Blake", True),
        ("Dora Blake", False),
        ("owner", False),
        ("Piet Vos", False),
    ],
)
def test_a_speaker_is_known_by_the_surname_and_never_by_another_first_name(asked, matches):
    first = quotations(MILL)[0]
    assert (speaker_match(asked, first, MILL) > 0) is matches


@pytest.mark.parametrize(
    ("asked", "matches"),
    [
        ("the Foreign Minister", True),
        ("the Norwegian foreign minister", True),
        ("Norway's foreign minister", True),
        ("Foreign Minister Eva Lind", True),
        ("the Danish foreign minister", False),
        ("the finance minister", False),
        ("the deputy foreign minister", False),
    ],
)
def test_a_speaker_is_known_by_the_office_and_its_country(asked, matches):
    text = "Norwegian Foreign Minister Eva Lind said the border was calm."
    (said,) = quotations(text)
    assert (speaker_match(asked.removeprefix("the "), said, text) > 0) is matches


def test_single_marks_round_words_with_an_apostrophe_are_marks() -> None:
    found = said_question("Whose words are 'It's a wall that wants a buttress'?")
    assert found is not None and found.quoted
    assert found.words == "It's a wall that wants a buttress"
    assert said_question("What did the dockers' union say about the mayor's plan?") is not None


def test_what_somebody_denies_was_not_said_by_them() -> None:
    text = "Lena Marsh denied that the mill was “safe as houses”. It was sold."
    asked = said_question("Who said the mill was “safe as houses”?")
    assert asked is not None and said_by(asked, ["a"], lambda _: text) == ()
    denies = said_question("Who denied that the mill was “safe as houses”?")
    assert denies is not None
    assert {each.quotation.name for each in said_by(denies, ["a"], lambda _: text)} == {
        "Lena Marsh"
    }
