"""Faults planted in sentences that follow from their quotes: seeded, so the same at each run."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.prose.sentences import sentence_spans

SEED = 11
SET = Path(__file__).parent.parent / "sets" / "support.jsonl"
SEEDS = Path(__file__).parent.parent.parent / "seeds"
SHORTEST_VERBATIM = 8

# The names of the sample articles by kind; spellings of one are together, the first is put in.
_KINDS = {
    "person": (
        "Wang Yi/Wang|Sirojiddin Muhriddin/Muhriddin|Emomali Rahmon/Rahmon|Qin Gang|"
        "Amir Khan Muttaqi/Muttaqi|Hafiz Zia Ahmad/Ahmad|Mao Ning|Zhao Sheng/Zhao|Wang Wenbin|"
        "Zabihullah Muhajid|Vladimir Putin/Putin|Xi Jinping/Xi|Ling Ji|Zavqizoda Zavqi Amin"
    ),
    "country": (
        "China|Tajikistan|Afghanistan|Kazakhstan|Russia|Turkmenistan|Pakistan|Iran|India|Uzbekistan"
    ),
    "people": "Chinese|Tajik|Afghan|Russian|Kazakh|Pakistani|Iranian",
    "city": "Beijing|Dushanbe|Kabul|Moscow|Astana|Islamabad|Tehran|Xian|Nyingchi",
    "body": "Taliban|ISIS-K|SCO|ETIM|Al Jazeera",
    "region": "Tibet|Xinjiang|Badakhshan",
}
_COUNTRY = {
    **{"China": 0, "Chinese": 0, "Beijing": 0, "Tajikistan": 1, "Tajik": 1, "Dushanbe": 1},
    **{"Afghanistan": 2, "Afghan": 2, "Kabul": 2, "Kazakhstan": 3, "Kazakh": 3, "Astana": 3},
    **{"Russia": 4, "Russian": 4, "Moscow": 4, "Pakistan": 5, "Pakistani": 5, "Islamabad": 5},
    **{"Iran": 6, "Iranian": 6, "Tehran": 6},
}
_NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()
_ORDINALS = "first second third fourth fifth".split()
_NUMBER = re.compile(rf"(?<![\w-])(?:\d+(?:[.,]\d+)?|{'|'.join([*_NUMBERS, *_ORDINALS])})(?![\w])")
_ABOVE = re.compile(r"\b(?:more than|over|at least|above) $", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must)\b(?! (?:not|never|no)\b)"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence and what it is said to rest on.

    Attributes:
        id: Its name in the set, or the place of a verbatim sentence.
        sentence: The sentence, bare of markers.
        quotes: Exact words of the sample articles.
        fault: What was planted in it; None where it is faithful.
        held_out: Whether it was kept from tuning.
        alike: Other quotes that bear it out too, by which no citation is swapped.
        context: The texts of the articles that the quotes are of.
        marker: The marker that it cites with, counted from 1 over `quotes`.
    """

    id: str
    sentence: str
    quotes: tuple[str, ...]
    fault: str | None
    held_out: bool
    alike: tuple[str, ...] = ()
    context: str = ""
    marker: int = 1

    @property
    def cited(self) -> str:
        """The sentence with its markers."""
        last = [self.marker] if self.fault == "out of range" else range(1, len(self.quotes) + 1)
        return f"{self.sentence} {''.join(f'[{n}]' for n in last)}"


def paraphrased() -> list[Case]:
    """The sentences of the set: faithful ones, and those that were denied by hand."""
    rows = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
    return [
        Case(
            id=row["id"],
            sentence=row["sentence"],
            quotes=tuple(quote["quote"] for quote in row["quotes"]),
            fault=row["fault"],
            held_out=row["held_out"],
            alike=tuple(quote["quote"] for quote in row["alike"]),
            context="\n".join(_text(quote["article"]) for quote in row["quotes"]),
        )
        for row in rows
    ]


def verbatim() -> list[Case]:
    """Every sentence of the sample articles that tells something, resting on itself."""
    found = []
    for path in sorted(SEEDS.glob("*.txt")):
        text = _text(path.name)
        for n, (start, end) in enumerate(sentence_spans(text)):
            sentence = text[start:end].replace("*", "")
            told = sentence[-1] in '.”"' and not re.search(r"©|Copyright|SCMP |\(SCMP\)", sentence)
            if told and len(sentence.split()) >= SHORTEST_VERBATIM:
                found.append(
                    Case(f"{path.name[:3]}.{n}", sentence, (text[start:end],), None, False)
                )
    return found


def _text(name: str) -> str:
    return (SEEDS / name).read_bytes().decode("utf-8")


def planted(cases: Sequence[Case]) -> Iterator[Case]:
    """For each faithful case, the faults that can be planted in it, one of a kind.

    A case of a denied sentence is yielded as it is; where none is in the set, a word of denial is
    put behind an auxiliary verb, if there is one.
    """
    rng = random.Random(SEED)
    by_hand = any(case.fault for case in cases)
    for case in cases:
        if case.fault:
            yield case
            continue
        altered = {"number": _other_number(case, rng), "name": _other_name(case, rng)}
        if not by_hand:
            altered["negation"] = _denied(case.sentence)
        for fault, sentence in altered.items():
            if sentence:
                yield replace(case, sentence=sentence, fault=fault)
        other = rng.choice([c for c in cases if not c.fault and not _overlap(case, c)])
        yield replace(case, quotes=other.quotes, context=other.context, fault="swapped citation")
        marker = rng.choice([0, len(case.quotes) + rng.randint(1, 5)])
        yield replace(case, marker=marker, fault="out of range")


def _overlap(case: Case, other: Case) -> bool:
    """Whether the other's quotes may bear the case out."""
    return bool({*case.quotes, *case.alike} & set(other.quotes))


def _other_number(case: Case, rng: random.Random) -> str | None:
    """One number of the sentence changed to another of its kind."""
    matches = list(_NUMBER.finditer(case.sentence))
    if not matches:
        return None
    match = rng.choice(matches)
    number = _changed(match[0], rng)
    # "More than 29" follows from "more than 30": behind such words it only grows.
    if _ABOVE.search(case.sentence[: match.start()]):
        number = str(int(match[0]) + rng.randint(1, 9)) if match[0].isdigit() else "twelve"
    return _replaced(case.sentence, match, number)


def _changed(number: str, rng: random.Random) -> str:
    for listed in (_NUMBERS, _ORDINALS):
        if number in listed:
            return rng.choice([each for each in listed if each != number])
    step = rng.choice([-3, -2, -1, 1, 2, 3])
    if number.isdigit():
        value = int(number)
        return str(value + step) if value > 3 else str(value + abs(step))
    return f"{float(number.replace(',', '')) + step:g}" if "." in number else f"{number[:-1]}7"


def _other_name(case: Case, rng: random.Random) -> str | None:
    """One name of the sentence changed to another of its kind that the sentence does not hold."""
    found = []
    for listed in _KINDS.values():
        members = [member.split("/") for member in listed.split("|")]
        free = [m[0] for m in members if not _names_country(m, case.sentence)]
        for member in members:
            matches = [_whole(spelling).search(case.sentence) for spelling in member]
            match = next(filter(None, matches), None)
            if match and free:
                found.append((match, rng.choice(free)))
    if not found:
        return None
    match, name = rng.choice(found)
    return _replaced(case.sentence, match, name)


def _names_country(spellings: Sequence[str], sentence: str) -> bool:
    """Whether a sentence holds a name, or another of the same country."""
    country = _COUNTRY.get(spellings[0])
    alike = [name for name, number in _COUNTRY.items() if number == country is not None]
    return any(_whole(each).search(sentence) for each in [*spellings, *alike])


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def _denied(sentence: str) -> str | None:
    match = _AUXILIARY.search(sentence)
    return _replaced(sentence, match, f"{match[0]} not") if match else None


def _replaced(sentence: str, match: re.Match[str], new: str) -> str:
    return sentence[: match.start()] + new + sentence[match.end() :]
