"""The readers' training from pairs to an exported model: tiny networks, invented texts, a CPU."""

import random
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from tokenizers import Tokenizer

pytest.importorskip("onnx", reason="Comes with the extra named train.")
pytest.importorskip("sklearn", reason="Comes with the extra named train.")

from evals.corpora.examples import Example
from evals.training import export_readers, judged, pairs, train_readers, weights
from evals.training.batches import OnDevice, Plan
from evals.training.checking import area, checked
from evals.training.export_readers import INPUTS, OUTPUTS, exported
from evals.training.labels import Labels
from evals.training.near import near
from evals.training.network import FAST, STRONG, Reader, Shape
from evals.training.outliers import parted
from evals.training.pairs import JUDGED, READ, UNLABELLED, Text
from evals.training.tokens import Tokens, tokenised
from evals.training.unmeasured import Measured

TOKENIZER = Path(__file__).parents[1] / "qa" / "reading" / "model" / "tokenizer.json"
TINY = {
    "fast": Shape(1, 24, FAST.heads, 48, FAST.epsilon, types=True, relative=False),
    "strong": Shape(2, 48, STRONG.heads, 96, STRONG.epsilon, types=False, relative=True),
}
TOWNS = ("Arden", "Bray", "Calder", "Dunmore", "Ely", "Fenwick", "Grange", "Holt")


def texts():
    """A mayor for each town; whoever asks for another town's gets no answer."""
    for year, town in enumerate(TOWNS, 1951):
        passage = f"The mayor of {town} was elected in {year}. It rained that day."
        start = passage.index(str(year))
        question = f"When was the mayor of {town} elected?"
        yield Text(READ, question, passage, start, start + 4, 1, "towns")
        yield Text(READ, question.replace(town, "Rome"), passage, -1, -1, 0, "altered-towns")
        yield Text(JUDGED, f"{town} has a mayor.", passage, -1, -1, 1, "statements")
        yield Text(UNLABELLED, question.replace("mayor", "abbot"), passage, -1, -1, -1, "near")


@pytest.fixture(scope="module")
def tokenizer():
    found = Tokenizer.from_file(str(TOKENIZER))
    found.no_padding()
    found.no_truncation()
    return found


@pytest.fixture(scope="module")
def known(tokenizer, tmp_path_factory) -> Tokens:
    folder = tmp_path_factory.mktemp("known")
    pairs.write(folder, texts())
    return tokenised(tokenizer, *pairs.read(folder))


def decoded(tokenizer, batch, n):
    return tokenizer.decode(batch.ids[n][batch.mask[n] == 1].tolist(), skip_special_tokens=False)


def test_pairs_are_read_as_they_were_written(tmp_path):
    written = list(texts())
    assert pairs.write(tmp_path, written) == 4 * len(TOWNS)
    found, passages = pairs.read(tmp_path)
    assert len(passages) == len(TOWNS)
    assert [pair._replace(passage=passages[pair.passage]) for pair in found] == written


def test_a_batch_is_the_question_and_the_passage_between_bert_s_marks(tokenizer, known):
    batch = OnDevice(known, "cpu").gathered(torch.tensor([0, 1]), 48)
    assert decoded(tokenizer, batch, 0) == (
        "[CLS] when was the mayor of arden elected? [SEP] "
        "the mayor of arden was elected in 1951. it rained that day. [SEP]"
    )
    start, end = int(batch.start[0]), int(batch.end[0])
    assert tokenizer.decode(batch.ids[0, start : end + 1].tolist()) == "1951"
    assert batch.types[0, start] == 1 and batch.types[0, :start].sum() > 0
    assert (int(batch.start[1]), int(batch.end[1])) == (0, 0)


def test_a_long_passage_is_cut_but_never_its_answer(tokenizer):
    passage = "before " * 100 + "1951" + " after" * 100
    start = passage.index("1951")
    pair = pairs.Pair(READ, "When?", 0, start, start + 4, 1, "long")
    cut = tokenised(tokenizer, [pair], [passage], max_tokens=32)
    batch = OnDevice(cut, "cpu").gathered(torch.tensor([0]), 32)
    assert int(cut.sizes[0]) == 32 and int(batch.mask.sum()) == 32
    span = batch.ids[0, int(batch.start[0]) : int(batch.end[0]) + 1]
    assert tokenizer.decode(span.tolist()) == "1951"


def test_a_plan_goes_through_every_pair_once_a_pass_and_keeps_to_its_budget(known):
    everything = np.arange(len(known))
    plan = Plan.shuffled(known, [everything, everything], 256, seed=3)
    seen = np.sort(np.concatenate(plan.batches))
    assert (seen == np.sort(np.tile(everything, 2))).all()
    for chosen, width in zip(plan.batches, plan.widths, strict=True):
        assert known.sizes[chosen].max() <= width
        assert len(chosen) * width <= 256 or len(chosen) == 1


def test_what_is_saved_is_loaded_in_its_shape_and_to_a_byte_s_exactness(tmp_path):
    for name, shape in TINY.items():
        reader = Reader(shape)
        weights.save(reader.state_dict(), tmp_path / f"{name}.npz")
        loaded = weights.load(tmp_path / f"{name}.npz")
        assert loaded.shape == shape
        apart = (loaded.words.weight - reader.words.weight).abs().max()
        assert apart <= reader.words.weight.abs().max() / 127


def test_another_network_s_weights_are_refused(tmp_path):
    state = Reader(TINY["fast"]).state_dict() | {"surplus.weight": torch.zeros(2)}
    torch.save(state, tmp_path / "odd.pt")
    with pytest.raises(ValueError, match="no reader's: surplus"):
        weights.load(tmp_path / "odd.pt")


def test_the_network_is_bert_s_and_mpnet_s_own(tmp_path):
    from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

    sizes = {"hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 12}
    small = sizes | {"intermediate_size": 48}
    bert = BertModel(BertConfig(**small, layer_norm_eps=1e-12), add_pooling_layer=False)
    mpnet = MPNetModel(
        MPNetConfig(**small, vocab_size=30527, max_position_embeddings=514, layer_norm_eps=1e-5),
        add_pooling_layer=False,
    )
    ids = torch.tensor([[101, 2043, 102, 2054, 2003, 102], [101, 2043, 102, 2054, 102, 0]])
    mask, types = (ids != 0).long(), torch.tensor([[0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 0]])
    own = torch.where(ids == 101, 0, torch.where(ids == 102, 2, torch.where(ids == 0, 1, ids + 4)))
    for model, taken in (
        (bert, {"input_ids": ids, "token_type_ids": types}),
        (mpnet, {"input_ids": own}),
    ):
        torch.save(model.eval().state_dict(), tmp_path / "encoder.pt")
        reader = weights.load(tmp_path / "encoder.pt")
        with torch.no_grad():
            expected = model(**taken, attention_mask=mask).last_hidden_state
            start, _, judge = reader(ids, mask, types)
            assert torch.allclose(judge, reader.judge(expected[:, 0]).squeeze(-1), atol=1e-5)
            spans = reader.span(expected)[..., 0]
            assert torch.allclose(start[0, 3:], spans[0, 3:], atol=1e-5)
            assert float(start[0, 1]) == float(start[1, 5]) == -1e4


@pytest.fixture(scope="module")
def trained(tmp_path_factory) -> Path:
    """Every step of the training, in the folder of what it made."""
    folder = tmp_path_factory.mktemp("trained")
    torch.manual_seed(1)
    pairs.write(folder, texts())
    for name, shape in TINY.items():
        weights.save(Reader(shape).state_dict(), folder / f"{name}-start.npz")
    with pytest.MonkeyPatch.context() as patch:
        for name, recipe in train_readers.RECIPES.items():
            few = recipe._replace(budget=512, passes=6, rate=3e-3)
            patch.setitem(train_readers.RECIPES, name, few)
        step(patch, "tokens", folder)
        step(patch, "strong", folder, folder / "strong-start.npz")
        step(patch, "label", folder, folder / "strong.npz")
        step(patch, "fast", folder, folder / "fast-start.npz")
        step(patch, "check", folder, folder / "fast.npz")
    return folder


def step(patch, name, folder, start=None):
    given = ["--from", str(start)] if start else []
    given += ["--tokenizer", str(TOKENIZER), "--device", "cpu", "--seconds", "60"]
    patch.setattr(sys, "argv", ["train_readers", name, "--out", str(folder), *given])
    train_readers.main()


def loss_to_labels(folder, name):
    known = Tokens.load(folder / "tokens.npz")
    reader, data = weights.load(folder / f"{name}.npz"), OnDevice(known, "cpu")
    batch = data.gathered(torch.from_numpy(np.flatnonzero(known.label >= 0)), 64)
    with torch.no_grad():
        scores = reader(batch.ids, batch.mask, batch.types)
    aim = train_readers.RECIPES["strong"].aim
    return float(train_readers.loss(scores, batch, None, aim).mean())


@pytest.mark.parametrize("name", ["strong", "fast"])
def test_both_readers_learn_something(trained, name):
    assert loss_to_labels(trained, name) < 0.9 * loss_to_labels(trained, f"{name}-start")


def test_the_labels_are_what_the_strong_reader_says(trained):
    known = Tokens.load(trained / "tokens.npz")
    labels = Labels.load(trained / "labels.npz", known, "cpu")
    batch = OnDevice(known, "cpu").gathered(torch.tensor([3, 0]), 48)
    with torch.no_grad():
        said = weights.load(trained / "strong.npz")(batch.ids, batch.mask, batch.types)
    for scores, kept in zip(said, labels.of(batch.pairs, 48), strict=True):
        assert torch.allclose(scores, kept, atol=0.02)


def test_a_training_that_is_done_is_not_begun_again(trained, monkeypatch):
    before = (trained / "strong.npz").read_bytes()
    step(monkeypatch, "strong", trained, trained / "strong-start.npz")
    assert (trained / "strong.npz").read_bytes() == before


def test_labels_of_other_pairs_are_refused(trained, known):
    fewer = Tokens(known.words, *(getattr(known, n)[:5] for n in list(Tokens.__slots__)[1:]))
    with pytest.raises(ValueError, match="was made of other pairs"):
        Labels.load(trained / "labels.npz", fewer, "cpu")


@pytest.mark.parametrize("name", ["strong", "fast"])
@pytest.mark.parametrize(("bits", "apart"), [(32, 1e-4), (8, 0.2)])
def test_an_exported_reader_says_what_the_trained_one_does(
    trained, tmp_path, monkeypatch, name, bits, apart
):
    monkeypatch.setattr(export_readers, "FILE", 2_000_000)
    reader = weights.load(trained / f"{name}.npz")
    files = exported(reader, tmp_path / f"{name}.onnx", bits)
    assert all(file.stat().st_size <= 2_000_000 or bits == 32 for file in files)
    session = onnxruntime.InferenceSession(str(files[0]), providers=["CPUExecutionProvider"])
    batch = OnDevice(Tokens.load(trained / "tokens.npz"), "cpu").gathered(torch.arange(6), 48)
    given = (batch.ids, batch.mask, batch.types)
    said = session.run(OUTPUTS, dict(zip(INPUTS, (each.numpy() for each in given), strict=True)))
    with torch.no_grad():
        expected = reader(*given)
    for one, other in zip(said, expected, strict=True):
        assert np.abs(one - other.numpy()).max() < apart


def test_channels_kept_apart_change_nothing_but_the_rounding(trained, tmp_path):
    batch = OnDevice(Tokens.load(trained / "tokens.npz"), "cpu").gathered(torch.arange(6), 48)
    given = (batch.ids, batch.mask, batch.types)
    reader = weights.load(trained / "strong.npz")
    with torch.no_grad():
        # One channel of the feed-forward part a thousand times as large as the rest.
        reader.layers[0].inner.bias[5] = 1000.0
        reader.layers[0].outer.weight[:, 5] *= 1e-3
        expected = reader(*given)
        apart = parted(reader, [batch])
        for one, other in zip(apart(*given), expected, strict=True):
            assert torch.allclose(one, other, atol=1e-4)
    errors = []
    for each in (reader, apart):
        path = exported(each, tmp_path / "reader.onnx", 8)[0]
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        taken = dict(zip(INPUTS, (tensor.numpy() for tensor in given), strict=True))
        said = session.run(OUTPUTS, taken)[2]
        errors.append(np.abs(said - expected[2].numpy()).max())
    assert errors[1] < errors[0] / 3


def test_a_check_counts_exact_spans_and_areas_by_source(trained):
    known = Tokens.load(trained / "tokens.npz")
    found = checked(weights.load(trained / "strong.npz"), known, ["one", "two"] * 16)
    assert {name: figures["pairs"] for name, figures in found.items()} == {"one": 16, "two": 16}
    assert 0 <= found["one"]["exact"] <= 1


def test_the_area_counts_equal_scores_half():
    truth = np.array([True, True, False, False])
    assert area(truth, np.array([3.0, 1.0, 1.0, 0.0])) == 3.5 / 4
    assert np.isnan(area(truth[:2], np.array([1.0, 2.0])))


def test_a_near_passage_labelled_as_silent_never_holds_the_answer():
    examples = []
    for town in range(40):
        passage = f"The harbour of town {town} was opened by Ada Brook{town % 4} in spring."
        start = passage.index("Ada")
        examples.append(
            Example(f"Who opened the harbour of {town}?", passage, start, start + len("Ada Brook0"))
        )
    answers = {e.question: e.passage[e.start : e.end] for e in examples}
    made = list(near("harbours", examples, random.Random(4)))
    silent = [text for text in made if text.task == READ]
    assert silent and {text.task for text in made} == {READ, UNLABELLED}
    assert all(answers[text.question] not in text.passage for text in silent)
    assert all((text.start, text.label) != (0, 1) for text in made)


def test_a_question_is_put_to_the_sentence_that_answers_it_or_to_one_that_does_not():
    passage = "Ada opened the harbour in 1931. Bo closed it. Nobody said why."
    first = "Ada opened the harbour in 1931."
    asked = [
        judged.Asked("When did Ada open the harbour?", passage, first, True),
        judged.Asked("When did Cy open the harbour?", passage, first, False),
        judged.Asked("When did Bo open it?", passage, "", False),
    ]
    made = {
        (text.question, text.passage, text.label)
        for seed in range(30)
        for text in judged.sentences("s", asked, random.Random(seed))
    }
    assert {(q, p) for q, p, label in made if label == 1} == {(asked[0].question, first)}
    assert (asked[1].question, first, 0) in made
    assert {p for q, p, label in made if label == -1} == {"Bo closed it.", "Nobody said why."}


def test_a_run_of_twelve_measured_words_is_found_whatever_stands_around_it():
    run = "the old harbour of the town was closed by a storm in"
    measured = Measured(iter([f"It is said that {run} March."]))
    assert measured.shares(f"Later, THE OLD harbour, {run.removeprefix('the old harbour ')} May.")
    assert not measured.shares("The old harbour of the town was closed by a storm.")
