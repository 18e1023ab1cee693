"""Which day a bare weekday or "yesterday" is, reckoned from the day of its article."""

import re

from index.dates import days
from qa.english.phrases import in_words
from qa.english.times.finding import FoundTime, find_times
from qa.english.times.words import AskedOn, near_day
from qa.questions.analysis import AnswerType, Question

_FORWARD = re.compile(r"\b(?:will|shall|to be|is due|are due|scheduled|expected|until|by)\b", re.I)


def with_dates(text: str, published: str | None) -> str:
    """A text with the date of each bare weekday behind it, as "on Thursday (9 March 2023)".

    So it is with "yesterday", "today" and "tomorrow".

    A question that names a day has no word in common with a report that names the weekday.
    """
    for found in reversed(_bare_days(text, text, published)):
        end = found.match.end()
        text = f"{text[:end]} ({in_words(found.days.first.isoformat())}){text[end:]}"
    return text


def weekday_note(
    question: Question, sentence: str, published: str | None, words: str | None
) -> str | None:
    """Says which day is meant where a weekday, or "yesterday", answers a question for a time.

    Args:
        question: None is said unless it asks for a time.
        sentence: The one that answers.
        published: The ISO date of its article; nothing is said without a whole one.
        words: Those of the sentence that answer, None where no few do.
    """
    if question.answer_type is not AnswerType.TIME:
        return None
    bare = _bare_days(words or sentence, sentence, published)
    # "The bridge today carries 900 cars" is no answer to when it was built.
    bare = [each for each in bare if words or each.rule.resolve is not near_day]
    for found in bare[:1]:
        meant = in_words(found.days.first.isoformat())
        return f"“{found.match[0]}” is {meant}, reckoned from the day of the article."
    return None


def _bare_days(text: str, sentence: str, published: str | None) -> list[FoundTime]:
    """The days of a text that name no date, in order; none without the article's day."""
    if not published or len(published) < 10:
        return []
    asked = AskedOn(days(published).last, forward=_FORWARD.search(sentence) is not None)
    return [
        found
        for found in find_times(text, asked)
        if (found.match.groupdict().get("weekday") or found.rule.resolve is near_day)
        and found.days.first == found.days.last
    ]
