"""A question to the catalogue is understood in the ways people ask it, and no other one is."""

from collections.abc import Iterator

import pytest
from conftest import HashEmbedder

from index import Archive, Article, ingest
from index.storage.tallies import Lack
from qa import Answer, QueryEngine
from qa.catalogue.asked import CatalogueQuestion, Known
from qa.catalogue.grammar import CatalogueKind
from qa.catalogue.parsing import catalogue_question, worth_a_look
from qa.questions.analysis import analyse
from qa.talk.remarks import Remark, remark_in

COUNT, LIST, PUBLISHERS, FIRST, LAST, DATES, MENTIONS, AUTHORS = CatalogueKind
KNOWN = Known(["Gull Herald", "Tern", "cnn.com"], lambda: ["Ada Roe", "Pieter van Dam"])


def read(question: str) -> CatalogueQuestion | None:
    looked_at = worth_a_look(question) and remark_in(question) is None
    return catalogue_question(analyse(question), KNOWN) if looked_at else None


@pytest.mark.parametrize(
    ("kind", "questions"),
    [
        (
            COUNT,
            [
                "How many texts are in the archive?",
                "how many files do you have",
                "How many items are here?",
                "How many news stories does your collection hold?",
                "How many documents are there in total?",
                "What is the total number of articles?",
                "How many articles are stored in this database?",
                "How big is the archive?",
                "count the articles",
                "How many pieces do you hold?",
                "How many stories are stored in here?",
                "How many documents have been loaded?",
                "How many files have I uploaded so far?",
                "How many items are on file?",
                "How many stories came out in May 2024?",
                "How many pieces ran in May 2024?",
                "How many items were carried in May 2024?",
                "How many stories did you run in May 2024?",
                "How many stories are dated May 2024?",
                "How many reports ran in the Tern?",
            ],
        ),
        (
            LIST,
            [
                "list all documents",
                "show me all headlines",
                "Which articles are from 2024?",
                "articles from May 2024",
                "Do you have any articles from 2024?",
                "What do you have from the Tern?",
                "What did the Tern publish in May 2024?",
                "What ran in the Tern in May 2024?",
                "Which pieces appeared in the Tern?",
                "Have you got anything from May 2021?",
                "Do you keep anything from the Tern?",
                "Is there anything in here from 2021?",
                "Does the archive hold any pieces from 2021?",
                "Does the archive go back to 2021?",
            ],
        ),
        (
            PUBLISHERS,
            [
                "What sources do you use?",
                "which outlets do you cover?",
                "What newspapers are included in the archive?",
                "What are your sources?",
                "Where do your articles come from?",
                "Who published the articles?",
                "list all newspapers",
                "How many articles are there from each outlet?",
                "how many articles per newspaper",
                "How many articles does each publisher have?",
                "articles per newspaper",
                "Which publisher is most frequent?",
                "What newspaper published most of the articles?",
                "Which paper turns up most often?",
                "Where do most of your stories come from?",
                "Which publications have you got?",
            ],
        ),
        (
            FIRST,
            [
                "the oldest article",
                "How old is the oldest article?",
                "Which article is the earliest?",
                "What are the two oldest documents in the database?",
                "What is the date of the first article?",
                "What's the earliest item in here?",
                "What's the oldest thing you've got?",
                "What is the first entry in the archive?",
                "How old is your oldest piece?",
                "From when is your earliest story?",
                "What's the oldest you have?",
                "Which article goes back the furthest?",
            ],
        ),
        (
            LAST,
            [
                "What are the latest articles?",
                "newest articles",
                "the last four articles",
                "5 most recent articles",
                "What's the most recent article you have?",
                "Which article was published last?",
                "What was published most recently?",
                "Which is the newest article?",
                "What did the Tern publish last?",
                "Show me the 3 most recent articles from the Tern",
                "List the most recent headlines.",
                "How recent is the archive?",
                "When is your newest article from?",
                "What's the newest thing you keep?",
                "What is the latest piece on file?",
            ],
        ),
        (DATES, ["How far back do you go?", "What years do you cover?",
                 "When are the articles from?"]),
    ],
)  # fmt: skip
def test_a_question_without_a_topic_is_understood_in_many_wordings(
    kind: CatalogueKind, questions: list[str]
) -> None:
    for question in questions:
        asked = read(question)
        assert asked and asked.kind is kind and not asked.is_on_topic, question


@pytest.mark.parametrize(
    ("kind", "questions"),
    [
        (
            LIST,
            [
                "what articles do you have on locusts",
                "What do you have on locusts?",
                "Do you have anything about locusts?",
                "have you got any news on locusts",
                "Is there anything about locusts in the archive?",
                "Are there any articles on locusts?",
                "anything about locusts?",
                "Show me everything you have on locusts",
                "I am looking for articles about locusts",
                "Articles about locusts",
                "Does the archive mention locusts?",
                "Are locusts mentioned anywhere?",
                "In which articles do locusts appear?",
                "Which of the articles mention locusts?",
                "What's in the archive about locusts?",
                "Is there anything in here on locusts?",
                "Got anything on locusts?",
                "Do you keep any pieces about locusts?",
                "Are there any items on locusts in the archive?",
                "What coverage do you have of locusts?",
                "Is there any mention of locusts in here?",
                "Do locusts get a mention in any of the articles?",
                "Does anything in here deal with locusts?",
                "Which articles do locusts feature in?",
                "Where in the archive do locusts turn up?",
            ],
        ),
        (COUNT, ["In how many articles are locusts mentioned?",
                 "How many of your articles mention locusts?",
                 "In how many of the articles do locusts crop up?",
                 "In how many pieces do locusts get a mention?",
                 "How many articles do locusts figure in?",
                 "How many articles have locusts in them?",
                 "Across how many articles are locusts mentioned?",
                 "How much do you have on locusts?",
                 "How much coverage did locusts get?"]),
        (
            PUBLISHERS,
            [
                "Which newspaper wrote the most about locusts?",
                "Which outlet has most articles on locusts?",
                "What paper covered the locusts most?",
                "Which newspaper wrote about locusts?",
                "How many articles about locusts are there from each newspaper?",
                "Which papers ran pieces on locusts?",
            ],
        ),
        (LAST, ["newest article about locusts", "What was published last about locusts?",
                "When was the latest article on locusts published?"]),
        (FIRST, ["When were the locusts first mentioned?",
                 "Which article first mentions locusts?",
                 "What is the first mention of the locusts?",
                 "When did the locusts first appear in the archive?"]),
        (
            MENTIONS,
            [
                "How many times are the locusts mentioned?",
                "How often does the word locusts come up in the articles?",
                "How many mentions of the locusts are there?",
                "How often do the articles mention locusts?",
            ],
        ),
    ],
)  # fmt: skip
def test_a_question_on_a_topic_is_understood_in_many_wordings(
    kind: CatalogueKind, questions: list[str]
) -> None:
    for question in questions:
        asked = read(question)
        assert asked and asked.kind is kind, question
        assert [part.text for part in asked.parts] == ["locusts"], question


@pytest.mark.parametrize(
    ("question", "topic", "or_else", "without"),
    [
        ("Which articles mention hail or frost?", ["hail"], [["frost"]], []),
        ("Which articles mention hail or frost or both?", ["hail"], [["frost"]], []),
        ("Articles about hail except those that mention frost", ["hail"], [], [["frost"]]),
        ("articles on hail, frost or Port Ley", ["hail"], [["frost"], ["Port Ley"]], []),
        ("Which articles mention both hail and frost?", ["hail", "frost"], [], []),
        ("How many articles mention hail but not frost?", ["hail"], [], [["frost"]]),
        ("articles about Port Ley without mentioning Roe", ["Port Ley"], [], [["Roe"]]),
        ("Which articles mention hail and do not mention frost?", ["hail"], [], [["frost"]]),
        ("Which articles don't mention Port Ley?", [], [], [["Port Ley"]]),
        ("Which articles mention neither hail nor frost?", [], [], [["hail"], ["frost"]]),
        ('Which articles mention "rain or shine"?', ["rain or shine"], [], []),
        ("How many articles mention hail or frost but not Roe?", ["hail"], [["frost"]], [["Roe"]]),
    ],
)
def test_either_of_two_things_or_one_without_the_other_can_be_asked_for(
    question: str, topic: list[str], or_else: list[list[str]], without: list[list[str]]
) -> None:
    asked = read(question)
    assert asked
    assert [part.text for part in asked.topic] == topic
    assert [[part.text for part in each] for each in asked.or_else] == or_else
    assert [[part.text for part in each] for each in asked.without] == without


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("How many articles have no date?", Lack.DATE),
        ("Which articles are undated?", Lack.DATE),
        ("Are there any articles without a date?", Lack.DATE),
        ("Do all articles have a date?", Lack.DATE),
        ("How many articles lack a publisher?", Lack.PUBLISHER),
        ("List the articles that don't have an author", Lack.AUTHOR),
        ("How many of the articles carry no author's name?", Lack.AUTHOR),
        ("How many stories are unsigned?", Lack.AUTHOR),
        ("How many pieces ran without a byline?", Lack.AUTHOR),
        ("How many articles don't say who wrote them?", Lack.AUTHOR),
        ("For how many articles is no author given?", Lack.AUTHOR),
        ("How many articles have no date on them?", Lack.DATE),
        ("Which articles don't say when they were published?", Lack.DATE),
    ],
)
def test_what_articles_do_not_tell_can_be_asked_for(question: str, lacking: Lack) -> None:
    asked = read(question)
    assert asked and asked.lacking is lacking


@pytest.mark.parametrize(
    ("question", "authors"),
    [
        ("articles by Ada Roe", ("Ada Roe",)),
        ("How many articles about hail were written by van Dam?", None),
        ("How many articles did Roe write?", ("Ada Roe",)),
        ("Which articles did Pieter van Dam write?", ("Pieter van Dam",)),
        ("articles by roe", None),
        ("Which pieces did Pieter van Dam file?", ("Pieter van Dam",)),
        ("How many bylines does Roe have?", ("Ada Roe",)),
        ("Which stories carry Ada Roe's byline?", ("Ada Roe",)),
        ("How many items is Ada Roe credited with?", ("Ada Roe",)),
        ("What has Ada Roe written about hail?", ("Ada Roe",)),
        ("What's Ada Roe's latest piece?", ("Ada Roe",)),
        ("What's the last thing Ada Roe wrote?", ("Ada Roe",)),
        ("Do you hold anything by Roe?", ("Ada Roe",)),
        ("Has Roe written anything on hail?", ("Ada Roe",)),
        ("How many pieces did Roe write for the Tern?", ("Ada Roe",)),
        ("Which papers has Ada Roe written for?", ("Ada Roe",)),
        ("Which pieces did Ida Lund write?", None),
        ("What did Roe write?", None),
        ("articles by Ida Lund", None),
    ],
)
def test_authors_are_known_by_their_names(question: str, authors: tuple[str, ...] | None) -> None:
    asked = read(question)
    assert (asked.authors if asked else None) == authors


@pytest.mark.parametrize(
    "question",
    [
        "How many documents were found in the cellar?",
        "How many documents do you have to sign?",
        "How many files did the thieves take?",
        "How many documents are kept in the safe?",
        "How many files have been stored in the cellar?",
        "Which headlines did the scandal make?",
        "How many items are on the list?",
        "How many items are in the museum?",
        "How many records are in the archive of the police?",
        "How many texts did the mayor send?",
        "How many pieces are in the gallery's collection?",
        "How many entries were submitted about peace?",
        "Which documents mention the payments?",
        "Which documents do you need to marry?",
        "What documents do I need?",
        "What are the newest rules?",
        "What are the latest figures?",
        "What are the latest reports from the front?",
        "What is the latest news on the strike?",
        "What is the newest article about?",
        "What did the latest article say?",
        "What is the oldest town in the valley?",
        "What is the last train?",
        "the last three kings",
        "What was first published in 1859?",
        "What was published on Friday?",
        "What did the ministry publish last?",
        "What did the ministry publish about hail?",
        "What has Roe said about the archive?",
        "Which newspaper did the baron buy?",
        "Which newspaper broke the story?",
        "Which newspaper has the most readers?",
        "Which magazine covered up the affair?",
        "Which newspaper reported on the affair?",
        "Which constitution has the most articles?",
        "Who has the most medals?",
        "What sources of light do you know?",
        "What sources did the inquiry use?",
        "What sources confirmed the raid?",
        "Which papers did he sign?",
        "Is there anything on the moon?",
        "Is there any news about the hostages?",
        "Are there any reports about casualties?",
        "What do you know about hail?",
        "What do you have to pay?",
        "Do you have to book?",
        "Do you have a source?",
        "Anything else?",
        "What do the articles say about hail?",
        "Is the mayor mentioned?",
        "Is Roe mentioned in the lawsuit?",
        "Does the report mention Roe?",
        "Which articles of the treaty do not mention war?",
        "Which ministers have no date for their trial?",
        "How many times did she win?",
        "How many times did Roe mention Lund?",
        "How many times is Moses mentioned in the Koran?",
        "How often is the fair held?",
        "How often did the alarm occur?",
        "How often is he mentioned in the letters?",
        "In how many towns does the bus stop?",
        "When did Roe first appear in court?",
        "When was the wheel first invented?",
        "When was the treaty first mentioned by Roe?",
        "How recent is the change?",
        "How far back does the custom go?",
        "What years did Roe rule?",
        "Do all guests have a date?",
        "How many articles mention hail and frost or snow?",
        "How many articles mention what Roe said?",
        "Which articles mention that hail fell?",
        "Which pieces did the gallery buy?",
        "Which pieces did Roe sell?",
        "Which stories did Ada Roe deny?",
        "How many books did Ada Roe write?",
        "What did Ada Roe run in 2024?",
        "Did Ada Roe run for mayor?",
        "When did Roe last write to the council?",
        "What is Roe's latest book?",
        "How many stories did the tower have in 2020?",
        "How many stories were added to the tower in 2024?",
        "How many ran in the race in May 2024?",
        "How many items were sold in May 2024?",
        "How many reports were filed in May 2024?",
        "How many pieces were in the set?",
        "How many records are on file at the court?",
        "What is the oldest thing in the gallery?",
        "What's the first thing you have to do in a fire?",
        "What's the oldest item in the catalogue of the gallery?",
        "Which piece is the oldest?",
        "What's the earliest date in the diary?",
        "Is there anything she fears?",
        "Is there anything in the report about hail?",
        "Does the gallery have anything from 2021?",
        "Do you have anything to declare?",
        "Do you hold shares?",
        "Is there a reference to Lund in the treaty?",
        "In how many films does Lund turn up?",
        "In how many pieces does the flute feature?",
        "Where did the otter turn up?",
        "Does the fly turn up anywhere in the valley?",
        "How much coverage does the policy have?",
        "Is there any coverage of 5G in the valley?",
        "How many of the pieces are unsigned?",
        "How many books have no author's name?",
        "How many contracts don't say who wrote them?",
    ],
)
def test_what_is_asked_of_the_articles_contents_goes_the_usual_way(question: str) -> None:
    assert read(question) is None


@pytest.mark.parametrize(
    "said", ["What's in your database?", "What kind of articles do you have?",
             "What topics do you cover?", "What does this archive contain?",
             "What can I find here?"],
)  # fmt: skip
def test_what_is_in_the_archive_is_a_remark_as_ever(said: str) -> None:
    assert remark_in(said) is Remark.CONTENTS


# Answers

ARTICLES = [
    Article("plague", "Locusts over Port Ley", "A swarm of locusts came over Port Ley. Locusts ate "
            "the wheat.", "Gull Herald", "2024-05-02", authors=("Ada Roe",)),
    Article("hail", "Hail in Port Ley", "Hail fell on Port Ley. No locusts were left after the "
            "hail.", "Gull Herald", "2024-05-09"),
    Article("frost", "Frost", "A night train was late for frost. Ida Lund waited.", "Tern",
            "2024-06-01"),
    Article("train", "The night train", "The night train to Ley runs again. A train left at night.",
            "Tern", "2024-06-03", authors=("Ida Lund", "Ada Roe")),
    Article("undated", "Nobody knows", "Locusts are insects.", None, None),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryEngine]:
    path = tmp_path_factory.mktemp("wordings") / "archive"
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest(ARTICLES, archive)
        yield QueryEngine(archive)


def listed(answer: Answer) -> list[str]:
    return [article.article_id for article in answer.listed]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many times are the locusts mentioned?",
         '"locusts" is mentioned 5 times, in 3 articles. [1][2][3]'),
        ("How often is Ida Lund mentioned?", '"Ida Lund" is mentioned once, in 1 article. [1]'),
        ("How often is the plague of flies mentioned?", None),
        ("Which newspaper wrote most about Port Ley?",
         'Gull Herald has the most articles that mention "Port Ley": Gull Herald (2). [1]'),
        ("Which outlet published the most articles?",
         "Gull Herald and Tern each have the most articles: Gull Herald (2), Tern (2); 1 article "
         "without a publisher."),
        ("Which articles mention locusts but not hail?",
         '2 articles mention "locusts" but not "hail": "Locusts over Port Ley" (Gull Herald, '
         '2 May 2024); "Nobody knows" (undated). [1][2]'),
        ("How many articles mention hail or frost?",
         '2 articles mention "hail" or "frost". [1][2]'),
        ("How many articles do not mention Port Ley?", '3 articles do not mention "Port Ley".'),
        ("How many articles have no date?", "The archive holds 1 article without a date."),
        ("Which articles have no author?", "The archive holds 3 articles without an author: "
         '"Frost" (Tern, 1 June 2024); "Hail in Port Ley" (Gull Herald, 9 May 2024); "Nobody '
         'knows" (undated).'),
        ("articles by Roe", 'The archive holds 2 articles by Ada Roe: "The night train" (Tern, '
         '3 June 2024); "Locusts over Port Ley" (Gull Herald, 2 May 2024).'),
        ("What are the two newest articles?", 'The 2 newest dated articles are "The night train" '
         '(Tern, 3 June 2024); "Frost" (Tern, 1 June 2024); 1 undated article could not be '
         "placed. [1][2]"),
        ("What is the latest article from the Gull Herald?", 'The last article from Gull Herald is '
         '"Hail in Port Ley" (Gull Herald, 9 May 2024). [1]'),
        ("When was the night train first mentioned?", 'The first article that mentions "night '
         'train" is "Frost" (Tern, 1 June 2024). [1]'),
        ("When was the steam engine first mentioned?", None),
        ("Do you hold anything from 2021?",
         "The archive holds no article published from 1 January 2021 to 31 December 2021; 1 "
         "undated article could not be placed."),
        ("Is there anything in here about frost?", '1 article mentions "frost": "Frost" (Tern, '
         "1 June 2024). [1]"),
        ("How many pieces did Ada Roe write in May 2024?", "The archive holds 1 article by Ada Roe "
         "published from 1 May 2024 to 31 May 2024."),
        ("What's the newest thing Ada Roe wrote?", 'The last article by Ada Roe is "The night '
         'train" (Tern, 3 June 2024). [1]'),
        ("Which papers has Ada Roe written for?", "2 publishers have articles by Ada Roe: "
         "Gull Herald (1), Tern (1)."),
        ("In how many of the articles do the locusts turn up?", '3 articles mention "locusts". '
         "[1][2][3]"),
    ],
)  # fmt: skip
def test_each_has_an_answer_of_its_own(
    engine: QueryEngine, question: str, text: str | None
) -> None:
    answer = engine.query(question)
    if text is None:
        assert not answer.listed
    else:
        assert answer.text == text


def test_so_many_of_the_newest_are_listed_as_were_asked_for(engine: QueryEngine) -> None:
    assert listed(engine.query("the last three articles")) == ["train", "frost", "hail"]


def test_what_stands_in_two_overlapping_passages_is_counted_once(
    hash_embedder: HashEmbedder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = " ".join(f"Quarry number {n} lies by the river Ley, they say." for n in range(90))
    path = tmp_path_factory.mktemp("overlapping") / "archive"
    with Archive.create(path, embedder=hash_embedder) as archive:
        ingest([Article("long", "Stone", text)], archive)
        assert len(archive.catalog.tallies.chunk_ids("long")) > 2
        answer = QueryEngine(archive).query("How often is the river Ley mentioned?")
        assert answer.text.startswith('"river Ley" is mentioned 90 times, in 1 article.')
