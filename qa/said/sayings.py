"""What articles say that answers a question on speech, found and put in order, best first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.prose.words import content_words
from qa.passages import Passage
from qa.questions.analysis import Question
from qa.quotations.reading import Quotation, quotations
from qa.quotations.saying import FORMS
from qa.reading.reader import Readers
from qa.said.matching import like, speaker_match, words_match
from qa.said.who_said import SaidKind, SaidQuestion

# The strong reader judges so many, the likeliest.
JUDGED = 6
# What is said with other words than the question's is about it from these log-odds of the judge on.
LEAST_JUDGED = -1.0
# So much of what a question is about may stand in the words for that to be sure.
SURELY_ABOUT = 0.99
# Less than this, of both together, is about something else.
LEAST_TOLD = 0.5
# What is denied, or asked, was not said.
_NOT_SAID = frozenset("deny reject dismiss ask question mock".split())
# Any words may be said, told, or added.
_ANY = frozenset("say tell add state note comment report write".split())
# A question's verb that is not the article's loses this much.
OTHER_VERB = 1.5
# An article that was found later loses this much a place.
FOUND_LATER = 0.15


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation of an article that answers a question on speech.

    Attributes:
        article_id: Of the article.
        text: The article's text.
        quotation: What is said.
        match: From 0 to 1, how surely its words, or its speaker, are those asked for.
        score: Log-odds that it answers; higher is better.
    """

    article_id: str
    text: str
    quotation: Quotation
    match: float
    score: float

    @property
    def words(self) -> str:
        """What is said."""
        return self.text[self.quotation.words.start : self.quotation.words.end]

    @property
    def sentence(self) -> str:
        """The sentence that it stands in."""
        return self.text[self.quotation.cited.start : self.quotation.cited.end]

    @property
    def names_speaker(self) -> bool:
        """Whether its own sentence names who says it."""
        return self.quotation.speaker is not None and self.quotation.attribution is None


def said_by(
    asked: SaidQuestion, article_ids: Sequence[str], text_of: Callable[[str], str]
) -> tuple[Said, ...]:
    """Everything in articles that a question may mean, in the order of the articles.

    Args:
        asked: The question.
        article_ids: The articles, the likeliest first.
        text_of: Gives the text of one.
    """
    find = _by_words if asked.kind is SaidKind.SPEAKER else _by_speaker
    found: list[Said] = []
    for place, article_id in enumerate(article_ids):
        text = text_of(article_id)
        for each in find(asked, article_id, text):
            found.append(replace(each, score=each.score - FOUND_LATER * place))
    return tuple(found)


def _by_words(asked: SaidQuestion, article_id: str, text: str) -> Iterator[Said]:
    verbs = like(asked.verb)
    act = "o" in FORMS[asked.verb].kinds and not asked.quoted
    for each in quotations(text):
        if act and _base(each) not in verbs:
            continue
        if asked.speaker and not speaker_match(asked.speaker, each, text):
            continue
        if _base(each) in _NOT_SAID - verbs and (not asked.quoted or _is_put_in(each, text)):
            continue
        match = words_match(asked, text[each.words.start : each.words.end])
        if match:
            # Of a quotation within another one the inner words are meant, as they are fewer.
            said = len(text[each.words.start : each.words.end].split())
            whole = min(1.0, len(asked.words.split()) / max(1, said))
            other = asked.verb not in _ANY and _base(each) not in verbs
            score = 8 * match - 4 + 0.3 * each.direct + whole - OTHER_VERB * other
            yield Said(article_id, text, each, match, score)


def _is_put_in(quotation: Quotation, text: str) -> bool:
    """Whether the words are part of what is denied: he denied that it was “safe as houses”."""
    return _base(quotation) == "deny" and text[quotation.words.start].islower()


def _base(quotation: Quotation) -> str:
    saying = FORMS.get(quotation.verb)
    return saying.base if saying else ""


def _by_speaker(asked: SaidQuestion, article_id: str, text: str) -> Iterator[Said]:
    special = asked.verb not in ("say", "tell", "add", "think", "comment", "respond", "reply")
    for each in quotations(text):
        match = speaker_match(asked.speaker, each, text)
        if match:
            alike = 1.0 if special and _base(each) in like(asked.verb) else 0.0
            length = min(30, len(text[each.words.start : each.words.end].split())) / 30
            yield Said(
                article_id, text, each, match, 2 * match + 0.5 * each.direct + length + alike
            )


def about(
    asked: SaidQuestion, question: Question, found: Sequence[Said], readers: Readers
) -> tuple[Said, ...]:
    """Those that are about what a question names, best first; all where it names nothing.

    A position is told of in the article's own words too. So what is quoted counts for one only
    where it names all that the position is on.
    """
    topic = {word.stem for word in content_words(asked.about)}
    if not topic:
        return tuple(sorted(found, key=lambda each: -each.score))
    shares = [_share(topic, each) for each in found]
    order = sorted(range(len(found)), key=lambda n: -(4 * shares[n] + found[n].score))
    likely = order[: 3 * JUDGED]
    skimmed = readers.fast.judge([(question.text, _told(found[n])) for n in likely])
    ranked = sorted(
        zip(likely, skimmed, strict=True), key=lambda each: -(each[1] + 3 * shares[each[0]])
    )[:JUDGED]
    judged = readers.strong.judge([(question.text, _told(found[n])) for n, _ in ranked])
    kept = [
        replace(found[n], score=logit + 3 * shares[n])
        for (n, _), logit in zip(ranked, judged, strict=True)
        if logit + 3 * shares[n] >= LEAST_TOLD
        and (shares[n] > SURELY_ABOUT or not asked.held)
        and (logit >= LEAST_JUDGED or (shares[n] > SURELY_ABOUT and logit >= 3 * LEAST_JUDGED))
    ]
    return tuple(sorted(kept, key=lambda each: -each.score))


def _share(topic: set[str], said: Said) -> float:
    there = {word.stem for word in content_words(said.sentence)}
    return len(topic & there) / len(topic)


def _told(said: Said) -> str:
    """A quotation as the judge reads it: its sentence, and before it who speaks."""
    name = said.quotation.name or said.quotation.office or ""
    return said.sentence if said.names_speaker else f"{name}: {said.sentence}"


def articles_of(passages: Sequence[Passage]) -> list[str]:
    """The articles that passages are from, each once, in their order; those of captions are not."""
    return list(dict.fromkeys(each.article_id for each in passages if not each.caption))
