"""Captions are found and shown as what they are, and no question is answered from one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, Span, ingest
from qa import QueryEngine
from ui.terminal.printing import passage_text

STORY = "The town closed both bridges over the Ley on Friday, the harbour master said."
CAPTION = "Divers of the fire brigade look at the third pier of the old bridge."
CREDIT = "Photo: A. Lind"
TEXT = f"{STORY}\n\n{CAPTION}\n\n{CREDIT}\n\nNobody was hurt."


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.fixture
def archive(tmp_path: Path, hash_embedder: HashEmbedder) -> Iterator[Archive]:
    captions = (span(f"{CAPTION}\n\n"), span(CREDIT))
    article = Article("bridges", "Two bridges are closed", TEXT, captions=captions)
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as made:
        ingest([article], made)
        yield made


def test_a_caption_is_found_and_said_to_be_one(archive: Archive) -> None:
    found = QueryEngine(archive).retrieve("Divers of the fire brigade")
    (caption,) = [each for each in found if each.caption]
    assert caption.text == CAPTION and TEXT[caption.start : caption.end] == CAPTION
    assert "(the caption of a picture)" in passage_text(1, caption)
    assert all("Divers" not in each.text and CREDIT not in each.text
               for each in found if not each.caption)  # fmt: skip


def test_no_question_is_answered_from_a_caption(archive: Archive) -> None:
    answer = QueryEngine(archive).query("Who looks at the third pier of the old bridge?")
    assert answer.passages and not any(each.caption for each in answer.passages)


def test_an_archive_with_captions_is_sound(archive: Archive) -> None:
    assert archive.check().sound
