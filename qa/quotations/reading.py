"""What is said in an article, in which words, and by whom, as far as its text tells. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from index.articles import Span
from qa.quotations.attributions import Attribution, attributions
from qa.quotations.marks import HIDDEN, Marked, masked
from qa.quotations.nearness import distance, may_give, within_subject
from qa.quotations.people_named import people_named
from qa.quotations.speakers import Speaker, Speakers
from qa.quotations.subjects import leading_subject
from qa.quotations.tokens import Token, tokens_of
from qa.quotations.units import Unit, units_of

# Fewer words between marks, where nobody is told to say them, are a title or a turn of phrase.
FEWEST_UNSAID = 4
# A paragraph that is all quotation and follows another speaker's is dialogue where both are short.
_DIALOGUE = 160


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that somebody said.

    Attributes:
        words: Where they stand: without the marks, or the clause where there are none.
        cited: The sentence, or the sentences that one quotation holds together.
        attribution: The sentence that names the speaker, where `cited` does not.
        speaker: The name as it stands in the text, or what the speaker is called; None where the
            text gives none.
        name: The fullest name that the article gives of the speaker; None where it gives none.
        office: What the article says the speaker is.
        direct: Whether marks stand around the words.
        verb: By which verb they are given; "" where none does.
    """

    words: Span
    cited: Span
    attribution: Span | None
    speaker: Span | None
    name: str | None
    office: str | None
    direct: bool
    verb: str


@lru_cache(maxsize=256)
def quotations(text: str) -> tuple[Quotation, ...]:
    """Everything that is said in an article, in the order of its text."""
    units, found = units_of(text)
    reading = _Reading(text, units, found, Speakers(text, people_named(text)))
    for n in range(len(units)):
        reading.read(n)
    return tuple(sorted(reading.said, key=lambda each: (each.words.start, -each.words.end)))


@dataclass(slots=True)
class _Reading:
    """The reading of one article, sentence by sentence."""

    text: str
    units: Sequence[Unit]
    found: Sequence[Marked]
    speakers: Speakers
    said: list[Quotation] = field(default_factory=list)
    # By sentence who is quoted in it, and who it is about.
    quoted: dict[int, Speaker] = field(default_factory=dict)
    about: dict[int, Speaker] = field(default_factory=dict)
    waiting: list[int] = field(default_factory=list)

    def read(self, n: int) -> None:
        """Reads a sentence: those before it have been read."""
        unit = self.units[n]
        if unit.bare:
            self._continued(n)
            return
        tokens = tokens_of(unit.frame)
        told = self._resolved(tokens, unit)
        self._lead(n, tokens, unit, told)
        for piece in unit.quoted:
            self._direct(n, piece, told)
        for one, speaker in told:
            self._indirect(unit, one, speaker)
        if n in self.quoted:
            self._give_waiting(n)

    def _resolved(
        self, tokens: Sequence[Token], unit: Unit, but: Speaker | None = None, shift: int = -1
    ) -> list[tuple[Attribution, Speaker | None]]:
        """Who says something in a sentence, each with who that is."""
        shift = unit.span.start if shift < 0 else shift
        told: list[tuple[Attribution, Speaker | None]] = []
        for one in attributions(tokens):
            if one.subject is None:
                told.append((one, told[-1][1] if told else None))
                continue
            first = one.subject.kind == "pronoun" and one.subject.words[0] in ("i", "we", "you")
            if first:
                told.append((one, but))
                continue
            own = told[-1][1] if told and but is None else None
            speaker = self.speakers.of(one.subject, unit.span, shift, unit.paragraph, but)
            if one.subject.kind == "pronoun" and own and speaker and own.key != speaker.key:
                speaker = own if self.speakers._fits(one.subject.words[0], own) else speaker
            told.append((one, speaker))
            if speaker and but is None:
                self.speakers.mention(speaker, unit.paragraph)
        return told

    def _lead(
        self,
        n: int,
        tokens: Sequence[Token],
        unit: Unit,
        told: Sequence[tuple[Attribution, Speaker | None]],
    ) -> None:
        """Notes whom a sentence is about: whose words it gives, or its subject."""
        speaker = next((who for _, who in told if who), None)
        if speaker is None:
            subject = leading_subject(tokens)
            if subject and subject.kind != "thing" and subject.words[0] not in ("i", "we", "you"):
                speaker = self.speakers.of(
                    subject, unit.span, unit.span.start, unit.paragraph, None
                )
            elif subject is None or subject.kind == "thing":
                speaker = self.speakers.only_one_in(unit.span)
        if speaker:
            self.about[n] = speaker
            self.speakers.mention(speaker, unit.paragraph)

    def _direct(
        self, n: int, piece: Marked, told: Sequence[tuple[Attribution, Speaker | None]]
    ) -> None:
        """Words between marks, given to the nearest who says something in the sentence."""
        unit = self.units[n]
        if within_subject(piece, unit, told):
            return
        fitting = [each for each in told if may_give(each[0], piece, unit)]
        spoken = [each for each in fitting if each[0].verb.kinds != "t"]
        nearest = min(
            spoken or fitting, key=lambda each: distance(piece, each[0], unit), default=None
        )
        if nearest is None:
            if len(self.text[piece.start : piece.end].split()) >= FEWEST_UNSAID:
                speaker = self._opening(n, piece)
                self._say(unit, piece, speaker, "")
            return
        one, speaker = nearest
        self._say(unit, piece, speaker, one.word)
        if speaker:
            self.quoted[n] = speaker

    def _opening(self, n: int, piece: Marked) -> Speaker | None:
        """Who spoke before, of a quotation with which a sentence begins that goes on from it."""
        unit = self.units[n]
        goes_on = piece.outer == unit.span.start and unit.opens and n > 0
        before = self.units[n - 1].quoted[-1:] if goes_on else ()
        return self.quoted.get(n - 1) if before and not before[0].closed else None

    def _indirect(self, unit: Unit, one: Attribution, speaker: Speaker | None) -> None:
        """Words without marks."""
        if one.clause is None or speaker is None:
            return
        clause = unit.frame[one.clause.start : one.clause.end].replace(HIDDEN, "")
        if len([w for w in clause.split() if any(map(str.isalnum, w))]) < 2:
            return
        words = Span(one.clause.start + unit.span.start, one.clause.end + unit.span.start)
        self._add(unit, words, speaker, one.word, direct=False)

    def _continued(self, n: int) -> None:
        """A sentence that is all quotation: of who spoke before, or of who is told behind it."""
        unit = self.units[n]
        speaker = self._speaker_before(n)
        if speaker is None and not self._attributed_behind(n):
            speaker = self._speaker_of_paragraph_before(n)
        for piece in unit.quoted:
            self._say(unit, piece, speaker, "")
        if speaker:
            self.quoted[n] = speaker
        else:
            self.waiting.append(n)

    def _speaker_before(self, n: int) -> Speaker | None:
        """Who speaks, or who is spoken of, right before in the same paragraph."""
        unit, before = self.units[n], n - 1
        if before < 0 or self.units[before].paragraph != unit.paragraph:
            return None
        if before in self.quoted:
            return self.quoted[before]
        return self.about.get(before) if self._names_one(self.units[before]) else None

    def _names_one(self, unit: Unit) -> bool:
        """Whether a sentence is of one person only."""
        words = self.text[unit.span.start : unit.span.end]
        return sum(person.surname in words for person in self.speakers.people) <= 1

    def _attributed_behind(self, n: int) -> bool:
        """Whether a later sentence of the paragraph begins with words and tells who says them."""
        unit = self.units[n]
        behind = self.units[n + 1] if n + 1 < len(self.units) else None
        if behind is None or behind.paragraph != unit.paragraph:
            return False
        return behind.frame.startswith(HIDDEN) and (
            not behind.bare or self._attributed_behind(n + 1)
        )

    def _speaker_of_paragraph_before(self, n: int) -> Speaker | None:
        unit, before = self.units[n], n - 1
        if not unit.opens or before not in self.quoted or not self.units[before].quoted:
            return None
        last = self.units[before].quoted[-1]
        if not last.closed:
            return self.quoted[before]
        asks = self.text[last.start : last.end].rstrip().endswith("?")
        return None if asks or self._is_dialogue(before) else self.quoted[before]

    def _is_dialogue(self, n: int) -> bool:
        """Whether two paragraphs, a short quotation each, are of different speakers."""
        one, other = self.units[n], self.units[n - 1] if n else self.units[n]
        both = n in self.quoted and n - 1 in self.quoted and one.opens and other.opens
        short = max(one.span.end - one.span.start, other.span.end - other.span.start) < _DIALOGUE
        return both and short and self.quoted[n].key != self.quoted[n - 1].key

    def _give_waiting(self, n: int) -> None:
        """Gives quotations that waited in this paragraph to who is told to speak behind them."""
        unit = self.units[n]
        if unit.frame.startswith(HIDDEN):
            run = n
            while run - 1 in self.waiting and self.units[run - 1].paragraph == unit.paragraph:
                run -= 1
            for each in range(run, n):
                self.said = [q for q in self.said if q.cited != self.units[each].span]
                for piece in self.units[each].quoted:
                    self._say(self.units[each], piece, self.quoted[n], "")
                self.quoted[each] = self.quoted[n]
        self.waiting = []

    def _say(self, unit: Unit, piece: Marked, speaker: Speaker | None, verb: str) -> None:
        """Adds what stands between marks, and what stands between marks in that."""
        self._add(unit, Span(piece.start, piece.end), speaker, verb, direct=True)
        inner = tuple(
            each
            for each in self.found
            if each.depth == 1 and piece.outer < each.outer and each.after <= piece.after
        )
        for each in inner:
            self._inner(unit, piece, each, inner, speaker)

    def _inner(
        self, unit: Unit, outer: Marked, piece: Marked, others: tuple[Marked, ...],
        speaker: Speaker | None,
    ) -> None:  # fmt: skip
        """Words that a speaker gives as another's: “She said, ‘No more’”."""
        begin = max(self.text.rfind(end, outer.start, piece.outer) for end in ".!?") + 1
        begin = max(begin, outer.start)
        frame = masked(self.text, begin, outer.end, others)
        tokens = tokens_of(frame)
        told = self._resolved(tokens, unit, speaker or _NOBODY, begin)
        if not told:
            return
        inside = Unit(Span(begin, outer.end), unit.paragraph, False, frame, ())
        one, who = min(told, key=lambda each: distance(piece, each[0], inside))
        who = None if who is _NOBODY else who
        if distance(piece, one, inside) <= _FARTHEST_INNER:
            self._add(unit, Span(piece.start, piece.end), who, one.word, direct=True)

    def _add(
        self, unit: Unit, words: Span, speaker: Speaker | None, verb: str, *, direct: bool
    ) -> None:
        elsewhere = speaker is not None and speaker.sentence != unit.span
        self.said.append(
            Quotation(
                words=words,
                cited=unit.span,
                attribution=speaker.sentence if speaker and elsewhere else None,
                speaker=speaker.span if speaker else None,
                name=speaker.name if speaker else None,
                office=speaker.office if speaker else None,
                direct=direct,
                verb=verb.casefold(),
            )
        )


_NOBODY = Speaker(Span(0, 0), None, None, "", False, False, Span(0, 0))
# The most words between what is said within a quotation and who is told to say it.
_FARTHEST_INNER = 6
