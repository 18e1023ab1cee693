"""What readers said of answers, made into questions; what cannot be made into one is named."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from evals.feedback.lines import DOWN, SHOULD_REFUSE, UP, Earlier, Feedback, Place, feedback_of
from evals.feedback.quotes import Quotes, Unfounded
from evals.measures.answer_measures import normalised
from evals.question_sets.lines import json_object, numbered
from evals.question_sets.questions import Gold, Question, question_dict, question_of
from index import Archive, Filters
from index.layout import FEEDBACK_FILE
from index.resolving import resolved
from qa.answers import Turn
from qa.questions.time_scope import read_time

RIGHT = "chat-right"
CORRECTED = "chat-corrected"
RIGHTLY_REFUSED = "chat-rightly-refused"
SHOULD_BE_REFUSED = "chat-should-be-refused"


@dataclass(frozen=True, slots=True)
class Unused:
    """Feedback that gave no question: its lines, its question, and why.

    `gone` tells that words it speaks of are no longer in the archive.
    """

    lines: tuple[str, ...]
    question: str
    reason: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class FromFeedback:
    """The questions of an archive's feedback.

    `read` counts the lines, `doubles` those that say again what an earlier one says.
    """

    read: int
    questions: tuple[Question, ...]
    doubles: int
    unused: tuple[Unused, ...]

    def to_dict(self) -> dict[str, Any]:
        """The counts, and what was not used, as JSON values."""
        return {
            "read": self.read,
            "written": len(self.questions),
            "doubles": self.doubles,
            "gone": sum(len(each.lines) for each in self.unused if each.gone),
            "unused": [asdict(each) for each in self.unused],
        }


@dataclass(frozen=True, slots=True)
class _Converted:
    """Feedback with the question that it gives, or why it gives none."""

    feedback: Feedback
    question: Question | None
    reason: str = ""


def questions_of_feedback(archive: Archive, limits: Filters | None = None) -> FromFeedback:
    """The feedback in an archive's folder as questions, in the order in which it was first given.

    Args:
        archive: Read for the words that were cited.
        limits: Feedback is used that was given to a question asked under these limits; of
            `as_of`, which each question has for itself, only that nothing later is there.

    Raises:
        QuestionSetError: The file cannot be read.
        FilterError: The archive holds nothing of a name in the limits.
    """
    limits = resolved(limits or Filters(), archive)
    quotes = Quotes(archive, Filters(as_of=limits.as_of))
    unused: list[Unused] = []
    groups: dict[str, list[_Converted]] = {}
    for feedback in _lines(archive, unused):
        if _comparable(feedback.filters) != _comparable(limits):
            reason = "it was asked under other limits; give them to this command and to eval run"
            unused.append(_unused([feedback], reason))
            continue
        try:
            groups.setdefault(_key(feedback), []).append(_question_of(feedback, quotes))
        except Unfounded as error:
            unused.append(replace(_unused([feedback], str(error)), gone=True))
    agreeing = [found for group in groups.values() if (found := _agreeing(group, unused))]
    doubles = sum(len(group) - 1 for group in agreeing)
    read = sum(len(each.lines) for each in unused) + len(agreeing) + doubles
    unused.sort(key=lambda each: int(each.lines[0].rpartition(":")[2]))
    return FromFeedback(read, tuple(map(_merged, agreeing)), doubles, tuple(unused))


def _comparable(limits: Filters) -> Filters:
    """Limits without the day asked, and without what makes no difference."""
    return replace(
        limits.within(Filters()),
        as_of=None,
        publishers=tuple(sorted(limits.publishers)),
        sections=tuple(sorted(limits.sections)),
        kinds=tuple(sorted(limits.kinds)),
        languages=tuple(sorted(limits.languages)),
        article_ids=tuple(sorted(limits.article_ids)),
    )


def _lines(archive: Archive, unused: list[Unused]) -> Iterable[Feedback]:
    """The feedback of the file; lines that are cut or faulty are not used."""
    for number, line in numbered(archive.notes.read(FEEDBACK_FILE) or b""):
        where = f"{FEEDBACK_FILE}:{number}"
        problems: list[str] = []
        values = json_object(line, where, problems)
        feedback = feedback_of(values, where, problems) if values is not None else None
        if problems or feedback is None:
            unused.append(Unused((where,), "", "; ".join(problems)))
        else:
            yield feedback


def _question_of(feedback: Feedback, quotes: Quotes) -> _Converted:
    """The question that feedback gives; raises Unfounded where words of it are gone."""
    history = tuple(Turn(each.question, _answer(each, quotes)) for each in feedback.history)
    cited = [Gold(place.article, quotes.words(place)) for place in feedback.cited]
    short = [quotes.words(feedback.short)] if feedback.short else []
    known = Question(
        id=f"chat-{_key(feedback)}",
        question=feedback.question,
        answerable=True,
        kind=RIGHT,
        history=history,
        as_of=feedback.as_of or _day_meant(feedback),
        origin=feedback.origin,
    )
    if feedback.verdict == UP and feedback.answered:
        found: Question | str = replace(known, answers=tuple(short), gold=tuple(cited))
        if not short and not cited:
            found = "the answer has neither a short answer nor a quote"
    else:
        found = _judged(feedback, known, quotes)
    if isinstance(found, str):
        return _Converted(feedback, None, found)
    problems: list[str] = []
    question_of(question_dict(found), feedback.origin, problems)
    return (
        _Converted(feedback, None, "; ".join(problems)) if problems else _Converted(feedback, found)
    )


def _judged(feedback: Feedback, known: Question, quotes: Quotes) -> Question | str:
    """The question of a refusal, or of an answer that was not right; or why there is none."""
    if feedback.verdict == UP:
        return replace(known, answerable=False, kind=RIGHTLY_REFUSED)
    if feedback.reason == SHOULD_REFUSE:
        return replace(known, answerable=False, kind=SHOULD_BE_REFUSED)
    if not feedback.right_answer:
        return "it says that the answer is not right, but not what would be"
    gold = quotes.holding(feedback.right_answer, (*feedback.cited, *feedback.read))
    return replace(known, kind=CORRECTED, answers=(feedback.right_answer,), gold=gold)


def _answer(turn: Earlier, quotes: Quotes) -> str:
    """What an earlier turn answered, put together again as `Answer.text` has it."""
    said = " ".join(" ".join(quotes.words(place).split()) for place in turn.said)
    short = " ".join(quotes.words(turn.short).split()) if turn.short else ""
    return f"{short}\n{said}" if short else said


def _day_meant(feedback: Feedback) -> date | None:
    """The day it was asked, where the question reckons from it ("last week"); else None."""
    relative = read_time(feedback.standalone_question, feedback.day).relative
    return feedback.day if relative else None


def _key(feedback: Feedback) -> str:
    """What makes two questions the same, in 12 hexadecimal digits."""
    asked = " ".join(feedback.standalone_question.casefold().split()).rstrip(" ?!.")
    day = feedback.as_of or _day_meant(feedback) or ""
    return hashlib.sha256(f"{asked}\n{day}".encode("utf-8", "replace")).hexdigest()[:12]


def _agreeing(group: Sequence[_Converted], unused: list[Unused]) -> list[_Converted]:
    """Those of one question that give it, when no two contradict each other."""
    contradiction = _contradiction(group)
    if contradiction:
        unused.append(_unused([each.feedback for each in group], contradiction))
        return []
    unused.extend(_unused([each.feedback], each.reason) for each in group if not each.question)
    return [each for each in group if each.question]


def _contradiction(group: Sequence[_Converted]) -> str:
    """What two verdicts on one question cannot both say; empty where they can."""
    up, down = (
        {_judged_answer(each.feedback) for each in group if each.feedback.verdict == verdict}
        for verdict in (UP, DOWN)
    )
    if up & down:
        return "contradictory: one reader says that the answer is right, another that it is not"
    questions = [each.question for each in group if each.question]
    if len({each.answerable for each in questions}) > 1:
        return "contradictory: it is said to have an answer, and to have none"
    answers = {frozenset(map(normalised, each.answers)): each.answers for each in questions}
    if len(answers) > 1 and any(each.kind == CORRECTED for each in questions):
        named = ", ".join(f"'{answer}'" for each in answers.values() for answer in each)
        return f"contradictory: more than one answer is called right: {named}"
    return ""


def _judged_answer(feedback: Feedback) -> tuple[bool, Place | None, tuple[Place, ...]]:
    return feedback.answered, feedback.short, feedback.cited


def _merged(group: Sequence[_Converted]) -> Question:
    """The question of all, with whatever any of them calls right."""
    questions = [each.question for each in group if each.question]
    answers: dict[str, str] = {}
    for answer in (answer for each in questions for answer in each.answers):
        answers.setdefault(normalised(answer), answer)
    gold = dict.fromkeys(gold for each in questions for gold in each.gold)
    return replace(questions[0], answers=tuple(answers.values()), gold=tuple(gold))


def _unused(all_feedback: Sequence[Feedback], reason: str) -> Unused:
    lines = tuple(each.origin for each in all_feedback)
    return Unused(lines, all_feedback[0].question, reason)
