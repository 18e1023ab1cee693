"""What stands above the text of Markdown files, and Markdown as it is shown."""

from pathlib import Path

import pytest

from index.articles import Article, Rejected
from index.formats.plain.front_matter import front_matter
from index.formats.plain.markdown import shown
from index.formats.plain.text import read_text
from index.formats.raw.file import File

STORY = "The bridge over the Ley reopened on Monday, the mayor said.\n\nIt cost four crowns.\n"


def read(tmp_path: Path, text: str, name: str = "a.md") -> Article:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    (article,) = read_text(File(path, name, str(path)))
    assert isinstance(article, Article), article
    return article


FULL = """\
---
title: "Bridge reopens: a day of joy"
subtitle: Not the title
date: 2024-05-03T23:15:00-05:00
lastmod: 2024-05-07
author: Jane Doe
authors: [Jane Doe, "Tom Roe"]
publisher: Leyton Courier
source: https://leytoncourier.example/a
url: /posts/bridge
canonical: https://leytoncourier.example/bridge?utm_source=x
categories:
  - Local
  - Bridges
tags: [bridge]
lang: en-GB
type: opinion
draft: false
description: Not the text.
---

"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_yaml_front_matter_tells_the_fields_and_is_no_text(tmp_path, end):
    article = read(tmp_path, (FULL + STORY).replace("\n", end))
    assert article.title == "Bridge reopens: a day of joy"
    assert (article.published, article.updated) == ("2024-05-03", "2024-05-07")
    assert article.authors == ("Jane Doe", "Tom Roe")
    assert (article.publisher, article.section) == ("Leyton Courier", "Local")
    assert (article.language, article.kind) == ("en", "opinion")
    assert article.url == "https://leytoncourier.example/bridge?utm_source=x"
    assert article.id == "https://leytoncourier.example/bridge"
    assert article.text.split() == STORY.split()
    assert article.provenance["published"] == "the YAML front matter's 'date'"
    assert "doubt" not in article.provenance


def test_toml_front_matter_tells_the_fields(tmp_path):
    head = (
        '+++\ntitle = "Bridge reopens"\ndate = 2024-05-03T09:15:00Z\nauthors = ["Jane Doe"]\n'
        '[params]\nx = 1\n+++\n'
    )  # fmt: skip
    article = read(tmp_path, head + STORY)
    assert (article.title, article.published) == ("Bridge reopens", "2024-05-03")
    assert article.authors == ("Jane Doe",) and article.text == STORY
    assert article.provenance["title"] == "the TOML front matter's 'title'"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("date: May 3, 2024", "published", "2024-05-03"),
        ("pubDate: 3 May 2024", "published", "2024-05-03"),
        ("published_at: '2024-05-03 10:00:00'", "published", "2024-05-03"),
        ("date: 2024", "published", "2024"),
        ("date: 03/04/2024", "published", None),
        ("date: 2024-02-30", "published", None),
        ("created: 2024-05-03", "published", None),
        ("author: Jane Doe and Tom Roe", "authors", ("Jane Doe", "Tom Roe")),
        ("author: By Jane Doe", "authors", ("Jane Doe",)),
        ("author: {name: Jane Doe, email: x}", "authors", ("Jane Doe",)),
        ('author: ["[[Jane Doe]]"]', "authors", ("Jane Doe",)),
        ("author: No", "authors", ("No",)),
        ("source: Leyton Courier", "publisher", "Leyton Courier"),
        ("publisher: {name: Leyton Courier}", "publisher", "Leyton Courier"),
        ("source: https://leytoncourier.example/x", "publisher", None),
        ("source: https://leytoncourier.example/x", "url", "https://leytoncourier.example/x"),
        ("url: javascript:alert(1)", "url", None),
        ("section: Local", "section", "Local"),
        ("language: English", "language", "en"),
        ("kind: poem", "kind", None),
    ],
)
def test_each_key_is_read_where_its_value_is_fit(tmp_path, line, field, value):
    article = read(tmp_path, f"---\ntitle: Bridge reopens\n{line}\n---\n{STORY}")
    assert getattr(article, field) == (value if value is not None else None)
    assert (field in article.provenance) == (value is not None)


def test_yaml_that_is_broken_by_a_colon_is_read_line_by_line(tmp_path):
    head = "---\ntitle: Bridge: it reopens\nauthor:\n- Jane Doe\ndate: 2024-05-03\n---\n"
    article = read(tmp_path, head + STORY)
    assert (article.title, article.published) == ("Bridge: it reopens", "2024-05-03")
    assert article.authors == ("Jane Doe",)


def test_what_looks_like_front_matter_and_cannot_be_read_is_text_with_a_doubt(tmp_path):
    article = read(tmp_path, f"---\ntitle: [Bridge\n{{what: ever\n---\n{STORY}")
    assert article.provenance["doubt"] == (
        "what stands between its first rules looks like front matter, but cannot be read"
    )
    assert "title: [Bridge" in article.text


def test_a_draft_is_told(tmp_path):
    article = read(tmp_path, f"---\ntitle: Bridge reopens\ndraft: true\n---\n{STORY}")
    assert article.provenance["doubt"] == "its front matter calls it a draft"


@pytest.mark.parametrize(
    "text",
    [
        f"---\n\n{STORY}\n---\n\n{STORY}",
        f"---\nMayor: we are open\n---\n{STORY}",
        f"Bridge reopens\n\n---\n{STORY}\n---\n",
        f"Title: it is a strange word, the mayor said.\nBut so it is.\n\n{STORY}",
        f"Date: 3 May 2024\nPlace: Leyton\n\n{STORY}",
        f"Slug: a pest\nTags: a game\n\n{STORY}",
        f"Title: Bridge reopens\nSlug: bridge\nPlaces at table: 40\n\n{STORY}",
        f"+++ Breaking +++\n\n{STORY}",
        f"% of people want it\n\n{STORY}",
    ],
)
def test_rules_and_lines_with_colons_are_text(text):
    found = front_matter(text)
    assert found is None or found.end == 0


def test_pandoc_s_title_block_and_labelled_lines_tell_the_fields(tmp_path):
    article = read(tmp_path, f"% Bridge reopens\n% Jane Doe; Tom Roe\n% May 3, 2024\n\n{STORY}")
    assert (article.title, article.published) == ("Bridge reopens", "2024-05-03")
    assert article.authors == ("Jane Doe", "Tom Roe") and "%" not in article.text
    labels = (
        "Title: Bridge reopens\nAuthor: Jane Doe\nDate: 2024-05-03\nSource: Leyton Courier\n"
        "URL: https://leytoncourier.example/bridge\n\n"
    )
    for name in ("a.txt", "a.md"):
        article = read(tmp_path, labels + STORY, name)
        assert (article.title, article.published) == ("Bridge reopens", "2024-05-03")
        assert (article.publisher, article.authors) == ("Leyton Courier", ("Jane Doe",))
        assert article.url and article.text.startswith("The bridge")


def test_labels_that_say_nothing_of_an_article_are_no_text_either(tmp_path):
    labels = (
        "Title: Bridge reopens\nDate: 2024-05-03 09:15\nTags: ley, bridge\nSlug: ley-bridge\n"
        "Authors: Jane Doe; Tom Roe\nSummary: It was shut\n    for a year\nStatus: published\n\n"
    )
    article = read(tmp_path, labels + STORY)
    assert (article.title, article.published) == ("Bridge reopens", "2024-05-03")
    assert article.authors == ("Jane Doe", "Tom Roe") and article.text == STORY


def test_front_matter_without_a_text_is_rejected(tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: Bridge reopens\n---\n")
    (rejected,) = read_text(File(tmp_path / "a.md", "a.md", "a.md"))
    assert rejected == Rejected("a.md", "there are no words below its head; leave it out")


def test_values_that_hold_one_another_and_controls_do_no_harm(tmp_path):
    bomb = "a: &a [x, x]\n" + "".join(
        f"{c}: &{c} [*{b}, *{b}]\n"
        for b, c in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
    )  # noqa: E501
    article = read(tmp_path, f"---\ntitle: Bridge\n{bomb}author: *q\n---\n{STORY}")
    assert article.title == "Bridge" and article.authors == ()
    article = read(tmp_path, f'---\ntitle: "Bridge\\0 reopens"\n---\n{STORY}')
    assert article.title == "Bridge reopens"
    assert read(tmp_path, "---\n" + "- " * 5000 + "\n---\n" + STORY).text


MARKED = """\
# Bridge *reopens*

![A photograph](https://x.example/a.jpg)

The [bridge](https://x.example/bridge "Ley") over the **Ley**[^1] reopened, the [[Ada Thorne|mayor]]
said. It cost `4` crowns.<br>Next line.

> “We waited,” she said.

- First <b>point</b>
- Second

2. Two

Setext
------

<div>Boxed.</div>

<!-- hidden -->
<script>alert(1)</script>

[^1]: A river.
"""
SHOWN = """\
Bridge reopens

The bridge over the Ley reopened, the mayor
said. It cost 4 crowns.
Next line.

“We waited,” she said.

- First point

- Second

2. Two

Setext

Boxed.

A river."""


def test_markdown_is_read_as_it_is_shown(tmp_path):
    assert shown(MARKED) == (SHOWN, "Bridge reopens")
    article = read(tmp_path, MARKED)
    assert article.text == SHOWN
    assert article.provenance["title"] == "the first heading"
    assert article.provenance["text"] == "Markdown's marks taken out"


def test_text_without_marks_stays_as_it_came_and_plain_text_keeps_them(tmp_path):
    text = f"Bridge over the Ley reopens\n\n\n{STORY}\n\n\nIt is done.\n"
    article = read(tmp_path, text)
    assert article.text == text and "text" not in article.provenance
    assert "**Ley**" in read(tmp_path, MARKED, "a.txt").text


def test_an_underlined_headline_over_a_line_with_author_and_day(tmp_path):
    article = read(tmp_path, f"Bridge reopens\n===\n\n*Jane Doe, 3 May 2024*\n\n{STORY}")
    assert (article.title, article.authors) == ("Bridge reopens", ("Jane Doe",))
    assert (article.published, article.publisher) == ("2024-05-03", None)
