import json
import re
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from evals.question_sets.questions import Gold, Question, read_questions, resolve_gold
from index.articles import Article, Span
from index.errors import NoSuchArticle, QuestionSetError
from qa.answers import Turn

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "evals" / "sets" / "seeds.jsonl"

GOOD = {
    "id": "q1",
    "question": "Who won?",
    "answerable": True,
    "kind": "fact",
    "answers": ["Ann"],
}


@dataclass(frozen=True)
class Stored:
    article: Article


class Shelf:
    """An archive of a few texts by name; an article's id is its name without the suffix."""

    def __init__(self, **texts: str):
        self.texts = texts
        self.asked: list[str] = []

    def article(self, name):
        self.asked.append(name)
        key = name.removesuffix(".txt")
        if key not in self.texts:
            raise NoSuchArticle(f"No article answers to {name!r}.")
        return Stored(Article(id=key, title=key, text=self.texts[key]))


def sample_articles():
    paths = (ROOT / "seeds").glob("*.txt")
    return Shelf(**{path.stem: path.read_bytes().decode("utf-8") for path in paths})


def written(tmp_path, *lines, name="set.jsonl"):
    path = tmp_path / name
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


def faults(tmp_path, *lines):
    """The message's lines after the first, with the folder cut off."""
    path = written(tmp_path, *lines)
    with pytest.raises(QuestionSetError) as caught:
        read_questions(path)
    return [line.strip().replace(f"{tmp_path}/", "") for line in str(caught.value).split("\n")[1:]]


def test_every_field_of_a_line_is_read(tmp_path):
    path = written(
        tmp_path,
        {
            **GOOD,
            "history": [{"question": "Where?", "answer": "In Rome."}, {"question": "When?"}],
            "answers": ["Ann", "Anne"],
            "all": True,
            "gold": [
                {"article": "a.txt", "quote": "Ann won", "grade": 2},
                {"article": "b.txt"},
            ],
            "as_of": "2025-11-29",
            "held_out": True,
            "choices": ["Ann", "Bob"],
        },
    )
    assert read_questions(path) == (
        Question(
            id="q1",
            question="Who won?",
            answerable=True,
            kind="fact",
            history=(Turn("Where?", "In Rome."), Turn("When?")),
            answers=("Ann", "Anne"),
            all=True,
            gold=(Gold("a.txt", "Ann won", grade=2), Gold("b.txt")),
            as_of=date(2025, 11, 29),
            held_out=True,
            choices=("Ann", "Bob"),
            origin=f"{path}:1",
        ),
    )


def test_fields_left_out_have_their_defaults(tmp_path):
    (question,) = read_questions(str(written(tmp_path, GOOD)))
    assert (question.history, question.gold, question.as_of) == ((), (), None)
    assert question.choices == ()
    assert not question.all and not question.held_out


def test_a_byte_order_mark_blank_lines_and_windows_line_ends_are_fine(tmp_path):
    path = tmp_path / "set.jsonl"
    lines = ["", json.dumps(GOOD), "   ", json.dumps({**GOOD, "id": "q2"}), ""]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    assert [(each.id, each.origin) for each in read_questions(path)] == [
        ("q1", f"{path}:2"),
        ("q2", f"{path}:4"),
    ]


def test_a_line_separator_inside_a_string_ends_no_line(tmp_path):
    line = json.dumps({**GOOD, "question": "Who\u2028won?"}, ensure_ascii=False)
    (question,) = read_questions(written(tmp_path, line))
    assert question.question == "Who\u2028won?"


def test_all_faults_are_reported_at_once_with_file_line_and_field(tmp_path):
    found = faults(
        tmp_path,
        {**GOOD, "anwsers": ["x"]},
        GOOD,
        {"id": 7, "question": " ", "answerable": "yes"},
        "{broken",
        "[1, 2]",
        {**GOOD, "id": "q6", "gold": [{"article": "a", "quot": "x"}, "b"], "as_of": "20251129"},
    )
    assert found == [
        "set.jsonl:1: anwsers: is no field of a question set (did you mean answers?)",
        "set.jsonl:2: id: 'q1' is the id of line 1 already",
        "set.jsonl:3: id: must be a string, but is 7",
        'set.jsonl:3: question: must hold a letter or a digit, but is " "',
        'set.jsonl:3: answerable: must be true or false, but is "yes"',
        "set.jsonl:3: kind: is missing",
        "set.jsonl:4: the line is not JSON in UTF-8: Expecting property name enclosed in double "
        "quotes at column 2",
        "set.jsonl:5: the line must be a JSON object, but is [1, 2]",
        "set.jsonl:6: gold[0].quot: is no field of a question set (did you mean quote?)",
        'set.jsonl:6: gold[1]: must be an object, but is "b"',
        'set.jsonl:6: as_of: must be a day as 2025-11-29 or null, but is "20251129"',
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"answers": []}, "answerable: is true, so answers or gold must say what the answer is"),
        ({"answerable": False}, "answers: must be empty, for answerable is false"),
        (
            {"answerable": False, "answers": [], "gold": [{"article": "a", "quote": "b"}]},
            "gold: must be empty, for answerable is false",
        ),
        ({"answerable": None}, "answerable: must not be null"),
        ({"answers": "Ann"}, 'answers: must be a list, but is "Ann"'),
        ({"answers": ["Ann", None]}, "answers[1]: must be a string, but is null"),
        ({"answers": ["Ann", "..."]}, 'answers[1]: must hold a letter or a digit, but is "..."'),
        ({"all": 1}, "all: must be true or false, but is 1"),
        ({"held_out": "true"}, 'held_out: must be true or false, but is "true"'),
        ({"history": [{"answer": "x"}]}, "history[0].question: is missing"),
        ({"history": {}}, "history: must be a list, but is {}"),
        ({"as_of": "2025-02-30"}, "as_of: must be a day as 2025-11-29 or null, "),
        ({"gold": [{"quote": "x"}]}, "gold[0].article: is missing"),
        ({"gold": [{"article": "a", "quote": ""}]}, "gold[0].quote: must hold a letter or a digit"),
        (
            {"gold": [{"article": "a", "grade": 0}]},
            "gold[0].grade: must be a whole number from 1, but is 0",
        ),
        ({"choices": ["Ann"]}, "choices: must hold two or more"),
        ({"choices": ["Ann", "Bob", "Ann"]}, "choices: must not hold one twice"),
        ({"choices": ["ann", "Bob"]}, "choices: must hold one of the answers, letter for letter"),
        ({"choices": ["Ann", 7]}, "choices[1]: must be a string, but is 7"),
        ({"kind": "\ud800x"}, "kind: holds half of a surrogate pair, which is no character"),
    ],
)
def test_a_fault_names_its_field_and_what_it_should_be(tmp_path, change, fault):
    (found,) = faults(tmp_path, {**GOOD, **change})
    assert found.startswith(f"set.jsonl:1: {fault}")


def test_a_field_given_twice_is_a_fault(tmp_path):
    line = json.dumps(GOOD)[:-1] + ', "answers": ["Bob"]}'
    assert faults(tmp_path, line) == ["set.jsonl:1: answers: stands twice in one object"]


def test_bytes_that_are_not_utf_8_are_a_fault_of_their_line(tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_bytes(json.dumps(GOOD).encode() + b'\n{"id": "\xff"}\n')
    with pytest.raises(QuestionSetError, match=r"set\.jsonl:2: the line is not JSON in UTF-8"):
        read_questions(path)


def test_json_nested_too_deeply_is_a_fault_and_no_crash(tmp_path):
    assert "not JSON" in faults(tmp_path, "[" * 100_000)[0]


def test_a_missing_file_a_folder_and_an_empty_file_are_named(tmp_path):
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(QuestionSetError, match=re.escape(f"{path} cannot be read")):
            read_questions(path)
    with pytest.raises(QuestionSetError, match="holds no question"):
        read_questions(written(tmp_path, ""))


def test_gold_articles_become_ids_and_quotes_are_placed():
    shelf = Shelf(a="Ann won.\nAnn  won. Bob lost.", b="Nothing.")
    question = Question(
        id="q1",
        question="Who won?",
        answerable=True,
        kind="fact",
        gold=(
            Gold("a.txt", "Ann won.", grade=2),
            Gold("b.txt", "Ann won."),
            Gold("a.txt", "Bob (lost)"),
            Gold("a.txt"),
        ),
    )
    (resolved,) = resolve_gold([question], shelf)
    assert resolved.gold == (
        Gold("a", "Ann won.", (Span(0, 8), Span(9, 18)), 2),
        Gold("b", "Ann won.", ()),
        Gold("a", "Bob (lost)", ()),
        Gold("a"),
    )
    assert shelf.asked == ["a.txt", "b.txt"]
    assert resolve_gold([resolved], shelf) == (resolved,)


def test_unknown_gold_articles_are_all_named_with_their_lines(tmp_path):
    gold = [{"article": "a.txt", "quote": "x"}, {"article": "gone.txt", "quote": "x"}]
    path = written(
        tmp_path, {**GOOD, "gold": gold}, {**GOOD, "id": "q2", "gold": [gold[1], gold[0]]}
    )
    with pytest.raises(QuestionSetError) as caught:
        resolve_gold(read_questions(path), Shelf(a="x"))
    assert str(caught.value).split("\n  ")[1:] == [
        f"{path}:1: gold[1].article: 'gone.txt': No article answers to 'gone.txt'.",
        f"{path}:2: gold[0].article: 'gone.txt': No article answers to 'gone.txt'.",
    ]


def test_the_set_on_the_sample_articles_is_sound():
    questions = read_questions(SEEDS)
    assert len(questions) >= 80
    assert sum(not each.answerable for each in questions) >= 25
    assert sum(each.held_out for each in questions) >= 20
    for question in resolve_gold(questions, sample_articles()):
        assert all(each.places for each in question.gold), question.id


def test_the_documented_example_is_a_sound_set_and_every_field_is_documented(tmp_path):
    page = (ROOT / "docs" / "question-sets.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```jsonl\n(.*?)```", page, re.DOTALL)
    questions = resolve_gold(read_questions(written(tmp_path, example)), sample_articles())
    assert [each.answerable for each in questions] == [True, True, False]
    assert all(gold.places for each in questions for gold in each.gold)
    documented = re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \| [^|]+ \|$", page, re.MULTILINE)
    assert set(documented) == {field.name for field in fields(Question)} - {"origin"}


SCHEMA = json.loads((SEEDS.parent / "question.schema.json").read_text(encoding="utf-8"))
OFF = {"id": "q1", "question": "Who?", "answerable": False, "kind": "off-topic"}


def allowed_by_the_schema(line):
    validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))
    return not list(validator.iter_errors(line))


def read_without_fault(tmp_path, line):
    try:
        read_questions(written(tmp_path, line))
    except QuestionSetError:
        return False
    return True


def without(name):
    return {key: value for key, value in GOOD.items() if key != name}


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == {field.name for field in fields(Question)} - {"origin"}


@pytest.mark.parametrize(
    "line",
    [
        GOOD,
        OFF,
        {**OFF, "answers": [], "gold": []},
        {**OFF, "choices": ["yes", "no"]},
        {**GOOD, "gold": [{"article": "a"}]},
        {**without("answers"), "gold": [{"article": "a", "quote": "b", "grade": 3}]},
        {**GOOD, "choices": ["Bob", "Ann"], "all": True, "held_out": False},
        {**GOOD, "as_of": "2024-02-29"},
        {**GOOD, "as_of": None},
        {**GOOD, "history": [{"question": "Where?"}, {"question": "When?", "answer": ""}]},
        {**GOOD, "history": []},
        {**GOOD, "question": "\u5357\u4eac?", "kind": "\u00b2", "answers": ["7", "\u00e9"]},
    ],
)
def test_the_schema_allows_what_is_read(tmp_path, line):
    assert allowed_by_the_schema(line)
    assert read_without_fault(tmp_path, line)


@pytest.mark.parametrize(
    "line",
    [
        *(without(name) for name in GOOD),
        [GOOD],
        "Who won?",
        None,
        {**GOOD, "id": 7},
        {**GOOD, "id": None},
        {**GOOD, "question": ""},
        {**GOOD, "question": " \t_?! \u2026 \u201c\u3002"},
        {**GOOD, "answerable": 1},
        {**GOOD, "answerable": None},
        {**GOOD, "answerable": False},
        {**GOOD, "answers": []},
        {**GOOD, "answers": None},
        {**GOOD, "answers": "Ann"},
        {**GOOD, "answers": ["Ann", ""]},
        {**GOOD, "anwsers": ["Ann"]},
        {**GOOD, "all": "true"},
        {**GOOD, "held_out": 0},
        {**GOOD, "gold": {"article": "a"}},
        {**GOOD, "gold": ["a"]},
        {**GOOD, "gold": [{"quote": "b"}]},
        {**GOOD, "gold": [{"article": "a", "quote": None}]},
        {**GOOD, "gold": [{"article": "a", "quote": ""}]},
        {**GOOD, "gold": [{"article": "a", "grade": 0}]},
        {**GOOD, "gold": [{"article": "a", "grade": True}]},
        {**GOOD, "gold": [{"article": "a", "grade": 1.5}]},
        {**GOOD, "gold": [{"article": "a", "page": 1}]},
        {**OFF, "answers": ["Ann"]},
        {**OFF, "gold": [{"article": "a"}]},
        {**GOOD, "choices": []},
        {**GOOD, "choices": ["Ann"]},
        {**GOOD, "choices": ["Ann", "Ann"]},
        {**GOOD, "choices": "Ann, Bob"},
        {**GOOD, "as_of": ""},
        {**GOOD, "as_of": "2025-02-30"},
        {**GOOD, "as_of": "20250301"},
        {**GOOD, "as_of": "2025-03-01\n"},
        {**GOOD, "as_of": 2025},
        {**GOOD, "history": [{"answer": "Rome"}]},
        {**GOOD, "history": [{"question": "Where?", "answer": None}]},
        {**GOOD, "history": [{"question": "Where?", "when": "now"}]},
    ],
)
def test_the_schema_refuses_what_is_a_fault(tmp_path, line):
    assert not allowed_by_the_schema(line)
    assert not read_without_fault(tmp_path, line)


@pytest.mark.parametrize("line", [{**GOOD, "choices": ["Bob", "Eve"]}, {**GOOD, "kind": "\ud800x"}])
def test_what_the_schema_cannot_say_is_told_by_the_reader(tmp_path, line):
    assert allowed_by_the_schema(line)
    assert not read_without_fault(tmp_path, line)


def test_the_schema_allows_every_line_of_the_set_on_the_sample_articles():
    lines = SEEDS.read_text(encoding="utf-8").splitlines()
    assert lines and all(allowed_by_the_schema(json.loads(line)) for line in lines)
