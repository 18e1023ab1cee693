"""Questions in several parts, each answered by the articles it is asked of: claims and conditions.

"Does the Gull say that it rained, while the Post says that it snowed?" is "Yes" where the judge
finds each claim borne out by an article of its outlet. "Which company, accused by the Gull of ...,
has also ...?" is the name that the passages found for most of its conditions share.
"""

import math
import re
from collections.abc import Sequence

from index import Span
from qa.citations import Draft, DraftEvidence, DraftSentence, DraftStatement, Quote
from qa.english.naming import Name, names
from qa.evidence import Form
from qa.passages import Passage
from qa.questions.analysis import AnswerType, Question
from qa.reading.sentences import sentences_of
from qa.several.looking import LEAST_BORNE, Found, Looking, is_of_the_same
from qa.several.parts import Part
from qa.several.verdicts import NO, YES
from qa.suggesting.people import person_in

# A name must stand in what was found for this share of the conditions, and two of them.
LEAST_SHARE = 0.5
LEAST_PARTS = 2
# What a name in the title is worth beside one in the sentence, and what each later passage is.
_IN_TITLE, _LATER = 0.8, 0.6

_AGREE = re.compile(
    r"\b(?:consisten(?:t|cy)|remain(?:s|ed)? (?:the same|unchanged|consistent)|agrees?|agreed|"
    r"similar(?:ly|ity)?|"
    r"the same(?! (?:\w+ )?(?:source|article|outlet|publication|newspaper|report|day)\b)|"
    r"identical(?:ly)?|in line with|unchanged|aligns?|corroborates?)\b",
    re.IGNORECASE,
)
_DIFFER = re.compile(
    r"\b(?:inconsisten(?:t|cy)|differ(?:s|ed|ent(?:ly)?|ences?)?|discrepanc(?:y|ies)|"
    r"contradict\w*|disagree\w*|conflict(?:s|ing)?|changed?|changes|contrast\w*|shift(?:ed|s)?)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|without(?: any)?|any less)(?: \w+)? $", re.IGNORECASE)


def claims_judged(question: Question, parts: Sequence[Part], looking: Looking) -> Draft | None:
    """Whether what outlets are said to report is so, with the sentence that tells for each.

    What nothing of an outlet is about is not what it reports. None where that is so of all.
    """
    found = [looking.best(part) for part in parts]
    held = [each for each in found if each is not None]
    if not held:
        return None
    borne = len(held) == len(found) and min(each.odds for each in held) >= LEAST_BORNE
    word = _of_agreement(question.text, held) or (YES if borne else NO)
    return _draft(held, Form.COMPARISON, verdict=word)


def shared_name(question: Question, parts: Sequence[Part], looking: Looking) -> Draft | None:
    """What meets the conditions of a question, with the sentence that tells of each.

    None where no name stands in what was found for most of them.
    """
    asked = {name.parts for name in names(question.text)}
    votes: dict[tuple[str, ...], dict[int, float]] = {}
    texts: dict[tuple[str, ...], str] = {}
    for n, part in enumerate(parts):
        passages = looking.passages(part)
        for rank, passage in enumerate(passages if is_of_the_same(part, passages) else ()):
            for name, worth in _named(passage):
                if name.parts in asked or not _fits(question, name):
                    continue
                of_name = votes.setdefault(name.parts, {})
                of_name[n] = max(of_name.get(n, 0.0), worth * _LATER**rank)
                texts.setdefault(name.parts, name.text)
    merged = _merged(votes)
    if _asks_for_person(question):
        # "FTX" is nobody, though "SBF" may be short for somebody.
        merged = {name: of for name, of in merged.items() if not texts[name].isupper()}
    if not merged:
        return None
    best = max(merged, key=lambda parts_: (sum(merged[parts_].values()), len(parts_)))
    least = max(LEAST_PARTS, math.ceil(LEAST_SHARE * len(parts)))
    if len(merged[best]) < min(least, len(parts)):
        return None
    return _draft_of_name(texts[best], best, parts, looking)


def _named(passage: Passage) -> list[tuple[Name, float]]:
    inside = [(name, 1.0) for name in names(passage.text)]
    return [*inside, *((name, _IN_TITLE) for name in names(passage.title))]


def _fits(question: Question, name: Name) -> bool:
    if name.place:
        return question.answer_type is AnswerType.PLACE
    person = " " in name.text and bool(person_in(name.text))
    if _asks_for_person(question):
        return person or " " not in name.text
    return not person or question.answer_type is AnswerType.OTHER


def _asks_for_person(question: Question) -> bool:
    return question.answer_type is AnswerType.PERSON or bool(_A_PERSON.search(question.text))


_A_PERSON = re.compile(
    r"\b(?:which|what) (?:\w+ )?(?:individual|person|player|artist|singer|actor|actress|politician|"
    r"coach|star|man|woman|character|quarterback|executive|founder|ceo)\b",
    re.IGNORECASE,
)


def _merged(
    votes: dict[tuple[str, ...], dict[int, float]],
) -> dict[tuple[str, ...], dict[int, float]]:
    """The votes of names, those of a shorter one given to the longer one that ends with it."""
    found = {name: dict(of) for name, of in votes.items() if len(name) > 1}
    for name, of in votes.items():
        longer = [each for each in found if len(each) > len(name) and _is_short_for(name, each)]
        best = max(longer, key=lambda each: sum(votes[each].values()), default=name)
        into = found.setdefault(best, {})
        for n, worth in of.items():
            into[n] = max(into.get(n, 0.0), worth)
    return found


def _is_short_for(name: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether a name is the end of a longer one, or its initials."""
    initials = "".join(part[0] for each in longer for part in each.split("-") if part)
    return longer[-len(name) :] == name or (len(name) == 1 and name[0] == initials)


def _draft_of_name(
    text: str, name: tuple[str, ...], parts: Sequence[Part], looking: Looking
) -> Draft | None:
    """The sentences that name it first, one for each part."""
    found: list[Found] = []
    for part in parts:
        naming = [
            Found(part, passage, span, 0.0)
            for passage in looking.passages(part)
            for span in sentences_of(passage)
            if _stands_in(passage.text[span.start : span.end], name)
        ]
        if naming:
            found.append(naming[0])
        elif best := looking.best(part):
            found.append(best)
    first = next((each for each in found if _stands_in(each.quote.text, name)), None)
    if first is None:
        return None
    ordered = [first, *(each for each in found if each.quote != first.quote)]
    draft = _draft(ordered, Form.COMPARISON)
    at = next(each for each in names(first.quote.text) if each.parts[-1:] == name[-1:])
    start = first.span.start + at.start
    short = Quote.of(first.passage, Span(start, start + len(at.text)))
    return Draft(draft.sentences, short, draft.evidence)


def _stands_in(text: str, name: tuple[str, ...]) -> bool:
    return any(each.parts[-1:] == name[-1:] for each in names(text))


def _of_agreement(question: str, held: Sequence[Found]) -> str | None:
    """The verdict on whether reports agree; None where the question asks for something else.

    What does not contradict is taken to agree, and what two reports tell in other words of one
    thing has changed between them.
    """
    agree, differ = _AGREE.search(question), _DIFFER.search(question)
    if not agree and not differ:
        return None
    if agree and differ and re.search(r"\bor\b", question[agree.end() : differ.start() or None]):
        return agree[0].capitalize()
    asked = differ if differ and (not agree or differ.start() > agree.start()) else agree
    assert asked is not None
    denied = _DENIED.search(question[: asked.start()]) is not None
    apart = re.match(r"chang|shift|differen|differs|contrast", asked[0], re.IGNORECASE) is not None
    if asked is agree or apart:
        return NO if denied else YES
    return YES if denied else NO


def _draft(found: Sequence[Found], form: Form, verdict: str | None = None) -> Draft:
    """The sentences found, each behind whom it is of."""
    quotes = [each.quote for each in found]
    seen: dict[tuple[str, int], None] = {}
    sentences = []
    for each, quote in zip(found, quotes, strict=True):
        key = (quote.passage.article_id, quote.start)
        if key not in seen:
            seen[key] = None
            label = each.passage.publisher if each.part.outlets else None
            sentences.append(DraftSentence(" ".join(quote.text.split()), (quote,), label=label))
    statements = tuple(
        DraftStatement(quote, quote, first=quote.passage.published, part=each.part.label)
        for each, quote in zip(found, quotes, strict=True)
    )
    return Draft(tuple(sentences), evidence=DraftEvidence(form, statements, verdict=verdict))
