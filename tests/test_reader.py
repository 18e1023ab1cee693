import json
from pathlib import Path

import pytest

from index.errors import ModelError
from qa.reading import small_model
from qa.reading.reader import Reader

SAMPLE = json.loads((Path(__file__).parent / "fixtures" / "reader_sample.json").read_text("utf-8"))
SEEDS = Path(__file__).parents[1] / "seeds"
PASSAGE = (
    "The ferry to Elba was cancelled on Monday because of the storm. Some 340 passengers spent the "
    "night in Piombino, where the mayor, Anna Ferri, had two schools opened for them."
)


NAMES = ("fast", "strong")


@pytest.fixture(scope="module", params=NAMES)
def reader(request):
    return Reader(request.param)


@pytest.fixture(scope="module")
def strong():
    return Reader("strong")


def best(reader, question, passage=PASSAGE):
    span = reader.read(question, [passage])[0].spans[0]
    return passage[span.start : span.end]


@pytest.mark.parametrize("name", NAMES)
def test_the_packaged_model_reads_as_the_trained_one_did_before_its_weights_became_int8(name):
    reader, rows = Reader(name), SAMPLE[name]
    same, overlapping, differences = 0, 0, []
    for row in rows:
        with (SEEDS / row["article"]).open(encoding="utf-8", newline="") as file:
            start, end = row["passage"]
            passage = file.read()[start:end]
        span = reader.read(row["question"], [passage])[0].spans[0]
        first, last = row["best"]
        same += (span.start, span.end) == (first, last)
        overlapping += span.start < last and first < span.end
        differences.append(abs(span.score - row["score"]))
    assert len(rows) >= 15
    assert overlapping >= 0.85 * len(rows)
    assert same >= 0.6 * len(rows)
    assert sorted(differences)[len(differences) // 2] < 3.0


@pytest.mark.parametrize(("name", "score"), [("fast", 8.81), ("strong", 9.82)])
def test_a_reader_gives_the_same_numbers_whatever_the_processor_adds_8_bit_products_by(name, score):
    # Where these sums overflow, the strong one finds nothing: its best score is about 0.
    found = Reader(name).read("Who is the mayor of Piombino?", [PASSAGE])[0].spans[0]
    assert (PASSAGE[found.start : found.end], found.score) == (
        "Anna Ferri",
        pytest.approx(score, abs=0.3),
    )


def test_the_judge_tells_the_sentence_that_answers_from_its_neighbour(strong):
    asked = "Who is the mayor of Piombino?"
    told, silent = strong.judge(
        [
            (asked, "The mayor of Piombino, Anna Ferri, opened two schools."),
            (asked, "The ferry to Elba was cancelled because of the storm."),
        ]
    )
    assert told > 0 > silent
    assert strong.judge([]) == []


def test_the_judge_tells_a_statement_that_a_text_bears_out_from_one_that_it_does_not(strong):
    true, false = strong.judge(
        [("The ferry was cancelled on Monday.", PASSAGE), ("The ferry sank on Monday.", PASSAGE)]
    )
    assert true > false


def test_a_question_longer_than_the_model_reads_is_cut_and_read(reader):
    assert reader.read("Who is the mayor of Piombino? " * 200, [PASSAGE])[0].spans


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who is the mayor of Piombino?", "Anna Ferri"),
        ("How many passengers spent the night in Piombino?", "340"),
        ("When was the ferry to Elba cancelled?", "Monday"),
    ],
)
def test_it_points_at_the_words_that_answer(reader, question, answer):
    assert answer in best(reader, question)


def test_it_believes_less_in_a_passage_that_does_not_answer(reader):
    other = "The price of olive oil rose again last month, growers in Puglia said."
    answering, silent = reader.read("Who is the mayor of Piombino?", [PASSAGE, other])
    assert answering.best > silent.best


def test_offsets_are_code_points_of_the_passage(reader):
    passage = "🚢 Ætna’s ferry — cancelled. The mayor is Anna Ferri."
    found = best(reader, "Who is the mayor?", passage)
    assert len(found) >= len("Anna") and "Anna Ferri".startswith(found)


def test_a_passage_without_words_has_no_span_and_no_passage_gives_no_reading(reader):
    assert reader.read("Who?", [""])[0].spans == ()
    assert reader.read("Who?", []) == []


def test_another_model_file_than_the_published_one_is_refused(monkeypatch):
    monkeypatch.setitem(small_model.MODEL_SHA256, "strong.2.data", "0" * 64)
    with pytest.raises(ModelError, match="Install Dateline again"):
        Reader("strong")
