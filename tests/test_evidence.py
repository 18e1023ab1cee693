"""Every passage is skimmed, few are read closely, and the sentence that answers comes first."""

from dataclasses import dataclass, field

from index.prose.words import words
from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.evidence import FOUND_FIRST, JUDGED, LEAST_JUDGED, SUREST, evidence
from qa.reading.reader import Reading, ScoredSpan
from qa.reading.sentences import sentences_of
from qa.reading.short_answers import short_answer


def passage(name: str, text: str, title: str = "T") -> Passage:
    return Passage(f"{name}#1", name, title, None, None, None, text, 0, len(text), 1.0)


def shared(one: str, other: str) -> float:
    stems = {word.stem for word in words(one)}
    return float(sum(word.stem in stems for word in words(other)))


@dataclass
class Overlap:
    """Reads by words: the surest span is the last word of the sentence that shares the most."""

    read_texts: list[str] = field(default_factory=list)
    judged: int = 0

    def read(self, question, passages):
        self.read_texts += passages
        return [self._reading(question, text) for text in passages]

    def judge(self, pairs):
        self.judged += len(pairs)
        return [shared(question, sentence) - 1 for question, sentence in pairs]

    def _reading(self, question, text):
        spans = []
        for span in sentences_of(passage("x", text)):
            last = words(text[span.start : span.end])[-1]
            score = 2 * shared(question, text[span.start : span.end]) - 3
            spans.append(ScoredSpan(span.start + last.start, span.start + last.end, score))
        return Reading(tuple(sorted(spans, key=lambda each: -each.score)))


@dataclass
class Pair:
    fast: Overlap = field(default_factory=Overlap)
    strong: Overlap = field(default_factory=Overlap)


ASKED = analyse("Who opened the harbour in Vale?")
ANSWER = "The harbour in Vale was opened by Brook."


def test_the_fast_reader_reads_everything_and_the_strong_one_what_may_win():
    passages = [passage(f"{n}", f"It rained in town {n}. Nobody came.") for n in range(7)]
    passages.append(passage("last", f"It rained. {ANSWER}"))
    readers = Pair()
    found = evidence(ASKED, passages, readers)
    assert readers.fast.read_texts == [each.text for each in passages]
    assert len(readers.strong.read_texts) == SUREST + FOUND_FIRST
    assert readers.strong.read_texts[0] == passages[0].text
    assert found[0].text == ANSWER
    assert found[0].best is not None


def test_only_the_likeliest_sentences_are_judged_by_the_strong_reader():
    text = " ".join(f"Rain fell in town {n}." for n in range(20)) + f" {ANSWER}"
    readers = Pair()
    found = evidence(ASKED, [passage("a", text)], readers)
    assert readers.strong.judged == JUDGED
    assert found[0].text == ANSWER
    assert found[-1].judged == LEAST_JUDGED


def test_a_sentence_of_two_chunks_is_one_candidate_and_a_headline_is_none():
    chunks = [passage("a", ANSWER), passage("a", f"{ANSWER} It rained.")]
    found = evidence(ASKED, chunks, Pair())
    assert [each.text for each in found].count(ANSWER) == 1
    titled = evidence(ASKED, [passage("a", f"{ANSWER}\nIt rained.", title=ANSWER)], Pair())
    assert [each.text for each in titled] == ["It rained."]


def test_a_question_in_an_article_answers_none():
    text = f"Who opened the harbour in Vale? {ANSWER}"
    assert evidence(ASKED, [passage("a", text)], Pair())[0].text == ANSWER


def test_without_passages_there_is_nothing():
    assert evidence(ASKED, [], Pair()) == ()


def test_a_line_with_the_place_of_a_report_is_no_sentence():
    text = "London CNN —\nThe party meets in Birmingham."
    kept = [text[s.start : s.end] for s in sentences_of(passage("a", text))]
    assert kept == ["The party meets in Birmingham."]


def test_who_did_it_comes_before_who_did_not():
    """Though the sentence that denies it has more of the question's words."""
    asked = analyse("Which towns recognised the guild there?")
    denied = "Ley has not recognised the guild there."
    passages = [passage("ley", denied), passage("vale", "The guild was recognised by Vale.")]
    found = evidence(asked, passages, Pair())
    assert [each.passage.article_id for each in found] == ["vale", "ley"]
    assert short_answer(asked, found[0]) and not short_answer(asked, found[1])


def test_what_happened_comes_before_what_was_expected():
    """Though the sentence that expects it has more of the question's words."""
    asked = analyse("When did the strike in Vale end?")
    expected = "The strike in Vale was expected to end on Friday."
    passages = [passage("before", expected), passage("after", "The strike did end on Thursday.")]
    found = evidence(asked, passages, Pair())
    assert [each.passage.article_id for each in found] == ["after", "before"]


def test_another_one_in_a_row_answers_nothing():
    asked = analyse("Who won the fifth round in Vale?")
    passages = [passage("fourth", "The fourth round in Vale was won by Brook."),
                passage("fifth", "The fifth round was won by Reed.")]  # fmt: skip
    found = evidence(asked, passages, Pair())
    assert [each.passage.article_id for each in found] == ["fifth", "fourth"]
    assert found[1].best is None
