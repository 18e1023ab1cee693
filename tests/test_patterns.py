"""No pattern needs more steps than grow with what it is given; counted, whatever the machine."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

import pytest
from regex_finding import Made, Use, modules_of, uses
from regex_steps import Stepper, TooManySteps
from regex_texts import Text, Texts

from index.formats.pages import authors as page_authors
from index.prose.boilerplate import _LONGEST_LINE, _LONGEST_SENTENCE
from qa.catalogue import parsing
from qa.english import event_days
from qa.questions import analysis
from qa.said import who_said
from qa.several import disagreement, forms, verdicts

# All whose patterns meet a text, a question, or what a language model writes.
PACKAGES = (
    "index",
    "qa",
    "ui",
    "evals.importing",
    "evals.making",
    "evals.feedback",
    "evals.question_sets",
    "evals.reporting",
)
# Patterns that are given so many characters at most, and need few enough steps for those.
BOUNDED = {
    # `boilerplate` tries these on whole lines, and on whole sentences.
    "index.prose.boilerplate.WHOLE_LINE": _LONGEST_LINE,
    "index.prose.boilerplate.LINK": _LONGEST_LINE,
    "index.prose.boilerplate.TOUCHING_LINK": _LONGEST_LINE,
    "index.prose.boilerplate.PHOTO_CREDIT": _LONGEST_LINE,
    "index.prose.boilerplate.SENTENCE": _LONGEST_SENTENCE,
    # It is given a publisher's name as a pattern found it, which takes 60 characters and "The".
    "index.formats.fields.publishers._COMPANY": 70,
    # No name is longer.
    "index.formats.pages.authors._NOBODY": page_authors._LONGEST,
    # A question that is longer is none to the catalogue.
    # What is longer is asked for no form, no outlet and no verdict, and tells of no day.
    **{f"qa.several.forms._PATTERNS[{n}][2]": forms.LONGEST for n in range(len(forms._PATTERNS))},
    "qa.several.disagreement._ASKED": disagreement.LONGEST,
    "qa.several.verdicts._ASKS": verdicts.LONGEST,
    "qa.said.who_said._IN_SINGLE_MARKS": who_said.LONGEST,
    "qa.english.event_days._FORWARD": event_days.LONGEST_SENTENCE,
    **{f"qa.catalogue.grammar.PATTERNS[{n}][1]": parsing._LONGEST for n in range(12)},
}
# What is put into patterns that are made at run time: expressions, for some examples each.
MADE: dict[str, list[dict[str, str]]] = {
    r"index.formats.fields.published: f'(?:{label})\\b'": [
        {"label": "_PUBLISHED"},
        {"label": "_UPDATED"},
    ],
    r"qa.english.quantities: f'[\\s-]*(?:{re.escape(unit)}|per cent)'": [{"unit": "'km'"}],
    r"qa.english.quantities: f'{name}s?$'": [{"name": "'million'"}],
    r"qa.english.times.rules: f'{_BEGINS}(?:{pattern}){_ENDS}'": [],  # found in `RULES`
    r"qa.reading.kind_named: f'(?P<before>{_NAME}) (?i:{kind})\\b|\\b(?i:{kind}) of (?:the )?"
    r"(?P<behind>{_NAME})'": [{"kind": "'city'"}],
    r"qa.questions.analysis: pattern": [
        {"pattern": f"_TYPES[{n}][1]"} for n in range(len(analysis._TYPES))
    ],
    r"qa.support.names: f'\\b{re.escape(name.initials)}\\b'": [
        {"name": "Name(0, 0, '', (), None, 'AAA')"}
    ],
    r"qa.suggesting.holders: f'\\b[Tt]he {re.escape(whose)}\\b'": [{"whose": "'Gull Press'"}],
    r"evals.making.people: f'{re.escape(name)}, (?:\\d\\d,|who\\b)'": [{"name": "'Ann A'"}],
    r"evals.making.people: f'(?<![\\w-]){word}(?![\\w-])'": [{"word": "'even'"}],
    r"evals.making.twins: f'\\w+ (?:{_HELPERS}) {whole}(?! [A-Z])'": [{"whole": "'Ann A'"}],
    r"evals.making.twins: f'\\b(?:the|name) {whole}|{capital}|{whole} [A-Z]'": [
        {
            "whole": "'Ann A'",
            "capital": r"r'(?<![\w.])(?=[\w.]*+ Ann A)(?:[\w.]*\.)?[A-Z]'",
        }
    ],
    'evals.making.twins: f"{behind}{whole}(?! [A-Z]|[\'’\\\\w])"': [
        {"behind": r"r'\b(?:in|at) '", "whole": "'Ann A'"}
    ],
    r"evals.making.twins: f'(?<!\\w){re.escape(named.text)}(?!\\w)'": [
        {"named": "Named('Ann A', 'PERSON')"}
    ],
    r"evals.question_sets.questions: pattern": [{"pattern": r"r'a\s+b\s+a'"}],
}
MOST_STEPS = 200_000
"""For what has a bound."""
BUDGET = 1_000_000
FEWEST_UNITS, MOST_UNITS = 12, 768
# Twice as many units may need so many times the steps, and a few besides.
GROWTH, BESIDES = 2.3, 50
# A text is left at once where no more steps than this are needed for a character of it.
PASSED_OVER = 3
# What the counter must find as `re` does.
PAIRS = {
    r"a+?b|(?:ab)*": ("aab", "abab", "", "ababa", "aabab"),
    r"(a|ab)(c|bcd)(d*)": ("abcd", "acd", "abcdd", "ab"),
    r"(?:a*)*b|(?:a|b)*?c": ("aaab", "ababc", "aaa", "c"),
    r"(?>a+)b|(?>a|ab)c": ("aab", "abc", "ac", "aaa"),
    r"a*+a|b++c|(?:ab)?+ab": ("aaa", "bbc", "ab", "abab"),
    r"(?<=a)b|(?<!a)c(?=d)|e(?!f)": ("ab", "acd", "cd", "ef", "e"),
    r"(?P<q>['\"]).*?(?P=q)": ('\'a"b\' "c"', "'a", '""'),
    r"(\()?a(?(1)\)|!)": ("(a)", "a!", "(a", "a)"),
    r"^a|b$|\Ac|d\Z|\be\b|\Bf": ("a\nab\n", "cb\n", "d\n", "d", "e fe", "ff"),
    r"(?m:^a$)|(?s:b.)|(?i:É)(?-i:x)": ("b\na\nb", "éx", "Éx", "éX"),
    r"(?:(a)|b){2,3}?(?(1)c|d)": ("abc", "bbd", "aabc", "bbbd"),
    r"\w+\s*[^\W\d_]\d{2,}(?:-\d+)*": ("ab c12-3", "é_7 ж123", "a1 "),
    r"": ("", "a", "\n"),
    r"x*": ("axb", "xx", ""),
}
# Each was at home in this project once, or is known from elsewhere.
STEEP = {
    "finditer": (
        r"\s+$",
        r"\s*[,;&]\s*|\s+and\s+",
        r"[A-Z][\w’'-]+, \d\d,",
        r"(?P<word>[^\W\d_][\w’'.-]*) $",
        r"“[^”]*”",
        r"!\[([^\]\n]*)\]\([^)\n]*\)?",
        r"\[([^\[\]\n]+)\]\([^)\n]*\)",
        r"(\d+)\s*[-–]\s*(\d+)",
        r"[^\r\n]*\S[^\r\n]*",
        r"\b(?:who|what)\b.*\band (?:who|what|is)\b",
        r"\b(?:(?:acting|former)[ -])*(?:minister|king)\b",
        r"(?:^|[.!?:]|\n)[\"\s]*$",
        r"(?:\s*[,;|]|\s+and)+(?=[.!?]?$)",
        r"\w+\s+\w+",
        r"(?=.*b)a",
    ),
    "match": (r"(?:what|how) about\s+(.+?)\s*\?*$", r"(?:\w+\s?)+!", r"(a|a)*b"),
    "fullmatch": (r"(?:sure|here is\b.*:)\W*", r".*\d.*", r"([a-z]+/)(\S+?)(@http\S+)?"),
}
LEVEL = {
    "finditer": (r"(?<!\s)\s+$", r"(?<!\d)(\d++)-(\d+)", r"a.{0,30}b", r"“[^“”]*”"),
    "match": (r"\s*+\S+", r"(?:\w++\s?)+!", r"(?>(?:a|b)*)c"),
    "fullmatch": (r"[^\d\n]*+\d.*+", r"(?:a|b)*c?"),
}


@cache
def found() -> tuple[list[Use], list[Made]]:
    return uses(modules_of(*PACKAGES))


def made_and_found() -> list[Use]:
    known, made = found()
    return known + [each.example(**values) for each in made for values in MADE.get(each.name, [])]


def steep_texts(use: Use) -> Iterator[str]:
    """Texts for which a pattern needs steps that grow faster than they do, or too many."""
    stepper = Stepper(use.pattern)
    for text in Texts(stepper.tree, stepper.flags):
        for method in use.methods:
            if is_steep(stepper, method, text, BOUNDED.get(use.name)):
                yield f"{use.name}, {method}: {text}"


def is_steep(stepper: Stepper, method: str, text: Text, bound: int | None = None) -> bool:
    count = getattr(stepper, method)
    units = FEWEST_UNITS
    try:
        if bound is not None:
            # Steps that grow with the fourth power are 16 times as many at twice the length.
            if count(text.cut(bound // 2), MOST_STEPS).steps > MOST_STEPS // 16:
                return bool(count(text.cut(bound), MOST_STEPS).steps > MOST_STEPS)
            return False
        steps = count(text.of(units), BUDGET).steps
        if steps <= PASSED_OVER * len(text.of(units)):
            return False
        while units < MOST_UNITS:
            more = count(text.of(2 * units), BUDGET).steps
            # Among so many steps a part that grows with the square could not be seen.
            hidden = steps > 2.5 * units * units * len(text.unit)
            if more <= GROWTH * steps + BESIDES and not hidden:
                return False
            units, steps = 2 * units, more
    except TooManySteps:
        pass
    return True


@pytest.mark.parametrize("package", PACKAGES)
def test_the_steps_of_a_pattern_grow_with_what_it_is_given(package: str) -> None:
    of_package = [use for use in made_and_found() if re.match(rf"{package}\b", use.name)]
    steep = [text for use in of_package for text in islice(steep_texts(use), 2)]
    assert not steep, "\n".join(steep)


def test_every_pattern_that_is_made_at_run_time_has_examples() -> None:
    assert {each.name for each in found()[1]} == set(MADE)


def test_no_pattern_is_said_to_have_a_bound_that_is_gone() -> None:
    assert set(BOUNDED) <= {use.name for use in found()[0]}


@pytest.mark.parametrize("pattern", PAIRS)
def test_the_counter_matches_as_re_does(pattern: str) -> None:
    for flags in (0, re.IGNORECASE, re.MULTILINE, re.DOTALL, re.ASCII):
        compiled = re.compile(pattern, flags)
        for text in (*PAIRS[pattern], "\n".join(PAIRS[pattern]), " ".join(PAIRS[pattern])):
            assert_same(compiled, text)


def test_the_counter_matches_as_re_does_with_the_patterns_of_the_project() -> None:
    compared = 0
    for use in made_and_found():
        stepper = Stepper(use.pattern)
        for text in islice(Texts(stepper.tree, stepper.flags), 0, 80, 19):
            assert_same(use.pattern, text.of(2), stepper)
            compared += 1
    assert compared > 1000


def assert_same(pattern: re.Pattern[str], text: str, stepper: Stepper | None = None) -> None:
    counted = stepper or Stepper(pattern)
    first, whole = pattern.match(text), pattern.fullmatch(text)
    every = tuple(each.span() for each in pattern.finditer(text))
    assert counted.finditer(text, BUDGET).spans == every, (pattern, text)
    assert counted.match(text, BUDGET).spans == ((first.span(),) if first else ()), (pattern, text)
    assert counted.fullmatch(text, BUDGET).spans == ((whole.span(),) if whole else ()), pattern


@pytest.mark.parametrize(
    ("method", "pattern"), [(method, each) for method in STEEP for each in STEEP[method]]
)
def test_a_pattern_whose_steps_grow_faster_is_seen(method: str, pattern: str) -> None:
    assert list(islice(steep_texts(Use(pattern, re.compile(pattern, re.I), (method,))), 1))


@pytest.mark.parametrize(
    ("method", "pattern"), [(method, each) for method in LEVEL for each in LEVEL[method]]
)
def test_a_pattern_whose_steps_do_not_is_left_alone(method: str, pattern: str) -> None:
    assert not list(steep_texts(Use(pattern, re.compile(pattern, re.I), (method,))))
