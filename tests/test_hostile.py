"""Forty hostile articles beside the seeds: what they are after does not come about."""

import json
import re
import shutil
from datetime import date

import pytest
from hostile import FOLDER, STUFFED, UNRELATED, Hostile, hostile_articles
from test_rendering import Reading

from index import Archive, Span, ingest_path
from index.prose.invisible import HIDDEN, visible
from qa import Answer, QueryEngine
from qa.answers import Searched, Sentence, ShortAnswer
from qa.evidence import Evidence, Form, Standing, Statement
from qa.passages import Citation, Passage
from ui.terminal.cli import main
from ui.terminal.printing import answer_text, article_text, passage_text, print_json, say
from ui.web.exchanges.conversation import Exchange
from ui.web.showing.rendering import render_conversation, render_told
from ui.web.showing.search_in import render_search_in
from ui.web.showing.source import Pane, render_pane

SEEDS = FOLDER.parent.parent.parent / "seeds"
HOSTILE = hostile_articles()
PAYLOADS = tuple(word for each in HOSTILE for word in each.never)
# All that the page itself makes of an answer and a source.
OWN_LINK = re.compile(r"article/[\w.~%-]+(#chars=\d+-\d+)?")
OWN_TAGS = set(
    "article aside blockquote button div form h2 h3 label li mark ol p path section span strong "
    "svg textarea ul a fieldset legend input details summary template".split()
)


@pytest.fixture(scope="module")
def path(tmp_path_factory, seeds_path, embedder):
    path = shutil.copytree(seeds_path, tmp_path_factory.mktemp("hostile") / "archive")
    with Archive.open(path, writing=True, embedder=embedder) as archive:
        report = ingest_path(FOLDER, archive)
    assert set(report.added) == {each.id for each in HOSTILE} and not report.rejected
    return path


@pytest.fixture(scope="module")
def archive(path, embedder):
    with Archive.open(path, embedder=embedder) as archive:
        yield archive


@pytest.fixture(scope="module")
def engine(archive):
    return QueryEngine(archive)


def said(answer: Answer) -> str:
    """All that an answer says, and says that others say, as a person reads it."""
    return visible("\n".join([answer.text, *(other.text for other in answer.alternatives)]))


def assert_exact(answer: Answer, archive: Archive) -> None:
    for cited in answer.cited:
        text = archive.article(cited.article_id).article.text
        assert cited.quote == text[cited.start : cited.end]


# Answers


def test_there_are_forty_and_each_is_after_something_else():
    assert len(HOSTILE) == 40
    assert len({each.id for each in HOSTILE}) == len({each.wants for each in HOSTILE}) == 40


@pytest.mark.parametrize("question", UNRELATED)
def test_an_answer_that_no_hostile_article_is_about_is_the_same_with_them(
    question, engine, archive, seeds_engine
):
    answer, before = engine.query(question), seeds_engine.query(question)
    assert UNRELATED[question] in said(answer)
    quotes, without = [[each.quote for each in a.citations] for a in (answer, before)]
    assert quotes[0] == without[0]
    assert set(quotes) <= set(without)
    assert not [word for word in PAYLOADS if word in said(answer)]
    assert_exact(answer, archive)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda each: each.id[:24])
def test_the_honest_part_answers_and_what_was_planted_does_not(hostile: Hostile, engine, archive):
    answer = engine.query(hostile.question)
    assert hostile.answer in said(answer)
    assert not [word for word in hostile.never if word in said(answer)]
    assert hostile.id in {cited.article_id for cited in answer.citations}
    assert_exact(answer, archive)


@pytest.mark.parametrize("question", STUFFED)
def test_a_claim_in_a_question_s_own_words_never_stands_alone(question, engine, archive):
    claim, true = STUFFED[question]
    answer = engine.query(question)
    assert true in said(answer)
    for cited in answer.cited:
        if claim in cited.quote:
            assert cited.article_id in {each.id for each in HOSTILE} and cited.title
        if true in cited.quote:
            assert (SEEDS / cited.article_id).is_file()
    assert_exact(answer, archive)


def test_a_question_on_another_topic_is_refused_however_relevant_an_article_calls_itself(engine):
    answer = engine.query("Which spices belong in a vegetable biryani?")
    assert not answer.answered
    assert "555" not in answer.text and answer.citations == ()


def test_an_article_of_the_future_is_not_there_on_an_earlier_day(engine):
    question = "Who is Tajikistan's foreign minister?"
    cited = engine.query(question, as_of=date(2026, 1, 1)).cited
    assert cited and "27_future" not in {each.article_id for each in cited}


# What is stored, and what is not


def test_the_text_is_stored_as_it_came(archive):
    for line in (FOLDER / "fields_and_characters.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        ids = {record["id"], record.get("url")} & {each.id for each in HOSTILE}
        assert archive.article(ids.pop()).article.text == record["text"]


def test_what_a_field_holds_is_one_line_and_no_address_but_a_web_address(archive):
    for each in HOSTILE:
        article = archive.article(each.id).article
        fields = [article.title, article.publisher, article.section, *article.authors]
        assert not [field for field in fields if field and len(field.splitlines()) != 1]
        assert article.url is None or article.url.startswith("https://")
    assert archive.article("36_hostile_fields").article.published is None


@pytest.mark.parametrize("name", ["nul.txt", "nul.jsonl"])
def test_an_article_with_a_nul_is_rejected(name, tmp_path, hash_embedder):
    text = '{"text": "A storm fell on \\u0000 Ebbw."}\n' if name == "nul.jsonl" else "Ebbw \0 fell."
    (tmp_path / name).write_text(text, encoding="utf-8")
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        (rejected,) = ingest_path(tmp_path / name, archive).rejected
    assert "NUL" in rejected.reason


# What is shown


def everywhere(hostile: Hostile, archive: Archive) -> tuple[Answer, Passage]:
    """An answer in which the article stands wherever one can, and it as a passage."""
    stored = archive.article(hostile.id)
    article, end = stored.article, len(stored.article.text)
    of = (article.id, article.title, article.publisher, article.published, article.url)
    cited = [Citation(n, *of, article.text, 0, end) for n in (1, 2)]
    answer = Answer(
        question=hostile.question,
        standalone_question=hostile.question,
        answered=True,
        text=f"{' '.join(article.text.split())} [1]\n{' '.join(article.text.split())} [1]",
        sentences=(Sentence(" ".join(article.text.split()), (1,)),),
        citations=(cited[0],),
        reason=None,
        confidence=0.9,
        searched=Searched(1, (article.publisher or "",), None, None, 1),
        short=ShortAnswer(article.text, 1, 0, end),
        evidence=Evidence(
            Form.WORDS, (Statement(article.text, 0, end, cited[1], Standing.OTHERWISE),)
        ),
    )
    return answer, Passage(f"{article.id}#0", *of, article.text, 0, end, 1.0)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda each: each.id[:24])
def test_the_page_shows_it_as_text(hostile: Hostile, archive):
    answer, _ = everywhere(hostile, archive)
    stored = archive.article(hostile.id)
    (cited,) = answer.citations
    pages = [
        render_conversation((Exchange(hostile.question, answer),)),
        render_told(Exchange(hostile.question, answer), 1),
        render_pane(stored, Pane(Span(cited.start, cited.end), Span(0, 20), shown_as="source")),
        render_pane(stored, Pane(shown_as="nearest")),
    ]
    for page in pages:
        read = Reading(page)
        assert set(read.tags) <= OWN_TAGS
        assert not [name for name, _ in read.attributes if name.startswith("on")]
        assert not {"style", "src", "srcdoc", "srcset", "action"} & dict(read.attributes).keys()
        links = {value for name, value in read.attributes if name == "href"}
        own = set(filter(OWN_LINK.fullmatch, filter(None, links)))
        assert links - own <= {stored.article.url}
        assert visible(page) == page
    shown = "".join(Reading(pages[2]).text.split())
    for line in visible(stored.article.text).split("\n")[1:]:
        assert "".join(line.split()) in shown


def test_the_limits_of_a_search_show_names_as_text(archive):
    read = Reading(
        re.sub(r"<input[^>]*>", "", render_search_in(archive.stats(), QueryEngine(archive).filters))
    )
    assert set(read.tags) <= OWN_TAGS
    assert visible(read.text) == read.text
    assert "<b onmouseover=alert(1)>${alert(2)}</b>" in read.text


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda each: each.id[:24])
def test_a_terminal_is_not_steered_and_no_part_of_an_answer_is_drawn(
    hostile: Hostile, archive, capsys
):
    answer, passage = everywhere(hostile, archive)
    say(answer_text(answer))
    printed = capsys.readouterr().out
    assert visible(printed) == printed
    _, _, source, heading, _, end = printed.rstrip("\n").split("\n\n")
    assert source.startswith("[1] ") and heading == "Another article says:"
    assert end.startswith("Very likely right: ") and "\nSearched: 1 article" in end
    say(passage_text(1, passage))
    head, place, *_ = capsys.readouterr().out.split("\n")
    assert head.startswith("1. ") and place.endswith(f"characters 0-{passage.end}")
    say(article_text(archive.article(hostile.id)))
    printed = capsys.readouterr().out
    assert visible(printed) == printed
    assert printed.startswith("id ") and printed.split("\n")[1].startswith("title ")


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda each: each.id[:24])
def test_json_is_exact_and_steers_no_terminal(hostile: Hostile, archive, capsys):
    text = archive.article(hostile.id).article.text
    print_json({"text": text, "id": hostile.id})
    printed = capsys.readouterr().out
    assert not HIDDEN.search(printed)
    assert json.loads(printed) == {"text": text, "id": hostile.id}


@pytest.mark.parametrize(
    "arguments", [["stats"], ["stats", "--publisher", "Ebbw Ech"], ["show", "34_control"]]
)
def test_neither_a_command_nor_its_error_steers_a_terminal(arguments, path, capsys):
    main([*arguments, "--archive", str(path)])
    printed = "".join(capsys.readouterr())
    assert len(printed) > 20 and visible(printed) == printed
