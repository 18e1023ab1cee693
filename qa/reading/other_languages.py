"""A question in another language than English: the sentence nearest to it, by its letters.

The readers read English. Words of other languages are not taken apart here: what a question and a
sentence share is counted in runs of letters, the rarer the more, which does for any script.
"""

import math
from collections import Counter
from collections.abc import Sequence

from index.prose.language import ENGLISH, UNTOLD, language_asked
from index.prose.sentences import sentence_spans
from index.prose.words import folded
from qa.citations import Draft, DraftSentence, Quote
from qa.english.bylines import language_in_words
from qa.passages import Passage

# Runs of so many letters are compared; of scripts without blanks between words, of two.
_RUN, _RUN_WITHOUT_BLANKS = 4, 2
_WITHOUT_BLANKS = frozenset(("zh", "ja", "th", "lo", "km", "my"))
# A sentence with less of the question's weight than this has nothing to do with it.
_LEAST = 0.12
_MOST = 2


def in_other_language(question: str, passages: Sequence[Passage]) -> Draft | None:
    """What is said to a question in another language that no reader answers; None for English.

    Without a sentence where no article but English ones has anything of it.

    Args:
        question: As it was asked.
        passages: What was found, best first.
    """
    language = language_asked(question)
    if language in (None, ENGLISH):
        return None
    named = "another language" if language == UNTOLD else language_in_words(language or "")
    note = f"The question seems to be in {named}, and English is what is read best"
    quotes = _nearest(question, language or "", passages)
    if not quotes:
        return Draft(note=f"{note}: ask in English.")
    drafts = (DraftSentence(" ".join(each.text.split()), (each,)) for each in quotes)
    return Draft(tuple(drafts), note=f"{note}: these are the words that are nearest to it.")


def _nearest(question: str, language: str, passages: Sequence[Passage]) -> list[Quote]:
    """The sentences nearest to a question, of articles that are not in English."""
    run = _RUN_WITHOUT_BLANKS if language in _WITHOUT_BLANKS else _RUN
    sentences = [
        Quote.of(passage, span)
        for passage in passages
        if passage.language != ENGLISH
        for span in sentence_spans(passage.text)
        if folded(passage.text[span.start : span.end]).strip() != folded(passage.title).strip()
    ]
    chosen = _covering(_runs(question, run), [_runs(each.text, run) for each in sentences])
    return [sentences[n] for n in chosen]


def _covering(asked: set[str], held: Sequence[set[str]]) -> list[int]:
    """The sentence that has most of what is asked, and one that has most of the rest."""
    often = Counter(each for runs in held for each in runs)
    weights = {each: math.log(1 + len(held) / max(1, often[each])) for each in asked}
    left, chosen = set(asked), list[int]()
    while len(chosen) < _MOST:
        gains = [sum(weights[each] for each in runs & left) for runs in held]
        best = max(range(len(gains)), key=gains.__getitem__, default=None)
        if best is None or gains[best] < _LEAST * sum(weights.values()):
            break
        chosen.append(best)
        left -= held[best]
    return chosen


def _runs(text: str, length: int) -> set[str]:
    plain = "".join(each if each.isalnum() else " " for each in folded(text))
    return {
        word[n : n + length]
        for word in plain.split()
        for n in range(max(1, len(word) - length + 1))
    }
