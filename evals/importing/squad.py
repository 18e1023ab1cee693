"""SQuAD's file format (Rajpurkar et al. 2016, 2018), read as paragraphs or imported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.importing.files import Read, Record, inner, listed, read_records, sound
from evals.importing.gathered import Gatherer, Imported
from evals.question_sets.questions import Gold, Question
from index.articles import Article, Span
from index.formats.fields.urls import normalised_url
from index.prose.sentences import sentence_spans

ANSWERED = "in-paragraph"
SILENT = "not-in-paragraph"
WANTED = "a SQuAD file, .json or .json.gz, with data, paragraphs, context and qas"


@dataclass(frozen=True, slots=True)
class SquadQuestion:
    """A question about a paragraph.

    `answers` are the accepted ones and `starts` where each begins, in code points; both empty
    when the paragraph does not answer it. `origin` is its place in the file.
    """

    question: str
    answers: tuple[str, ...]
    starts: tuple[int, ...]
    id: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A passage, the number of the article it is of, and what was asked about it."""

    article: int
    text: str
    asked: tuple[SquadQuestion, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph whose questions are not yet known to be sound.

    `name` says which it is, counted from 1: "3-2" is the second one of the third article.
    """

    name: str
    article: int
    text: str
    title: str
    origin: str
    asked: tuple[Read[SquadQuestion], ...]


def read_squad(path: Path) -> list[Paragraph]:
    """The paragraphs of a SQuAD 1.1 or 2.0 file, packed with gzip or not.

    Raises:
        QuestionSetError: The file cannot be read, is in another format, or has faults.
    """
    passages = sound(_passages(path))
    sound(asked for each in passages for asked in each.asked)
    return [
        Paragraph(each.article, each.text, tuple(asked.value for asked in each.asked))
        for each in passages
    ]


def import_squad(path: Path) -> Imported:
    """A SQuAD file: each paragraph an article, its questions with the sentence that answers.

    A question that SQuAD 2.0 marks as impossible is one that its own paragraph does not answer;
    another one may, so such questions are of the kind `not-in-paragraph`.
    """
    gathered = Gatherer()
    for read in _passages(path):
        passage = read.value
        article = Article(passage.name, passage.title, passage.text, origin=passage.origin)
        gathered.add_article(article, read.faults)
        sentences = sentence_spans(passage.text)
        for asked in passage.asked:
            lost = (f"{asked.value.origin}: its paragraph is left out",) if read.faults else ()
            faults = asked.faults or lost or _misplaced(asked.value, passage.text)
            gathered.add_question(_question(asked.value, article, sentences), faults)
    return gathered.imported()


def _passages(path: Path) -> Iterator[Read[_Passage]]:
    for number, article in enumerate(listed(path, "data", WANTED)):
        title = _title(article)
        for place, paragraph in enumerate(inner(article, "paragraphs"), 1):
            asked = tuple(read_records(inner(paragraph, "qas"), _asked))
            text = paragraph.fields.text("context")
            name = f"{number + 1}-{place}"
            passage = _Passage(name, number, text, title, paragraph.origin, asked)
            yield Read(passage, tuple(paragraph.problems))
        if article.problems:
            yield Read(_Passage("", number, "", "", article.origin, ()), tuple(article.problems))


def _title(article: Record) -> str:
    """The article's title; a web address, as SQuADShifts has in its place, is none."""
    title = article.fields.any_text("title")
    return "" if normalised_url(title) else title.replace("_", " ")


def _asked(record: Record) -> SquadQuestion:
    fields = record.fields
    impossible = fields.flag("is_impossible")
    answers = [] if impossible else list(fields.objects("answers"))
    if not impossible and not answers:
        fields.fault("answers", "is empty, and is_impossible is not true")
    return SquadQuestion(
        question=fields.text("question").strip(),
        answers=tuple(answer.any_text("text", required=True) for answer in answers),
        starts=tuple(answer.count("answer_start", least=0, required=True) for answer in answers),
        id=fields.text("id"),
        origin=record.origin,
    )


def _misplaced(asked: SquadQuestion, text: str) -> tuple[str, ...]:
    return tuple(
        f"{asked.origin}.answers[{position}].answer_start: at {start} of the context there is "
        f"{text[start : start + len(answer)]!r}, not {answer!r}"
        for position, (answer, start) in enumerate(zip(asked.answers, asked.starts, strict=True))
        if text[start : start + len(answer)] != answer
    )


def _question(asked: SquadQuestion, article: Article, sentences: Sequence[Span]) -> Question:
    places = zip(asked.answers, asked.starts, strict=True)
    quotes = [
        _around(article.text, Span(start, start + len(answer)), sentences)
        for answer, start in places
    ]
    return Question(
        id=asked.id,
        question=asked.question,
        answerable=bool(asked.answers),
        kind=ANSWERED if asked.answers else SILENT,
        answers=tuple(dict.fromkeys(asked.answers)),
        gold=tuple(Gold(article.id, quote) for quote in dict.fromkeys(quotes)),
        origin=asked.origin,
    )


def _around(text: str, place: Span, sentences: Sequence[Span]) -> str:
    """The sentences of `text` that hold the words at `place`."""
    touched = [each for each in sentences if each.start < place.end and place.start < each.end]
    return text[touched[0].start : touched[-1].end] if touched else text[place.start : place.end]
