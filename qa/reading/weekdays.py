"""Which day a bare weekday of an answer is, reckoned from the day of its article."""

import re

from index.dates import days
from qa.citations import Quote
from qa.english.phrases import in_words
from qa.english.times.finding import find_times
from qa.english.times.words import AskedOn
from qa.questions.analysis import AnswerType, Question
from qa.reading.evidence import Candidate

_FORWARD = re.compile(r"\b(?:will|shall|to be|is due|are due|scheduled|expected|until|by)\b", re.I)


def weekday_note(question: Question, first: Candidate, words: Quote | None) -> str | None:
    """Says which day is meant where a question for a time is answered by a weekday.

    None where no time is asked for, the article bears no whole date, or the answer names a date.
    """
    published = first.passage.published
    if question.answer_type is not AnswerType.TIME or not published or len(published) < 10:
        return None
    asked = AskedOn(days(published).last, forward=_FORWARD.search(first.text) is not None)
    for found in find_times(words.text if words else first.text, asked):
        weekday = found.match.groupdict().get("weekday")
        if weekday and found.days.first == found.days.last:
            meant = in_words(found.days.first.isoformat())
            return f"“{found.match[0]}” is {meant}, reckoned from the day of the article."
    return None
