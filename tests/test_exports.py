"""Several articles in one text: exports of databases, files divided by rules, and what is one."""

from pathlib import Path

import pytest

from index.articles import Article, Rejected
from index.formats.plain.exports import doubt_of, split_export
from index.formats.plain.text import articles_in, read_text
from index.formats.raw.file import File

BRIDGE = (
    "The bridge over the Ley reopened on Monday, two years after a flood carried half of it away."
    " Mayor Ada Thorne walked across it first."
)
FERRY = (
    "The ferry between Norbury and Gull Point will run at night from June. A ticket costs four"
    " crowns, the harbour master said."
)
TRAMS = "Three trams were damaged by a fire in the depot of Annstadt. Nobody was hurt."


def read(tmp_path: Path, text: str, name: str = "a.txt") -> list[Article | Rejected]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return list(read_text(File(path, name, str(path))))


def told(articles: list[Article | Rejected]) -> list[tuple[object, ...]]:
    assert all(isinstance(each, Article) for each in articles), articles
    return [
        (each.title, each.publisher, each.published, each.authors, each.section, each.text.strip())
        for each in articles
        if isinstance(each, Article)
    ]


EXPECTED = [
    ("Bridge over the Ley reopens", "Leyton Courier", "2024-05-03", ("Jane Doe",), "NEWS", BRIDGE),
    ("Night ferry from June", "The Norbury Post", "2024-05-05", ("Tom Roe", "Ann Poe"), "LOCAL",
     FERRY),
]  # fmt: skip

NEXIS_OLD = f"""\
                               1 of 2 DOCUMENTS


                                 Leyton Courier

                               May 3, 2024 Friday
                                  Late Edition

Bridge over the Ley reopens

BYLINE: By Jane Doe

SECTION: NEWS; Pg. 7

LENGTH: 24 words

DATELINE: LEYTON


{BRIDGE}

LOAD-DATE: May 4, 2024

LANGUAGE: ENGLISH

GRAPHIC: The bridge

PUBLICATION-TYPE: Newspaper


                       Copyright 2024 Ley Valley Media Ltd.
                              All Rights Reserved
\f
                               2 of 2 DOCUMENTS


                       Copyright 2024 Ley Valley Media Ltd.
                              All Rights Reserved
                                The Norbury Post

                               May 5, 2024 Sunday

SECTION: LOCAL; Page A2
LENGTH: 22 words
HEADLINE: Night ferry from June
BYLINE: TOM ROE; ANN POE
BODY:
{FERRY}

LOAD-DATE: May 6, 2024
"""


def test_each_document_of_the_older_lexisnexis_is_an_article_with_its_header_s_fields(tmp_path):
    articles = read(tmp_path, NEXIS_OLD)
    expected = [EXPECTED[0], (*EXPECTED[1][:3], ("TOM ROE", "ANN POE"), *EXPECTED[1][4:])]
    assert told(articles) == expected
    assert [each.id for each in articles] == ["a.txt#L1", "a.txt#L34"]
    assert articles[1].origin == f"{tmp_path / 'a.txt'}:34"
    assert articles[0].language == "en"


NEXIS_UNI = f"""\
User Name: Reader
Date and Time: Friday, 9 August 2024 10:12
Job Number: 123456789

Documents (2)

1. Bridge over the Ley reopens

2. Night ferry from June


Bridge over the Ley reopens
Leyton Courier
May 3, 2024 Friday

Copyright 2024 Ley Valley Media Ltd. All Rights Reserved

Section: NEWS; Pg. 7
Length: 24 words
Byline: Jane Doe

Body

{BRIDGE}

Graphic

The bridge

Load-Date: May 4, 2024


End of Document



Night ferry from June

The Norbury Post

May 5, 2024 Sunday 9:15 AM GMT



Copyright 2024 Ley Valley Media Ltd. All Rights Reserved



Section: LOCAL
Length: 22 words
Byline: Tom Roe and Ann Poe
Highlight: The boats get lights.

Body


{FERRY}

Classification

Language: ENGLISH

Load-Date: May 6, 2024


End of Document
"""


def test_each_document_of_nexis_uni_is_an_article_and_the_list_above_is_none(tmp_path):
    articles = read(tmp_path, NEXIS_UNI)
    assert told(articles) == EXPECTED
    assert [each.id for each in articles] == ["a.txt#L1", "a.txt#L37"]


@pytest.mark.parametrize("listed", ["Documents (1)\n\n1. Bridge over the Ley reopens\n\n", ""])
@pytest.mark.parametrize("headline", ["Bridge over the Ley reopens", "Bridge opens\nat last"])
def test_a_headline_that_nexis_uni_gives_as_a_link_too_is_told_once(tmp_path, listed, headline):
    first = NEXIS_UNI[NEXIS_UNI.index("Leyton Courier") :].partition("End of Document")[0]
    text = f"{listed}Page 1 of 1\n{headline}\n\n\n\n{headline}\n{first}End of Document\n"
    (article,) = read(tmp_path, text)
    assert article.title == headline.replace("\n", " ")
    assert article.publisher == "Leyton Courier"


def test_an_export_may_have_a_blank_line_after_each_line_as_documents_have(tmp_path):
    spread = "\n\n".join(line for line in NEXIS_UNI.split("\n") if line.strip())
    file = File(tmp_path / "a.docx", "a.docx", "a.docx")
    articles = list(articles_in(spread, file))
    assert told(articles) == EXPECTED
    assert [each.id for each in articles] == ["a.docx#1", "a.docx#2"]


FACTIVA_LABELS = f"""\
SE  NEWS
HD  Bridge over the Ley reopens
BY  By Jane Doe
WC  24 words
PD  3 May 2024
SN  Leyton Courier
SC  LEYC
PG  7
LA  English
CY  (c) 2024 Ley Valley Media

LP
{BRIDGE.partition(". ")[0]}.

TD
{BRIDGE.partition(". ")[2]}

NS  gcat : News
AN  Document LEYC000020240503ek53000a1

SE  LOCAL
HD  Night ferry from June
BY  Tom Roe; Ann Poe
WC  22 words
PD  5 May 2024
SN  The Norbury Post
LP  {FERRY.partition(". ")[0]}.
TD  {FERRY.partition(". ")[2]}
AN  Document NORP000020240505ek55000b2
"""
FACTIVA_READING = f"""\
NEWS
Bridge over the Ley reopens
By Jane Doe
24 words
3 May 2024
09:15
Leyton Courier
LEYC
7
English
(c) 2024 Ley Valley Media

{BRIDGE.partition(". ")[0]}.

{BRIDGE.partition(". ")[2]}

Document LEYC000020240503ek53000a1

LOCAL
Night ferry from June
By Tom Roe and Ann Poe
1,022 words
5 May 2024
The Norbury Post
NORP
English
Copyright 2024. Ley Valley Media.

{FERRY.partition(". ")[0]}.

{FERRY.partition(". ")[2]}

Document NORP000020240505ek55000b2
"""


@pytest.mark.parametrize("text", [FACTIVA_LABELS, FACTIVA_READING])
def test_each_article_of_factiva_is_one_in_either_form(tmp_path, text):
    expected = [(*each[:5], each[5].replace(". ", ".\n\n", 1)) for each in EXPECTED]
    assert told(read(tmp_path, text)) == expected
    spread = "\n\n".join(line for line in text.split("\n") if line.strip())
    file = File(tmp_path / "a.rtf", "a.rtf", "a.rtf")
    assert told(list(articles_in(spread, file))) == expected


PROQUEST = f"""\
____________________________________________________________

Report Information from ProQuest

August 09 2024 10:12

____________________________________________________________

Table of contents

1. Bridge over the Ley reopens
2. Night ferry from June

Document 1 of 2

Bridge over the Ley reopens

Author: Doe, Jane

ProQuest document link

Abstract: None available.

Full text: {BRIDGE}

Title: Bridge over the Ley reopens

Publication title: Leyton Courier; Leyton

Pages: A.7

Publication date: May 3, 2024

Section: NEWS

Publisher: Ley Valley Media

Language of publication: English

Document URL: https://www.proquest.example/docview/1

Copyright: Copyright Ley Valley Media May 3, 2024

Database: ProQuest Central

____________________________________________________________

Document 2 of 2

Night ferry from June

Author: Roe, Tom; Poe, Ann

Publication info: The Norbury Post ; Norbury [Norbury]05 May 2024: B.2.

Full text:
{FERRY}

Section: LOCAL

____________________________________________________________

Contact ProQuest

Copyright © 2024 ProQuest LLC. All rights reserved.
"""


def test_each_document_of_proquest_is_an_article(tmp_path):
    assert told(read(tmp_path, PROQUEST)) == EXPECTED


def test_one_document_of_an_export_has_the_file_s_name_and_no_header_in_its_text(tmp_path):
    (article,) = read(tmp_path, NEXIS_OLD.partition("\f")[0])
    assert (article.id, article.origin) == ("a.txt", str(tmp_path / "a.txt"))
    assert told([article]) == EXPECTED[:1]


DIVIDED = [
    ("# Bridge over the Ley reopens", "*Leyton Courier, 3 May 2024*", BRIDGE),
    ("# Night ferry from June", "*By Tom Roe | 5 May 2024*", FERRY),
    ("# Fire in the depot", "*Annstadt Daily, 9 May 2024*", TRAMS),
]


@pytest.mark.parametrize("rule", ["---", "***", "* * *", "=====", "________", "\f", "\n\n"])
@pytest.mark.parametrize("mark", ["# ", ""])
def test_articles_between_rules_each_with_a_head_are_several(tmp_path, rule, mark):
    parts = ["\n\n".join(part).replace("# ", mark) for part in DIVIDED]
    articles = read(tmp_path, f"\n\n{rule}\n\n".join(parts), "a.md" if mark else "a.txt")
    assert [each.title for each in articles] == [part[0][2:] for part in DIVIDED]
    assert [each.published for each in articles] == ["2024-05-03", "2024-05-05", "2024-05-09"]
    assert [each.publisher for each in articles] == ["Leyton Courier", None, "Annstadt Daily"]
    assert articles[1].authors == ("Tom Roe",)
    for each, part in zip(articles, DIVIDED, strict=True):
        assert part[2] in each.text
        assert sum(other[2] in each.text for other in DIVIDED) == 1


def test_headings_of_one_level_over_bylines_divide_without_rules(tmp_path):
    text = "\n\n".join("\n\n".join(part) for part in DIVIDED)
    assert len(read(tmp_path, text, "a.md")) == 3


def test_the_heading_of_the_collection_is_none_of_its_articles(tmp_path):
    text = "Clippings of May\n\n---\n\n" + "\n\n---\n\n".join("\n\n".join(p) for p in DIVIDED)
    assert len(read(tmp_path, text, "a.md")) == 3


def test_front_matter_begins_each_article_of_a_file(tmp_path):
    head = "---\ntitle: {}\ndate: {}\n---\n{}\n\n"
    text = head.format("Bridge reopens", "2024-05-03", BRIDGE)
    text += head.format("Night ferry", "2024-05-05", f"{FERRY}\n\n---\n\nIt is yellow.")
    articles = read(tmp_path, text, "a.md")
    assert [(each.title, each.published) for each in articles] == [
        ("Bridge reopens", "2024-05-03"), ("Night ferry", "2024-05-05"),
    ]  # fmt: skip
    assert articles[1].id == "a.md#L11" and "yellow" in articles[1].text


LIVE = """\
Flood in the valley: live updates

3 May 2024

---

18:20
Search called off

The river has fallen by a metre. Jane Doe reports from Leyton.

---

15:05
Bridge falls

Half of the bridge has been carried away, the mayor says.
"""
BRIEFS = f"""\
News in brief

**Bridge reopens**
{BRIDGE}

---

**Night ferry**
{FERRY}

---

**Fire in the depot**
{TRAMS}
"""
SECTIONED = f"""\
# Bridge over the Ley reopens

By Jane Doe
3 May 2024

{BRIDGE}

---

## What comes next

{TRAMS}

---

*Jane Doe has reported on the valley since 2019.*
"""
CHRONOLOGY = f"""\
How the bridge came back

11 February 2022

{BRIDGE}

---

3 May 2024

{FERRY}
"""
LETTERS = f"""\
Letters to the editor

{BRIDGE}

Jane Doe, Leyton

---

{FERRY}

Tom Roe, Norbury
"""
UNDERLINED = f"Bridge reopens\n==============\n\n{BRIDGE}\n\nWhat next\n---------\n\n{FERRY}\n"
QUOTED = f"Bridge reopens\n\nBy Jane Doe\n\n{BRIDGE}\n\n* * *\n\n“{FERRY}”\n\n* * *\n\n{TRAMS}\n"


@pytest.mark.parametrize("text", [LIVE, BRIEFS, SECTIONED, CHRONOLOGY, LETTERS, UNDERLINED, QUOTED])
def test_one_article_with_rules_stays_one_without_a_doubt(tmp_path, text):
    for name in ("a.txt", "a.md"):
        (article,) = read(tmp_path, text, name)
        assert article.id == name
        assert "doubt" not in article.provenance


@pytest.mark.parametrize(
    "text",
    [
        f"Bridge reopens\n\nDocument 1 of 2 was found. {BRIDGE}\n\nEnd of Document\n",
        f"Bridge reopens\n\nBODY: the council. LENGTH: 12 metres.\n\n{BRIDGE}\n",
        f"HD television comes to Leyton\n\nBy Jane Doe\n\n{BRIDGE}\n\nTD Bank pays for it.\n",
        f"Bridge reopens\n\n24 words\n\n3 May 2024\n\n{BRIDGE}\n\nDocument your trip.\n",
        f"Full text: the mayor's speech\n\n{BRIDGE}\n\nAuthor: Jane Doe\n",
    ],
)
def test_an_article_that_speaks_of_such_words_is_no_export(tmp_path, text):
    (article,) = read(tmp_path, text)
    assert BRIDGE in article.text and "doubt" not in article.provenance


def test_what_may_be_several_articles_is_one_with_a_doubt(tmp_path):
    parts = ["\n\n".join(part).strip("# ") for part in DIVIDED]
    text = "\n\n---\n\n".join([*parts[:2], f"{TRAMS}\n\n{TRAMS}\n\n{TRAMS}"])
    (article,) = read(tmp_path, text, "a.md")
    assert article.provenance["doubt"] == (
        "perhaps several articles: 2 of the 3 parts between its rules have a headline with a date"
        " or a byline"
    )
    close = f"Bridge reopens\n\nBy Jane Doe\n\n{BRIDGE}\n\nNight ferry\n\nBy Tom Roe\n\n{FERRY}\n"
    assert split_export(close) is None
    assert doubt_of(close) == (
        "perhaps several articles: 2 headlines with a date or a byline are in it"
    )


def test_lines_of_an_export_are_counted_whatever_ends_them(tmp_path):
    for end in ("\r\n", "\r"):
        articles = read(tmp_path, NEXIS_OLD.replace("\n", end))
        assert [each.id for each in articles] == ["a.txt#L1", "a.txt#L34"]


@pytest.mark.parametrize("between", ["\n\n", "\n\n=====\n\n", "\n\n---\n\n"])
def test_blocks_of_labelled_lines_begin_an_article_each(tmp_path, between):
    block = "Title: {}\nAuthor: {}\nDate: {}\nSource: {}\n\n{}"
    text = between.join(
        [
            block.format("Bridge reopens", "Jane Doe", "2024-05-03", "Leyton Courier", BRIDGE),
            block.format("Night ferry", "Tom Roe", "5 May 2024", "The Norbury Post", FERRY),
        ]
    )
    articles = read(tmp_path, text)
    assert told(articles) == [
        ("Bridge reopens", "Leyton Courier", "2024-05-03", ("Jane Doe",), None, BRIDGE),
        ("Night ferry", "The Norbury Post", "2024-05-05", ("Tom Roe",), None, FERRY),
    ]


def test_a_title_in_a_story_begins_no_article(tmp_path):
    text = (
        f"Title: Bridge reopens\nDate: 2024-05-03\n\n{BRIDGE}\n\nTitle: a strange word.\n\n{FERRY}"
    )
    (article,) = read(tmp_path, text)
    assert article.title == "Bridge reopens" and FERRY in article.text
