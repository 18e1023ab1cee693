import json
from pathlib import Path

import pytest

from index.errors import ModelError
from qa.reading import small_model
from qa.reading.reader import SpanReader

SAMPLE = json.loads((Path(__file__).parent / "fixtures" / "reader_sample.json").read_text("utf-8"))
SEEDS = Path(__file__).parents[1] / "seeds"
PASSAGE = (
    "The ferry to Elba was cancelled on Monday because of the storm. Some 340 passengers spent the "
    "night in Piombino, where the mayor, Anna Ferri, had two schools opened for them."
)


@pytest.fixture(scope="module")
def reader():
    return SpanReader()


def best(reader, question, passage=PASSAGE):
    span = reader.read(question, [passage])[0].spans[0]
    return passage[span.start : span.end]


def test_the_packaged_model_reads_as_the_trained_one_did_before_its_weights_became_int8(reader):
    same, overlapping, differences = 0, 0, []
    for row in SAMPLE:
        with (SEEDS / row["article"]).open(encoding="utf-8", newline="") as file:
            start, end = row["passage"]
            passage = file.read()[start:end]
        span = reader.read(row["question"], [passage])[0].spans[0]
        first, last = row["best"]
        same += (span.start, span.end) == (first, last)
        overlapping += span.start < last and first < span.end
        differences.append(abs(span.score - row["score"]))
    assert len(SAMPLE) >= 15
    assert overlapping >= 0.9 * len(SAMPLE)
    assert same >= 0.7 * len(SAMPLE)
    assert sorted(differences)[len(differences) // 2] < 1.0


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
    assert "Anna Ferri" in best(reader, "Who is the mayor?", passage)


def test_a_passage_without_words_has_no_span_and_no_passage_gives_no_reading(reader):
    assert reader.read("Who?", [""])[0].spans == ()
    assert reader.read("Who?", []) == []


def test_another_model_file_than_the_published_one_is_refused(monkeypatch):
    monkeypatch.setitem(small_model.MODEL_SHA256, "reader.onnx", "0" * 64)
    with pytest.raises(ModelError, match="Install Dateline again"):
        SpanReader()
