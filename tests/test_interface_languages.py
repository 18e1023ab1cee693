"""The interface's words: each language has all of them, and speaks to whom wants it."""

import ast
import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

from index import ArchiveStats, Article, ArticleRef, Filters, Span, StoredArticle
from qa import Answer, Citation, Searched, Sentence
from qa.answers import Progress, ShortAnswer
from qa.evidence import Evidence, Form, Standing, Statement
from qa.faults import Fault, FaultKind
from ui.exports import FORMATS, exported
from ui.language import (
    day_in_words,
    language_for,
    languages,
    ngettext,
    number,
    speaking,
    words_for_scripts,
)
from ui.resting import rests_on
from ui.web.exchanges.conversation import Exchange
from ui.web.exchanges.taken import taken_of
from ui.web.guarding.forms import login_form
from ui.web.html.templating import rendered
from ui.web.showing.rendering import (
    render_announcement,
    render_archive,
    render_conversation,
    render_masthead,
    render_suggestions,
)
from ui.web.showing.search_in import render_search_in
from ui.web.showing.source import Pane, render_pane
from ui.wording import limits_in_words, searched, sureness, written_by

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "ui" / "languages"


@pytest.mark.parametrize(
    ("chosen", "accepted", "spoken"),
    [
        (None, None, "en"),
        (None, "de-CH,de;q=0.9,en;q=0.5", "de"),
        (None, "en-GB,de;q=0.9", "en"),
        (None, "de;q=0.3,en;q=0.8", "en"),
        (None, "fr,tlh;q=x", "en"),
        (None, ",;q=,*", "en"),
        ("de", "en", "de"),
        ("../de", "en", "en"),
        ("", "de", "de"),
    ],
)
def test_readers_are_spoken_to_in_a_language_that_they_want(chosen, accepted, spoken):
    assert language_for(chosen, accepted) == spoken


def test_each_language_is_called_as_it_calls_itself():
    assert languages() == {"de": "Deutsch", "en": "English"}


def test_days_and_numbers_are_written_as_the_language_does():
    with speaking("de"):
        assert day_in_words("2024-05-03") == "3. Mai 2024"
        assert day_in_words("2024-05") == "Mai 2024"
        assert day_in_words("2024") == "2024"
        assert day_in_words("2024-13-01") == "2024-13-01"
        assert number(12345) == "12.345"
    assert day_in_words("2024-05-03") == "3 May 2024"
    assert day_in_words(None) == "undated"
    assert ngettext("%(num)s word", "%(num)s words", 12345) == "12,345 words"
    assert ngettext("%(num)s word", "%(num)s words", 1) == "1 word"


# Complete


def _extracted() -> set[tuple[str, ...]]:
    """The messages of the sources, found as `make words` finds them."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        mappings = tomllib.load(file)["tool"]["babel"]["mappings"]
    options = {
        each["pattern"]: {k: v for k, v in each.items() if k not in ("method", "pattern")}
        for each in mappings
    }
    functions = re.search(r'-k "([^"]+)"', (ROOT / "Makefile").read_text())[1]
    found = extract_from_dir(
        str(ROOT),
        [(each["pattern"], each["method"]) for each in mappings],
        options,
        keywords=DEFAULT_KEYWORDS | parse_keywords(functions.split()),
        directory_filter=lambda path: Path(path).relative_to(ROOT).parts[0] == "ui",
    )
    return {_named(message) for _, _, message, _, _ in found}


def _named(message: str | Sequence[str]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def _catalog(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem if path.suffix == ".po" else None)


def _ids(catalog: Catalog) -> set[tuple[str, ...]]:
    return {_named(each.id) for each in catalog if each.id}


CATALOGS = sorted(FOLDER.glob("*.po*"))
LANGUAGES = [path.stem for path in CATALOGS if path.suffix == ".po"]


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.name)
def test_each_file_has_the_messages_of_the_sources_and_no_others(path):
    found, listed = _extracted(), _ids(_catalog(path))
    assert len(found) > 200
    assert not found - listed, f"{path.name} lacks them: run `make words`, then translate them"
    assert not listed - found, f"{path.name} has what is said no more: run `make words`"


def test_no_message_is_missed_where_the_sources_are_read():
    """Babel sees no call within an f-string."""
    said = set()
    for path in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if count := {"_": 1, "N_": 1, "ngettext": 2}.get(node.func.id):
                words = [each.value for each in node.args[:count] if isinstance(each, ast.Constant)]
                said |= {tuple(words)} if len(words) == count else set()
    one = {ids[0] for ids in _ids(_catalog(FOLDER / "dateline.pot"))}
    assert not {words for words in said if words[0] not in one}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_complete(language):
    catalog = _catalog(FOLDER / f"{language}.po")
    messages = [each for each in catalog if each.id]
    untranslated = [each.id for each in messages if not all(_named(each.string))]
    assert not untranslated, f"translate these in {language}.po; `make words` brings new ones"
    assert not [each.id for each in messages if each.fuzzy]
    assert not catalog.obsolete
    wrong = [(each.id, str(error)) for each in messages for error in each.check(catalog)]
    assert not wrong
    # Babel's checks take one that leaves a placeholder out.
    lost = [each.id for each in messages for said in _named(each.string) if _lost(each.id, said)]
    assert not lost
    blanks = [each.id for each in messages if _edges(each.id) != _edges(each.string)]
    assert not blanks


def _lost(of: str | tuple[str, ...], said: str) -> bool:
    """Whether a translation has other placeholders than each form of the message."""
    return all(set(_PLACE.findall(form)) != set(_PLACE.findall(said)) for form in _named(of))


def _edges(of: str | tuple[str, ...]) -> list[bool]:
    return [form != form.strip() for form in _named(of)]


_PLACE = re.compile(r"%\(\w+\)s")


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_are_given_their_words(language):
    with speaking(language):
        told = json.loads(words_for_scripts())
    assert told["language"] == language and told["plural"]
    said = set()
    for path in (ROOT / "ui" / "web" / "static").glob("*.js"):
        said |= set(re.findall(r"\bsay(?:Many)?\(\s*'([^']+)'", path.read_text(encoding="utf-8")))
    assert len(said) > 30 and not said - told["words"].keys()
    for words in said:
        assert all(_named(told["words"][words]))
    assert json.loads(words_for_scripts()) == {"language": "en", "plural": None, "words": {}}


# As it is read

ENGLISH = re.compile(
    r"\b(?:a|all|an|and|answer|answers?|archive|are|article|articles|as|ask|asked|by|close|"
    r"copy|days?|edit|export|find|from|in|is|language|more|no|not|of|on|only|publishers?|published|"
    r"question|right|rests|search|searched|sections?|show|sources?|the|to|undated|what|with|wrong|"
    r"your?)\b",
    re.IGNORECASE,
)
SAME = {"in"}  # in German too
STATS = ArchiveStats(
    2225, 0, (("Möwe", 2000), ("Mühle", 20)), (("Ausland", 7),), "2023-05-01", "2024", 3, 9000, "m",
    1, "in a folder", "", kinds=(("opinion", 2), ("live", 1)), languages=(("en", 4), ("de", 2)),
    claimed=(("Möwe", 1),),
)  # fmt: skip


def _cited(number: int, **fields: object) -> Citation:
    told = {
        "article_id": f"{number}.txt", "title": "Fähre gesunken", "publisher": "Möwe",
        "published": "2024-05-03", "url": None, "quote": "Es regnete.", "start": 0, "end": 11,
    }  # fmt: skip
    return Citation(number=number, **(told | fields))


def _answer(**fields: object) -> Answer:
    copy = ArticleRef("3.txt", "Fähre", "Mühle", "2024-05-04", None)
    told = {
        "question": "Wo?",
        "standalone_question": "Wo regnete es?",
        "answered": True,
        "text": "Es regnete. [1]",
        "short": ShortAnswer("Es", 1, 0, 2),
        "sentences": (
            Sentence("Es regnete.", (1, 2)),
            Sentence("Nie.", (1,), faults=(Fault(FaultKind.WORDS, "Nie", None, "Nie."),)),
        ),
        "citations": (
            _cited(1, copies=(copy, copy, copy), kind="live"),
            _cited(2, publisher="Mühle", publisher_claimed=True, published=None, kind="opinion"),
        ),
        "evidence": Evidence(Form.WORDS, (Statement("Es", 0, 2, _cited(3), Standing.OTHERWISE),)),
        "reason": None,
        "confidence": 0.9,
        "model": "x/y",
        "as_of": "2024-06-01",
        "searched": Searched(
            23, ("Möwe", "Mühle"), "2023-05-01", "2023-05-31", 2, "2023-05-01", "2023-05-31"
        ),
    }
    return Answer(**(told | fields))


LIMITS = Filters(
    publishers=("Möwe", "Mühle (claimed)", "(not named)"), sections=("Ausland",),
    kinds=("live", "news"), languages=("en",), article_ids=("1", "2", "3", "4", "5"),
    published_from=date(2023, 5, 1), published_to=date(2023, 5, 31), undated=True,
)  # fmt: skip


def _pages() -> dict[str, str]:
    """What the page shows, without what articles and the engine say."""
    no = {"answered": False, "sentences": (), "citations": (), "evidence": None, "short": None}
    refused = _answer(**no, text="Nein.", reason="Nein.")
    exchanges = (
        Exchange("Wo?", _answer(), key="a", filters=LIMITS),
        Exchange("Wo?", _answer(model=None), key="b", stopped=True),
        Exchange("Wo?", refused, key="c"),
        Exchange("Wo?", before=2),
        *(
            Exchange("Wo?", _answer(**no, complete=False, progress=Progress(stage, 1, 20)))
            for stage in ("reading", "weighing", "checking")
        ),
    )
    article = Article(
        "1.txt", "Fähre", "Grau. Es regnete.", publisher="Möwe", authors=("Ada",), kind="live",
        provenance={"title": "made from the first sentence"},
    )  # fmt: skip
    stored = StoredArticle(article, 1, (Span(0, 5),), "hash", None, None)
    taken = [taken_of(each) for each in exchanges[:3]]
    return {
        "masthead": render_masthead(STATS, sign_out=True),
        "archive": render_archive(STATS),
        "limits": render_search_in(STATS, LIMITS),
        "tools": rendered("tools.html", languages={}, uploads=None),
        "chats": rendered("chats.html"),
        "composer": rendered("composer.html", model="x/y"),
        "suggestions": render_suggestions(None),
        "conversation": render_conversation(exchanges),
        "announced": "".join(map(render_announcement, exchanges)),
        "pane": render_pane(stored, Pane(shown_as="nearest")),
        "gone": render_pane(stored, Pane(Span(0, 4), None, "0" * 16)),
        "login": login_form(people=True, elsewhere="IDP").body.decode(),
        "export": exported(taken, FORMATS["markdown"], "Wo", talk=True).decode(),
        "citations": exported(taken, FORMATS["ris"], "Wo", talk=True).decode(),
    }


def test_a_page_in_another_language_has_no_english_left():
    with speaking("de"):
        pages = _pages()
    for name, html in pages.items():
        shown = re.sub(r"<(style|script).*?</\1>", " ", html, flags=re.DOTALL)
        spoken = re.findall(r'(?:aria-label|placeholder|title|data-copied)="([^"]*)"', shown)
        text = " ".join([re.sub(r"<[^>]*>", " ", shown), *spoken])
        left = {each.lower() for each in ENGLISH.findall(text)} - SAME
        assert not left, f"{name} says {left}: wrap it in _() and run `make words`"


def test_an_english_page_would_be_noticed():
    assert all(
        {each.lower() for each in ENGLISH.findall(re.sub(r"<[^>]*>", " ", html))} - SAME
        for name, html in _pages().items()
        if name != "citations"
    )


def test_sentences_made_of_parts_read_well_in_german():
    answer = _answer()
    with speaking("de"):
        assert searched(answer.searched) == (
            "Durchsucht: 23 Artikel aus 2 Medien, veröffentlicht vom 1. bis zum 31. Mai 2023, "
            "2 ohne Datum."
        )
        assert searched(Searched(1, (), None, None, 1)) == "Durchsucht: 1 Artikel, ohne Datum."
        assert rests_on(answer) == "Beruht auf 2 Berichten von 2 Medien, der neueste: 3. Mai 2024."
        one = replace(answer, citations=answer.citations[:1])
        assert rests_on(one) == "Eine einzige Quelle: Möwe, 3. Mai 2024."
        assert sureness(replace(answer, model=None)) == (
            "Sehr wahrscheinlich richtig: Von hundert solchen Antworten sind etwa 90 richtig."
        )
        assert written_by(answer) == (
            "Geschrieben von x/y; jeder Satz wurde mit den Worten verglichen, die er zitiert, "
            "und einer ist durch sie nicht belegt."
        )
        assert limits_in_words(LIMITS) == (
            "Nur: Möwe, Mühle (laut eigenem Text), Medium nicht genannt; Ressort Ausland; "
            "Liveblog; Nachricht; Sprache Englisch; 1, 2, 3 und noch 2 Artikel; "
            "ab 1. Mai 2023 bis 31. Mai 2023, auch ohne Datum."
        )
