"""A draft to the answer that a person gets, or to a refusal that says what was searched. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index import ArticleRef
from index.prose.language import ENGLISH, UNTOLD, language_asked
from qa.answers import Answer, Searched, Sentence, ShortAnswer, Withheld
from qa.citations import Draft, DraftSentence, Quote, marked_text, number, number_evidence
from qa.english.bylines import (
    are_in_other_languages,
    are_no_reports,
    are_of_entries,
    kind_told,
    language_in_words,
    published_by,
)
from qa.english.phrases import in_words
from qa.evidence import Evidence
from qa.faults import Fault, FaultKind
from qa.observing import tell
from qa.passages import Citation, Passage
from qa.writing.citing import support

_TAKES_UP = re.compile(
    r"(?:this|that|these|those|it|its|they|their|he|his|she|her|both|such|the (?:former|latter))\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(r"(?:yes|no)\W*", re.IGNORECASE)


def without_unsupported(draft: Draft, *, keep: bool = False) -> tuple[Draft, tuple[Withheld, ...]]:
    """The draft without the sentences that do not follow from their quotes, and those sentences.

    What a model wrote goes, too, where it begins by taking up a sentence that goes: "This was ...".
    Words that answer, and what other articles say instead of them, go with the sentence that
    they stand in. Where nothing is left, the draft is what it says `otherwise`.

    Args:
        draft: What an answerer wrote.
        keep: Leaves those sentences where they are, each with its faults.
    """
    held = [_checked(sentence) for sentence in draft.sentences]
    if draft.model and not keep:
        held = _without_dangling(held)
    wrong = tuple(Withheld(each.text, each.faults) for each in held if each.faults)
    if keep and held:
        return replace(draft, sentences=tuple(held)), ()
    kept = tuple(each for each in held if not each.faults)
    if not kept and draft.otherwise:
        instead, _ = without_unsupported(draft.otherwise)
        return instead, wrong
    if held and not held[0].faults:
        return replace(draft, sentences=kept), wrong
    return replace(draft, sentences=kept, short=None, evidence=None), wrong


def _checked(sentence: DraftSentence) -> DraftSentence:
    """A sentence with how well its quotes bear it out, and what they do not."""
    if not sentence.quotes:
        reason = "Nothing like it stands in what was retrieved."
        fault = Fault(FaultKind.CITATION, sentence.text, None, reason)
        return replace(sentence, support=0.0, faults=(fault,))
    found = support(sentence)
    tell("checked", sentence=sentence, support=found)
    return replace(sentence, support=found.score, faults=found.faults)


def _without_dangling(held: Sequence[DraftSentence]) -> list[DraftSentence]:
    """The sentences, those with a fault that take up one that has a fault."""
    found: list[DraftSentence] = []
    for sentence in held:
        before = found[-1] if found else None
        wrong = before and before.faults and not _YES_OR_NO.fullmatch(before.text)
        if wrong and not sentence.faults and _TAKES_UP.match(sentence.text):
            reason = "It takes up a sentence that was left out."
            fault = Fault(FaultKind.WORDS, sentence.text.split()[0], None, reason)
            sentence = replace(sentence, faults=(fault,))
        found.append(sentence)
    return found


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes answers of the drafts for one question.

    Attributes:
        question: As it was asked.
        standalone: As it was searched.
        passages: What the drafts are written from, best first.
        searched: What was searched.
        as_of: The day that it was asked as on.
    """

    question: str
    standalone: str
    passages: Sequence[Passage]
    searched: Searched
    as_of: date | None

    def so_far(self, draft: Draft) -> Answer:
        """What a draft says while more may follow."""
        return self._answer(draft, complete=False)

    def complete(self, draft: Draft, withheld: tuple[Withheld, ...] = ()) -> Answer:
        """The answer that a last draft makes, or the refusal where it has no sentence.

        Args:
            draft: What an answerer wrote.
            withheld: What was written and left out.
        """
        answer = replace(self._answer(draft, complete=True), withheld=withheld)
        if answer.answered:
            return answer
        nearest = self.passages[0].reference if self.passages else None
        reason = _reason(self.searched, nearest, withheld, _language(self.passages))
        return replace(answer, text=reason, reason=reason, nearest=nearest)

    def _answer(self, draft: Draft, *, complete: bool) -> Answer:
        """Citations numbered, the text with its markers."""
        sentences, citations = number(draft.sentences)
        short = _short(draft.short, citations)
        evidence = number_evidence(draft.evidence, citations) if draft.evidence else None
        hours = are_of_entries({each.number: each.stamp for each in citations if each.stamp})
        told = [draft.note, *_of_what(citations, evidence), hours]
        return Answer(
            question=self.question,
            standalone_question=self.standalone,
            answered=bool(sentences),
            text=_text(sentences, short, evidence),
            sentences=sentences,
            citations=citations,
            reason=None,
            confidence=draft.confidence,
            searched=self.searched,
            as_of=self.as_of.isoformat() if self.as_of else None,
            short=short,
            evidence=evidence,
            model=draft.model,
            note=" ".join(filter(None, told)) or None,
            passages=tuple(self.passages),
            complete=complete,
            progress=draft.progress,
        )


def _of_what(citations: Sequence[Citation], evidence: Evidence | None) -> tuple[str, str]:
    """Which of the citations are opinion, letters, satire, and which are not in English."""
    kinds: dict[str, list[int]] = {}
    languages: dict[str, list[int]] = {}
    others = evidence.statements if evidence else ()
    cited = (*citations, *(other.citation for other in others))
    for each in {each.number: each for each in cited}.values():
        kinds.setdefault(each.kind or "", []).append(each.number)
        languages.setdefault(each.language or "", []).append(each.number)
    return are_no_reports(kinds), are_in_other_languages(languages)


def _text(
    sentences: Sequence[Sentence], short: ShortAnswer | None, evidence: Evidence | None
) -> str:
    said = marked_text(sentences)
    if short:
        return f"{' '.join(short.text.split())} [{short.citation}]\n{said}"
    return f"{evidence.verdict}.\n{said}" if evidence and evidence.verdict and said else said


def _short(words: Quote | None, citations: Sequence[Citation]) -> ShortAnswer | None:
    """The short answer under the number of the citation that it stands in."""
    if words is None:
        return None
    number = next(
        each.number
        for each in citations
        if each.article_id == words.passage.article_id
        and each.start <= words.start
        and words.end <= each.end
    )
    return ShortAnswer(words.text, number, words.start, words.end)


def _language(passages: Sequence[Passage]) -> str:
    """In which language the nearest article is, if that is not English: "German"; else ""."""
    if not passages:
        return ""
    language = passages[0].language or language_asked(passages[0].text)
    if language == UNTOLD:
        return "another language"
    return "" if language in (None, ENGLISH) else language_in_words(language or "")


def _reason(
    searched: Searched, nearest: ArticleRef | None, withheld: Sequence[Withheld], language: str
) -> str:
    """A refusal, with what was searched and which article comes nearest, and in which language."""
    if not searched.articles:
        return "The archive does not say: no article was there to be searched."
    articles = "1 article" if searched.articles == 1 else f"{searched.articles:,} articles"
    publishers = len(searched.publishers)
    sources = f" from {publishers:,} publisher{'s' if publishers > 1 else ''}" if publishers else ""
    said = f"The archive does not say: nothing in {articles}{sources} answers this question."
    if withheld:
        said += " What was written does not follow from the articles."
    if nearest is None:
        return said
    other = f" It is in {language}, and English is what is read best." if language else ""
    return f"{said} The nearest article is {_called(nearest)}.{other}"


def _called(article: ArticleRef) -> str:
    by = published_by(article.publisher, article.publisher_claimed)
    about = ", ".join(filter(None, [by, in_words(article.published), kind_told(article.kind)]))
    return f"“{article.title or article.article_id}” ({about})"
