"""Every door keeps to its limits: nothing later than the day asked is found, shown or counted."""

import functools
import json
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path

import pytest

from index import Archive, Article, Filters, ingest
from index.models.embedding import SentenceTransformerEmbedder
from qa import QueryEngine
from qa.llama_index_adapter import DatelineQueryEngine, DatelineRetriever
from qa.suggestions import suggested_questions
from ui.terminal.cli import main
from ui.web.asking.asked import AskedOnPage
from ui.web.asking.chat import Chat
from ui.web.showing.rendering import render_archive, render_conversation, render_masthead
from ui.web.showing.search_in import render_search_in

DAY = date(2024, 5, 31)
AS_OF = ("--as-of", "2024-05-31")
QUESTION = "Who opened the harbour bridge at Fellmouth?"
# What is later has names of its own, which no output may hold.
LATER = ("Zephyrine", "Quillfeather", "Obelisk", "j-later")
ARTICLES = [
    Article(
        id="j-early",
        title="Harbour bridge opened",
        text="The harbour bridge at Fellmouth was opened on Monday by Minister Ada Winters.",
        publisher="Fellmouth Courier",
        published="2024-05-03",
        section="Local",
    ),
    *(
        Article(
            id=f"j-later-{published}",
            title="Harbour bridge opened again by Zephyrine Quillfeather",
            text="The harbour bridge at Fellmouth was opened again by Zephyrine Quillfeather. "
            f"President Zephyrine Quillfeather said in {published} that it had been mended.",
            publisher="Obelisk Herald",
            published=published,
            section="Obelisk",
        )
        for published in ("2024-06-01", "2024", "2025")
    ),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Path:
    folder = tmp_path_factory.mktemp("doors") / "archive"
    with Archive.create(folder, embedder=embedder) as archive:
        ingest(ARTICLES, archive)
    return folder


@pytest.fixture(scope="module")
def engine(path: Path, embedder: SentenceTransformerEmbedder) -> Iterator[QueryEngine]:
    with Archive.open(path, embedder=embedder) as archive:
        yield QueryEngine(archive)


@pytest.fixture
def command(
    path: Path,
    embedder: SentenceTransformerEmbedder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., str]:
    """Runs a command in this process, so that the model is loaded once; gives what it printed."""
    opened = functools.partial(Archive.open, embedder=embedder)
    monkeypatch.setattr(Archive, "open", opened)

    def run(*arguments: str) -> str:
        main([*arguments, "--archive", str(path)])
        printed = capsys.readouterr()
        return printed.out + printed.err

    return run


def test_without_a_day_the_later_articles_are_there(
    engine: QueryEngine, command: Callable[..., str]
) -> None:
    assert "Quillfeather" in str(engine.query(QUESTION).to_dict())
    for said in (command("stats"), command("search", QUESTION), command("show", "j-later-2025")):
        assert "Obelisk" in said


def test_from_python_nothing_later_is_found_or_counted(engine: QueryEngine) -> None:
    scoped = QueryEngine(engine.archive, filters=Filters(as_of=DAY))
    for answer in (
        engine.query(QUESTION, as_of=DAY),
        engine.query(QUESTION, filters=Filters(as_of=DAY)),
        scoped.query(QUESTION),
        scoped.query(QUESTION, as_of=date(2030, 1, 1)),
        scoped.query("How many articles mention Fellmouth?"),
        scoped.query("Which publishers are in the archive?"),
    ):
        holds_only_what_is_early(json.dumps(answer.to_dict()) + str(answer.passages))
        assert answer.searched.articles == 1
        assert answer.as_of == "2024-05-31"
    assert "Winters" in scoped.query(QUESTION).text
    holds_only_what_is_early(" ".join(suggested_questions(scoped)))


def test_through_llama_index_nothing_later_is_found(engine: QueryEngine) -> None:
    nodes = DatelineRetriever(engine.retriever, filters=Filters(as_of=DAY)).retrieve(QUESTION)
    assert [found.node.metadata["article_id"] for found in nodes] == ["j-early"]
    for limits in ({"as_of": DAY}, {"filters": Filters(as_of=DAY)}):
        response = DatelineQueryEngine(engine, **limits).query(QUESTION)
        assert "Winters" in str(response)
        holds_only_what_is_early(f"{response} {response.source_nodes} {response.metadata}")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", QUESTION),
        ("ask", QUESTION, "--json"),
        ("ask", "What did Zephyr say?", "--publisher", "Obelisk Heral"),
        ("ask", "What was said?", "--section", "Obelis"),
        ("ask", "What was said?", "--article", "j-l"),
        ("search", QUESTION),
        ("search", QUESTION, "--json"),
        ("show", "j"),
        ("show", "j-l"),
        ("show", "j", "--json"),
        ("stats",),
        ("stats", "--json"),
    ],
)
def test_from_the_terminal_nothing_later_is_shown(
    command: Callable[..., str], arguments: tuple[str, ...]
) -> None:
    said = command(*arguments, *AS_OF)
    typed = {name for name in LATER if any(name in argument for argument in arguments)}
    assert said.strip()
    holds_only_what_is_early(said, besides=typed)


def test_a_question_set_is_asked_as_on_the_day(command: Callable[..., str], tmp_path: Path) -> None:
    question = {"id": "q", "question": QUESTION, "answerable": True, "kind": "fact"}
    file = tmp_path / "set.jsonl"
    file.write_text(json.dumps(question | {"answers": ["Winters"]}), encoding="utf-8")
    holds_only_what_is_early(command("eval", str(file), "--json", *AS_OF))
    holds_only_what_is_early(
        command("eval", str(file), "--out", str(tmp_path / "out"), *AS_OF)
        + (tmp_path / "out" / "report.json").read_text(encoding="utf-8")
    )


def test_on_the_page_nothing_later_is_shown(engine: QueryEngine) -> None:
    chat = Chat(QueryEngine(engine.archive, filters=Filters(as_of=DAY)))
    *_, exchange = chat.ask(AskedOnPage(QUESTION, limits={"as_of": "2031-01-01"}))
    shown = [
        render_conversation((exchange,)),
        render_masthead(chat.stats()),
        render_archive(chat.stats()),
        render_search_in(chat.stats(), chat.scope),
        *chat.suggestions(),
    ]
    assert "Winters" in shown[0]
    assert "1 article, 1 publisher" in shown[1]
    holds_only_what_is_early(" ".join(shown))


def test_a_reader_s_own_day_hides_what_is_later_too(engine: QueryEngine) -> None:
    *_, exchange = Chat(engine).ask(AskedOnPage(QUESTION, limits={"as_of": "2024-05-31"}))
    holds_only_what_is_early(render_conversation((exchange,)))
    assert "Asked as of 31 May 2024" in render_conversation((exchange,))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"publishers": ["Obelisk Heral"]}, "did you mean &#39;Obelisk Herald&#39;?"),
        ({"from": "2024-06-01", "to": "2024-05-01"}, "Give the earlier day first."),
        ({"from": "soon"}, "&#39;soon&#39; is no day."),
    ],
)
def test_limits_that_cannot_be_are_a_sentence_on_the_page(
    engine: QueryEngine, sent: dict[str, object], said: str
) -> None:
    *_, exchange = Chat(engine).ask(AskedOnPage(QUESTION, limits=sent))
    assert said in render_conversation((exchange,))


def test_a_relative_date_is_reckoned_from_the_day_it_is_where_the_reader_is(
    engine: QueryEngine,
) -> None:
    question = "Who opened the harbour bridge this month?"
    answer = engine.query(question, today=date(2024, 6, 3))
    assert answer.as_of is None
    assert answer.searched.articles < 4
    assert engine.query(question, today=DAY).searched.articles == 4


def holds_only_what_is_early(shown: str, besides: Collection[str] = ()) -> None:
    assert [name for name in LATER if name in shown and name not in besides] == []
