"""What an importer finds: each record is taken, or left out with the reason."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from evals.question_sets.questions import Gold, Question, question_dict, question_of
from index.articles import Article
from index.formats.fields.urls import normalised_url

What = Literal["question", "article", "gold"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question, an article or a question's gold article that was not taken.

    Each reason says file, record, field and what is wrong.
    """

    record: What
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """A collection as questions and articles of ours.

    Attributes:
        questions: Those taken, in their order; their gold articles are among `articles`.
        articles: Those taken, each with the id under which an archive will hold it.
        repeated: Article records that were there already, word for word.
        left_out: What was not taken, and why.
    """

    questions: tuple[Question, ...]
    articles: tuple[Article, ...]
    repeated: int
    left_out: tuple[LeftOut, ...]

    @property
    def questions_read(self) -> int:
        """How many records of questions there were."""
        return len(self.questions) + self._not_taken("question")

    @property
    def articles_read(self) -> int:
        """How many records of articles there were."""
        return len(self.articles) + self.repeated + self._not_taken("article")

    def to_dict(self) -> dict[str, Any]:
        """The counts and what was left out, as JSON values."""
        return {
            "questions": {"read": self.questions_read, "written": len(self.questions)},
            "articles": {
                "read": self.articles_read,
                "written": len(self.articles),
                "repeated": self.repeated,
            },
            "left_out": [asdict(each) for each in self.left_out],
        }

    def _not_taken(self, record: What) -> int:
        return sum(each.record == record for each in self.left_out)


class Gatherer:
    """Takes records one by one; `imported` gives what has come together."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._questions: dict[str, Question] = {}
        self._articles: dict[str, Article] = {}
        self._archive_ids: dict[str, str] = {}
        self._repeated = 0
        self._left_out: list[LeftOut] = []

    def add_article(self, article: Article, faults: Iterable[str] = ()) -> None:
        """Take an article, unless it has faults or is there already.

        An archive knows an article by its address where it has one, so two records with the
        same address are one article, and the first is kept.
        """
        known = archive_id(article)
        first = self._articles.get(known)
        reasons = tuple(faults) or _unfit(article)
        if not reasons and first is not None:
            self._archive_ids.setdefault(article.id, known)
            if first.text == article.text:
                self._repeated += 1
                return
            reasons = (f"{article.origin}: {known!r} is in {first.origin} with another text",)
        if reasons:
            self.leave_out("article", reasons)
        else:
            self._articles[known] = replace(article, id=known)
            self._archive_ids[article.id] = known

    def add_question(self, question: Question, faults: Iterable[str] = ()) -> None:
        """Take a question, unless it has faults or our schema refuses it."""
        reasons = tuple(faults) or _refused(question)
        first = self._questions.get(question.id)
        if not reasons and first is not None:
            reasons = (f"{question.origin}: {question.id!r} is the id of {first.origin} already",)
        if reasons:
            self.leave_out("question", reasons)
        else:
            self._questions[question.id] = question

    def leave_out(self, record: What, reasons: Iterable[str]) -> None:
        """Note a record that is not taken."""
        self._left_out.append(LeftOut(record, tuple(reasons)))

    def imported(self, *, with_articles: bool = True) -> Imported:
        """All of it, each gold article named as an archive will name it.

        A gold article that was not taken is left out; its question too, where it has no other or
        needs all. Without articles of its own, a collection's questions name an archive's.
        """
        questions = []
        for question in self._questions.values():
            missing = [each for each in question.gold if each.article not in self._archive_ids]
            if not with_articles or not missing:
                questions.append(question)
            elif question.all or len(missing) == len(question.gold):
                self.leave_out("question", self._lost(question, missing))
            else:
                kept = tuple(each for each in question.gold if each not in missing)
                questions.append(replace(question, gold=kept))
                for reason in self._lost(question, missing):
                    self.leave_out("gold", [reason])
        if with_articles:
            questions = [replace(each, gold=self._placed(each.gold)) for each in questions]
        return Imported(
            tuple(questions), tuple(self._articles.values()), self._repeated, tuple(self._left_out)
        )

    def _lost(self, question: Question, missing: Iterable[Gold]) -> list[str]:
        return [
            f"{question.origin}: its gold article {name!r} is not among the articles taken"
            for name in dict.fromkeys(each.article for each in missing)
        ]

    def _placed(self, gold: Iterable[Gold]) -> tuple[Gold, ...]:
        placed = (replace(each, article=self._archive_ids[each.article]) for each in gold)
        return tuple(dict.fromkeys(placed))


def archive_id(article: Article) -> str:
    """The id that an archive gives an article of a JSON Lines file: its address, else its own."""
    return (article.url and normalised_url(article.url)) or article.id.strip()


def _refused(question: Question) -> tuple[str, ...]:
    problems: list[str] = []
    question_of(question_dict(question), question.origin, problems)
    return tuple(problems)


def _unfit(article: Article) -> tuple[str, ...]:
    """Why `dateline index` would reject the article."""
    reasons = []
    if not archive_id(article):
        reasons.append(f"{article.origin}: has neither an id nor a web address")
    if not any(map(str.isalnum, article.text)):
        reasons.append(f"{article.origin}: text: holds no words")
    optional = (article.publisher, article.url, article.section, *article.authors)
    if any("\0" in (each or "") for each in (article.id, article.title, article.text, *optional)):
        reasons.append(f"{article.origin}: holds the character NUL")
    return tuple(reasons)
