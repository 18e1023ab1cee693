"""Who a speaker is, as far as a text tells: the fullest name, the office, whom a pronoun means."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.articles import Span
from qa.quotations.noun_phrases import Subject
from qa.quotations.people_named import Person, fullest
from qa.quotations.saying import BODIES, is_people, is_plural, sex_of

# A pronoun means nobody who was spoken of more paragraphs ago.
_FARTHEST = 3
_AUTHOR = ("i", "we", "you")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks or is spoken of.

    Attributes:
        span: The name, or what they are called, as it stands in the text.
        name: The fullest name that the text gives; None where it gives none.
        office: What the text says they are.
        sex: "he" or "she"; "" where nothing tells.
        plural: Whether they are several.
        person: Whether it is certainly a person.
        sentence: The sentence that the name stands in.
    """

    span: Span
    name: str | None
    office: str | None
    sex: str
    plural: bool
    person: bool
    sentence: Span

    @property
    def key(self) -> str:
        """What tells speakers apart."""
        return self.name or f"{self.span}"


@dataclass(slots=True)
class Speakers:
    """What was read so far of who speaks in a text, sentence by sentence."""

    text: str
    people: Sequence[Person]
    mentioned: list[tuple[int, Speaker]] = field(default_factory=list)
    offices: dict[str, str] = field(default_factory=dict)
    sexes: dict[str, str] = field(default_factory=dict)

    def of(
        self, subject: Subject, sentence: Span, shift: int, paragraph: int, but: Speaker | None
    ) -> Speaker | None:
        """Who a subject is; None where the text does not tell.

        Args:
            subject: Of a clause; its spans are moved by `shift` in the text.
            sentence: That it stands in.
            shift: See there.
            paragraph: The number of the paragraph.
            but: Who it is not.
        """
        if subject.kind == "pronoun":
            return self._meant(subject.words[0], paragraph, but)
        if subject.kind == "name" and subject.name:
            return self._named(subject, sentence, shift)
        return self._called(subject, sentence, shift)

    def mention(self, speaker: Speaker, paragraph: int) -> None:
        """Keeps who was spoken of last."""
        self.mentioned.append((paragraph, speaker))

    def only_one_in(self, sentence: Span) -> Speaker | None:
        """The only person of known sex that a sentence names: "That was too much for Piet Vos"."""
        there = self.text[sentence.start : sentence.end]
        found = [each for each in self.people if each.surname in there]
        if len(found) != 1 or found[0].name not in there or not found[0].sex:
            return None
        person = found[0]
        start = sentence.start + there.index(person.name)
        span = Span(start, start + len(person.name))
        office = self.offices.get(person.name)
        return Speaker(span, person.name, office, person.sex, False, True, sentence)

    def _named(self, subject: Subject, sentence: Span, shift: int) -> Speaker | None:
        assert subject.name is not None
        span = Span(subject.name.start + shift, subject.name.end + shift)
        stands = _genitive_off(self.text[span.start : span.end])
        span = Span(span.start, span.start + len(stands))
        if "and" in subject.words and " and " in stands:
            return Speaker(span, " ".join(stands.split()), None, "", True, False, sentence)
        person = fullest(stands, span.start, self.people)
        if person is None and span.start == sentence.start and self._is_common(stands):
            return None
        name = person.name if person else " ".join(stands.split())
        before = self.text[subject.span.start + shift : span.start].split()
        sex = sex_of([*before, *stands.split()[:1]]) or (person.sex if person else "")
        sex = sex or self.sexes.get(name, "")
        if sex:
            self.sexes[name] = sex
        if subject.office:
            office = self.text[subject.office.start + shift : subject.office.end + shift]
            self.offices.setdefault(name, " ".join(office.split()))
        certain = person is not None or bool(sex)
        return Speaker(span, name, self.offices.get(name), sex, False, certain, sentence)

    def _is_common(self, word: str) -> bool:
        """Whether a sentence's first word stands in the text without a capital, too."""
        return " " not in word and f" {word.casefold()} " in self.text

    def _called(self, subject: Subject, sentence: Span, shift: int) -> Speaker:
        span = Span(subject.span.start + shift, subject.span.end + shift)
        head = _head(subject)
        plural = is_plural(head)
        if subject.words[0] in ("the", "his", "her") and not plural and len(subject.words) <= 4:
            known = self._with_office(head)
            if known:
                return Speaker(span, known, self.offices[known], self.sexes.get(known, ""), False,
                               True, sentence)  # fmt: skip
        end = subject.office.end + shift if subject.office else span.end
        office = " ".join(self.text[span.start : end].split())
        sex = sex_of([word for word in subject.words if word == head])
        return Speaker(span, None, office, sex, plural, bool(sex), sentence)

    def _with_office(self, head: str) -> str | None:
        """The name of the only person whose office has a word."""
        if head in BODIES or not is_people(head):
            return None
        found = [n for n, office in self.offices.items() if _office_head(office) == head]
        return found[0] if len(found) == 1 else None

    def _meant(self, pronoun: str, paragraph: int, but: Speaker | None) -> Speaker | None:
        """Whom a pronoun means: who was spoken of last and fits."""
        if pronoun in _AUTHOR:
            return None
        farthest = paragraph - (2 * _FARTHEST if but else _FARTHEST)
        for where, speaker in reversed(self.mentioned):
            if where < farthest:
                return None
            if (but is None or speaker.key != but.key) and self._fits(pronoun, speaker):
                if pronoun in ("he", "she") and speaker.name:
                    self.sexes.setdefault(speaker.name, pronoun)
                return speaker
        return None

    def _fits(self, pronoun: str, speaker: Speaker) -> bool:
        sex = self.sexes.get(speaker.name or "", speaker.sex)
        if pronoun == "they":
            return speaker.plural or not (speaker.person or sex)
        if pronoun == "it":
            return not speaker.plural and not speaker.person and not sex
        if speaker.plural or (sex and sex != pronoun):
            return False
        return speaker.person or bool(sex) or (speaker.name is None and _is_one(speaker.office))


def _is_one(office: str | None) -> bool:
    """Whether what somebody is called may be one person: no body."""
    words = (office or "").casefold().split(",")[0].split()
    head = next((n for n, w in enumerate(words) if w in ("of", "for", "from", "at")), len(words))
    return bool(words) and bool(head) and words[head - 1] not in BODIES


def _head(subject: Subject) -> str:
    words = subject.words
    stops = ("of", "for", "from", "at", "in", "with", "on", "who")
    end = next((n for n, word in enumerate(words) if word in stops), len(words))
    return words[end - 1] if end else words[-1]


def _office_head(office: str) -> str:
    """What an office is: "chairman" of "chairman of the board"."""
    words = office.casefold().split(",")[0].split()
    end = next((n for n, w in enumerate(words) if w in ("of", "for", "at", "who")), len(words))
    return words[end - 1] if end else ""


def _genitive_off(name: str) -> str:
    return name[:-2] if name.endswith(("’s", "'s")) else name
