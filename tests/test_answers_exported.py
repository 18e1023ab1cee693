"""Answers taken along: every format says all of it, and nothing in it does harm."""

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
import rispy
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pybtex.database import parse_string

from index import ArticleRef, Filters
from index.prose.invisible import one_line
from qa.answers import Answer, Searched, Sentence, ShortAnswer, Withheld
from qa.evidence import Evidence, Form, Standing, Statement
from qa.faults import Fault, FaultKind
from qa.passages import Citation
from ui.exports import FORMATS, Taken, exported, format_of_file, plain_answer, plain_citation
from ui.exports.bibliography import entries_of
from ui.exports.formats import ExportError
from ui.terminal.cli import main

DOCUMENTS = ("markdown", "html", "docx")
BIBLIOGRAPHIES = ("bibtex", "ris", "csl")
SEARCHED = Searched(3, ("Gull",), "2023-05-03", "2024-01-01", 1)
HARBOUR = Citation(
    number=1,
    article_id="gull/1.txt",
    title="The harbour of Ultima Thule opens",
    publisher="Gull",
    published="2023-05-03",
    url="https://gull.example/harbour?a=1&b=2;c",
    quote="Ada Thorne opened the harbour on Monday.\nIt took 12 years.",
    start=10,
    end=67,
    copies=(ArticleRef("tern/9.txt", "Harbour opens", "Tern", "2023-05-04", None),),
    language="en",
)
AGAIN = replace(HARBOUR, number=2, quote="It cost 4 crowns.", start=80, end=97)
CLAIMED = replace(
    HARBOUR,
    number=3,
    article_id="loose.txt",
    title="A loose page",
    publisher="Tern",
    publisher_claimed=True,
    published="2023-05",
    url=None,
    quote="Bo Marsh opened it.",
    kind="opinion",
)
UNDATED = replace(CLAIMED, article_id="bare.txt", publisher=None, publisher_claimed=False,
                  published=None, number=4)  # fmt: skip
BAD = Fault(FaultKind.NUMBER, "14", None, "The quotes have no 14.")


def answer(**changed: object) -> Answer:
    whole = Answer(
        question="Who opened the harbour?",
        standalone_question="Who opened the harbour of Ultima Thule?",
        answered=True,
        text="Ada Thorne [1]\nAda Thorne opened the harbour on Monday. [1][2]",
        sentences=(Sentence("Ada Thorne opened the harbour on Monday.", (1, 2), 1.0),),
        citations=(HARBOUR, AGAIN),
        reason=None,
        confidence=0.86,
        searched=SEARCHED,
        as_of="2024-01-31",
        short=ShortAnswer("Ada Thorne", 1, 10, 20),
        evidence=Evidence(Form.WORDS, (Statement("Bo Marsh", 0, 8, CLAIMED, Standing.OTHERWISE),)),
        withheld=(Withheld("She waited 14 years.", (BAD,)),),
        model="openai/some",
        note="[3] is an opinion piece.",
        listed=(ArticleRef("list.txt", "One of the list", "Skua", "2021", None),),
    )
    return replace(whole, **changed)


def refusal() -> Answer:
    return answer(
        answered=False, sentences=(), citations=(), short=None, evidence=None, listed=(),
        withheld=(), note=None, text="The archive does not say.",
        reason="The archive does not say.", nearest=ArticleRef(
            "near.txt", "Nearly there", "Gull", None, "https://gull.example/near"),
    )  # fmt: skip


def taken(*answers: Answer) -> list[Taken]:
    limits = Filters(publishers=("Gull",), as_of=date(2024, 1, 31))
    return [Taken(each.question, each, date(2024, 2, 1), limits) for each in answers]


def text_of(written: bytes, name: str) -> str:
    """What a reader of a document reads, in one line."""
    if name == "docx":
        said = "\n".join(each.text for each in Document(BytesIO(written)).paragraphs)
    elif name == "html":
        said = Reader.read(written.decode())
    else:
        said = Reader.read(MarkdownIt("commonmark").render(written.decode()))
    return " ".join(said.split())


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "strong":
            self.said.append(" ")

    def handle_data(self, data):
        self.said.append(data)

    @classmethod
    def of(cls, html: str) -> "Reader":
        reader = cls()
        reader.feed(html)
        reader.close()
        return reader

    @classmethod
    def read(cls, html: str) -> str:
        return "".join(cls.of(html).said)


# What is said


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_says_all_of_an_answer(name):
    said = text_of(exported(taken(answer()), FORMATS[name]), name)
    for part in (
        "Who opened the harbour?",
        "Searched as “Who opened the harbour of Ultima Thule?”",
        "Ada Thorne [1]",
        "Ada Thorne opened the harbour on Monday. [1][2]",
        "Another article says",
        "Bo Marsh (May 2023, Tern, as its text says) [3]",
        "What was left out",
        "“She waited 14 years.” The quotes have no 14.",
        "The harbour of Ultima Thule opens",
        "Gull · 3 May 2023 · also in Tern, 4 May 2023",
        "https://gull.example/harbour?a=1&b=2;c",
        "Ada Thorne opened the harbour on Monday. It took 12 years.",
        "gull/1.txt, characters 10 to 67",
        "Tern, as its text says · May 2023 · opinion",
        "One of the list (Skua · 2021)",
        "[3] is an opinion piece.",
        "in about 86 what was found is right. A single source: Gull, 3 May 2023.",
        "Written by openai/some",
        "Searched: 3 articles from 1 publisher",
        "Only: Gull.",
        "Asked on 1 February 2024.",
        "Asked as of 31 January 2024",
    ):
        assert part in said, part


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_refusal_says_why_and_what_came_nearest(name):
    said = text_of(exported(taken(refusal()), FORMATS[name]), name)
    assert "Not in the archive" in said and "The archive does not say." in said
    assert "Nearly there" in said and "https://gull.example/near" in said
    assert "Gull · undated" in said and "such answers" not in said


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_asks_back_is_no_refusal(name):
    asks = "Do you mean “Where?” or “When?”?"
    asked = replace(refusal(), text=asks, reason=asks, nearest=None, readings=("Where?", "When?"))
    said = text_of(exported(taken(asked), FORMATS[name]), name)
    assert asks in said and "Not in the archive" not in said


@pytest.mark.parametrize("name", DOCUMENTS)
def test_small_talk_is_in_a_chat_and_in_no_answer(name):
    hello = answer(
        question="hello", standalone_question="hello", remark="greeting", text="Hello you.",
        sentences=(Sentence("Hello you.", ()),), citations=(), short=None, evidence=None,
        withheld=(), model=None, note=None, listed=(), confidence=None,
    )  # fmt: skip
    both = taken(hello, answer())
    assert "Hello you." in text_of(exported(both, FORMATS[name], talk=True), name)
    assert "Hello you." not in text_of(exported(both, FORMATS[name]), name)
    with pytest.raises(ExportError, match="no answer to export"):
        exported(taken(hello), FORMATS[name])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_ended_before_it_should_says_so(name):
    failed = Taken("Who?", None, said="Stopped before it was finished.")
    said = text_of(exported([failed, *taken(answer())], FORMATS[name], "My chat"), name)
    assert "My chat" in said and "Who? Stopped before it was finished." in said


def test_json_has_every_value_as_it_is():
    told = json.loads(exported(taken(answer(), refusal()), FORMATS["json"], "My chat"))
    assert told["format"] == 2 and told["name"] == "My chat"
    first, second = told["exchanges"]
    assert first["question"] == "Who opened the harbour?" and first["asked_on"] == "2024-02-01"
    assert first["limits"] == {"publishers": ["Gull"], "as_of": "2024-01-31"}
    assert first["short"]["text"] == "Ada Thorne" and first["confidence"] == 0.86
    assert first["sentences"][0]["citations"] == [1, 2]
    cited = first["citations"][0]
    assert cited["quote"] == HARBOUR.quote and (cited["start"], cited["end"]) == (10, 67)
    assert cited["article_id"] == "gull/1.txt" and cited["published"] == "2023-05-03"
    assert cited["copies"][0]["publisher"] == "Tern"
    assert first["evidence"]["statements"][0]["citation"]["publisher_claimed"] is True
    assert first["withheld"][0]["faults"][0]["kind"] == FaultKind.NUMBER.value
    assert first["as_of"] == "2024-01-31" and first["listed"][0]["title"] == "One of the list"
    assert second["answered"] is False and second["reason"] == "The archive does not say."
    assert second["nearest"]["article_id"] == "near.txt"


def test_what_is_copied_is_plain():
    assert plain_citation(HARBOUR) == (
        "“Ada Thorne opened the harbour on Monday. It took 12 years.” (Gull, “The harbour of "
        "Ultima Thule opens”, 3 May 2023, https://gull.example/harbour?a=1&b=2;c)"
    )
    assert plain_citation(UNDATED) == "“Bo Marsh opened it.” (“A loose page”, undated)"
    assert "(Tern, as its text says, “A loose page”, May 2023)" in plain_citation(CLAIMED)
    said = plain_answer(taken(answer())[0])
    assert said.startswith("Who opened the harbour?\n\nAda Thorne [1]\nAda Thorne opened")
    assert "Another article says:\nBo Marsh (May 2023, Tern, as its text says) [3]" in said
    assert f"[2] {plain_citation(AGAIN)}" in said
    assert "does not say" in plain_answer(taken(refusal())[0])


def test_a_word_document_has_styles_and_no_date_of_its_own():
    document = Document(BytesIO(exported(taken(answer(), refusal()), FORMATS["docx"], "My chat")))
    assert [each.style.name for each in document.paragraphs[:2]] == ["Title", "Heading 1"]
    quotes = [each.text for each in document.paragraphs if each.style.name == "Quote"]
    assert quotes[0] == HARBOUR.quote
    assert (document.core_properties.title, document.core_properties.author) == (
        "My chat", "Dateline"
    )  # fmt: skip
    assert document.core_properties.created is None


def test_what_would_be_too_long_a_word_document_is_refused(monkeypatch):
    monkeypatch.setattr("ui.exports.formats.MOST_PARAGRAPHS", 20)
    with pytest.raises(ExportError, match="too long"):
        exported(taken(answer()), FORMATS["docx"])
    assert exported(taken(answer()), FORMATS["html"])


# Bibliographies


def cited(*citations: Citation) -> list[Taken]:
    return taken(answer(citations=citations, evidence=None))


def read_bibtex(citations):
    text = exported(cited(*citations), FORMATS["bibtex"]).decode()
    return list(parse_string(text, "bibtex").entries.values())


def read_ris(citations):
    text = exported(cited(*citations), FORMATS["ris"]).decode()
    assert text.startswith("TY  - NEWS\r\n") or text.startswith("\r\nTY  - NEWS\r\n")
    return rispy.loads(text.replace("\r\n", "\n"), delimiter_tags_mapping={})


def read_csl(citations):
    return json.loads(exported(cited(*citations), FORMATS["csl"]))


def test_several_quotes_of_an_article_are_one_entry():
    for read in (read_bibtex, read_ris, read_csl):
        assert len(read([HARBOUR, AGAIN, CLAIMED])) == 2
    first = read_ris([HARBOUR, AGAIN])[0]
    assert [note.partition("”")[0] for note in first["notes"]] == [
        "“Ada Thorne opened the harbour on Monday. It took 12 years.",
        "“It cost 4 crowns.",
    ]


def test_dates_are_as_exact_as_they_are_known():
    published = ["2023-05-03", "2023-05", "2023", None, "2023-13-01", "soon"]
    citations = [
        replace(HARBOUR, number=n, article_id=str(n), published=each)
        for n, each in enumerate(published)
    ]
    assert [each.get("issued") for each in read_csl(citations)] == [
        {"date-parts": [[2023, 5, 3]]},
        {"date-parts": [[2023, 5]]},
        {"date-parts": [[2023]]},
        None,
        {"date-parts": [[2023]]},
        None,
    ]
    dated = [(each.get("year"), each.get("date")) for each in read_ris(citations)]
    assert dated[:4] == [
        ("2023", "2023/05/03/"), ("2023", "2023/05//"), ("2023", "2023///"), (None, None)
    ]  # fmt: skip
    fields = [each.fields for each in read_bibtex(citations)]
    assert [
        tuple(each[name] for name in ("year", "month", "day") if name in each) for each in fields
    ] == [("2023", "May", "3"), ("2023", "May"), ("2023",), (), ("2023",), ()]


def test_a_claimed_publisher_is_told_as_claimed_everywhere():
    told = "named by the article's own text only"
    assert told in read_bibtex([CLAIMED])[0].fields["note"]
    assert "note" not in read_bibtex([HARBOUR])[0].fields
    assert told in read_ris([CLAIMED])[0]["notes"][0]
    assert told in read_csl([CLAIMED])[0]["note"] and "note" not in read_csl([HARBOUR])[0]


def test_entries_name_title_publisher_and_address():
    (entry,) = read_bibtex([HARBOUR])
    assert entry.type == "article" and entry.fields["journal"] == "Gull"
    assert entry.fields["title"] == "{The harbour of Ultima Thule opens}"
    assert entry.fields["url"] == HARBOUR.url
    (entry,) = read_ris([HARBOUR])
    assert (entry["title"], entry["secondary_title"]) == (HARBOUR.title, "Gull")
    assert entry["urls"] == [HARBOUR.url] and entry["language"] == "en"
    (item,) = read_csl([HARBOUR])
    # Names of the schema csl-data.json, which allows no others.
    assert item.keys() == {
        "id", "type", "title", "container-title", "issued", "URL", "language", "annote"
    }  # fmt: skip
    assert item["type"] == "article-newspaper" and item["URL"] == HARBOUR.url
    assert read_bibtex([UNDATED])[0].type == "misc"


def test_keys_are_each_articles_own_and_stay_the_same():
    many = [
        replace(HARBOUR, number=n, article_id=f"{n}", publisher=publisher, title=title)
        for n, (publisher, title) in enumerate(
            [("Gull", "x"), ("Gull", "x"), ("Gáll & Sons", "x"), (None, "{}"), ("日本", "é, a")]
        )
    ]
    keys = [each.key for each in entries_of(many)]
    assert len(set(keys)) == len(many)
    assert all(re.fullmatch(r"[a-z0-9]+-[0-9a-f]{8}", key) for key in keys)
    assert [each.key for each in entries_of(many[::-1])][::-1] == keys


def test_without_citations_there_is_no_bibliography():
    for name in BIBLIOGRAPHIES:
        with pytest.raises(ExportError, match="Nothing is cited"):
            exported(taken(refusal()), FORMATS[name])


# What would do harm


NASTY = (
    r"}{ \input{/etc/passwd} 100% #1 $x$ a_b c^d e~f & ``q'' \end{document} <script>alert(1)"
    "</script> <img src=http://evil.example/a onerror=alert(2)> [a](javascript:alert(3)) ![b]"
    "(http://evil.example/c.png) `d` **e** # f {{g}} ${h} | i | &amp; &lt; ]]> --> \"j\" 'k'"
)
ODD = (
    "a\x00b\x07c\u202ed\u200fe\x1b[31mf\ud800g\ufffeh 👩\u200d🚀 שלום é\u2028TY  - BOOK\r\n"
    "ER  - \n@x{y,"
)


@pytest.mark.parametrize("text", [NASTY, ODD, "- a\n1. b\n\n    c\n# d\n> e\n===", "{", "}", "\\"])
def test_hostile_text_is_text_in_every_format(text):
    nasty = replace(
        HARBOUR, title=text, publisher=text, quote=text, url="javascript:alert(1)", article_id=text
    )
    said = answer(question=text, citations=(nasty,), evidence=None, note=text, listed=(
        ArticleRef("a", text, text, None, "data:text/html,x"),))  # fmt: skip
    for name in DOCUMENTS:
        written = exported(taken(said), FORMATS[name])
        shown = one_line(text.replace("\ud800", "?"))
        if name == "docx":
            shown = one_line(re.sub("[\ud800\ufffe]", "", text))
        assert text_of(written, name).count(shown) >= 4, name
    _shows_text_only(exported(taken(said), FORMATS["html"]).decode())
    rendered = MarkdownIt("commonmark").render(exported(taken(said), FORMATS["markdown"]).decode())
    _shows_text_only(rendered)
    assert json.loads(exported(taken(said), FORMATS["json"]))["exchanges"][0]["question"] == text
    assert len(read_bibtex([nasty])) == len(read_ris([nasty])) == len(read_csl([nasty])) == 1
    assert read_ris([nasty])[0]["title"] == one_line(text.replace("\ud800", "?")).strip()
    assert read_csl([nasty])[0]["title"] == one_line(text)


def _shows_text_only(html: str) -> None:
    allowed = set(
        "html head meta title style body h1 h2 h3 p blockquote bdi a strong ul li br".split()
    )
    for tag, attributes in Reader.of(html).tags:
        assert tag in allowed
        assert attributes.keys() <= {
            "lang", "charset", "http-equiv", "content", "name", "class", "dir", "href", "rel"
        }  # fmt: skip
        assert (attributes.get("href") or "https:").startswith(("https:", "http:"))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_any_text_comes_back(title, quote):
    odd = replace(HARBOUR, title=title, publisher=title, quote=quote)
    shown = one_line(title) or odd.article_id
    (entry,) = read_bibtex([odd])
    assert "\n" not in entry.fields["title"] and entry.fields["url"] == HARBOUR.url
    assert read_ris([odd])[0]["title"] == shown
    assert read_csl([odd])[0]["title"] == shown
    for name in DOCUMENTS:
        text_of(exported(cited(odd), FORMATS[name]), name)
    rendered = MarkdownIt("commonmark").render(exported(cited(odd), FORMATS["markdown"]).decode())
    _shows_text_only(rendered)
    assert one_line(quote) in " ".join(Reader.read(rendered).split())


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.md", "markdown"), ("A.HTML", "html"), ("x.csl.json", "csl"), ("x.json", "json"),
     ("b.c.bib", "bibtex"), ("r.ris", "ris"), ("d.docx", "docx")],
)  # fmt: skip
def test_a_files_end_names_its_format(file, name):
    assert format_of_file(Path(file)).name == name


def test_another_end_is_told_which_there_are():
    with pytest.raises(ExportError, match=r"answer\.pdf.*\.docx"):
        format_of_file(Path("answer.pdf"))


# From a terminal


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_the_terminal_writes_an_answer_to_a_file(format, tmp_path, capsys, seeds_archive):
    file = tmp_path / f"answer{format.suffix}"
    asked = ["ask", "Who did Wang Yi meet in Dushanbe?", "--archive", str(seeds_archive.path)]
    assert main([*asked, "--out", str(file)]) == 0
    assert "Emomali Rahmon" in capsys.readouterr().out
    written = file.read_bytes()
    said = text_of(written, "docx") if format.name == "docx" else written.decode()
    assert "Emomali Rahmon" in said and [each.name for each in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("file", "question", "said"),
    [
        ("answer.pdf", "Who?", "names no format"),
        ("nowhere/answer.md", "Who?", "there is no folder"),
        ("folder.md", "Who?", "it is a folder"),
        ("answer.md", "hello", "no answer to export"),
        ("answer.bib", "What is the capital of Peru?", "Nothing is cited"),
    ],
)
def test_what_cannot_be_written_is_a_sentence(
    file, question, said, tmp_path, capsys, seeds_archive
):
    (tmp_path / "folder.md").mkdir()
    asked = ["ask", question, "--archive", str(seeds_archive.path), "--out", str(tmp_path / file)]
    assert main(asked) == 1
    told = capsys.readouterr().err
    assert said in told and "Traceback" not in told
    assert [each.name for each in tmp_path.iterdir()] == ["folder.md"]
